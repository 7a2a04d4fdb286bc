"""Who speaks how much, and who is named with whom: counted from records, for a document or many.

What is counted as a word, and as being named together, is said here and in the manual, and nowhere
else: a table and a picture of it show the same numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_WORD = re.compile(
    # Each ideograph and kana, for Chinese and Japanese put no space between words …
    "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
    # … and otherwise what stands between two spaces and has a letter or digit in it.
    "|(?<!\\S)[^\\w\\s]*[^\\W_]\\S*"
)


def count_words(text: str) -> int:
    """Return the number of words of *text*: ``P[eter]`` is one, a dash between two spaces is none.

    Chinese and Japanese are counted by their characters, as is the custom.
    """
    return sum(1 for _ in _WORD.finditer(text))


class Speech(NamedTuple):
    """What one speaker says: *words*, in so many *turns*; *share* is that of all words, 0 to 1.

    Several *speakers* say it together, and where there are none nobody knows who it is.
    """

    speakers: tuple[str, ...]
    words: int
    turns: int
    share: float


def speech(turns: Iterable[tuple[tuple[str, ...], int]]) -> list[Speech]:
    """Return who speaks in *turns* (speakers, words), who says most first, then who speaks first.

    The words of a turn of two are counted once, for the two of them, so that shares make a whole.
    """
    words: Counter[tuple[str, ...]] = Counter()
    number: Counter[tuple[str, ...]] = Counter()
    for speakers, said in turns:
        words[speakers] += said
        number[speakers] += 1
    whole = words.total()
    return [
        Speech(speakers, said, number[speakers], said / whole if whole else 0.0)
        for speakers, said in sorted(words.items(), key=lambda item: -item[1])
    ]


def rest_of(speakers: Sequence[Speech], limit: int) -> tuple[Sequence[Speech], Speech | None]:
    """Return the first *limit* of *speakers*, and all others as one.

    One who alone would be left out is not.
    """
    if len(speakers) <= limit + 1:
        return speakers, None
    others = speakers[limit:]
    words, turns = sum(one.words for one in others), sum(one.turns for one in others)
    return speakers[:limit], Speech((), words, turns, sum(one.share for one in others))


class Together(NamedTuple):
    """Two who are named together: in how many paragraphs, of how many documents."""

    first: str
    second: str
    paragraphs: int
    documents: int


class Mentions:
    """Who is named, and with whom: each counted in paragraphs."""

    def __init__(self, documents: Iterable[Iterable[Collection[str]]]) -> None:
        """Count those who are named in the paragraphs of *documents*."""
        self.named: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.documents: Counter[tuple[str, str]] = Counter()
        for paragraphs in documents:
            here: set[tuple[str, str]] = set()
            for named in paragraphs:
                keys = sorted(set(named))
                self.named.update(keys)
                pairs = list(combinations(keys, 2))
                self.pairs.update(pairs)
                here.update(pairs)
            self.documents.update(here)

    def strongest(self, limit: int) -> list[Together]:
        """Return the pairs of the *limit* who are named with others most, most frequent first.

        There are at most twice as many pairs as names: of more no eye could follow the lines.
        """
        ties: Counter[str] = Counter()
        for (first, second), count in self.pairs.items():
            ties[first] += count
            ties[second] += count
        ranked = sorted(ties, key=lambda key: (-ties[key], -self.named[key], key))
        shown = set(ranked[:limit])
        pairs = sorted(
            (pair for pair in self.pairs if shown.issuperset(pair)),
            key=lambda pair: (-self.pairs[pair], pair),
        )
        return [
            Together(*pair, self.pairs[pair], self.documents[pair]) for pair in pairs[: 2 * limit]
        ]

"""Speaker labels: how a paragraph of a transcript says who speaks.

A label opens a turn when it stands, whole, at the beginning of a paragraph and is followed by a
full stop or a colon, or when it stands alone on its line. The text is that of one paragraph, flat:
an inline node that is no plain text (a note marker, a role's node, a link) is one character
U+FFFC. All offsets count the characters of that text, as it was given.

Matching is exact but for runs of white space and for Unicode form (canonical equivalence, UAX 15).
What only looks like a label is never taken for one; :meth:`LabelTable.lookalike` reports it.
"""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from ._label_grammar import DELIMITERS, NODE, after_space, fold, is_line_end, tail
from ._likeness import may_be_meant
from ._lookalikes import Lookalike, begins_as_prose, candidates, has_name_in_capitals, is_capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["DELIMITERS", "NODE", "LabelMatch", "LabelTable", "Lookalike"]

_CLOSE = 0.8
_NEAR = 0.6


class LabelMatch(NamedTuple):
    """The label that opens a paragraph.

    ``label`` is the table's spelling and ``keys`` the entities that have it. ``printed`` is what
    the edition prints: label, remark and delimiter as written, up to ``end``; what is said begins
    at ``text_start``. ``remark`` is the bracketed or parenthesised remark between label and
    delimiter, or empty. ``alone``: nothing follows on the line.
    """

    label: str
    keys: tuple[str, ...]
    printed: str
    end: int
    text_start: int
    remark: str
    alone: bool


class LabelTable:
    """The labels of the speakers who may take part: pairs of a label and an entity's key.

    A label that several entities have still matches, with the keys of all; ``conflicts`` names
    each such label and its keys.
    """

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        self._entries: dict[str, tuple[str, tuple[str, ...]]] = {}
        for label, key in labels:
            folded, _ = fold(label.strip())
            if folded:
                known, keys = self._entries.get(folded, (label.strip(), ()))
                self._entries[folded] = known, keys if key in keys else (*keys, key)
        self._lengths = sorted({len(folded) for folded in self._entries}, reverse=True)
        self._initials = {folded[0] for folded in self._entries}
        self._nearest = {label.casefold(): label for label, _ in self._entries.values()}
        self.conflicts: dict[str, tuple[str, ...]] = {
            label: keys for label, keys in self._entries.values() if len(keys) > 1
        }

    def match(self, text: str) -> LabelMatch | None:
        """Return the label that opens *text*, or None. White space before it is passed over.

        A node before the label hides it; a note marker that touches the end of the label does not.
        """
        start = after_space(text, 0)
        for label, keys, end in self._labels_at(text, start):
            found = tail(text, start, end)
            if found is not None:
                return LabelMatch(
                    label,
                    keys,
                    printed=text[start : found.end],
                    end=found.end,
                    text_start=after_space(text, found.end),
                    remark=found.remark,
                    alone=is_line_end(text, found.end),
                )
        return None

    def labels_at(self, text: str, at: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """Yield the keys of each label that *text* has at an offset, and its end; longest first."""
        return ((keys, end) for _label, keys, end in self._labels_at(text, at))

    def _labels_at(self, text: str, start: int) -> Iterator[tuple[str, tuple[str, ...], int]]:
        if unicodedata.normalize("NFD", text[start : start + 1])[:1] not in self._initials:
            return
        folded, cut = fold(text, start, self._lengths[0])
        for length in self._lengths:
            entry = self._entries.get(folded[:length])
            end = cut(length) if entry is not None else None
            if entry is not None and end is not None:
                yield *entry, end

    def lookalike(self, text: str) -> Lookalike | None:
        """Return what looks like a label at the beginning of *text* and is not known, or None.

        That is at most six capitalised words and a delimiter, when they are in capitals or have a
        name in capitals (`De GAULLE.`), or are two and more before a colon. Else (`Moscow. It was`,
        `Note: the`) it is ordinary prose, unless a known label is close.
        """
        # Nearly all paragraphs begin so, and one look tells.
        if begins_as_prose(text) or self.match(text) is not None:
            return None
        start = after_space(text, 0)
        runs = list(candidates(text, start))
        # Of `MR. LOTT. I`, the last: an abbreviation is a part of the label that it begins.
        for words, end in reversed(runs):
            sign = text[end - 1]
            if (
                is_capitals(words)
                or has_name_in_capitals(words, sign)
                or (sign != "." and self._is_named(words))
            ):
                return Lookalike(text[start:end], self._near(words, _NEAR))
        for words, end in runs:
            if near := self._near(words, _CLOSE):
                return Lookalike(text[start:end], near)
        return None

    def _is_named(self, words: list[str]) -> bool:
        """Whether *words* before a colon name somebody, and are no `Note:` or `However:`."""
        capitalised = [word for word in words if any(map(str.isupper, word))]
        if len(capitalised) > 1 or words[0].isupper():
            return True
        return bool(capitalised) and not self._entries

    def _near(self, words: list[str], likeness: float) -> str | None:
        name = " ".join(words).casefold()
        found = difflib.get_close_matches(name, self._nearest, cutoff=likeness)
        return next((self._nearest[near] for near in found if may_be_meant(name, near)), None)

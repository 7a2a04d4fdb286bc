"""Which paragraphs of a source are its notes: what stands before each, and where they stand.

A note is found by its words, which the edition has; what the source prints before them is its
label. The labels of the source count, and not how they are written: ``[1]``, ``^[1]``, ``1.``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .flat import Gap, Tokens, head, label_of, marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .records import NoteText

__all__ = ["Head", "find_heads", "in_order", "resolved"]

_LONGEST_LABEL = 4
_FIRST_WORDS = 4
_COMPARED = 40
_ALIKE = 0.5
_MOST_PAIRS = 40_000
_CLOSING = {"[": "]", "(": ")"}
_AFTER = {".", ")", "/", ":", "]"}
_STARS = {"*", "†", "‡", "§"}


class Head(NamedTuple):
    """The head of a note in the source: its tokens ``start:end``, and its label, or None."""

    start: int
    end: int
    label: str | None


def _head_at(tokens: Tokens, at: int) -> Head:
    """Return what may be the head of a note at *at*: of no token where there is none."""
    words, gaps = tokens.words, tokens.gaps
    label = label_of(words[at])
    if label is not None:
        return Head(at, at + 1, label)
    end = at
    opening = _CLOSING.get(words[at], "")
    if opening:
        end += 1
    start = end
    if end < len(words) and words[end] in _STARS:
        while end < len(words) and words[end] in _STARS and (end == at or not gaps[end]):
            end += 1
    elif end < len(words) and _is_label(words[end]):
        end += 1
    label = "".join(words[start:end])
    if not label:
        return Head(at, at, None)
    if end < len(words) and not gaps[end] and words[end] in ({opening} if opening else _AFTER):
        end += 1
    elif opening or (label.isalpha() and end < len(words)):
        return Head(at, at, None)
    return Head(at, end, label)


def _is_label(word: str) -> bool:
    if word.isdecimal():
        return len(word) <= _LONGEST_LABEL
    return word.isalpha() and (len(word) == 1 or set(word) <= set("ivxlc"))


def find_heads(
    tokens: Tokens, notes: Sequence[NoteText], texts: Sequence[Tokens]
) -> list[Head | None]:
    """Return for each of *notes*, whose tokens are *texts*, its head in the source, or None."""
    if not notes:
        return []
    heads = [_head_at(tokens, at) for at, gap in enumerate(tokens.gaps) if gap >= Gap.EITHER]
    by_words: dict[tuple[str, ...], list[Head]] = {}
    for one in heads:
        for start in {one.start, one.end}:
            found = one if start == one.end else Head(start, start, None)
            key = tuple(tokens.words[start : start + _FIRST_WORDS])
            by_words.setdefault(key, []).append(found)
    taken: set[int] = set()
    chosen: list[Head | None] = []
    for text in texts:
        key = tuple(text.words[:_FIRST_WORDS])
        candidates = [one for one in by_words.get(key, []) if one.start not in taken]
        # One with a label before one without, and one whose words go on alike.
        best = max(
            candidates,
            key=lambda one: (one.label is not None, _alike(tokens, one, text)),
            default=None,
        )
        if best is not None:
            taken.add(best.start)
        chosen.append(best)
    labelled = [one for one in heads if one.label is not None]
    missing = [place for place, one in enumerate(chosen) if one is None]
    if len(labelled) * len(missing) <= _MOST_PAIRS:
        for place in missing:
            rest = [one for one in labelled if one.start not in taken]
            scored = [(_alike(tokens, one, texts[place]), -one.start, one) for one in rest]
            score, _, best = max(scored, default=(0.0, 0, None))
            if best is not None and score >= _ALIKE:
                taken.add(best.start)
                chosen[place] = best
    return chosen


def _alike(tokens: Tokens, one: Head, text: Tokens) -> float:
    """Return how much of the beginning of a note stands behind *one*."""
    wanted = Counter(text.words[:_COMPARED])
    there = Counter(tokens.words[one.end : one.end + min(len(text.words), _COMPARED)])
    return (wanted & there).total() / max(wanted.total(), 1)


def in_order(notes: Sequence[NoteText], heads: Sequence[Head | None]) -> list[int]:
    """Return the notes in the order in which the source may have them.

    It is that of the markers or, where the source has each type of note apart, one type after the
    other.
    """
    order = list(range(len(notes)))
    placed = sorted((one.start, place) for place, one in enumerate(heads) if one is not None)
    as_placed = [place for _, place in placed]
    if as_placed == sorted(as_placed):
        return order
    runs: list[str] = []
    last: dict[str, int] = {}
    for place in as_placed:
        kind = notes[place].note_type
        if last.get(kind, -1) > place or (kind in runs and runs[-1] != kind):
            return order
        last[kind] = place
        if not runs or runs[-1] != kind:
            runs.append(kind)
    missing = [place for place in order if heads[place] is None]
    return [*as_placed, *missing]


def resolved(tokens: Tokens, heads: Sequence[Head | None]) -> Tokens:
    """Return *tokens* with each head of a note, and each ``[5]`` that calls one, as one token."""
    by_start = {one.start: one for one in heads if one is not None and one.label is not None}
    labels = {one.label for one in by_start.values()}
    made = Tokens(tokens.flat)
    for start, _end, word in _units(tokens, by_start, labels):
        made.words.append(word)
        made.gaps.append(tokens.gaps[start])
        made.offsets.append(tokens.offsets[start])
    return made


def _units(
    tokens: Tokens, heads: dict[int, Head], labels: set[str | None]
) -> Iterator[tuple[int, int, str]]:
    words, gaps = tokens.words, tokens.gaps
    at = 0
    while at < len(words):
        one = heads.get(at)
        if one is not None:
            yield one.start, one.end, head(one.label or "")
            at = one.end
        elif (
            words[at] == "["
            and words[at + 2 : at + 3] == ["]"]
            and words[at + 1] in labels
            and not gaps[at + 1]
            and not gaps[at + 2]
        ):
            yield at, at + 3, marker(words[at + 1])
            at += 3
        else:
            yield at, at + 1, words[at]
            at += 1

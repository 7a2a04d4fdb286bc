"""Alignment of two sequences: patience, then the shortest edit, in bounded time.

What stands once in both is an anchor (Bram Cohen's patience diff). Between two anchors, and where
there are none, E. W. Myers' greedy algorithm finds the shortest edit as far as it is short; beyond
that the two stretches are taken as different. Time is in proportion to the texts, also to such as
have nothing in common.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Stretch", "differences"]

_MOST_EDITS = 200
"""How long an edit is looked for between two anchors: time grows with the square of it."""

_DEEPEST = 12


class Stretch(NamedTuple):
    """``a[a_start:a_end]`` and ``b[b_start:b_end]``, of which one may be empty."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


def differences(a: Sequence[str], b: Sequence[str]) -> list[Stretch]:
    """Return in their order the stretches in which *a* and *b* differ; all between is equal."""
    found: list[Stretch] = []
    pending = [(Stretch(0, len(a), 0, len(b)), 0)]
    while pending:
        stretch, depth = pending.pop()
        stretch = _trimmed(a, b, stretch)
        a_start, a_end, b_start, b_end = stretch
        if a_start == a_end or b_start == b_end:
            if a_start != a_end or b_start != b_end:
                found.append(stretch)
            continue
        anchors = _anchors(a, b, stretch) if depth < _DEEPEST else []
        if not anchors:
            found += _shortest_edit(a, b, stretch)
            continue
        inner = []
        for a_at, b_at in anchors:
            inner.append((Stretch(a_start, a_at, b_start, b_at), depth + 1))
            a_start, b_start = a_at + 1, b_at + 1
        inner.append((Stretch(a_start, a_end, b_start, b_end), depth + 1))
        pending += reversed(inner)
    return _joined(found)


def _trimmed(a: Sequence[str], b: Sequence[str], stretch: Stretch) -> Stretch:
    """Return *stretch* without what is equal at both of its ends."""
    a_start, a_end, b_start, b_end = stretch
    while a_start < a_end and b_start < b_end and a[a_start] == b[b_start]:
        a_start += 1
        b_start += 1
    while a_start < a_end and b_start < b_end and a[a_end - 1] == b[b_end - 1]:
        a_end -= 1
        b_end -= 1
    return Stretch(a_start, a_end, b_start, b_end)


def _once(sequence: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Return where in a stretch each item stands that stands there once."""
    places: dict[str, int] = {}
    for at in range(start, end):
        item = sequence[at]
        places[item] = -1 if item in places else at
    return {item: at for item, at in places.items() if at >= 0}


def _anchors(a: Sequence[str], b: Sequence[str], stretch: Stretch) -> list[tuple[int, int]]:
    """Return the places of what stands once in both, as many as keep their order in both."""
    in_a = _once(a, stretch.a_start, stretch.a_end)
    in_b = _once(b, stretch.b_start, stretch.b_end)
    pairs = [(at, in_b[item]) for item, at in in_a.items() if item in in_b]
    return _longest_increasing(sorted(pairs))


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    tails: list[int] = []  # the smallest last place in b of a run of each length
    ends: list[int] = []  # which pair it is
    before: list[int] = []
    for index, (_, b_at) in enumerate(pairs):
        length = bisect_left(tails, b_at)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(b_at)
            ends.append(index)
        else:
            tails[length], ends[length] = b_at, index
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _shortest_edit(a: Sequence[str], b: Sequence[str], stretch: Stretch) -> list[Stretch]:
    """Return the stretches of the shortest edit, or the whole *stretch* where that is long."""
    a_start, a_end, b_start, b_end = stretch
    length_a, length_b = a_end - a_start, b_end - b_start
    reached = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(_MOST_EDITS, length_a + length_b) + 1):
        trace.append(reached.copy())
        for diagonal in range(-edits, edits + 1, 2):
            right, down = reached.get(diagonal - 1, -1), reached.get(diagonal + 1, -1)
            is_down = diagonal == -edits or (diagonal != edits and right < down)
            x = down if is_down else right + 1
            y = x - diagonal
            while x < length_a and y < length_b and a[a_start + x] == b[b_start + y]:
                x += 1
                y += 1
            reached[diagonal] = x
            if x >= length_a and y >= length_b:
                return _traced(trace, stretch)
    return [stretch]


def _traced(trace: list[dict[int, int]], stretch: Stretch) -> list[Stretch]:
    """Return the steps of an edit, last to first found, as stretches in their order."""
    a_start, a_end, b_start, b_end = stretch
    x, y = a_end - a_start, b_end - b_start
    steps: list[Stretch] = []
    for edits in range(len(trace) - 1, 0, -1):
        reached = trace[edits]
        diagonal = x - y
        right, down = reached.get(diagonal - 1, -1), reached.get(diagonal + 1, -1)
        is_down = diagonal == -edits or (diagonal != edits and right < down)
        before = diagonal + 1 if is_down else diagonal - 1
        x = reached[before]
        y = x - before
        a_at, b_at = a_start + x, b_start + y
        steps.append(Stretch(a_at, a_at + (not is_down), b_at, b_at + is_down))
    return steps[::-1]


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Return *stretches* with those made one that touch each other."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].a_end == stretch.a_start and joined[-1].b_end == stretch.b_start:
            last = joined.pop()
            joined.append(Stretch(last.a_start, stretch.a_end, last.b_start, stretch.b_end))
        else:
            joined.append(stretch)
    return joined

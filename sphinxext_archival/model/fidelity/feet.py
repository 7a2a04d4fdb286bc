"""Notes at the foot of a page of the source: they stand inside the text, and do not belong there.

They are read behind the text, where the page ends: a form feed of the source says so, or a
``page`` of the edition. A note that stands elsewhere in the text stays there, and is a difference.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from .align import differences
from .flat import Gap, Tokens, is_head

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["at_end"]

_SLACK = 2
"""So many tokens may a note lack that ends with its paragraph."""


def at_end(source: Tokens, edition: Tokens, lengths: Sequence[int]) -> Tokens:
    """Return *source* with its notes behind all else, if they stand at the feet of pages.

    *lengths* are those of the notes whose heads it has, in the order of these.
    """
    starts = [at for at, word in enumerate(source.words) if is_head(word)]
    extents = [(at, _end(source, at, length)) for at, length in zip(starts, lengths, strict=False)]
    if not extents or extents[-1][1] - extents[0][0] == sum(b - a for a, b in extents):
        return source
    moved = {at for start, end in extents for at in range(start, end)}
    order = [at for at in range(len(source)) if at not in moved]
    follows = [bisect_right(order, end - 1) for _, end in extents]
    order += [at for start, end in extents for at in range(start, end)]
    made = Tokens(source.flat)
    made.words = [source.words[at] for at in order]
    made.gaps = [source.gaps[at] for at in order]
    made.offsets = [source.offsets[at] for at in order]
    rest = len(source) - len(moved)
    found = differences(made.words, edition.words)
    for at in follows:
        if at < rest and made.gaps[at] != Gap.EITHER and not _has_page(at, found, edition):
            return source
    return made


def _end(source: Tokens, start: int, length: int) -> int:
    """Return where a note ends that begins at *start*: with a paragraph."""
    whole = start + 1 + length
    if whole >= len(source) or source.gaps[whole] >= Gap.EITHER:
        return min(whole, len(source))
    end = min(start + 1 + max(length - _SLACK, 1), len(source))
    while end < len(source) and source.gaps[end] < Gap.EITHER:
        end += 1
    return end


def _has_page(at: int, found: Sequence[tuple[int, int, int, int]], edition: Tokens) -> bool:
    """Say whether the edition has a page begin where the source has the token *at*."""
    shift = 0
    for a_start, a_end, b_start, b_end in found:
        if a_start > at:
            break
        if at < a_end:
            return b_start == b_end and bool(edition.pages.get(b_start))
        shift = b_end - a_end
    return bool(edition.pages.get(at + shift))

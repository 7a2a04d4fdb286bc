"""Which fences of a Markdown file an editor forgot to close, and where.

Markdown ends a fence at the first line that can close it, whatever stands open inside, or else at
the end of the file. What was *meant* shows in the number of signs, and in the order: a line that
closes belongs to the last fence that was opened with as many.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ._markdown_lines import FENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .fences import HoldsWords

# Nobody means these for words of a note, a summary or a transcript.
_OUTSIDE = re.compile(
    r" {0,3}(?:\#{1,6}[ \t]|\[\^[^\]\s]+\]:|[`:]{3,}\{(?:archival:)?(?P<name>[\w:-]+)\})"
)
_MAY_STAND_INSIDE = frozenset({"turn", "insertion", "enclosure", "page", "note", "container"})


class Forgotten(NamedTuple):
    """A fence without its closing line: its signs, and before which line (from 0) it may lack.

    That is None where nothing shows that the words of the fence have ended.
    """

    fence: str
    lacks_before: int | None


class _Open(NamedTuple):
    at: int
    fence: str
    is_code: bool
    is_text: bool = False


def forgotten_fences(
    lines: Sequence[str], holds_words: HoldsWords | None = None
) -> Mapping[int, Forgotten]:
    """Return the fences in the *lines* of a file that are not closed, by their own lines.

    One that *holds_words* behind its signs is text, whether or not a line closes it.
    """
    forgotten: dict[int, int] = {}
    opened: list[_Open] = []
    for at, line in enumerate(lines):
        match = FENCE.match(line.strip())
        if match is None:
            continue
        fence, info = match["fence"], match["info"]
        if opened and opened[-1].is_code and (info or not fence.startswith(opened[-1].fence)):
            continue
        depth = None if info else _closed_by(fence, opened)
        if depth is not None:
            forgotten.update((inner.at, at) for inner in opened[depth + 1 :] if not inner.is_text)
            del opened[depth:]
        elif info and holds_words is not None and holds_words(fence, info):
            opened.append(_Open(at, fence, is_code=False, is_text=True))
        elif info or fence[0] != ":":
            is_code = fence[0] != ":" and not info.startswith("{")
            # Code that nobody ends does not hide the ends of what is around it.
            opened.append(_Open(at, fence, is_code and _is_closed(fence, lines[at + 1 :])))
    forgotten.update((inner.at, len(lines)) for inner in opened if not inner.is_text)
    return {at: _forgotten(lines, at, end) for at, end in forgotten.items()}


def _closed_by(fence: str, opened: Sequence[_Open]) -> int | None:
    """Return which of the *opened* fences a line of *fence* alone was meant to close."""
    # What is text may have no end, and is thought of last.
    for is_text in (False, True):
        depths = [at for at, one in enumerate(opened) if one.is_text is is_text][::-1]
        as_many = next((depth for depth in depths if opened[depth].fence == fence), None)
        if as_many is not None:
            return as_many
        fitting = next((depth for depth in depths if fence.startswith(opened[depth].fence)), None)
        if fitting is not None:
            return fitting
    return None


def _is_closed(fence: str, lines: Sequence[str]) -> bool:
    return any(
        line.startswith(fence) and not line.strip(fence[0]) for line in map(str.strip, lines)
    )


def _forgotten(lines: Sequence[str], at: int, end: int) -> Forgotten:
    match = FENCE.match(lines[at].strip())
    before = next((after for after in range(at + 1, end) if _is_outside(lines[after])), None)
    if before is None and end < len(lines):
        before = end
    return Forgotten(match["fence"] if match else "", before)


def _is_outside(line: str) -> bool:
    match = _OUTSIDE.match(line)
    return match is not None and match["name"] not in _MAY_STAND_INSIDE

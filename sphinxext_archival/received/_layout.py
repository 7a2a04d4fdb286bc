"""How a plain text is laid out: which of its line breaks end a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDEST = 132
"""The widest line that a terminal or a typewriter breaks."""

_NARROWEST = 30
_FULL = 0.75
"""How much of the width a line fills that was broken because it was full."""

_MOSTLY = 0.6
_LOOSE = 0.1
"""With fewer empty lines than this share of the others, no paragraph is parted by them."""

_FEW = 4


class Layout:
    """Tells the line breaks of a text, by all of its lines.

    *blocks* are its lines, without the empty ones, that part them.
    """

    def __init__(self, blocks: Sequence[Sequence[str]]) -> None:
        """Measure the lines."""
        broken = sorted(len(line) for block in blocks for line in block[:-1])
        self._width = broken[len(broken) * 19 // 20] if broken else 0
        full = sum(length >= _FULL * self._width for length in broken)
        lines = len(broken) + len(blocks)
        self._is_wrapped = (
            len(broken) >= _FEW
            and _NARROWEST <= self._width <= _WIDEST
            and full >= _MOSTLY * len(broken)
        )
        self._has_no_blank_lines = len(broken) >= _FEW and len(blocks) - 1 < _LOOSE * lines

    def ends_paragraph(self, line: str, following: str) -> bool:
        """Say whether the break between two lines ends a paragraph without any doubt.

        It does where each line of the file is one, and the sentence does not go on.
        """
        goes_on = line.endswith("-") or following[:1].islower()
        return self._has_no_blank_lines and not self._is_wrapped and not goes_on

    def is_undecided(self, line: str, following: str) -> bool:
        """Say whether the break between two lines of a block may end a paragraph, or not."""
        return not (self._is_wrapped and len(line) >= _FULL * self._width)

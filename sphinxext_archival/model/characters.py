"""Characters that a document cannot hold: control characters, and ends of lines that only some see.

XML 1.0 has no way to write most control characters, so that one of them would make an EPUB, or a
file of TEI, unreadable. Form feed, U+0085, U+2028 and their like end a line to Python, but not to
Markdown nor to an editor's program: lines would be counted in two ways.

Each is left out; between two words a blank stands for it, so that no word is joined to another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["UNPRINTABLE", "describe", "unprintable_lines", "without_unprintable"]

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What is left out of a document."""

_STRETCH = re.compile(rf"{UNPRINTABLE.pattern}+")
_NAMES = {
    "\x00": "null",
    "\x07": "bell",
    "\x08": "backspace",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
}


def without_unprintable(text: str) -> str:
    """Return *text* without what no output can hold."""
    return _STRETCH.sub(_between, text) if UNPRINTABLE.search(text) else text


def unprintable_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index of each line of *text* that is not printable as it is, and what is in it."""
    for index, line in enumerate(text.split("\n")):
        if found := describe(line):
            yield index, found


def describe(text: str) -> str:
    """Name what *text* holds that cannot be printed: `U+000C (form feed)`; nothing if all can."""
    return ", ".join(map(_name, dict.fromkeys(UNPRINTABLE.findall(text))))


def _between(stretch: re.Match[str]) -> str:
    text, start, end = stretch.string, stretch.start(), stretch.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return " " if before.strip() and after.strip() else ""


def _name(character: str) -> str:
    meant = _NAMES.get(character, "")
    if "\x80" <= character <= "\x9f":
        # The usual way in which these come into a text.
        windows = character.encode("latin-1").decode("cp1252", "ignore")
        meant += ("; " if meant and windows else "") + (windows and f"“{windows}” in Windows-1252")
    return f"U+{ord(character):04X}" + (f" ({meant})" if meant else "")

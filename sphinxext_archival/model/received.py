"""A text as received: what every reader of a format hands over, and what an edition is held to.

Readers (:mod:`..received`) make it; ``fidelity`` and the importers read it. It holds the words, and
where each stands in the file, so that a report can name the line.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

__all__ = [
    "BREAK",
    "EMPHASIS",
    "LINK",
    "MARKER",
    "NUMBER",
    "PAGE",
    "STRONG",
    "Mark",
    "Paragraph",
    "Place",
    "ReceivedError",
    "ReceivedText",
]

MARKER = "marker"
"""A note marker, of whatever spelling: its text is ``[label]``, its value the label."""

NUMBER = "number"
"""Digits alone in brackets, ``[5]``: mostly a note marker, or the head of a note; value: digits."""

BREAK = "break"
"""A line break that may be the end of a paragraph, or be none; elsewhere a new line is a space."""

PAGE = "page"
"""Where a page of the source begins, inside a paragraph; value: its number, where it is known."""

LINK = "link"
"""Words that are a link: the value is its address."""

STRONG = "strong"
EMPHASIS = "emphasis"


class ReceivedError(Exception):
    """The file cannot be read: the message says why, and what would help."""


class Mark(NamedTuple):
    """What is known of ``text[start:end]`` of a paragraph: one of the kinds above."""

    kind: str
    start: int
    end: int
    value: str = ""


class Place(NamedTuple):
    """From ``text[start]`` of a paragraph on: the offset in the file's text, and the line."""

    start: int
    offset: int
    line: int


class Paragraph(NamedTuple):
    r"""One paragraph of the source.

    ``text`` are its words, without escapes and other signs of the format; lines are parted by
    ``\n``. ``places`` says where they stand, in their order, ``marks`` what else is known of them;
    ``indent`` is the number of blanks before the first. ``after_page`` says that a page of the
    source begins before it, so that it may go on with the paragraph before.
    """

    text: str
    places: tuple[Place, ...]
    marks: tuple[Mark, ...] = ()
    indent: int = 0
    after_page: bool = False

    @property
    def line(self) -> int:
        """The line of the file (from 1) that it begins in."""
        return self.places[0].line

    def line_at(self, at: int) -> int:
        """Return the line of the file (from 1) in which ``text[at]`` stands."""
        return self._place(at).line

    def offset_at(self, at: int) -> int:
        """Return the offset of ``text[at]`` in the file's text, as it is decoded."""
        place = self._place(at)
        return place.offset + max(at - place.start, 0)

    def _place(self, at: int) -> Place:
        index = bisect_right(self.places, at, key=lambda place: place.start) - 1
        return self.places[max(index, 0)]


class ReceivedText(NamedTuple):
    """The whole of a source: the ``name`` of the file, the SHA-256 of its bytes, its paragraphs."""

    name: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]

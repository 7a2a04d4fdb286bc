"""Lines that stand on every page of the source: headers, footers, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...model.received import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.received import Paragraph

__all__ = ["running_lines"]

_LONGEST = 90
_NUMBER = re.compile(
    r"\W*(?:page|p\.?|seite|стр\.?)?\W*\d{1,4}(?:\s*(?:/|of|von|из)\s*\d{1,4})?\W*", re.IGNORECASE
)


def running_lines(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the lines of the file that only say which page it is, or of what.

    They are the first or last of a page, and come back on another one but for their numbers.
    """
    edges = list(_edges(paragraphs))
    seen = Counter(_same(text) for text, _ in edges)
    return {
        line
        for text, line in edges
        if len(text) < _LONGEST and (seen[_same(text)] > 1 or _NUMBER.fullmatch(text))
    }


def _same(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(text.casefold().split()))


def _edges(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, int]]:
    """Yield the last line of each page and the first of the next, with their lines in the file."""
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if paragraph.after_page:
            yield text.split("\n", 1)[0].strip(), paragraph.line
            if number:
                before = paragraphs[number - 1]
                yield _last_line(before, len(before.text))
        for mark in paragraph.marks:
            if mark.kind == PAGE and text[mark.start : mark.end] == "\n":
                yield text[mark.end :].split("\n", 1)[0].strip(), paragraph.line_at(mark.end)
                yield _last_line(paragraph, mark.start)


def _last_line(paragraph: Paragraph, end: int) -> tuple[str, int]:
    start = paragraph.text.rfind("\n", 0, end) + 1
    return paragraph.text[start:end].strip(), paragraph.line_at(start)

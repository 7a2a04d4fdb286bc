"""The lines of a page as the importer reads them: paragraphs, cut where a line stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model.received import BREAK, PAGE, STRONG, Mark, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

__all__ = ["Unit", "units_of"]


_SHORT = 60
_RULE = re.compile(r"\s*(?:[-_=*]\s?){3,}\s*")


@dataclass(slots=True)
class Unit:
    """A paragraph of the draft to be: ``text`` in one line, with its ``marks`` and its ``line``.

    ``joins`` are offsets in the text where a page break of the source cuts it. ``label_end`` is
    where the label of a speaker ends, or 0; ``block`` the number of the paragraph it came from.
    """

    text: str
    line: int
    marks: list[Mark] = field(default_factory=list)
    joins: list[int] = field(default_factory=list)
    label_end: int = 0
    block: int = 0
    last_line: int = 0


def units_of(
    paragraphs: Sequence[Paragraph],
    begins: Callable[[str], bool],
    running: Collection[int] = (),
) -> list[Unit]:
    """Return *paragraphs* as units; one is cut at an undecided line break where a new one *begins*.

    Lines of the file that are *running* ones, on each page, are units of their own. A hyphen that a
    line ends with is taken away when the word goes on in small letters.
    """
    units: list[Unit] = []
    for number, paragraph in enumerate(paragraphs):
        for start, end in _parts(paragraph, begins, running):
            units.append(_unit(paragraph, start, end, number))
    return [unit for unit in units if unit.text.strip()]


def _parts(
    paragraph: Paragraph, begins: Callable[[str], bool], running: Collection[int]
) -> Iterator[tuple[int, int]]:
    bold = [(mark.start, mark.end) for mark in paragraph.marks if mark.kind == STRONG]
    breaks = {
        mark.start
        for mark in paragraph.marks
        if mark.kind == BREAK and not any(start < mark.start < end for start, end in bold)
    }
    pages = {mark.start for mark in paragraph.marks if mark.kind == PAGE}
    text = paragraph.text
    start = 0
    for at, sign in enumerate(text):
        if sign != "\n":
            continue
        if {paragraph.line_at(at - 1), paragraph.line_at(at + 1)} & set(running):
            yield start, at
            start = at + 1
            continue
        if at not in breaks and at not in pages:
            continue
        line = text[text.rfind("\n", 0, at) + 1 : at]
        following = text[at + 1 :].split("\n", 1)[0]
        if at in pages and not begins(following):
            continue
        if (
            _RULE.fullmatch(line)
            or _RULE.fullmatch(following)
            or begins(following)
            or (len(line) < _SHORT and not following[:1].islower())
        ):
            yield start, at
            start = at + 1
    yield start, len(text)


def _unit(paragraph: Paragraph, start: int, end: int, number: int) -> Unit:
    """Return ``text[start:end]`` of *paragraph* as a unit, in one line."""
    parts: list[str] = []
    offsets: list[int] = []  # of each sign of the old text in the new one
    length = 0
    text = paragraph.text
    for at in range(start, end):
        offsets.append(length)
        sign = text[at]
        if sign == "\n":
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            is_cut = before == "-" and after.islower() and text[at - 2 : at - 1].isalpha()
            if is_cut and parts:
                parts.pop()
                length -= 1
                continue
            sign = " "
        parts.append(sign)
        length += 1
    offsets.append(length)
    marks = [
        Mark(mark.kind, offsets[mark.start - start], offsets[mark.end - start], mark.value)
        for mark in paragraph.marks
        if mark.kind != BREAK and start <= mark.start and mark.end <= end
    ]
    first = paragraph.line_at(start)
    return Unit(
        "".join(parts), first, marks, block=number, last_line=paragraph.line_at(max(end - 1, start))
    )

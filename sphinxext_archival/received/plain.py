r"""Plain text, and what is nearly Markdown: as archives' pages are saved.

A paragraph ends at an empty line. Of a line break inside of one, the layout of the whole file says
whether it is only where the line was full, a paragraph's end, or may be either. Escapes (``\[``),
bold (``**…**``), links and the spellings of note markers (``[\[1\]](#)``, ``^[2]``, ``[^3]``) are
signs of the format: they are taken away, and marked.
"""

from __future__ import annotations

import codecs
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from ..model.characters import UNPRINTABLE
from ..model.received import BREAK, NUMBER, PAGE, Mark, Paragraph, Place, ReceivedError
from ._inline import Edit, edits_in
from ._layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(r"\r\n?")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens, and what has no width: they part lines, and are no sign of the text."""


class _Line(NamedTuple):
    """A line of the file: its text without blanks around it, its offset, its number (from 1)."""

    text: str
    offset: int
    number: int
    indent: int
    after_page: bool


def decode(data: bytes, name: str) -> str:
    """Return the text of *data*, in UTF-8, or as its byte order mark or Windows-1252 has it."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if b"\x00" in data:
            message = f"{name} is no text: it holds null bytes"
            raise ReceivedError(message) from None
    # The five bytes that Windows-1252 does not have are control characters elsewhere too.
    return data.decode("cp1252", "replace")


def paragraphs(data: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text file."""
    return paragraphs_of(decode(data, name))


def paragraphs_of(text: str, *, signs: bool = True) -> Iterator[Paragraph]:
    """Yield the paragraphs of a plain *text*; without *signs* none of it is nearly Markdown."""
    blocks = list(_blocks(_LINE_END.sub("\n", text)))
    layout = Layout([[line.text for line in block] for block in blocks])
    usual = _indent_of_paragraphs(blocks)
    for block in blocks:
        start = 0
        for at in range(1, len(block)):
            if layout.ends_paragraph(block[at - 1].text, block[at].text) or _is_indented(
                block, at, usual
            ):
                yield _paragraph(block[start:at], layout, signs=signs)
                start = at
        yield _paragraph(block[start:], layout, signs=signs)


_ITEM = re.compile(r"(?:[-–—•*+]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s")


def _indent_of_paragraphs(blocks: Sequence[Sequence[_Line]]) -> int:
    """Return how far the first line of a paragraph is indented in this text; 0 if it is not."""
    found: dict[int, int] = {}
    for block in blocks:
        for line, following in itertools.pairwise(block):
            if line.indent >= following.indent + 2 and not _ITEM.match(following.text):
                found[line.indent] = found.get(line.indent, 0) + 1
    indent = max(found, key=lambda one: (found[one], -one), default=0)
    return indent if found.get(indent, 0) > 1 else 0


def _is_indented(block: Sequence[_Line], at: int, usual: int) -> bool:
    """Say whether the indent of a line says that a paragraph begins with it.

    That is the *usual* one of the text, or one that the lines around it do not have; an item of a
    list has it the other way round.
    """
    before, line = block[at - 1], block[at]
    if _ITEM.match(before.text):
        return False
    if usual and line.indent == usual:
        return True
    following = block[at + 1] if at + 1 < len(block) else None
    is_alone = following is None or following.indent != line.indent
    return line.indent >= before.indent + 2 and is_alone


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield the lines between two empty ones; a form feed begins a line, and a page."""
    block: list[_Line] = []
    offset = 0
    after_page = False
    for number, whole in enumerate(text.split("\n"), start=1):
        at = offset
        for page, part in enumerate(whole.split("\f")):
            after_page = after_page or page > 0
            words = part.strip()
            if words:
                indent = len(part) - len(part.lstrip())
                block.append(_Line(words, at + indent, number, indent, after_page))
                after_page = False
            elif block and not (page or "\f" in whole):
                yield block
                block = []
            at += len(part) + 1
        offset += len(whole) + 1
    if block:
        yield block


def _paragraph(lines: Sequence[_Line], layout: Layout, *, signs: bool) -> Paragraph:
    """Return the paragraph of *lines*."""
    raw = "\n".join(line.text for line in lines)
    breaks: list[tuple[int, str]] = []
    places: list[tuple[int, int, int]] = []
    at = 0
    for index, line in enumerate(lines):
        if index:
            kind = PAGE if line.after_page else BREAK
            if line.after_page or layout.is_undecided(lines[index - 1].text, line.text):
                breaks.append((at - 1, kind))
        places.append((at, line.offset, line.number))
        at += len(line.text) + 1
    return _edited(raw, places, breaks, lines[0], signs=signs)


def _edited(
    raw: str,
    lines: Sequence[tuple[int, int, int]],
    breaks: Sequence[tuple[int, str]],
    head: _Line,
    *,
    signs: bool,
) -> Paragraph:
    """Return *raw* without the signs of its format; *lines* and *breaks* are places in it."""
    edits = sorted([*(edits_in(raw) if signs else _numbers_in(raw)), *_cleaned(raw)])
    text: list[str] = []
    stops: list[tuple[int, int]] = []  # in the text, in raw: from here on they run side by side
    marks: list[Mark] = []
    at = length = 0
    for edit in edits:
        if edit.start < at:
            continue
        if edit.start > at:
            text.append(raw[at : edit.start])
            stops.append((length, at))
            length += edit.start - at
        if edit.text:
            text.append(edit.text)
            stops.append((length, edit.start + edit.lead))
        for kind, start, end, value in edit.marks:
            marks.append(Mark(kind, length + start, length + end, value))
        length += len(edit.text)
        at = edit.end
    text.append(raw[at:])
    stops.append((length, at))
    return _placed("".join(text), stops, marks, (raw, lines, breaks), head)


def _placed(
    text: str,
    stops: list[tuple[int, int]],
    marks: list[Mark],
    layout: tuple[str, Sequence[tuple[int, int, int]], Sequence[tuple[int, str]]],
    head: _Line,
) -> Paragraph:
    """Return the paragraph *text*, whose places in the raw text are *stops*."""
    raw, lines, breaks = layout
    spans = _spans(marks)
    places: list[Place] = []
    undecided = dict(breaks)
    index = 0
    for place, (start, at) in enumerate(stops):
        end = stops[place + 1][0] if place + 1 < len(stops) else len(text)
        while index + 1 < len(lines) and lines[index + 1][0] <= at:
            index += 1
        places.append(Place(start, lines[index][1] + at - lines[index][0], lines[index][2]))
        while index + 1 < len(lines) and lines[index + 1][0] - at < end - start:
            index += 1
            begins, offset, number = lines[index]
            places.append(Place(start + begins - at, offset, number))
        for newline in range(at, min(at + end - start, len(raw))):
            if newline in undecided and raw[newline] == "\n":
                where = start + newline - at
                spans.append(Mark(undecided[newline], where, where + 1))
    return Paragraph(
        text, tuple(places), tuple(sorted(spans, key=_order)), head.indent, head.after_page
    )


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _spans(marks: list[Mark]) -> list[Mark]:
    """Return *marks* with each pair of a beginning and an end (``+kind``, ``-kind``) made one."""
    spans: list[Mark] = []
    opened: dict[str, list[int]] = {}
    for kind, start, end, value in marks:
        if kind.startswith("+"):
            opened.setdefault(kind[1:], []).append(start)
        elif kind.startswith("-"):
            spans.append(Mark(kind[1:], opened[kind[1:]].pop(), start, value))
        else:
            spans.append(Mark(kind, start, end, value))
    return spans


def _numbers_in(raw: str) -> Iterator[Edit]:
    """Yield numbers in brackets, which are mostly markers, in a text without other signs."""
    for match in re.finditer(r"\[(\d{1,4})\]", raw):
        mark = (NUMBER, 0, len(match[0]), match[1])
        yield Edit(match.start(), match.end(), match[0], (mark,))


def _cleaned(raw: str) -> Iterator[Edit]:
    """Yield what is no sign of the text: control characters, and what nobody sees."""
    for match in _INVISIBLE.finditer(raw):
        yield Edit(match.start(), match.end(), "")
    for match in UNPRINTABLE.finditer(raw):
        yield Edit(match.start(), match.end(), " ")

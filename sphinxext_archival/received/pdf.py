"""PDF with a layer of text: the lines of each page, read by PDFium (`pypdfium2`).

PDFium has no empty lines: they are where the space between two lines is wider than it mostly is.
A page ends where its form feed would stand in a plain text. A PDF without a layer of text is
refused: somebody has to recognise its letters first.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..model.received import Paragraph, ReceivedError
from . import plain

if TYPE_CHECKING:
    from collections.abc import Iterator


_WIDER = 1.25


def paragraphs(data: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a PDF; a line is counted through all pages."""
    return plain.paragraphs_of(text_of(data, name), signs=False)


def text_of(data: bytes, name: str) -> str:
    """Return the text of a PDF, with a form feed between two pages."""
    try:
        import pypdfium2  # noqa: PLC0415 - an extra
    except ImportError:
        message = f"{name}: PDF is read by pypdfium2; pip install 'sphinxext-archival[import]'"
        raise ReceivedError(message) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReceivedError(f"{name} cannot be read as PDF: {error}") from None
    found: list[tuple[list[str], list[float]]] = []
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            found.append(_lines_of(words))
            words.close()
            page.close()
    finally:
        document.close()
    usual = _usual([step for _, steps in found for step in steps])
    pages = [_with_empty_lines(lines, steps, usual) for lines, steps in found]
    if not any(map(str.strip, pages)):
        message = f"{name} has no layer of text: recognise its letters first (OCR)"
        raise ReceivedError(message)
    return "\f".join(pages)


def _lines_of(words: Any) -> tuple[list[str], list[float]]:
    """Return the lines of a page, and how far each is below the one before."""
    text: str = words.get_text_range()
    # PDFium counts signs beyond the first plane as two: then it is not known where one stands.
    has_places = len(text) == words.count_chars()
    lines: list[str] = []
    bottoms: list[float] = []
    for match in re.finditer(r"[^\r\n]+", text):
        line = match[0]
        if line.strip():
            at = match.start() + len(line) - len(line.lstrip())
            bottoms.append(words.get_charbox(at, loose=True)[1] if has_places else 0)
            # PDFium has U+FFFE where a hyphen ends a line.
            lines.append(line.replace("\ufffe", "-"))
    return lines, [above - below for above, below in itertools.pairwise(bottoms)]


def _usual(steps: list[float]) -> float:
    """Return the most common space between two lines of the same paragraph."""
    counted = Counter(round(step * 2) / 2 for step in steps if step > 0)
    return max(counted, key=lambda step: (counted[step], -step), default=0)


def _with_empty_lines(lines: list[str], steps: list[float], usual: float) -> str:
    parts: list[str] = []
    for place, line in enumerate(lines):
        if place and usual and steps[place - 1] > usual * _WIDER:
            parts.append("")
        parts.append(line)
    return "\n".join(parts)

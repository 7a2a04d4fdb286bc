"""PDF with a layer of text: the lines of each page, read by PDFium (`pypdfium2`).

PDFium has no empty lines: they are where the space between two lines is wider than it mostly is.
A page ends where its form feed would stand in a plain text. A PDF without a layer of text is
refused: somebody has to recognise its letters first.
"""

from __future__ import annotations

import re
from statistics import median
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
    pages = []
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            pages.append(_lines_of(words))
            words.close()
            page.close()
    finally:
        document.close()
    if not any(map(str.strip, pages)):
        message = f"{name} has no layer of text: recognise its letters first (OCR)"
        raise ReceivedError(message)
    return "\f".join(pages)


def _lines_of(words: Any) -> str:
    """Return the text of a page with empty lines between its paragraphs."""
    text: str = words.get_text_range()
    lines = [match.span() for match in re.finditer(r"[^\r\n]+", text) if match[0].strip()]
    bottoms: list[float] = []
    for start, end in lines:
        at = start + len(text[start:end]) - len(text[start:end].lstrip())
        bottoms.append(words.get_charbox(at, loose=True)[1] if len(text) == words.count_chars() else 0)
    steps = [above - below for above, below in zip(bottoms, bottoms[1:], strict=False)]
    usual = median([step for step in steps if step > 0] or [0])
    parts: list[str] = []
    for place, (start, end) in enumerate(lines):
        if place and usual and steps[place - 1] > usual * _WIDER:
            parts.append("")
        # PDFium has U+FFFE where a hyphen ends a line.
        parts.append(text[start:end].replace("\ufffe", "-"))
    return "\n".join(parts)

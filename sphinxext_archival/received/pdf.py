"""PDF with a layer of text: the lines of each page, read by PDFium (`pypdfium2`).

A page ends where its form feed would stand in a plain text. A PDF without a layer of text is
refused: somebody has to recognise its letters first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.received import Paragraph, ReceivedError
from . import plain

if TYPE_CHECKING:
    from collections.abc import Iterator


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
            text = words.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "-\n")
            # PDFium has U+FFFE where a hyphen ends a line.
            pages.append(text)
            words.close()
            page.close()
    finally:
        document.close()
    if not any(map(str.strip, pages)):
        message = f"{name} has no layer of text: recognise its letters first (OCR)"
        raise ReceivedError(message)
    return "\f".join(pages)

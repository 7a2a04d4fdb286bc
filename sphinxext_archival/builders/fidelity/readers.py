"""The words of what is built: of a page of HTML or EPUB, of a TEI file, of a PDF."""

from __future__ import annotations

import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ...model.fidelity.flat import Flat, Place, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["MissingError", "UnreadableError", "epub", "html", "pdf", "tei"]

TEXT = {"archival-transcript", "archival-turn", "archival-enclosure", "archival-insertion_block"}
TEXT |= {"archival-insertion-block"}
NOTE = "archival-note-body"
_SILENT = {"headerlink", "archival-turn-number", "archival-backlinks"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "area", "embed"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "mark",
    "q",
    "s",
    "small",
}
_INLINE |= {"span", "strong", "sub", "u", "time", "kbd", "samp", "var", "data", "wbr"}
_TEI = "{http://www.tei-c.org/ns/1.0}"


class UnreadableError(Exception):
    """A file that is not what it should be."""


class MissingError(Exception):
    """What reads such a file is not installed."""


def _tokens(text: str) -> list[str]:
    flat = Flat()
    flat.add(text, Place("", None))
    return tokenize(flat).words


class _Page(HTMLParser):
    """Gathers the text of documents, and of their notes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {"text": [], "note": []}
        self._open: list[str] = []
        self._mode: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        mode = self._mode[-1]
        if mode in {"text", "note"}:
            if classes & _SILENT or tag in {"script", "style"}:
                mode = "silent"
            elif "archival-noteref" in classes or tag not in _INLINE:
                self.found[mode].append(" ")
        elif not mode and classes & TEXT:
            mode = "text"
        elif not mode and NOTE in classes:
            mode = "note"
        if tag not in _VOID:
            self._open.append(tag)
            self._mode.append(mode)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)
        elif self._mode[-1] in self.found:
            self.found[self._mode[-1]].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            opened = self._open.pop()
            mode = self._mode.pop()
            if mode in self.found and opened not in _INLINE:
                self.found[mode].append(" ")
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._mode[-1] in self.found:
            self.found[self._mode[-1]].append(data)


def html(data: bytes) -> tuple[list[str], list[str]]:
    """Return the words and signs of the documents on a page, and those of their notes."""
    page = _Page()
    page.feed(data.decode("utf-8", "replace"))
    page.close()
    return _tokens("".join(page.found["text"])), _tokens("".join(page.found["note"]))


def epub(path: Path, docname: str) -> tuple[list[str], list[str]]:
    """Return the words of the page *docname* of a book; nothing where it does not have it."""
    try:
        with zipfile.ZipFile(path) as book:
            wanted = f"{docname}.xhtml"
            names = [n for n in book.namelist() if n == wanted or n.endswith(f"/{wanted}")]
            return html(book.read(names[0])) if names else ([], [])
    except zipfile.BadZipFile as error:
        raise UnreadableError(str(error)) from error


def tei(data: bytes) -> tuple[list[str], list[str]]:
    """Return the text of a TEI file, and that of its notes: what stands for the source is none."""
    try:
        root = ET.fromstring(data)  # noqa: S314  # expat stops entities that grow
    except ET.ParseError as error:
        raise UnreadableError(str(error)) from error
    body = root.find(f"{_TEI}text/{_TEI}body")
    if body is None:
        message = "it has no text"
        raise UnreadableError(message)
    notes: list[str] = []
    text = [part for div in body if div.tag != f"{_TEI}head" for part in _tei(div, notes)]
    return ["".join(text)], ["".join(notes)]


def _tei(element: ET.Element, notes: list[str]) -> Iterator[str]:
    name = str(element.tag).removeprefix(_TEI)
    is_block = name in {"p", "sp", "speaker", "div", "item", "cell", "row", "l", "stage", "head"}
    is_block |= name in {"note", "lb", "pb", "label", "seg", "u", "ab", "list", "quote", "figure"}
    if name == "note" and element.get("place") == "bottom":
        notes += [" ", *_inner(element, notes)]
    elif name not in {"sic", "orig", "figDesc"}:
        is_inline = name in {"pb", "lb"} or (name == "note" and element.get("place") == "inline")
        yield " " if is_block and not is_inline else ""
        yield from _inner(element, notes)
        yield " " if is_block and not is_inline else ""
    yield element.tail or ""


def _inner(element: ET.Element, notes: list[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _tei(child, notes)


def pdf(path: Path) -> str:
    """Return the text of all pages; words that the end of a line parts are whole."""
    try:
        import pypdfium2  # noqa: PLC0415
    except ImportError:
        message = "not read: pip install 'sphinxext-archival[fidelity]'"
        raise MissingError(message) from None
    try:
        document = pypdfium2.PdfDocument(path)
        pages = [page.get_textpage().get_text_range() for page in document]
        document.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
    return "\n".join(pages).replace("\ufffe\r\n", "").replace("\ufffe", "")

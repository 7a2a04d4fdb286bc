"""HTML, as a browser saves the page of an archive: its words, block by block.

lxml reads it, as lenient as a browser is. What a page does not show as text (scripts, styles,
forms) has no words; what stands in ``nav``, ``header`` and ``footer`` of the site has, and is left
to who reads the paragraphs. Lines in ``pre`` are those of a plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..model.received import (
    BREAK,
    EMPHASIS,
    LINK,
    MARKER,
    STRONG,
    Mark,
    Paragraph,
    Place,
    ReceivedError,
)
from . import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_SILENT = {
    "audio", "button", "canvas", "form", "head", "iframe", "input", "math", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "video",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_KINDS = {"b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS, "cite": EMPHASIS,
          "h1": STRONG, "h2": STRONG, "h3": STRONG, "h4": STRONG}  # fmt: skip
_CHARSET = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NOTE = re.compile(r"\s*\[?\s*(\d{1,4}|[a-z]|\*{1,4})\s*\]?\s*")
_WIDEST_TEXT = 2**29


def paragraphs(data: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page."""
    try:
        from lxml import html  # noqa: PLC0415 - an extra
    except ImportError:
        message = f"{name}: HTML is read by lxml; pip install 'sphinxext-archival[import]'"
        raise ReceivedError(message) from None
    found = _CHARSET.search(data[:4096])
    encoding = found[1].decode() if found else None
    text = _decoded(data, name, encoding)
    if not text.strip():
        return
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (ValueError, html.etree.ParserError) as error:
        raise ReceivedError(f"{name} cannot be read as HTML: {error}") from None
    starts = [0]
    starts.extend(match.end() for match in re.finditer("\n", text))
    reader = _Reader(starts, text)
    reader.read(root)
    yield from reader.found


def _decoded(data: bytes, name: str, encoding: str | None) -> str:
    if encoding:
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            text = plain.decode(data, name)
    else:
        text = plain.decode(data, name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Reader:
    """Walks a page, without recursion: pages are nested deeply, at times on purpose."""

    def __init__(self, starts: list[int], source: str) -> None:
        self.found: list[Paragraph] = []
        self._starts = starts
        self._source = source
        self._line = 1
        self._new()

    def _new(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._marks: list[Mark] = []

    def read(self, root: Any) -> None:
        """Read the page below *root*."""
        pending: list[tuple[str, Any]] = [("open", root)]
        while pending:
            what, node = pending.pop()
            if what == "tail":
                self._add(node)
            elif what == "mark":
                kind, start, value = node
                if self._length > start:
                    self._marks.append(Mark(kind, start, self._length, value))
            elif what == "block":
                self._flush()
            else:
                self._open(node, pending)
        self._flush()

    def _open(self, node: Any, pending: list[tuple[str, Any]]) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if node.tail:
            pending.append(("tail", node.tail))
        if not tag or tag in _SILENT:
            return
        self._line = node.sourceline or self._line
        if tag == "br":
            self._break()
            return
        if tag == "pre":
            self._preformatted(node)
            return
        if tag == "sup" and self._superscript(node):
            return
        if tag in _BLOCKS:
            self._flush()
            pending.append(("block", None))
        if tag in _KINDS:
            pending.append(("mark", (_KINDS[tag], self._length, "")))
        elif tag == "a" and node.get("href", "").startswith(("http:", "https:", "mailto:")):
            pending.append(("mark", (LINK, self._length, node.get("href"))))
        pending.extend(("open", child) for child in reversed(node))
        if node.text:
            self._add(node.text)

    def _superscript(self, node: Any) -> bool:
        """Take a raised number for a marker, if it is nothing else."""
        note = _NOTE.fullmatch(node.text_content())
        if note is None:
            return False
        start = self._length
        self._put(f"[{note[1]}]")
        self._marks.append(Mark(MARKER, start, self._length, note[1]))
        return True

    def _add(self, text: str) -> None:
        words = _SPACE.sub(" ", text)
        if words.startswith(" ") and (not self._length or self._text[-1][-1:] in {" ", "\n"}):
            words = words[1:]
        if words:
            self._put(words)

    def _put(self, words: str) -> None:
        line = min(self._line, len(self._starts))
        place = Place(self._length, self._starts[line - 1], line)
        if not self._places or self._places[-1].line != line:
            self._places.append(place)
        self._text.append(words)
        self._length += len(words)

    def _break(self) -> None:
        if self._length and self._text[-1][-1:] != "\n":
            self._marks.append(Mark(BREAK, self._length, self._length + 1))
            self._text.append("\n")
            self._length += 1

    def _flush(self) -> None:
        text = "".join(self._text)
        kept = text.rstrip(" \n")
        if kept.strip():
            marks = [
                mark._replace(end=min(mark.end, len(kept)))
                for mark in self._marks
                if mark.start < len(kept)
            ]
            ordered = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
            self.found.append(Paragraph(kept, tuple(self._places), ordered))
        self._new()

    def _preformatted(self, node: Any) -> None:
        """Read lines that stand as they are: blank lines and indents part their paragraphs."""
        self._flush()
        text = node.text_content().removeprefix("\n")
        first = _line_of(self._source, text, node.sourceline or 1)
        for paragraph in plain.paragraphs_of(text, signs=False):
            places = tuple(
                Place(
                    place.start,
                    self._starts[min(place.line + first - 2, len(self._starts) - 1)],
                    place.line + first - 1,
                )
                for place in paragraph.places
            )
            self.found.append(paragraph._replace(places=places))


def _line_of(source: str, text: str, line: int) -> int:
    """Return the line of the file in which the preformatted *text* begins, near *line*."""
    words = next((one.strip() for one in text.split("\n") if one.strip()), "")
    above = next((number for number, one in enumerate(text.split("\n")) if one.strip()), 0)
    lines = source.split("\n")
    probe = re.sub(r"[<>&].*", "", words)[:40]
    for number in range(max(line - 3, 0), min(line + 400, len(lines))):
        if probe and probe in lines[number]:
            return number + 1 - above
    return line

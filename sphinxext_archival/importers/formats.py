"""The formats that can be imported: their names, how each is told from the others, who reads it."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .draft import Draft

__all__ = ["FORMATS", "Format", "UnreadableError", "format_of"]


class UnreadableError(Exception):
    """A source that cannot be imported; the message says why, and what would help."""


class Reader(Protocol):
    """Reads a source: its bytes and its name (without folders), and gives the drafts in it.

    One of a format that has files ``beside`` takes the folder of the source too, where it has one.
    """

    def __call__(self, data: bytes, name: str, *beside: Path | None) -> list[Draft]: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, what it is, and the module that reads it.

    The module has a function ``read(data, name)``: see :class:`Reader`. ``fits`` takes the first
    bytes of a file, and its ending in small letters.
    """

    name: str
    meaning: str
    module: str
    fits: Callable[[bytes, str], bool]
    beside: bool = False

    def reader(self) -> Reader:
        """Return what reads the format; it is loaded only now."""
        module = importlib.import_module(self.module, __package__)
        reader: Reader = module.read
        return reader


_TEI = re.compile(rb"<(?:\w+:)?(?:TEI|teiCorpus)\b|http://www\.tei-c\.org/ns/1\.0")
_HTML = re.compile(rb"(?i)<!doctype\s+html|<html\b|<body\b")
_CONGRESS = re.compile(rb"(?i)\[congressional record volume \d+, number \d+ \(")


def _is_tei(head: bytes, suffix: str) -> bool:
    # Of other XML the reader of TEI says what it is.
    return _TEI.search(head) is not None or (suffix == ".xml" and not _HTML.search(head[:4096]))


def _is_pdf(head: bytes, _suffix: str) -> bool:
    return b"%PDF-" in head[:1024]


def _is_congress(head: bytes, _suffix: str) -> bool:
    return _CONGRESS.search(head) is not None


def _is_html(head: bytes, suffix: str) -> bool:
    return _HTML.search(head[:4096]) is not None or suffix in {".htm", ".html", ".xhtml"}


def _is_text(head: bytes, _suffix: str) -> bool:
    return b"\0" not in head or head[:2] in {b"\xff\xfe", b"\xfe\xff"}


FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        Format(
            "tei",
            "TEI: DraCor, Parla-CLARIN, FRUS, minutes, our own.",
            ".tei",
            _is_tei,
            beside=True,
        ),
        Format("pdf", "A PDF with a layer of text.", ".archive_page", _is_pdf),
        Format(
            "congressional-record",
            "A page of the Congressional Record, as text or HTML.",
            ".congressional_record",
            _is_congress,
        ),
        Format("html", "The page of an archive, saved as HTML.", ".archive_page", _is_html),
        Format("text", "The page of an archive, as text.", ".archive_page", _is_text),
    )
}
"""By name, in the order in which a source is tried against them."""

_HEAD = 65536


def format_of(path: Path, data: bytes) -> Format:
    """Return the format that *data*, the bytes of *path*, has; raise :exc:`UnreadableError`."""
    head, suffix = data[:_HEAD], path.suffix.lower()
    for format_ in FORMATS.values():
        if format_.fits(head, suffix):
            return format_
    known = ", ".join(FORMATS)
    raise UnreadableError(f"{path.name}: it is in no format that can be imported ({known})")

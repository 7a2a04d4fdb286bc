"""The page of an archive, as text, as HTML or as PDF: read into paragraphs, and understood.

Four steps: the paragraphs of the source as `received` has them; who speaks; the header and the
notes; the paragraphs of the draft, with brackets, markers and joins. What no step understands stays
a paragraph of the transcript, in its place.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from ...model.received import ReceivedError
from ...received import READERS, read_bytes
from ..draft import Draft
from ..formats import UnreadableError
from ..register import key_for
from .assemble import assemble

if TYPE_CHECKING:
    from ...model.received import ReceivedText

__all__ = ["draft_of", "read"]


def read(data: bytes, name: str) -> list[Draft]:
    """Return the document in *data*, the bytes of the file *name*."""
    known = name if PurePath(name).suffix.lower() in READERS else f"{name}{_suffix(data)}"
    try:
        received = read_bytes(data, known)
    except ReceivedError as error:
        raise UnreadableError(f"{name}: {error}") from error
    return [draft_of(received, name)]


def _suffix(data: bytes) -> str:
    """Return the ending that a file with *data* has, where its name has none that is known."""
    head = data[:4096].lower()
    if b"%pdf-" in head:
        return ".pdf"
    return ".html" if b"<html" in head or b"<!doctype html" in head else ".txt"


def draft_of(received: ReceivedText, name: str) -> Draft:
    """Return the draft of *received*, the text of the file *name*."""
    draft = Draft(identifier_of(name), "", source_name=name)
    assemble(list(received.paragraphs), draft)
    if not draft.title:
        draft.title = PurePath(name).stem.replace("_", " ").strip() or draft.identifier
        draft.find("decision", "title-missing", "the page has no title: the file's name was taken")
    return draft


def identifier_of(name: str) -> str:
    """Return an identifier from the name of a file: safe in an address, and stable."""
    stem = PurePath(name).stem
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", stem):
        return stem
    return key_for(stem)

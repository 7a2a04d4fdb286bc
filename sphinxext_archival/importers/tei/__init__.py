"""TEI as drafts: plays, parliaments, volumes of documents, minutes, and our own output.

The encodings are told by what they use, not by who made the file: `sp` (DraCor, ours), `u`
(ParlaMint and Parla-CLARIN), divisions that are documents (*Foreign Relations of the United
States*), a name and a colon (the same, and minutes of committees).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model.tei import TITLED
from ..draft import Draft, NoteRef, Paragraph, inline_text, walk_inline
from ..register import key_for
from . import neighbours
from .assemble import close_turns, finish
from .body import BodyReader
from .dialogue import find_turns
from .header import authors, identifier_of, language_of, metadata_of, title_of
from .people import People
from .reading import File, Reading
from .source import XML_ID, Source, child, children, local, parse
from .units import Unit, excerpt, units_of

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

__all__ = ["read"]

_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def read(data: bytes, name: str, folder: Path | None = None) -> list[Draft]:
    """Return the documents in *data*, the bytes of the TEI file *name*, as drafts.

    *folder* is where it lies: lists of persons beside it are read too. A file of lists alone, or a
    corpus without texts, gives one draft, which has entries and no words. Raises `UnreadableError`.
    """
    source = parse(data, name)
    if source.is_part and local(source.root) not in {"text", "body", "div"}:
        return [_lists(source)]
    language = language_of(child(source.root, "text"), source.root)
    people = People(language)
    people.read(source.root)
    problems = neighbours.read_lists(source.root, name, folder, people)
    people.name_offices()
    drafts: list[Draft] = []
    for root in _roots(source.root):
        drafts += _documents(root, source, people)
    if not drafts:
        return [_lists(source)]
    for draft in drafts:
        for line, said in [*source.problems, *((0, said) for said in problems)]:
            draft.find("decision", "xml", said, line)
    return drafts


def _roots(root: Element) -> list[Element]:
    """Return the texts of a corpus, each with its header; else the file itself."""
    if not local(root).endswith("orpus") and not local(root).endswith("orpus.2"):
        return [root]
    return [it for it in root.iter("{*}TEI", "{*}TEI.2", "TEI", "TEI.2") if it is not root]


def _lists(source: Source) -> Draft:
    """Return the entries of a file that holds no text."""
    people = People(language_of(source.root))
    people.read(source.root)
    people.name_offices()
    header = child(source.root, "teiHeader")
    stem = source.name.rsplit(".", 1)[0]
    draft = Draft(_safe(stem), title_of(header, "") or stem, entries=[*people.entries.values()])
    draft.is_register = True
    count = len(draft.entries)
    draft.find("recognised", "lists", f"the file holds no text; entries of its lists: {count}")
    for line, said in source.problems:
        draft.find("decision", "xml", said, line)
    return draft


def _documents(root: Element, source: Source, people: People) -> list[Draft]:
    text = child(root, "text")
    if text is None and local(root) in {"text", "body", "div"}:
        text = root
    if text is None:
        return []
    file = File(root, people, source.name)
    header = child(root, "teiHeader")
    units = units_of(text)
    stem = _stem(root, header, source.name, is_only=len(list(_roots(source.root))) == 1)
    for unit in units:
        if unit.name:
            file.documents[unit.name] = _safe(f"{stem}-{unit.name}")
    inner = [unit.division for unit in units if unit.division is not None]
    return [_document(unit, root, file, stem, inner) for unit in units]


def _stem(root: Element, header: Element | None, name: str, *, is_only: bool) -> str:
    given = identifier_of(header) or root.get(XML_ID, "")
    return _safe(given or (name.rsplit(".", 1)[0] if is_only else "document"))


def _safe(identifier: str) -> str:
    plain = _NOT_IN_NAME.sub("-", identifier).strip("-._")
    return plain if plain and plain[0].isalnum() else key_for(identifier)


def _document(unit: Unit, root: Element, file: File, stem: str, inner: list[Element]) -> Draft:
    header = child(root, "teiHeader")
    identifier = _safe(f"{stem}-{unit.name}") if unit.name else stem
    draft = Draft(identifier, "", metadata_of(header, root), source_name=file.name)
    if unit.name:
        draft.source = excerpt(root, unit)
    reading = Reading(file, draft)
    title = title_of(header, draft.metadata.get("language", ""))
    body = BodyReader(reading)
    skipped = {element for element in inner if element is not unit.division}
    heads = _heads(unit, root)
    if heads:
        draft.title, draft.title_notes = _title_from(heads, reading)
        skipped |= set(heads)
    draft.title = draft.title or (f"{title}: {unit.name}" if unit.name and title else title)
    draft.title = draft.title or unit.name or stem
    draft.blocks = body.read(unit.elements, skipped)
    abstract = child(header, "profileDesc", "abstract")
    if abstract is not None and not unit.name:
        summary = BodyReader(reading)
        draft.summary = [it for it in summary.read([abstract]) if isinstance(it, Paragraph)]
    close_turns(draft.blocks)
    if not any(True for _ in draft.turns()):
        draft.blocks = find_turns(draft.blocks, reading)
    finish(draft, reading, unit, title, authors(header))
    return draft


def _heads(unit: Unit, root: Element) -> list[Element]:
    """Return the headings that are the title of the document, and not repeated in its text."""
    if unit.division is not None:
        return unit.heads[:1]
    body = child(root, "text", "body")
    head = child(body, "head")
    if head is not None:
        return [head]
    divisions = list(children(body, "div"))
    is_titled = len(divisions) == 1 and divisions[0].get("type") in TITLED
    return list(children(divisions[0], "head"))[:1] if is_titled else []


def _title_from(heads: list[Element], reading: Reading) -> tuple[str, list[str]]:
    """Return the words of a title, and the keys of the notes that it calls."""
    reader = BodyReader(reading)
    content = [part for head in heads for part in reader.line(head)]
    keys = [it.key for it in walk_inline(content) if isinstance(it, NoteRef)]
    return " ".join(inline_text(content).split()), keys

"""The rows of the tables, document by document: what the domain knows, and what its tree says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ...markup.headnote import keys_of
from ...model.dates import Date, DateError, parse_date
from ...model.entities import AUTHORITIES
from ...model.metadata import FIELDS
from .schema import NARRATIVE, NOTE, SUMMARY, TURN, column
from .tables import (
    DOCUMENTS,
    ENTITIES,
    INSERTED,
    MENTIONS,
    NOTES,
    OFFICES,
    PERSONS,
    TURNS,
)
from .text import Insertion, Mark, Marker, passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...domain import ArchivalDomain
    from ...domain.records import DocumentRecord
    from ...model.entities import Entity
    from .addresses import Addresses
    from .documents import Document, Pages
    from .schema import Table
    from .text import Passage

    Row = dict[str, Any]
    Rows = Iterator[tuple[Table, Row]]

_GAP = "\n\n"
_OPEN = ("0000-01-01", "9999-12-31")


def dated(name: str, date: str | Date | None) -> Row:
    """Return the columns of a date, which is text that may be no EDTF."""
    if isinstance(date, str):
        try:
            date = parse_date(date)
        except DateError:
            return {name: date}
    if date is None:
        return {}
    days = {f"{name}_earliest": date.earliest, f"{name}_latest": date.latest}
    return {name: date.edtf} | {column: day for column, day in days.items() if day not in _OPEN}


class Counts:
    """What is counted of each entity while documents are written."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.turns: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.mentions: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()

    def of(self, key: str) -> Row:
        """Return the columns of an entity."""
        return {
            name: getattr(self, name)[key] for name in ("turns", "words", "mentions", "documents")
        }


class DocumentRows:
    """The rows of one document, in all tables."""

    def __init__(
        self,
        domain: ArchivalDomain,
        addresses: Addresses,
        counts: Counts,
        document: Document,
    ) -> None:
        """Take *counts* to count on."""
        self._index = domain.index
        self._addresses = addresses
        self._counts = counts
        self._document = document
        self._told: dict[str, list[str]] = {SUMMARY: [], NARRATIVE: []}
        self._positions: Counter[str] = Counter()
        self._words = 0
        self._entities: set[str] = set()
        self._date = dated("date", document.first.field("date") or None)

    def rows(self, pages: Pages) -> Rows:
        """Yield all rows; that of the document itself comes last, when all is counted."""
        for record in self._document.files:
            markers: dict[str, Row] = {}
            for passage in passages(pages[record.docname].roots[record.ordinal]):
                if passage.part == TURN:
                    yield TURNS, self._turn(record, passage)
                elif passage.part == NOTE:
                    yield NOTES, self._note(record, passage, markers)
                yield from self._marked(record, passage, markers)
                if passage.part in self._told and passage.text:
                    self._told[passage.part].append(passage.text)
        self._counts.documents.update(self._entities)
        yield DOCUMENTS, self._header()

    def _position(self, table: Table) -> int:
        self._positions[table.name] += 1
        return self._positions[table.name]

    def _key(self, written: str) -> str | None:
        keys = self._index.find(written, None)
        return keys[0] if len(keys) == 1 else None

    def _header(self) -> Row:
        record = self._document.first
        anchor = self._index.addresses.of_document(record)
        metadata = {
            column(field.name): record.field(field.name)
            for field in FIELDS
            if field.name not in {"part", "date", "participants"}
        }
        return {
            **metadata,
            **self._date,
            "identifier": self._document.identifier,
            "anchor": anchor,
            "url": self._addresses.of(record.docname, anchor),
            "page": record.docname,
            "title": record.title or record.identifier,
            "place": record.place or record.field("place"),
            "kind": record.kind or record.field("kind"),
            "participants": keys_of(record.field("participants")),
            **{part: _GAP.join(texts) for part, texts in self._told.items()},
            "parts": len(self._document.files),
            "words": self._words,
            **{
                table.name: self._positions[table.name]
                for table in (TURNS, INSERTED, MENTIONS, NOTES)
            },
        }

    def _turn(self, record: DocumentRecord, passage: Passage) -> Row:
        node, words = passage.node, passage.words
        anchor, speakers = node["ids"][0], node["speakers"]
        keys = list(dict.fromkeys(key for name in speakers if (key := self._key(name))))
        is_one = len(keys) == 1 and len(set(speakers)) == 1
        self._words += words
        self._entities.update(keys)
        for key in keys:
            self._counts.turns[key] += 1
            self._counts.words[key] += words
        return {
            "anchor": anchor,
            "document": self._document.identifier,
            "position": self._position(TURNS),
            "number": node["number"],
            "url": self._addresses.of(record.docname, anchor),
            "speaker": keys[0] if is_one else None,
            "speakers": keys,
            "label": node["label"],
            "certainty": node.get("cert"),
            "responsible": node.get("resp"),
            "text": passage.text,
            "paragraphs": passage.paragraphs,
            "words": words,
            **self._date,
        }

    def _note(self, record: DocumentRecord, passage: Passage, markers: dict[str, Row]) -> Row:
        node = passage.node
        anchor = node["ids"][0]
        return {
            "anchor": anchor,
            "document": self._document.identifier,
            "position": self._position(NOTES),
            "type": node["note_type"],
            "number": node["number"],
            "label": node["label"],
            "key": node["key"],
            "url": self._addresses.of(record.docname, anchor),
            "responsible": node.get("resp"),
            "text": passage.text,
            **markers.get(anchor, {}),
        }

    def _marked(self, record: DocumentRecord, passage: Passage, markers: dict[str, Row]) -> Rows:
        """Yield a row for each insertion and mention in *passage*, and note its *markers*."""
        # What the files of a document tell before this one.
        before = sum(len(text) + len(_GAP) for text in self._told.get(passage.part, ()))
        for mark in sorted(passage.marks, key=lambda mark: (mark.start, -mark.stop)):
            what = mark.what
            if isinstance(what, Marker):
                if passage.part == TURN:
                    place = {"turn": passage.node["ids"][0], "paragraph": mark.paragraph}
                    markers.setdefault(what.note, {**place, "start": mark.start})
                continue
            words = passage.text[mark.start : mark.stop]
            place = self._place(record, passage, mark, before)
            if isinstance(what, Insertion):
                inner = words[1:-1] if what.has_brackets else words
                own = {"kind": what.kind, "hand": what.hand, "words": inner}
                yield INSERTED, {"position": self._position(INSERTED), **own, **place}
            elif words:
                self._counts.mentions[what.key] += 1
                self._entities.add(what.key)
                own = {"entity": what.key, "form": words, "role": what.role}
                yield MENTIONS, {"position": self._position(MENTIONS), **own, **place}

    def _place(self, record: DocumentRecord, passage: Passage, mark: Mark, before: int) -> Row:
        own = passage.node["ids"][0] if passage.part in {TURN, NOTE} else None
        return {
            "document": self._document.identifier,
            "part": passage.part,
            "turn": own if passage.part == TURN else None,
            "note": own if passage.part == NOTE else None,
            "paragraph": mark.paragraph,
            "start": before + mark.start,
            "stop": before + mark.stop,
            "anchor": mark.anchor or own or self._index.addresses.of_document(record),
        }


def entity_rows(entities: Iterable[Entity], addresses: Addresses, counts: Counts) -> Rows:
    """Yield the rows of *entities*, in the tables of entities, persons and offices."""
    for entity in sorted(entities, key=lambda entity: entity.key):
        common = {
            "key": entity.key,
            "name": entity.name,
            "sort": entity.sort or entity.name,
            "url": addresses.of_entity(entity.key),
            **{scheme: name for scheme, name in entity.authorities if scheme in AUTHORITIES},
            **counts.of(entity.key),
        }
        latitude, longitude = entity.coordinates or (None, None)
        yield (
            ENTITIES,
            {
                **common,
                "kind": entity.kind,
                "labels": list(entity.labels),
                "variants": list(entity.variants),
                "about": entity.url,
                **dated("date", entity.date),
                **dated("founded", entity.founded),
                **dated("dissolved", entity.dissolved),
                "latitude": latitude,
                "longitude": longitude,
                "description": entity.note,
            },
        )
        if entity.kind == "person":
            yield PERSONS, {**common, **dated("born", entity.born), **dated("died", entity.died)}
            for position, role in enumerate(entity.roles, start=1):
                yield (
                    OFFICES,
                    {
                        "person": entity.key,
                        "position": position,
                        "title": role.title,
                        **dated("taken_up", role.start),
                        **dated("laid_down", role.end),
                    },
                )

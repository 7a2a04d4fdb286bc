"""The whole edition, derived from the records of its pages: who is where, under which address.

It is made anew when a page has changed, in one pass over all records, and is asked by
everything that resolves, lists or checks. Nothing in it is pickled.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..model.anchors import document_anchor, marker_anchor, note_anchor, turn_anchor
from ..model.names import NameIndex
from ..model.series import note_label
from .records import IN_NOTE, Occurrence, PageRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.entities import Entity
    from ..model.register import Register
    from .records import DocumentRecord, NoteRecord, TurnRecord

_SHORT_TITLE = 60


class Address(NamedTuple):
    """Where something stands: the page and the anchor on it."""

    docname: str
    anchor: str


class Place(NamedTuple):
    """One place where an entity occurs, as a back-reference shows it."""

    role: str
    document: str
    page: str
    number: str
    note: str
    address: Address


@dataclass
class Offsets:
    """By how much the numbers of a part count on from the parts before it."""

    turns: int = 0
    notes: dict[str, int] = field(default_factory=dict)


class EditionIndex:
    """Finds documents, turns and entities, and tells where each is."""

    def __init__(self, register: Register, pages: Mapping[str, PageRecord]) -> None:
        """Index all *pages*, in the order of their names, so that the result is always the same."""
        self.pages = {docname: pages[docname] for docname in sorted(pages)}
        self.register = register
        self.documents: dict[str, list[DocumentRecord]] = defaultdict(list)
        self.duplicates: list[tuple[DocumentRecord, DocumentRecord]] = []
        self.entities: dict[str, Entity] = dict(register.entities)
        self.defined: dict[str, Address] = {}
        self.duplicate_entities: list[tuple[Entity, Entity]] = []
        for page in self.pages.values():
            for document in page.documents:
                self._add_document(document)
            for entity in page.entities:
                self._add_entity(entity, page.docname)
        for parts in self.documents.values():
            parts.sort(key=lambda document: document.part)
        self.offsets = {
            (identifier, document.part): offsets
            for identifier, parts in self.documents.items()
            for document, offsets in _offsets(parts)
        }
        self.names = NameIndex(self.entities.values())
        self._found: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self.duplicate_turns: list[tuple[DocumentRecord, TurnRecord]] = []
        self._turns = self._by_number()
        self.places = self._places()

    def _add_document(self, document: DocumentRecord) -> None:
        for other in self.documents[document.identifier]:
            if other.part == document.part:
                self.duplicates.append((other, document))
                return
        self.documents[document.identifier].append(document)

    def _add_entity(self, entity: Entity, docname: str) -> None:
        known = self.entities.setdefault(entity.key, entity)
        if known is not entity:
            self.duplicate_entities.append((known, entity))
        self.defined.setdefault(entity.key, Address(docname, entity.anchor))

    def find(self, text: str, kind: str | None = None) -> tuple[str, ...]:
        """Return the keys of the entities that *text* names: by key, name, or variant."""
        found = self._found.get((text, kind))
        if found is None:
            found = self._found[text, kind] = self.names.find(text, kind)
        return found

    def _places(self) -> dict[str, list[Place]]:
        """Return where each entity occurs, by key, in the order of documents and turns."""
        places: dict[str, dict[Place, None]] = defaultdict(dict)
        for page in self.pages.values():
            for occurrence in page.occurrences:
                keys = self.find(occurrence.target, occurrence.kind)
                if len(keys) == 1:
                    places[keys[0]][self._place(page, occurrence)] = None
        return {key: list(found) for key, found in places.items()}

    def _place(self, page: PageRecord, occurrence: Occurrence) -> Place:
        if occurrence.document is None:
            return Place(occurrence.role, "", page.docname, "", "", Address(page.docname, ""))
        document = page.documents[occurrence.document]
        number = note = ""
        anchor = document_anchor(document.identifier, document.part)
        if occurrence.turn is not None:
            turn = document.turns[occurrence.turn]
            number = self.turn_number(document, turn)
            anchor = turn_anchor(document.identifier, number)
        if occurrence.note is not None:
            record = document.notes[occurrence.note]
            anchor = self.note_anchor(document, record)
            note = note_label(record.note_type, self.note_number(document, record))
            if record.turn is not None:
                # The marker: it stands in the turn, and leads on to the note.
                anchor = marker_anchor(anchor, 1)
        role = IN_NOTE if occurrence.note is not None else occurrence.role
        return Place(
            role, document.identifier, page.docname, number, note, Address(page.docname, anchor)
        )

    def is_in_document(self, key: str) -> bool:
        """Say whether an entity occurs in a document, and not only on other pages."""
        return any(place.document for place in self.places.get(key, ()))

    def turn_number(self, document: DocumentRecord, turn: TurnRecord) -> str:
        """Return the number of *turn* in the whole document, its earlier parts counted."""
        if not turn.relative:
            return turn.number
        return shifted(turn.number, self.offsets[document.identifier, document.part].turns)

    def note_number(self, document: DocumentRecord, note: NoteRecord) -> int:
        """Return the number of *note* in its series, earlier parts counted."""
        offsets = self.offsets[document.identifier, document.part]
        return note.number + offsets.notes.get(note.note_type, 0)

    def note_anchor(self, document: DocumentRecord, note: NoteRecord) -> str:
        """Return the anchor of *note*."""
        number = self.note_number(document, note)
        return note_anchor(document.identifier, note.note_type, number)

    def turn(self, target: str) -> tuple[DocumentRecord, TurnRecord] | None:
        """Return the document and turn that ``117254#12`` means, or None."""
        return self._turns.get(target)

    def _by_number(self) -> dict[str, tuple[DocumentRecord, TurnRecord]]:
        """Return every turn by what refers to it; of two with one number the first is meant."""
        turns: dict[str, tuple[DocumentRecord, TurnRecord]] = {}
        for identifier, parts in self.documents.items():
            for document in parts:
                for turn in document.turns:
                    known = f"{identifier}#{self.turn_number(document, turn)}"
                    if turns.setdefault(known, (document, turn))[1] is not turn:
                        self.duplicate_turns.append((document, turn))
        return turns

    def all_documents(self) -> Iterable[DocumentRecord]:
        """Yield every document once, by its first part."""
        return (parts[0] for parts in self.documents.values() if parts)


def shifted(number: str, offset: int) -> str:
    """Return the turn number *number* (``12``, ``12a``) *offset* turns later."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return f"{int(digits) + offset}{number[len(digits) :]}"


def _offsets(parts: list[DocumentRecord]) -> Iterable[tuple[DocumentRecord, Offsets]]:
    turns = 0
    notes: dict[str, int] = {}
    for document in parts:
        yield document, Offsets(turns, dict(notes))
        if document.turns:
            last = document.turns[-1]
            number = shifted(last.number, turns if last.relative else 0)
            turns = int(number.rstrip("abcdefghijklmnopqrstuvwxyz"))
        for note in document.notes:
            notes[note.note_type] = notes.get(note.note_type, 0) + 1


def short_title(document: DocumentRecord) -> str:
    """Return the title by which other pages refer to *document*."""
    if given := document.field("short-title"):
        return given
    title = document.title or document.identifier
    if len(title) <= _SHORT_TITLE:
        return title
    return title[:_SHORT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"

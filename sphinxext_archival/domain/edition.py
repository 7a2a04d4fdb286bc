"""The whole edition, derived from the records of its pages: who is where, under which address.

It is made anew when a page has changed, in one pass over all records, and is asked by
everything that resolves, lists or checks. Nothing in it is pickled.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..model.anchors import marker_anchor
from ..model.names import NameIndex
from ..model.series import note_label
from .addresses import Addresses
from .numbers import Numbers
from .records import IN_NOTE, Occurrence, PageRecord
from .statistics import Statistics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.entities import Entity
    from ..model.register import Register
    from .records import DocumentRecord

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
        in_place = [(e, page.docname) for page in self.pages.values() for e in page.entities]
        for page in self.pages.values():
            for document in page.documents:
                self._add_document(document)
        for files in self.documents.values():
            files.sort(key=lambda document: document.part)
        self.numbers = Numbers(self.documents)
        self.addresses = Addresses(
            self.documents,
            self.duplicates,
            [*register.entities.values(), *(entity for entity, _ in in_place)],
            self.pages,
            self.numbers,
        )
        for entity, docname in in_place:
            self._define(entity, docname)
        self.names = NameIndex(self.entities.values())
        self._found: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self.places = self._places()

    def _add_document(self, document: DocumentRecord) -> None:
        for other in self.documents[document.identifier]:
            if other.part == document.part:
                self.duplicates.append((other, document))
                return
        self.documents[document.identifier].append(document)

    def _define(self, entity: Entity, docname: str) -> None:
        known = self.entities.setdefault(entity.key, entity)
        if known is not entity:
            self.duplicate_entities.append((known, entity))
        anchor = self.addresses.of_entity(entity.kind, entity.key, docname)
        self.defined.setdefault(entity.key, Address(docname, anchor))

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
        anchor = self.addresses.of_document(document)
        if occurrence.turn is not None:
            turn = document.turns[occurrence.turn]
            number = self.numbers.of_turn(document, turn)
            anchor = self.addresses.of_turn(document, turn)
        if occurrence.note is not None:
            record = document.notes[occurrence.note]
            anchor = self.addresses.of_note(document, record)
            note = note_label(record.note_type, self.numbers.of_note(document, record))
            if record.turn is not None:
                # The marker: it stands in the turn, and leads on to the note.
                anchor = marker_anchor(anchor, 1)
        role = IN_NOTE if occurrence.note is not None else occurrence.role
        return Place(
            role, document.identifier, page.docname, number, note, Address(page.docname, anchor)
        )

    @cached_property
    def statistics(self) -> Statistics:
        """Who speaks how much, and who is named with whom; nothing is counted until it is asked."""
        return Statistics(self.documents, self.entities, self.find)

    def is_in_document(self, key: str) -> bool:
        """Say whether an entity occurs in a document, and not only on other pages."""
        return any(place.document for place in self.places.get(key, ()))

    def all_documents(self) -> Iterable[DocumentRecord]:
        """Yield every document once, by its first part."""
        return (parts[0] for parts in self.documents.values() if parts)


def short_title(document: DocumentRecord) -> str:
    """Return the title by which other pages refer to *document*."""
    if given := document.field("short-title"):
        return given
    title = document.title or document.identifier
    if len(title) <= _SHORT_TITLE:
        return title
    return title[:_SHORT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"

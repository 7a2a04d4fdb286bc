"""What the page of a document tells beside its text: who speaks, who is named, and what of them.

All of it comes from the record of the page and the register, so it costs what the page holds.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..catalogue import _
from ..domain.on_page import OnPage
from ..domain.records import SPEAKS
from ..markup.headnote import keys_of
from ..model.dates import Date, DateError, parse_date
from ..model.description import display_date, lifespan, short_names
from ..model.phrases import KINDS
from ..nodes import archival_headnote, archival_insertion, archival_insertion_block
from ..writers.captions import kind_caption
from ..writers.voices import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..domain import ArchivalDomain
    from ..domain.records import DocumentRecord, PageRecord

PERSONS = 40
"""How many persons of one document the sidebar names."""


class Person(NamedTuple):
    """Who speaks in a document, person or group, or is named in it, and in how many turns."""

    key: str
    name: str
    link: str
    turns: int
    mentions: int
    voice: int

    @property
    def how_often(self) -> str:
        """What the sidebar says of how often: of a speaker the turns, of others the mentions."""
        if not self.turns:
            return str(self.mentions)
        return str(_("1 turn") if self.turns == 1 else _("%d turns") % self.turns)


class Card(NamedTuple):
    """What is known of an entity that the page names."""

    key: str
    anchor: str
    name: str
    link: str
    years: str
    office: str
    here: str


class Document(NamedTuple):
    """A document of a page, as the templates show it."""

    anchor: str
    persons: tuple[Person, ...]
    persons_label: str
    more_persons: str
    citation: Any
    share: Any

    @property
    def speakers(self) -> tuple[Person, ...]:
        """Those who speak."""
        return tuple(person for person in self.persons if person.turns)


class Page(NamedTuple):
    """What a page holds."""

    documents: tuple[Document, ...]
    cards: tuple[Card, ...]
    kicker: tuple[str, ...]
    """What a reader wants to know first: what it is, where and when."""
    kinds: tuple[tuple[str, str], ...]
    """The kinds of insertion in its text, each with what it is called."""


def page_of(
    domain: ArchivalDomain, app: Sphinx, docname: str, doctree: nodes.document | None
) -> Page | None:
    """Return what the page *docname* holds, or None if it names nobody and has no document."""
    if doctree is None:
        return None
    headnotes = list(doctree.findall(archival_headnote))
    # Where all pages are one, it holds what each of them does.
    is_one = app.builder.name == "singlehtml"
    docnames = dict.fromkeys(node["docname"] for node in headnotes) if is_one else {docname: None}
    records = [domain.pages[name] for name in docnames if name in domain.pages]
    if not records:
        return None
    reader = _Reader(OnPage(domain, app.builder, docname), records)
    return reader.page(headnotes, _kinds(doctree), has_kicker=not is_one)


def named_on(domain: ArchivalDomain, docname: str) -> Iterator[object]:
    """Yield what the page *docname* shows of each entity that it names, whatever that may be."""
    record = domain.pages.get(docname)
    if record is None:
        return
    keys = {key for one in record.documents for key in keys_of(one.field("participants"))}
    for occurrence in record.occurrences:
        keys.update(domain.index.find(occurrence.target, occurrence.kind))
    for key in sorted(keys):
        yield domain.index.entities.get(key), domain.homes.get(key)


class _Reader:
    """Reads the records of the pages that make one page of the site."""

    def __init__(self, here: OnPage, records: list[PageRecord]) -> None:
        self.index, self.homes = here.domain.index, here.domain.homes
        self.here = here
        self.records = records

    def page(
        self,
        headnotes: Iterable[archival_headnote],
        kinds: tuple[tuple[str, str], ...],
        *,
        has_kicker: bool,
    ) -> Page:
        counts = {
            (record.docname, place): self._counts(record, place)
            for record in self.records
            for place in range(len(record.documents))
        }
        found = {
            (record.docname, place): document
            for record in self.records
            for place, document in enumerate(record.documents)
        }
        places = ((headnote, (headnote["docname"], headnote["ordinal"])) for headnote in headnotes)
        documents = tuple(
            self._document(headnote, found[place], *counts[place])
            for headnote, place in places
            if place in found
        )
        self.documents = tuple(found.values())
        kicker = self._kicker() if has_kicker else ()
        return Page(documents, tuple(self._cards(list(counts.values()))), kicker, kinds)

    def _kicker(self) -> tuple[str, ...]:
        """Return what a reader wants to know first: what it is, where and when."""
        if len(self.documents) != 1:
            return ()
        (document,) = self.documents
        date = document.field("date")
        shown = display_date(date, self.here.locale) if date else ""
        kind = document.kind[:1].upper() + document.kind[1:]
        return tuple(words for words in (kind, document.place, shown) if words)

    def _counts(self, record: PageRecord, ordinal: int) -> tuple[Counter[str], Counter[str]]:
        """Return in how many turns each entity speaks, and in how many places it is named."""
        document = record.documents[ordinal]
        speaks = Counter(key for turn in document.turns for key in dict.fromkeys(turn.speakers))
        places = set()
        for occurrence in record.occurrences:
            if occurrence.document != ordinal or occurrence.role == SPEAKS:
                continue
            keys = self.index.find(occurrence.target, occurrence.kind)
            if len(keys) == 1:
                places.add((keys[0], occurrence.turn, occurrence.note))
        return speaks, Counter(key for key, _turn, _note in places)

    def _document(
        self,
        headnote: archival_headnote,
        document: DocumentRecord,
        speaks: Counter[str],
        named: Counter[str],
    ) -> Document:
        voices = self.index.statistics.voices(document.identifier)
        order = sorted(
            {*speaks, *named}, key=lambda key: (-speaks[key], voices.get(key, 0), -named[key], key)
        )
        shown = [
            entity
            for key in order
            if (entity := self.index.entities.get(key)) is not None
            and (entity.kind == "person" or speaks[key])
        ]
        names = short_names(shown)
        persons = [
            Person(
                entity.key,
                names[entity.key],
                self._link(entity.key),
                speaks[entity.key],
                named[entity.key],
                self._voice(voices, entity.key) if speaks[entity.key] else 0,
            )
            for entity in shown
        ]
        left = len(persons) - PERSONS
        return Document(
            anchor=headnote["ids"][0],
            persons=tuple(persons[:PERSONS]),
            persons_label=_("Persons in “%s”") % document.title,
            more_persons=_("and %d more") % left if left > 0 else "",
            citation=headnote.get("citation"),
            share=headnote.get("share"),
        )

    def _cards(self, counts: list[tuple[Counter[str], Counter[str]]]) -> list[Card]:
        spoke: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for speaks, names in counts:
            spoke.update(speaks)
            named.update(names)
        keys = {*spoke, *named}
        for document in self.documents:
            keys.update(keys_of(document.field("participants")))
        date = self._date()
        cards = []
        for key in sorted(keys):
            entity = self.index.entities.get(key)
            if entity is None or key not in self.homes:
                continue
            cards.append(
                Card(
                    key=key,
                    anchor=entity.anchor,
                    name=entity.name,
                    link=self._link(key),
                    years=lifespan(entity, self.here.locale),
                    office=(entity.office_at(date) if date is not None else None) or "",
                    here=_here(spoke[key], named[key]),
                )
            )
        return cards

    def _date(self) -> Date | None:
        """Return the date of the page's documents, if they are of one."""
        dates = {document.field("date") for document in self.documents}
        if len(dates) != 1:
            return None
        try:
            return parse_date(*dates)
        except DateError:
            return None

    def _link(self, key: str) -> str:
        return self.here.address(self.homes.get(key))

    def _voice(self, voices: dict[str, int], key: str) -> int:
        """Return the number of a colour, or 0 where there are more voices than colours."""
        voice = voices.get(key, 0)
        return voice if voice <= VOICES else 0


def _kinds(doctree: nodes.document) -> tuple[tuple[str, str], ...]:
    found = {node["kind"] for node in doctree.findall(archival_insertion)}
    found |= {node["kind"] for node in doctree.findall(archival_insertion_block)}
    return tuple((kind, kind_caption(kind)) for kind in KINDS if kind in found)


def _here(speaks: int, named: int) -> str:
    said = []
    if speaks:
        said.append(str(_("speaks in 1 turn") if speaks == 1 else _("speaks in %d turns") % speaks))
    if named:
        said.append(str(_("named in 1 place") if named == 1 else _("named in %d places") % named))
    return " · ".join(said)

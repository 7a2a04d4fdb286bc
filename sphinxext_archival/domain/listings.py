"""Listings as docutils nodes: registers with back-references, and tables of documents."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes

from ..catalogue import _
from ..markup.headnote import keys_of
from ..markup.life import office, years
from ..model.dates import DateError, parse_date
from ..model.entities import AUTHORITIES, authority_url
from .cards import cards, entries, on_a_time_line
from .edition import Address, short_title
from .on_page import OnPage
from .records import IDENTIFIED, IN_NOTE, MENTIONED, ROLES, SPEAKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.entities import Entity
    from ..model.listing import DocumentListing
    from .edition import Place
    from .records import DocumentRecord


def role_name(role: str) -> str:
    """Return what a listing calls *role*, in the reader's language."""
    return {
        SPEAKS: _("speaks"),
        MENTIONED: _("mentioned"),
        IDENTIFIED: _("identified by the editor"),
        IN_NOTE: _("in a note"),
    }[role]


def type_name(object_type: str) -> str:
    """Return what a search calls an object of the domain, in the reader's language."""
    return {
        "person": _("person"),
        "organization": _("organization"),
        "place": _("place"),
        "event": _("event"),
        "work": _("work"),
        "concept": _("concept"),
        "document": _("document"),
        "turn": _("turn"),
        "note": _("note"),
    }[object_type]


class Listings(OnPage):
    """Makes the nodes of listings on one page."""

    def register(
        self, entities: Iterable[Entity], notes: Mapping[str, Sequence[nodes.Node]]
    ) -> nodes.Element:
        """Return *entities* as a definition list; *notes* are their notes, parsed."""
        entries = nodes.definition_list(classes=["archival-register"])
        for entity in entities:
            entries += self._entity(entity, notes.get(entity.key, ()))
        return entries

    def _entity(self, entity: Entity, note: Sequence[nodes.Node]) -> nodes.definition_list_item:
        home = self.domain.homes.get(entity.key)
        term = nodes.term("", "")
        name = nodes.strong("", entity.sort, classes=["archival-entity-name"])
        if home is None or home.docname == self.docname:
            term += name
        else:
            term += self.link(home, name)
        if home is not None and home.docname == self.docname:
            is_defined = entity.key in self.domain.index.defined
            term["ids"] = [] if is_defined else [home.anchor]
        if dates := years(entity, self.locale):
            term += nodes.Text(f" ({dates})")
        definition = nodes.definition()
        for paragraph in (self._names(entity), self._offices(entity)):
            if paragraph is not None:
                definition += paragraph
        definition += list(note)
        definition += self.places(entity.key)
        if authorities := self._authorities(entity):
            definition += authorities
        if not definition.children:
            definition += nodes.paragraph("", entity.name)
        return nodes.definition_list_item(
            "", term, definition, classes=["archival-entry", f"archival-{entity.kind}"]
        )

    def _names(self, entity: Entity) -> nodes.paragraph | None:
        """Return the full name, where it says more than the form by which it is sorted."""
        if sorted(_words(entity.name)) == sorted(_words(entity.sort)):
            return None
        return nodes.paragraph("", entity.name, classes=["archival-full-name"])

    def _offices(self, entity: Entity) -> nodes.paragraph | None:
        if not entity.roles:
            return None
        text = "; ".join(office(role, self.locale) for role in entity.roles)
        return nodes.paragraph("", text, classes=["archival-offices"])

    def _authorities(self, entity: Entity) -> nodes.paragraph | None:
        links: list[tuple[str, str]] = [
            (f"{AUTHORITIES[scheme].title}: {identifier}", authority_url(scheme, identifier))
            for scheme, identifier in entity.authorities
        ]
        if entity.url:
            links.append((entity.url, entity.url))
        if not links:
            return None
        paragraph = nodes.paragraph(classes=["archival-authorities"])
        for place, (text, address) in enumerate(links):
            if place:
                paragraph += nodes.Text(" · ")
            paragraph += nodes.reference("", text, refuri=address, internal=False)
        return paragraph

    def places(self, key: str) -> list[nodes.paragraph]:
        """Return where the entity occurs: a line for each role, and one for pages beside these.

        An introduction is no document: as in a printed index, it is kept apart.
        """
        by_role: dict[str, list[Place]] = defaultdict(list)
        elsewhere: dict[str, Place] = {}
        for place in self.domain.index.places.get(key, ()):
            if place.document:
                by_role[place.role].append(place)
            elif place.page != self.docname:
                elsewhere.setdefault(place.page, place)
        lines = [
            _line(role, role_name(role), self._by_document(by_role[role]), key)
            for role in ROLES
            if role in by_role
        ]
        if elsewhere:
            pages = self._pages(elsewhere.values())
            lines.append(_line("elsewhere", _("elsewhere in this edition"), pages, key))
            if MENTIONED not in by_role:
                lines[-1]["role"] = MENTIONED
        return lines

    def _pages(self, places: Iterable[Place]) -> list[nodes.Node]:
        shown: list[nodes.Node] = []
        for place in places:
            if shown:
                shown.append(nodes.Text("; "))
            shown.append(self.link(place.address, self.domain.index.pages[place.page].title))
        return shown

    def _by_document(self, places: Iterable[Place]) -> list[nodes.Node]:
        by_document: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in places:
            by_document[place.document, place.page].append(place)
        shown: list[nodes.Node] = []
        for (document, _page), found in by_document.items():
            if shown:
                shown.append(nodes.Text("; "))
            record = self.domain.index.documents[document][0]
            home = Address(record.docname, self.domain.index.addresses.of_document(record))
            shown.append(self.link(home, short_title(record)))
            numbered = [place for place in found if place.number]
            if numbered:
                shown.append(nodes.Text(", " + (_("turns") if len(numbered) > 1 else _("turn"))))
            for index, place in enumerate(numbered):
                shown.append(nodes.Text(", " if index else " "))
                shown.append(self.link(place.address, _number(place)))
        return shown

    def documents(self, listing: DocumentListing, name: str) -> list[nodes.Node]:
        """Return the documents that *listing* asks for, in groups; their ids begin with *name*.

        Only HTML has cards and a time line.
        """
        wanted = sorted(self.domain.index.all_documents(), key=by_date)
        wanted = [document for document in wanted if self._is_wanted(document, listing)]
        if not wanted:
            return [nodes.paragraph("", _("There are no documents."))]
        if listing.view == "timeline" and self.is_site:
            return on_a_time_line(self, wanted, name)
        groups: dict[str, list[DocumentRecord]] = defaultdict(list)
        for document in wanted:
            for group in self._groups(document, listing.by):
                groups[group].append(document)
        made: list[nodes.Node] = []
        for group in sorted(groups, key=str.casefold):
            if group:
                made.append(nodes.rubric("", group, classes=["archival-group"]))
            documents = groups[group]
            if listing.by == "title":
                documents = sorted(documents, key=lambda d: (d.title.casefold(), d.identifier))
            has_cards = listing.view == "cards" and self.is_site
            made.append(cards(self, documents) if has_cards else entries(self, documents))
        return made

    def _is_wanted(self, document: DocumentRecord, listing: DocumentListing) -> bool:
        if listing.kind and document.field("kind").casefold() != listing.kind.casefold():
            return False
        return not listing.person or listing.person in _participants(document)

    def _groups(self, document: DocumentRecord, by: str) -> list[str]:
        if by == "place":
            return [document.place]
        if by == "kind":
            return [document.kind]
        if by == "person":
            entities = self.domain.index.entities
            keys = _participants(document)
            return [entities[key].sort if key in entities else key for key in keys] or [""]
        return [""]


def _line(
    name: str, caption: str, places: list[nodes.Node], key: str | None = None
) -> nodes.paragraph:
    """Return a line of *places*.

    Where pages are printed, they are those of *key* in this role.
    """
    line = nodes.paragraph(classes=["archival-places", f"archival-{name}"])
    if key is not None:
        line["key"], line["role"] = key, name
    line += [nodes.emphasis("", caption), nodes.Text(": "), *places]
    return line


def _participants(document: DocumentRecord) -> list[str]:
    return list(dict.fromkeys(keys_of(document.field("participants"))))


def _words(name: str) -> list[str]:
    return name.replace(",", " ").split()


def _number(place: Place) -> str:
    if not place.note:
        return place.number
    return _("%(turn)s n. %(note)s") % {"turn": place.number, "note": place.note}


def by_date(document: DocumentRecord) -> tuple[str, str, str]:
    """Sort by date; documents without one, or with one that is no EDTF, come last."""
    try:
        date = parse_date(document.field("date"))
    except DateError:
        return "~", "", document.identifier
    return date.earliest, date.latest, document.identifier

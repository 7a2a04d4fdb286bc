"""What a page shows of the rest of the edition, as a digest: while it stays, the page is fresh."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ..markup.headnote import keys_of
from ..model.entities import KINDS
from ..model.listing import DOCUMENT_VIEWS, RegisterListing, StatisticsRequest
from ..model.register import Register
from . import citing
from .edition import short_title
from .homes import REGISTER_PAGE, listed
from .participants import participants
from .resolve import role_class, what_is_shown

if TYPE_CHECKING:
    from . import ArchivalDomain
    from .edition import EditionIndex
    from .records import DocumentRecord, PageRecord, Reference


def digests(domain: ArchivalDomain) -> dict[str, str]:
    """Return a digest of what each page shows of others, by docname.

    A theme says in ``domain.shown_besides`` what it shows besides. Under the name of the generated
    page it is one of all entities: the general index shows them too. All of it is gathered in one
    pass, and in the order of the text, so that it depends on nothing else.
    """
    entities = _Entities(domain)
    found = {docname: _of_page(domain, page, entities) for docname, page in domain.pages.items()}
    for docname, shown in domain.shown_besides():
        found[docname] = _sha256([found.get(docname), shown])
    found[REGISTER_PAGE] = _sha256([entities.shown(key) for key in sorted(domain.index.entities)])
    return found


def _of_page(domain: ArchivalDomain, page: PageRecord, entities: _Entities) -> str:
    index = domain.index
    shown: list[Any] = []
    if page.read_with is not None:
        shown += [page.read_with.labels, page.read_with.names]
    references = sorted(page.references, key=lambda r: (r.role, r.target))
    shown += [(reference, _of_reference(domain, reference)) for reference in references]
    for attributes in page.register_listings:
        listing = RegisterListing.from_attributes(dict(attributes))
        shown.append([entities.shown(entity.key) for entity in listed(index, listing)])
    if page.document_listings:
        shown.append([_of_document(index, document) for document in index.all_documents()])
        views = {dict(attributes).get("view") for attributes in page.document_listings}
        if views & {*DOCUMENT_VIEWS[1:]}:
            shown.append([_of_card(index, document) for document in index.all_documents()])
    shown += [_of_statistics(domain, dict(attributes)) for attributes in page.statistics]
    keys = [entity.key for entity in page.entities]
    shown += [(index.defined[key], entities.places(key)) for key in keys]
    for document in page.documents:
        shown.append(index.numbers.offsets[document.identifier, document.part])
        shown.append(index.addresses.stem(document))
        shown.append(index.numbers.changed(document))
        shown.append(participants(index, dict(document.metadata)))
        parts = index.documents[document.identifier]
        if len(parts) > 1:
            # A theme may show the figures of a document on each of its pages.
            shown.append(index.statistics.digest(document.identifier))
        shown.append(citing.shown(index, document))
    return _sha256(shown)


def _of_reference(domain: ArchivalDomain, reference: Reference) -> list[Any]:
    roles = (*KINDS, "document", "turn") if reference.role == "any" else (reference.role,)
    return [
        (what_is_shown(domain, role, reference.target), role_class(domain, role, reference.target))
        for role in roles
    ]


def _of_document(index: EditionIndex, document: DocumentRecord) -> list[Any]:
    """Return what a listing of documents shows of *document*, and is ordered by."""
    participants = keys_of(document.field("participants"))
    return [
        (document.docname, index.addresses.of_document(document)),
        (document.identifier, document.title, document.summary),
        (document.field("date"), document.place, document.field("kind"), document.kind),
        [(key, index.entities[key].sort if key in index.entities else "") for key in participants],
    ]


def _of_card(index: EditionIndex, document: DocumentRecord) -> list[Any]:
    """Return what cards and time lines show of *document* beyond what any listing does."""
    keys = [
        *keys_of(document.field("participants")),
        *(key for one in index.statistics.speech(document.identifier) for key in one.speakers),
    ]
    names = [(key, index.entities[key].name) for key in keys if key in index.entities]
    statistics, identifier = index.statistics, document.identifier
    voices = list(statistics.voices(identifier).items())
    return [short_title(document), names, statistics.speech(identifier), voices]


def _of_statistics(domain: ArchivalDomain, attributes: dict[str, Any]) -> list[Any]:
    """Return what a page shows of the figures that *attributes* ask for."""
    index = domain.index
    document = StatisticsRequest.from_attributes(attributes).document
    if document and document not in index.documents:
        return [sorted(index.documents)]
    shown = index.statistics.keys(document)
    entities = [index.entities[key] for key in sorted(shown) if key in index.entities]
    names = [(one.key, one.kind, one.name, one.sort, domain.homes.get(one.key)) for one in entities]
    return [index.statistics.digest(document), names]


class _Entities:
    """What listings show of entities, each gathered once."""

    def __init__(self, domain: ArchivalDomain) -> None:
        self.domain = domain
        self.everyone = Register(domain.index.entities)
        self._shown: dict[str, str] = {}

    def shown(self, key: str) -> str:
        """Return a digest of what a listing shows of the entity *key*."""
        if key not in self._shown:
            home = self.domain.homes.get(key)
            self._shown[key] = _sha256([key, self.everyone.digest(key), home, self.places(key)])
        return self._shown[key]

    def places(self, key: str) -> list[Any]:
        """Return the places where an entity occurs, and the titles that stand by them."""
        index = self.domain.index
        titles: dict[str, Any] = {}
        for place in index.places.get(key, ()):
            if place.document and place.document not in titles:
                document = index.documents[place.document][0]
                anchor = index.addresses.of_document(document)
                titles[place.document] = short_title(document), anchor, document.docname
            elif not place.document:
                titles[f"page {place.page}"] = index.pages[place.page].title
        return [index.places.get(key, ()), list(titles.items())]


def _sha256(shown: Any) -> str:
    # All of it is tuples, texts, numbers and records, whose repr tells all there is.
    return hashlib.sha256(repr(shown).encode()).hexdigest()

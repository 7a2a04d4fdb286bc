"""Which pages must be read or written again: an incremental build equals a clean one.

A page is *read* again when the register has changed in what parsing depends on (names, labels).
It is *written* again when anything it shows of other pages has changed: what its references
resolve to, what its listings list, how its parts are numbered. For each page that is one digest,
kept for each builder, so that ``html`` after ``latex`` on the same doctrees is right too.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ..model.listing import DocumentListing, RegisterListing
from .homes import REGISTER_PAGE, listed
from .resolve import what_is_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from . import ArchivalDomain
    from .records import PageRecord


def outdated(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Return the pages that were read with a register that has changed since."""
    domain: ArchivalDomain = env.get_domain("archival")  # type: ignore[assignment]
    digest = domain.edition.reading_digest
    return [
        docname
        for docname, page in domain.pages.items()
        if docname not in removed and page.reading_digest and page.reading_digest != digest
    ]


def changed_pages(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages that show something else than when this builder last wrote them."""
    domain: ArchivalDomain = env.get_domain("archival")  # type: ignore[assignment]
    domain.forget_derived()
    key = f"{app.builder.name}:{app.outdir}"
    before: dict[str, str] = domain.data["shown"].get(key, {})
    now = {docname: _digest(domain, page) for docname, page in domain.pages.items()}
    now[REGISTER_PAGE] = _digest_of_all(domain)
    domain.data["shown"][key] = now
    if not before:
        return []
    changed = {name for name in now if now[name] != before.get(name)} | (before.keys() - now.keys())
    if REGISTER_PAGE in changed:
        # Generated pages are made at the end of a build, and there is no end where nothing is
        # written.
        changed.add(env.config.root_doc)
    return sorted(name for name in changed if name in env.all_docs)


def _digest(domain: ArchivalDomain, page: PageRecord) -> str:
    """Return a digest of all that *page* shows of the rest of the edition."""
    shown: list[Any] = [page.reading_digest]
    for reference in sorted(page.references, key=lambda r: (r.role, r.target)):
        if reference.role == "any":
            shown.append((reference.target, domain.index.find(reference.target)))
        shown.append(what_is_shown(domain, reference.role, reference.target))
    shown.extend(
        _entities_shown(domain, RegisterListing.from_attributes(dict(attributes)))
        for attributes in page.register_listings
    )
    if page.document_listings:
        shown.append(_documents_shown(domain))
        shown.extend(
            DocumentListing.from_attributes(dict(attributes))
            for attributes in page.document_listings
        )
    shown.extend(
        (entity.key, domain.index.places.get(entity.key), _titles(domain, entity.key))
        for entity in page.entities
    )
    shown.extend(
        domain.index.offsets.get((document.identifier, document.part))
        for document in page.documents
    )
    return _sha256(shown)


def _entities_shown(domain: ArchivalDomain, listing: RegisterListing) -> list[Any]:
    return [_entity_shown(domain, entity.key) for entity in listed(domain.index, listing)]


def _entity_shown(domain: ArchivalDomain, key: str) -> Any:
    index = domain.index
    register = domain.edition.register
    said = register.digest(key) if key in register.entities else index.entities[key]
    return said, domain.homes.get(key), index.places.get(key), _titles(domain, key)


def _titles(domain: ArchivalDomain, key: str) -> list[Any]:
    """Return the titles that the back-references of an entity show."""
    index = domain.index
    return [
        (index.documents[place.document][0].title, index.documents[place.document][0].metadata)
        if place.document
        else index.pages[place.page].title
        for place in index.places.get(key, ())
    ]


def _documents_shown(domain: ArchivalDomain) -> list[Any]:
    """Return what a listing of documents shows of each."""
    entities = domain.index.entities
    return [
        (document.identifier, document.docname, document.title, document.metadata, document.summary)
        for document in domain.index.all_documents()
    ] + sorted((key, entity.sort) for key, entity in entities.items())


def _digest_of_all(domain: ArchivalDomain) -> str:
    return _sha256([_entity_shown(domain, key) for key in sorted(domain.index.entities)])


def _sha256(shown: Any) -> str:
    # All of it is tuples, texts, numbers and frozen dataclasses, whose repr tells all there is.
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def setup(app: Sphinx) -> None:
    """Connect to what Sphinx asks before and after it reads."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", changed_pages)

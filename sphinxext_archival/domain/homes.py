"""Where an entity is at home: where the links of all its mentions lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.listing import RegisterListing
from .edition import Address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from ..model.entities import Entity
    from .edition import EditionIndex

REGISTER_PAGE = "archival-register"
"""The generated page of the entities that have no other home."""


def in_toctree_order(env: BuildEnvironment, docnames: set[str]) -> Iterator[str]:
    """Yield *docnames* as a reader meets them: by the toctree, then the rest by name."""
    seen: set[str] = set()
    pending = [env.config.root_doc]
    while pending:
        docname = pending.pop()
        if docname in seen:
            continue
        seen.add(docname)
        if docname in docnames:
            yield docname
        pending.extend(reversed(env.toctree_includes.get(docname, [])))
    yield from sorted(docnames - seen)


def listed(index: EditionIndex, listing: RegisterListing) -> list[Entity]:
    """Return the entities that *listing* lists, sorted."""
    return sorted(
        (
            entity
            for entity in index.entities.values()
            if listing.admits(entity)
            and (not listing.only_mentioned or index.is_in_document(entity.key))
        ),
        key=lambda entity: (entity.sort.casefold(), entity.key),
    )


def homes(env: BuildEnvironment, index: EditionIndex, *, has_page: bool) -> dict[str, Address]:
    """Return the home of each entity that has one.

    It is the definition in place; else the first register that lists it, in the order of the
    toctree; else the generated page, where the builder makes it (*has_page*).
    """
    found = dict(index.defined)
    with_listing = {docname for docname, page in index.pages.items() if page.register_listings}
    for docname in in_toctree_order(env, with_listing):
        for attributes in index.pages[docname].register_listings:
            listing = RegisterListing.from_attributes(dict(attributes))
            for entity in listed(index, listing):
                found.setdefault(entity.key, _address(index, entity, docname))
    if has_page:
        for entity in index.entities.values():
            found.setdefault(entity.key, _address(index, entity, REGISTER_PAGE))
    return found


def _address(index: EditionIndex, entity: Entity, docname: str) -> Address:
    return Address(docname, index.addresses.of_entity(entity.kind, entity.key, docname))

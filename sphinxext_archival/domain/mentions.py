"""Names that were linked without markup get their address as the page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import NoUri

from .links import target_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

    from . import ArchivalDomain


def link(mentions: Iterable[nodes.Element], domain: ArchivalDomain) -> None:
    """Link each of *mentions* to its entity's home, or leave its words where that has no page."""
    links: dict[tuple[str, str], dict[str, Any] | None] = {}
    for mention in mentions:
        page, key = mention["refdoc"], mention["key"]
        if (page, key) not in links:
            links[page, key] = _link(domain, page, key)
        attributes = links[page, key]
        if attributes is None:
            mention.replace_self(mention.children)
        else:
            mention.attributes.update(attributes)


def _link(domain: ArchivalDomain, page: str, key: str) -> dict[str, Any] | None:
    """Return the attributes of a reference from *page* to the home of the entity *key*."""
    home = domain.homes.get(key)
    entity = domain.index.entities.get(key)
    builder = domain.edition.builder
    if home is None or entity is None or builder is None:
        return None
    try:
        target = target_of(builder, page, home)
    except NoUri:
        return None
    shown = {"reftitle": entity.name, "classes": [f"archival-{entity.kind}"]}
    return {**target, **shown, "internal": True}

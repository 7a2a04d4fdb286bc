"""Names that were linked without markup get their address as the page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import NoUri

from .links import target_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

    from ..nodes import archival_text
    from . import ArchivalDomain


class Linker:
    """Links names to the homes of their entities; each home is looked up once a page."""

    def __init__(self, domain: ArchivalDomain) -> None:
        """Begin with no home known."""
        self.domain = domain
        self._links: dict[tuple[str, str], dict[str, Any] | None] = {}

    def link_mentions(self, mentions: Iterable[nodes.Element]) -> None:
        """Link each of *mentions*, or leave its words where the home of its entity has no page."""
        for mention in mentions:
            link = self._link(mention["refdoc"], mention["key"])
            if link is None:
                mention.replace_self(mention.children)
            else:
                mention.attributes.update(link)

    def link_texts(self, texts: Iterable[archival_text]) -> None:
        """Link the names in each of *texts*.

        HTML is written from the text as it is. All other builders get elements.
        """
        builder = self.domain.edition.builder
        is_html = builder is not None and builder.format == "html"
        for text in texts:
            text.names = tuple(
                name._replace(link=link)
                for name in text.names
                if (link := self._link(text.refdoc, name.key)) is not None
            )
            if not is_html:
                _replace(text, list(text.elements()))

    def _link(self, page: str, key: str) -> dict[str, Any] | None:
        if (page, key) not in self._links:
            self._links[page, key] = _link(self.domain, page, key)
        return self._links[page, key]


def _replace(text: archival_text, parts: list[nodes.Node]) -> None:
    """Put *parts* in the place of *text*: by identity, for texts of the same words are equal."""
    parent = text.parent
    at = next(index for index, child in enumerate(parent.children) if child is text)
    parent[at : at + 1] = parts


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

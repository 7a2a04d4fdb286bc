"""Names that were linked without markup get their address as the page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..nodes import archival_mention
from .links import target_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from . import ArchivalDomain


class LinkMentions(SphinxPostTransform):
    """Link each name to its entity's home; where that has no page, the words stand alone."""

    default_priority = 6

    def run(self, **_kwargs: Any) -> None:
        """Link the names of the page that is being written."""
        domain: ArchivalDomain = self.env.get_domain("archival")  # type: ignore[assignment]
        links: dict[tuple[str, str], dict[str, Any] | None] = {}
        for mention in list(self.document.findall(archival_mention)):
            page, key = mention["refdoc"], mention["key"]
            if (page, key) not in links:
                links[page, key] = _link(domain, page, key)
            link = links[page, key]
            if link is None:
                mention.replace_self(mention.children)
            else:
                mention.attributes.update(link)


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


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(LinkMentions)

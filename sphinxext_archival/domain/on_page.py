"""What is made for one page by one builder: where links lead from there, and in what language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri

from .links import make_link, target_of

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from . import ArchivalDomain
    from .edition import Address


class OnPage:
    """The place that links lead from."""

    def __init__(self, domain: ArchivalDomain, builder: Builder, docname: str) -> None:
        """Make links from the page *docname*."""
        self.domain = domain
        self.builder = builder
        self.docname = docname
        self.locale = domain.env.config.language

    @property
    def is_site(self) -> bool:
        """Whether it is HTML: what is printed, or is text alone, has no cards and no drawings."""
        return self.builder.format == "html"

    def link(self, address: Address, words: nodes.Element | str) -> nodes.Node:
        """Return a link, or its words where the builder has no such page."""
        inner = nodes.inline("", words) if isinstance(words, str) else words
        try:
            return make_link(self.builder, self.docname, address, inner)
        except NoUri:
            return inner

    def address(self, address: Address | None) -> str:
        """Return an *address* as HTML writes it, or nothing where there is none."""
        if address is None:
            return ""
        try:
            target = target_of(self.builder, self.docname, address)
        except NoUri:
            return ""
        return target["refuri"] if "refuri" in target else f"#{target['refid']}"

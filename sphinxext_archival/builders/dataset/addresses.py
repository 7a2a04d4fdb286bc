"""Where what a dataset names stands on the web: the pages of a site that ``-b html`` has built."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from ...domain.homes import homes
from ...model.entities import authority_url

if TYPE_CHECKING:
    from ...domain import ArchivalDomain
    from ...model.entities import Entity


def page_name(domain: ArchivalDomain, docname: str) -> str:
    """Return the address of a page from the root of the site."""
    config = domain.env.config
    suffix = config.html_link_suffix or config.html_file_suffix or ".html"
    return f"{quote(docname)}{suffix}"


class Addresses:
    """The addresses of one edition; all are empty where the project does not say where it is."""

    def __init__(self, domain: ArchivalDomain) -> None:
        """Take *domain*, and the generated page of the register for one that the site has."""
        self._domain = domain
        base = str(domain.env.config.html_baseurl or "").strip()
        self.base = f"{base.rstrip('/')}/" if base else ""
        self._homes = homes(domain.env, domain.index, has_page=True)

    def of(self, docname: str, anchor: str = "") -> str:
        """Return the address of an anchor on a page."""
        if not self.base:
            return ""
        return self.base + self._in_site(docname, anchor)

    def of_entity(self, key: str) -> str:
        """Return the address of the home of an entity."""
        return self.base + self.in_site(key) if self.base else ""

    def in_site(self, key: str) -> str:
        """Return the address of the home of an entity from the root of the site."""
        home = self._homes[key]
        return self._in_site(home.docname, home.anchor)

    def _in_site(self, docname: str, anchor: str) -> str:
        return page_name(self._domain, docname) + (f"#{quote(anchor)}" if anchor else "")


def same_as(entity: Entity) -> list[str]:
    """Return the addresses of *entity* elsewhere: its records in authority files, and its page."""
    records = [authority_url(scheme, identifier) for scheme, identifier in entity.authorities]
    return [*records, *([entity.url] if entity.url else [])]

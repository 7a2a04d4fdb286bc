"""``archival-register``: the generated page of entities that no author has listed anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from ..catalogue import _
from ..markup.apart import parse_notes
from ..nodes import archival_entry
from .homes import REGISTER_PAGE
from .listings import Listings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..model.entities import Entity
    from . import ArchivalDomain


def is_made_by(builder: Builder) -> bool:
    """Say whether *builder* makes generated pages: those that write a site of single pages."""
    is_site = isinstance(builder, StandaloneHTMLBuilder) and not builder.embedded
    return is_site and builder.name != "singlehtml"


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page, where there are entities that have their home on it."""
    domain: ArchivalDomain = app.env.get_domain("archival")  # type: ignore[assignment]
    here = [
        domain.index.entities[key]
        for key, home in domain.homes.items()
        if home.docname == REGISTER_PAGE
    ]
    builder = app.builder
    if not here or not isinstance(builder, StandaloneHTMLBuilder):
        return
    here.sort(key=lambda entity: (entity.sort.casefold(), entity.key))
    title = _("Register of persons, places and subjects")
    notes = _parsed_notes(app, here)
    section = nodes.section("", nodes.title("", title), ids=[REGISTER_PAGE])
    section += Listings(domain, app.builder, REGISTER_PAGE).register(here, notes)
    # The numbers of sections and figures are those of the page that was written last, if any was.
    builder.secnumbers, builder.fignumbers = {}, {}
    body = builder.render_partial(section)["fragment"]
    yield REGISTER_PAGE, {"title": title, "body": body}, "page.html"


def _parsed_notes(app: Sphinx, entities: list[Entity]) -> dict[str, list[nodes.Node]]:
    """Return the notes of *entities* by key, with their references resolved."""
    document = parse_notes(app, REGISTER_PAGE, [entity.key for entity in entities if entity.note])
    entries = list(document.findall(archival_entry))
    document.children = []
    document += entries
    app.env.apply_post_transforms(document, REGISTER_PAGE)
    return {entry["key"]: entry.children for entry in entries}


def setup(app: Sphinx) -> None:
    """Add the page to those that a site collects."""
    app.connect("html-collect-pages", pages)

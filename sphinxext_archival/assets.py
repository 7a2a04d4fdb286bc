"""The style sheets: shipped with the extension, and linked only from pages that need them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .nodes import HAS_OVERVIEW, NODES

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE_SHEET = "archival.css"
OVERVIEW_STYLE_SHEET = "archival-overview.css"
"""For cards and charts; nearly all pages of an edition are documents, and have none."""

_FOLDER = Path(__file__).parent / "static"


def offer(app: Sphinx) -> None:
    """Let the builder copy our static files; a file of that name in the project replaces ours."""
    if app.builder.format == "html":
        # A new list: the default is shared by all projects of a process.
        app.config.html_static_path = [str(_FOLDER), *app.config.html_static_path]


def link(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link the style sheets from a page with our nodes, or from all if the project wants it so."""
    is_everywhere = app.registry.html_assets_policy == "always"
    if is_everywhere or _needs_it(doctree, pagename):
        app.add_css_file(STYLE_SHEET)
    if is_everywhere or (doctree is not None and doctree.get(HAS_OVERVIEW)):
        app.add_css_file(OVERVIEW_STYLE_SHEET)


def _needs_it(doctree: nodes.document | None, pagename: str) -> bool:
    if doctree is None:
        return pagename.startswith("archival-")
    return any(_is_ours(node) for node in doctree.findall(nodes.Element))


def _is_ours(node: nodes.Element) -> bool:
    """Say whether *node* is one that we style: ours, or what a listing or a mention became."""
    classes: list[str] = node["classes"]
    return isinstance(node, NODES) or any(name.startswith("archival-") for name in classes)


def setup(app: Sphinx) -> None:
    """Offer and link the style sheet."""
    app.connect("builder-inited", offer)
    app.connect("html-page-context", link)

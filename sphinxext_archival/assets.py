"""The style sheet: shipped with the extension, and linked only from pages that need it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .nodes import NODES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STYLE_SHEET = "archival.css"
_FOLDER = Path(__file__).parent / "static"


def offer(app: Sphinx) -> None:
    """Let the builder copy our static files, behind those of the project."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(_FOLDER))


def link(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link the style sheet from a page with our nodes, or from all if the project wants it so."""
    if app.registry.html_assets_policy == "always" or _needs_it(doctree, pagename):
        app.add_css_file(STYLE_SHEET)


def _needs_it(doctree: nodes.document | None, pagename: str) -> bool:
    if doctree is None:
        return pagename.startswith("archival-")
    classes = tuple(NODES)
    found = doctree.next_node(
        lambda node: isinstance(node, classes)
        or any(name.startswith("archival-") for name in getattr(node, "get", dict().get)("classes", []))
    )
    return found is not None


def setup(app: Sphinx) -> None:
    """Offer and link the style sheet."""
    app.connect("builder-inited", offer)
    app.connect("html-page-context", link)

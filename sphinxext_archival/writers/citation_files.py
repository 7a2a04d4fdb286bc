"""The files of citations beside the pages, and the links by which machines find them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ..citations.files import MEDIA_TYPES, formats
from ..nodes import archival_headnote

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def write(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the files of the documents on a page, and link those of the one that it is about.

    A page of several documents links none: a link in the head says what the page is.
    """
    if doctree is None:
        return
    cited = [node["citation"] for node in doctree.findall(archival_headnote) if "citation" in node]
    for citation in cited:
        if citation["home"]:
            for ending, make in formats().items():
                _write(Path(app.outdir, citation["files"][ending]), make(citation["item"]))
    if len({citation["item"]["id"] for citation in cited}) == 1:
        # Not by the page's own `pathto`: the builders that write JSON give none.
        links = _links(cited[0]["files"], app.builder.get_target_uri(pagename))
        context["metatags"] = "\n".join([str(context.get("metatags") or ""), *links])


def _write(path: Path, text: str) -> None:
    """Write *text*, unless it is there: a site is copied by what has changed."""
    data = text.encode(errors="replace")
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _links(files: dict[str, str], page: str) -> list[str]:
    return [
        f'<link rel="alternate" type="{MEDIA_TYPES[ending]}" '
        f'href="{escape(relative_uri(page, uri))}" />'
        for ending, uri in files.items()
    ]


def setup(app: Sphinx) -> None:
    """Write and link the files with each page."""
    app.connect("html-page-context", write)

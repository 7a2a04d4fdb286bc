"""Tables of contents: a heading in them is its words, without the markers of its notes.

Sphinx and docutils leave footnotes out of them, and do not know that a marker of ours is one: its
address would be there twice, and a link within a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..nodes import archival_noteref
from .footnotes import markers_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def remove_markers(app: Sphinx, document: nodes.document) -> None:
    """Take the markers out of what has been collected of the headings of the page."""
    env = app.env
    docname = env.docname
    collected = [by_page[docname] for by_page in (env.tocs, env.titles, env.longtitles)]
    if not any(markers_in(element) for element in collected):
        return
    for element in (*collected, *_contents_in(document)):
        for marker in list(element.findall(archival_noteref)):
            marker.parent.remove(marker)


def _contents_in(document: nodes.document) -> Iterator[nodes.topic]:
    for topic in document.findall(nodes.topic):
        if "contents" in topic["classes"]:
            yield topic


def setup(app: Sphinx) -> None:
    """Look at the headings after Sphinx has, and before anything reads them."""
    app.connect("doctree-read", remove_markers, priority=550)

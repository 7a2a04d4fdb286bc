"""Notes and markers above the first document of a file: they have no number, and lead nowhere.

Their words are kept, as those of the page around them. No writer has to know of them.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import Diagnostic, place_of, warn
from ..markup.inline import AS_WRITTEN
from ..nodes import archival_headnote, archival_note, archival_noteref

if TYPE_CHECKING:
    from .footnotes import Marker


def keep_words(document: nodes.document, docname: str) -> None:
    """Make ordinary text of what stands above the first document; the note has been reported."""
    above = takewhile(
        lambda node: not isinstance(node, archival_headnote), document.findall(nodes.Element)
    )
    # A marker with an address leads to a note of a document: that has been called above it, too.
    found = [
        node
        for node in above
        if isinstance(node, archival_note | archival_noteref) and "refid" not in node
    ]
    for node in found:
        if isinstance(node, archival_note):
            words = nodes.container("", *node.children)
            words.source, words.line = node.source, node.line
            node.parent.replace(node, words)
            continue
        warn(
            Diagnostic.NO_DOCUMENT,
            f"the marker “{node['key']}” stands before any {{document}}, so that it can have no "
            f"note; write {{document}} with an identifier above it",
            place_of(node, docname),
        )
        show_as_written(node, str(node["key"]))


def show_as_written(marker: Marker, key: str) -> None:
    """Print *marker*, which has no note, as it was written."""
    written = marker.rawsource or f"[{key}]"
    # Not replace_self(): docutils refuses to lose an id, as footnote markers have one.
    marker.parent.replace(marker, nodes.inline(written, written, classes=[AS_WRITTEN]))

"""Which document of a file a note, or its marker, belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile

from docutils import nodes

from ..nodes import archival_headnote, archival_note, archival_noteref, is_edited_text
from .footnotes import Marker, key_of, stands_in_footnote

_NOTES = (archival_note, archival_noteref, nodes.footnote, nodes.footnote_reference)
_HAVE_TITLES = (nodes.section, nodes.document)


@dataclass
class Extent:
    """What stands between one headnote and the next, in the order of the text.

    ``order`` are its notes as they are numbered, and ``calls`` the markers of each; ``copies`` are
    those of them that were footnotes, by the ``id()`` of these.
    """

    headnote: archival_headnote
    markers: list[Marker] = field(default_factory=list)
    notes: list[archival_note] = field(default_factory=list)
    footnotes: list[nodes.footnote] = field(default_factory=list)
    order: list[archival_note] = field(default_factory=list)
    calls: dict[int, list[archival_noteref]] = field(default_factory=dict)
    copies: dict[int, archival_note] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        """The identifier of the document."""
        return str(self.headnote["identifier"])


def extents_of(document: nodes.document) -> list[Extent]:
    """Return the extent of each document of the file, in their order."""
    found = [node for node in document.findall(nodes.Element) if _is_interesting(node)]
    starts = _starts(found)
    extents = [Extent(node) for node in found if isinstance(node, archival_headnote)]
    extent: Extent | None = None
    for node in found:
        if id(node) in starts:
            extent = extents[starts[id(node)]]
        if extent is not None and isinstance(node, _NOTES):
            _add(extent, node)
    if extents:
        extents[0].markers[:0] = _above_first(found, extents)
    return extents


def _above_first(found: list[nodes.Element], extents: list[Extent]) -> list[Marker]:
    """Return the markers above the first document that belong to it.

    They are those in its title, and in its introduction those that call what a document calls. What
    else stands there is the page's.
    """
    headnote = extents[0].headnote
    title = title_above(headnote)
    section = next(at for at in _ancestors(headnote) if isinstance(at, _HAVE_TITLES))
    called = {key_of(marker) for extent in extents for marker in extent.markers}
    markers: list[Marker] = []
    for node in takewhile(lambda node: node is not headnote, found):
        if not isinstance(node, Marker) or stands_in_footnote(node):
            continue
        around = _ancestors(node)
        is_shared = isinstance(node, nodes.footnote_reference) and key_of(node) in called
        if title in around or (is_shared and section in around):
            markers.append(node)
    return markers


def _is_interesting(node: nodes.Node) -> bool:
    kinds = (archival_headnote, nodes.section, *_NOTES)
    return isinstance(node, kinds) or is_edited_text(node)


def _starts(found: list[nodes.Element]) -> dict[int, int]:
    """Return with what the extent of each document starts: the ``id()``, and which document it is.

    It is the headnote, or the heading of a section that has no words of the document before it: its
    title and its introduction belong to the document that it holds.
    """
    starts: dict[int, int] = {}
    ordinal = 0
    sections: list[nodes.section] = []  # since the last words of a document
    for node in found:
        if isinstance(node, nodes.section):
            sections.append(node)
        elif isinstance(node, archival_headnote):
            around = list(_ancestors(node))
            opened = [section for section in sections if any(at is section for at in around)]
            starts[id(opened[0] if opened and ordinal else node)] = ordinal
            ordinal += 1
            sections = []
        elif is_edited_text(node) and not isinstance(node, archival_note):
            sections = []
    return starts


def _add(extent: Extent, node: nodes.Element) -> None:
    if isinstance(node, nodes.footnote):
        extent.footnotes.append(node)
    elif stands_in_footnote(node):
        return
    elif isinstance(node, archival_note):
        extent.notes.append(node)
    elif isinstance(node, Marker):
        extent.markers.append(node)


def title_above(headnote: archival_headnote) -> nodes.title | None:
    """Return the title of the section that *headnote* stands in."""
    for parent in _ancestors(headnote):
        if isinstance(parent, _HAVE_TITLES):
            title = next((c for c in parent.children if isinstance(c, nodes.title)), None)
            if title is not None:
                return title
    return None


def _ancestors(node: nodes.Node) -> list[nodes.Element]:
    found: list[nodes.Element] = []
    at = node.parent
    while at is not None:
        found.append(at)
        at = at.parent
    return found

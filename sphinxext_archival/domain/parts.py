"""What only the whole edition knows of a document's turns and notes: last numbers and anchors.

A document that goes on in a second file is numbered on from the first; one whose anchors another
has already gets others (:mod:`.addresses`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..model.anchors import marker_anchor, note_anchor, turn_anchor
from ..model.series import note_label
from ..nodes import archival_headnote, archival_note, archival_noteref, archival_turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .edition import EditionIndex
    from .records import DocumentRecord

NUMBERED = (archival_headnote, archival_turn, archival_note, archival_noteref)
"""What has a number or an anchor in the whole document."""


def renumber(numbered: Iterable[nodes.Element], index: EditionIndex) -> None:
    """Give the turns and notes of later parts, and of moved documents, their numbers and anchors.

    *numbered* are those of the doctree that is being written, of one page or of many in one; the
    stored one keeps the numbers of its own file, because what they depend on may change without
    this one being read again.
    """
    moved = index.addresses.moved
    for node in numbered:
        place = node.get("docname"), node.get("ordinal")
        if node.get("part", 1) == 1 and place not in moved:
            continue
        document = index.pages[node["docname"]].documents[node["ordinal"]]
        if isinstance(node, archival_headnote):
            node["ids"][0] = index.addresses.of_document(document)
        elif isinstance(node, archival_turn):
            _turn(node, document, index)
        elif isinstance(node, archival_note | archival_noteref):
            _note(node, document, index)


def _turn(turn: archival_turn, document: DocumentRecord, index: EditionIndex) -> None:
    before = turn["ids"][0]
    turn["number"] = index.numbers.of_numbered(document, turn["number"], relative=turn["relative"])
    anchor = turn_anchor(index.addresses.stem(document), turn["number"])
    turn["ids"][0] = anchor
    for paragraph in turn.children:
        if isinstance(paragraph, nodes.paragraph):
            paragraph["ids"] = [
                anchor + name.removeprefix(before) if name.startswith(f"{before}-p") else name
                for name in paragraph["ids"]
            ]


def _note(
    node: archival_note | archival_noteref, document: DocumentRecord, index: EditionIndex
) -> None:
    offsets = index.numbers.offsets[document.identifier, document.part]
    node["number"] += offsets.notes.get(node["note_type"], 0)
    anchor = note_anchor(index.addresses.stem(document), node["note_type"], node["number"])
    label = note_label(node["note_type"], node["number"])
    if isinstance(node, archival_note):
        node["ids"] = [anchor]
        node["label"] = label
        count = len(node["backrefs"])
        node["backrefs"] = [marker_anchor(anchor, place) for place in range(1, count + 1)]
        return
    place = int(node["ids"][0].rpartition("-ref")[2])
    node["refid"] = anchor
    node["ids"] = [marker_anchor(anchor, place)]
    node.children = []
    node += nodes.Text(label)

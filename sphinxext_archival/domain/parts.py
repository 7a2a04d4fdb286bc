"""A document that goes on in a second file is numbered on from the first, once both are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..model.anchors import marker_anchor, note_anchor, paragraph_anchor, turn_anchor
from ..model.series import note_label
from ..nodes import (
    archival_headnote,
    archival_note,
    archival_noteref,
    archival_stage,
    archival_turn,
)
from .edition import shifted

if TYPE_CHECKING:
    from .edition import EditionIndex, Offsets


def renumber(
    document: nodes.document, headnote: archival_headnote, index: EditionIndex
) -> None:
    """Give the turns and notes of a later part their numbers in the whole document.

    *document* is the copy of the doctree that is being written; the stored one keeps the numbers
    of its own file, because the part before may change without this one being read again.
    """
    identifier = headnote["identifier"]
    offsets = index.offsets.get((identifier, headnote["part"]))
    if headnote["part"] == 1 or offsets is None:
        return
    classes = archival_turn | archival_note | archival_noteref
    for node in document.findall(lambda node: isinstance(node, classes)):
        if node.get("document") != identifier:
            continue
        if isinstance(node, archival_turn):
            _turn(node, identifier, offsets)
        else:
            _note(node, identifier, offsets)


def _turn(turn: archival_turn, identifier: str, offsets: Offsets) -> None:
    if not turn["relative"]:
        return
    turn["number"] = shifted(turn["number"], offsets.turns)
    anchor = turn_anchor(identifier, turn["number"])
    turn["ids"][0] = anchor
    count = 0
    for child in turn.children:
        if isinstance(child, nodes.paragraph) and not isinstance(child, archival_stage):
            if "archival-label-line" in child["classes"]:
                continue
            count += 1
            child["ids"][0] = paragraph_anchor(anchor, count)


def _note(
    node: archival_note | archival_noteref, identifier: str, offsets: Offsets
) -> None:
    note_type = node["note_type"]
    node["number"] += offsets.notes.get(note_type, 0)
    anchor = note_anchor(identifier, note_type, node["number"])
    label = note_label(note_type, node["number"])
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

"""A document that goes on in a second file is numbered on from the first, once both are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..model.anchors import marker_anchor, note_anchor, turn_anchor
from ..model.series import note_label
from ..nodes import archival_note, archival_noteref, archival_turn
from .edition import shifted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .edition import EditionIndex, Offsets

NUMBERED = (archival_turn, archival_note, archival_noteref)
"""What has a number in the whole document."""


def renumber(numbered: Iterable[nodes.Element], index: EditionIndex) -> None:
    """Give the turns and notes of later parts their numbers in the whole document.

    *numbered* are those of the doctree that is being written, of one page or of many in one; the
    stored one keeps the numbers of its own file, because the part before may change without this
    one being read again.
    """
    for node in numbered:
        if node.get("part", 1) == 1:
            continue
        offsets = index.offsets[node["document"], node["part"]]
        if isinstance(node, archival_turn):
            _turn(node, offsets)
        elif isinstance(node, archival_note | archival_noteref):
            _note(node, offsets)


def _turn(turn: archival_turn, offsets: Offsets) -> None:
    if not turn["relative"]:
        return
    before = turn["ids"][0]
    turn["number"] = shifted(turn["number"], offsets.turns)
    anchor = turn_anchor(turn["document"], turn["number"])
    turn["ids"][0] = anchor
    for paragraph in turn.children:
        if isinstance(paragraph, nodes.paragraph):
            paragraph["ids"] = [
                anchor + name.removeprefix(before) if name.startswith(f"{before}-p") else name
                for name in paragraph["ids"]
            ]


def _note(node: archival_note | archival_noteref, offsets: Offsets) -> None:
    node["number"] += offsets.notes.get(node["note_type"], 0)
    anchor = note_anchor(node["document"], node["note_type"], node["number"])
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

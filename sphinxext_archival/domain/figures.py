"""What is counted in the text of a document, while its page is read.

Words are those that a turn prints: what was supplied is counted, for a reader reads it; a label, a
stage remark, the marker of a note and the number of a page are not, for nobody says them. Names are
counted by paragraphs, for a turn may be a speech of an hour; those in notes are the editor's.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..model.entities import KINDS
from ..model.statistics import count_words
from ..nodes import (
    archival_headnote,
    archival_mention,
    archival_note,
    archival_noteref,
    archival_page,
    archival_speaker,
    archival_stage,
    archival_text,
    archival_transcript,
    archival_turn,
)
from .records import Figures

if TYPE_CHECKING:
    _Named = dict[tuple[str, str | None], None]

_SILENT = (archival_speaker, archival_noteref, archival_page)
_ROLES = frozenset({*KINDS, "entity"})


class _Counts:
    def __init__(self) -> None:
        self.words: list[int] = []
        self.named: list[tuple[tuple[str, str | None], ...]] = []


def figures_of(page: nodes.document) -> dict[int, Figures]:
    """Return the figures of each document of *page*, by its ordinal, in one walk."""
    counts: dict[int, _Counts] = defaultdict(_Counts)
    last: int | None = None
    # With each node the document whose text it belongs to, and whether it is in a turn of that.
    pending: list[tuple[nodes.Node, int | None, bool]] = [(page, None, False)]
    while pending:
        node, ordinal, in_turn = pending.pop()
        if isinstance(node, archival_headnote):
            last = node["ordinal"]
            continue
        if isinstance(node, archival_note):
            continue
        if isinstance(node, archival_turn):
            ordinal, in_turn = node.get("ordinal"), True
            if ordinal is not None:
                counts[ordinal].words.append(0)
        elif isinstance(node, archival_transcript):
            ordinal = last if ordinal is None else ordinal
        elif ordinal is not None and _is_block(node):
            words, named = _read(node)
            if in_turn and not isinstance(node, archival_stage):
                counts[ordinal].words[-1] += count_words(words)
            if named:
                counts[ordinal].named.append(tuple(named))
            continue
        pending += [
            (child, ordinal, in_turn)
            for child in reversed(node.children)
            if isinstance(child, nodes.Element)
        ]
    return {at: Figures(tuple(one.words), tuple(one.named)) for at, one in counts.items()}


def _is_block(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline)


def _read(block: nodes.Node) -> tuple[str, _Named]:
    """Return the words of *block*, and who is named in it, in the order of the text."""
    words: list[str] = []
    named: _Named = {}
    pending: list[nodes.Node] = [block]
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.Text):
            words.append(node.astext())
            if isinstance(node, archival_text):
                named.update(((name.key, None), None) for name in node.names)
            continue
        if isinstance(node, _SILENT):
            continue
        if isinstance(node, archival_mention):
            named[node["key"], None] = None
        elif isinstance(node, addnodes.pending_xref) and _names_somebody(node):
            role = node["reftype"]
            named[node["reftarget"], role if role in KINDS else None] = None
        pending += reversed(node.children)
    return "".join(words), named


def _names_somebody(xref: addnodes.pending_xref) -> bool:
    return xref.get("refdomain") == "archival" and xref["reftype"] in _ROLES

"""Turns and paragraphs get their numbers and anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..diagnostics import Diagnostic, warn
from ..model.anchors import document_stem, paragraph_anchor, turn_anchor
from ..model.series import free_number
from ..nodes import (
    archival_headnote,
    archival_note,
    archival_stage,
    archival_transcript,
    archival_turn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class NumberTurns(SphinxTransform):
    """Number the turns of each document of a file, in the order of the text.

    It runs before translation, so that numbers and anchors are the same in every language. A
    pinned number sets the count; the turns before any pin are *relative*: in a later part of a
    document they count on from the part before, which only the domain knows.
    """

    default_priority = 5

    def apply(self, **_kwargs: Any) -> None:
        """Number all turns of the file."""
        for ordinal, (headnote, turns) in enumerate(self._turns_by_document()):
            place = {"docname": self.env.docname, "ordinal": ordinal}
            headnote.attributes.update(place)
            identifier = headnote["identifier"]
            pinned = {turn["number"] for turn in turns if turn.get("pinned")}
            count = 0
            relative = True
            seen: dict[str, archival_turn] = {}
            for turn in turns:
                if turn.get("pinned"):
                    relative = False
                    count = int(turn["number"].rstrip("abcdefghijklmnopqrstuvwxyz"))
                else:
                    count += 1
                    turn["number"] = free_number(str(count), pinned)
                if turn["number"] in seen:
                    warn(
                        Diagnostic.TURN_NUMBER,
                        f"turn: the number {turn['number']} is taken by the turn in line "
                        f"{seen[turn['number']].line}; pin this one to another, as "
                        f"{turn['number']}a",
                        turn,
                    )
                    turn["number"] = free_number(turn["number"], pinned | set(seen))
                seen[turn["number"]] = turn
                turn["relative"] = relative
                turn["document"] = identifier
                turn["part"] = headnote["part"]
                turn.attributes.update(place)
                _set_anchors(turn, identifier)

    def _turns_by_document(self) -> Iterator[tuple[archival_headnote, list[archival_turn]]]:
        headnote: archival_headnote | None = None
        turns: list[archival_turn] = []
        reported = False
        classes = (archival_headnote, archival_transcript, archival_turn, archival_note)
        for node in self.document.findall(nodes.Element):
            if not isinstance(node, classes):
                continue
            if isinstance(node, archival_headnote):
                if headnote is not None:
                    yield headnote, turns
                headnote, turns = node, []
            elif headnote is None:
                if not reported:
                    reported = True
                    _report_homeless(node)
                if isinstance(node, archival_turn):
                    node.setdefault("number", "")
            elif isinstance(node, archival_turn):
                turns.append(node)
        if headnote is not None:
            yield headnote, turns


def _report_homeless(node: nodes.Node) -> None:
    what = type(node).__name__.removeprefix("archival_")
    warn(
        Diagnostic.NO_DOCUMENT,
        f"{what}: it stands before any {{document}}, so that it has no address; write "
        f"{{document}} with an identifier above it",
        node,
    )


def _set_anchors(turn: archival_turn, identifier: str) -> None:
    anchor = turn_anchor(document_stem(identifier), turn["number"])
    turn["ids"].insert(0, anchor)
    count = 0
    for child in turn.children:
        if isinstance(child, nodes.paragraph) and not isinstance(child, archival_stage):
            count += 1
            child["ids"].insert(0, paragraph_anchor(anchor, count))

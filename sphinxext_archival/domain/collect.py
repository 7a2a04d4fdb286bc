"""From a finished doctree to the records of its page: the only place that looks at nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from ..context import edition_of, reading_of
from ..model.entities import KINDS
from ..nodes import (
    archival_documents,
    archival_entity,
    archival_headnote,
    archival_insertion,
    archival_note,
    archival_noteref,
    archival_register,
    archival_speaker,
    archival_summary,
    archival_turn,
)
from .records import (
    IDENTIFIED,
    IN_NOTE,
    MENTIONED,
    SPEAKS,
    DocumentRecord,
    NoteRecord,
    Occurrence,
    PageRecord,
    Reference,
    TurnRecord,
)

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_INCIPIT_WORDS = 8
_INCIPIT_LENGTH = 80


class _Place:
    """Where the walk stands: the document, turn and note around a node, as indices."""

    __slots__ = ("document", "identified", "note", "turn")

    def __init__(
        self,
        document: int | None = None,
        turn: int | None = None,
        note: int | None = None,
        *,
        identified: bool = False,
    ) -> None:
        self.document = document
        self.turn = turn
        self.note = note
        self.identified = identified


class Collector:
    """Walks one doctree, in the order of the text."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        """Begin with nothing."""
        self.env = env
        self.docname = docname
        self.headnotes: list[archival_headnote] = []
        self.turns: list[list[TurnRecord]] = []
        self.notes: list[list[NoteRecord]] = []
        self.markers: dict[str, int | None] = {}
        self.occurrences: list[Occurrence] = []
        self.references: set[Reference] = set()
        self.entities: list[str] = []
        self.register_listings: list[dict[str, Any]] = []
        self.document_listings: list[dict[str, Any]] = []

    def collect(self, document: nodes.document) -> PageRecord | None:
        """Return the record of the page, or None where it has nothing of ours."""
        self._walk(document)
        if not (self.headnotes or self.occurrences or self.references or self.entities):
            if not (self.register_listings or self.document_listings):
                return None
        defined = reading_of(self.env).entities
        title = next(iter(document.findall(nodes.title)), None)
        return PageRecord(
            docname=self.docname,
            title=title.astext() if title is not None else self.docname,
            documents=tuple(map(self._document, range(len(self.headnotes)))),
            entities=tuple(defined[key] for key in self.entities if key in defined),
            occurrences=tuple(dict.fromkeys(self.occurrences)),
            references=frozenset(self.references),
            register_listings=tuple(tuple(found.items()) for found in self.register_listings),
            document_listings=tuple(tuple(found.items()) for found in self.document_listings),
            reading_digest=edition_of(self.env).reading_digest if self.headnotes else "",
        )

    def _walk(self, root: nodes.Node) -> None:
        pending: list[tuple[nodes.Node, _Place]] = [(root, _Place())]
        while pending:
            node, place = pending.pop()
            if not node.children and not isinstance(node, nodes.Element):
                continue
            place = self._enter(node, place)
            for child in reversed(node.children):
                pending.append((child, place))

    def _enter(self, node: nodes.Node, place: _Place) -> _Place:  # noqa: PLR0911
        """Record *node*; return the place that its children stand in."""
        if isinstance(node, addnodes.pending_xref):
            self._reference(node, place)
        elif isinstance(node, archival_headnote):
            self._begin_document(node)
            return _Place(len(self.headnotes) - 1)
        elif isinstance(node, archival_turn) and self.headnotes:
            return self._turn(node)
        elif isinstance(node, archival_noteref):
            self.markers.setdefault(node.get("refid", ""), place.turn)
        elif isinstance(node, archival_note) and "document" in node:
            return self._note(node)
        elif isinstance(node, archival_insertion) and node["kind"] == "identification":
            return _Place(place.document, place.turn, place.note, identified=True)
        elif isinstance(node, archival_entity):
            self.entities.append(node["key"])
        elif isinstance(node, archival_register):
            self.register_listings.append(node["listing"])
        elif isinstance(node, archival_documents):
            self.document_listings.append(node["listing"])
        return place

    def _begin_document(self, headnote: archival_headnote) -> None:
        self.headnotes.append(headnote)
        self.turns.append([])
        self.notes.append([])

    def _turn(self, node: archival_turn) -> _Place:
        index = len(self.turns[-1])
        document = len(self.headnotes) - 1
        self.turns[-1].append(
            TurnRecord(
                number=node["number"],
                relative=node.get("relative", True),
                speakers=tuple(node["speakers"]),
                label=node["label"],
                incipit=incipit(node),
            )
        )
        for key in node["speakers"]:
            self.occurrences.append(Occurrence(key, None, SPEAKS, document, index))
        return _Place(document, index)

    def _note(self, node: archival_note) -> _Place:
        document = next(
            index
            for index in range(len(self.headnotes) - 1, -1, -1)
            if self.headnotes[index]["identifier"] == node["document"]
        )
        index = len(self.notes[document])
        turn = self.markers.get(node["ids"][0])
        self.notes[document].append(
            NoteRecord(node["note_type"], node["number"], node["key"], turn, incipit(node))
        )
        return _Place(document, turn, index)

    def _reference(self, node: addnodes.pending_xref, place: _Place) -> None:
        if node.get("refdomain") != "archival":
            if node.get("reftype") == "any":
                self.references.add(Reference("any", node["reftarget"]))
            return
        role, target = node["reftype"], node["reftarget"]
        self.references.add(Reference(role, target))
        is_label = node.get("archival:speaker") or node.get("archival:participant")
        if is_label or (role not in KINDS and role != "entity"):
            return
        kind = role if role in KINDS else None
        self.occurrences.append(
            Occurrence(
                target, kind, _role_of(node, place), place.document, place.turn, place.note
            )
        )

    def _document(self, index: int) -> DocumentRecord:
        node = self.headnotes[index]
        summary = next(iter(node.findall(archival_summary)), None)
        return DocumentRecord(
            identifier=node["identifier"],
            part=node["part"],
            docname=self.docname,
            line=node.line or 1,
            title=node["title"],
            metadata=tuple(sorted(node["metadata"].items())),
            summary=_one_line(summary) if summary is not None else "",
            turns=tuple(self.turns[index]),
            notes=tuple(self.notes[index]),
        )


def _role_of(node: nodes.Element, place: _Place) -> str:
    if place.note is not None:
        return IN_NOTE
    if place.identified or _is_beside_identification(node):
        return IDENTIFIED
    return MENTIONED


def _is_beside_identification(node: nodes.Element) -> bool:
    """Say whether an identification stands directly before or after *node*.

    In ``[USSR Minister of Shipbuilding]{.identification} I[gor] S. Belousov`` the bracket says who
    the person is.
    """
    parent = node.parent
    at = parent.index(node)
    for step in (-1, 1):
        index = at + step
        if 0 <= index < len(parent.children) and not str(parent[index].astext()).strip():
            index += step
        if 0 <= index < len(parent.children):
            beside = parent[index]
            if isinstance(beside, archival_insertion) and beside["kind"] == "identification":
                return True
    return False


def incipit(node: nodes.Element) -> str:
    """Return the first words of a turn or note, its label aside."""
    words: list[str] = []
    for text in node.findall(nodes.Text):
        if isinstance(text.parent, archival_noteref) or _in_label(text):
            continue
        words += text.split()
        if len(words) > _INCIPIT_WORDS:
            break
    cut = " ".join(words[:_INCIPIT_WORDS])
    if len(words) > _INCIPIT_WORDS or len(cut) > _INCIPIT_LENGTH:
        return cut[:_INCIPIT_LENGTH].rstrip(" ,;:.") + " …"
    return cut


def _in_label(text: nodes.Node) -> bool:
    parent = text.parent
    while parent is not None and not isinstance(parent, archival_turn):
        if isinstance(parent, archival_speaker):
            return True
        parent = parent.parent
    return False


def _one_line(node: nodes.Element) -> str:
    return " ".join(node.astext().split())

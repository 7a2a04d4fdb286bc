"""From a finished doctree to the records of its page: the only place that looks at nodes."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ..context import reading_of
from ..diagnostics import path_in_project
from ..markup.headnote import keys_of
from ..model.anchors import document_stem
from ..model.entities import KINDS
from ..nodes import (
    archival_documents,
    archival_entity,
    archival_headnote,
    archival_insertion,
    archival_mention,
    archival_note,
    archival_noteref,
    archival_register,
    archival_speaker,
    archival_statistics,
    archival_summary,
    archival_text,
    archival_transcript,
    archival_turn,
)
from .beside import is_identification, sides
from .figures import figures_of
from .reading import read_with
from .records import (
    IDENTIFIED,
    IN_NOTE,
    MENTIONED,
    SPEAKS,
    DocumentRecord,
    Figures,
    NoteRecord,
    Occurrence,
    PageRecord,
    Reference,
    TurnRecord,
)
from .words import as_printed, incipit, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.environment import BuildEnvironment

    _Enter = Callable[["Collector", Any, "_Place"], "_Place"]


_ENTITIES = tuple(f"{kind}-" for kind in KINDS)
"""What the anchors of entities begin with."""


class _Place(NamedTuple):
    """Where the walk stands: the document, turn and note around a node, as indices."""

    document: int | None = None
    turn: int | None = None
    note: int | None = None
    is_identified: bool = False
    is_register: bool = False


class Collector:
    """Walks one doctree, in the order of the text."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        """Begin with nothing."""
        self.env = env
        self.docname = docname
        self.headnotes: dict[int, nodes.Element] = {}
        self.turns: dict[int, list[TurnRecord]] = defaultdict(list)
        self.notes: dict[int, list[NoteRecord]] = defaultdict(list)
        self.markers: dict[tuple[int, str], int | None] = {}
        self.has_text = False
        self.speakers: set[str] = set()
        self.names: list[tuple[str, int, int]] = []
        self.occurrences: list[Occurrence] = []
        self.references: set[Reference] = set()
        self.entities: list[str] = []
        self.register_listings: list[dict[str, Any]] = []
        self.document_listings: list[dict[str, Any]] = []
        self.statistics: list[dict[str, Any]] = []
        self.figures: dict[int, Figures] = {}

    def collect(self, document: nodes.document) -> PageRecord | None:
        """Return the record of the page, or None where it has nothing of ours."""
        self._walk(document)
        listings = self.register_listings or self.document_listings or self.statistics
        if not (self.has_text or self.references or self.entities or listings):
            return None
        self.figures = figures_of(document) if self.has_text else {}
        read = reading_of(self.env).entities
        defined = {key: iter(read.get(key, ())) for key in self.entities}
        title = next(iter(document.findall(nodes.title)), None)
        return PageRecord(
            docname=self.docname,
            title=title.astext() if title is not None else self.docname,
            taken=frozenset(filter(self._could_be_ours, document.ids)),
            documents=tuple(map(self._document, sorted(self.headnotes))),
            entities=tuple(filter(None, (next(defined[key], None) for key in self.entities))),
            occurrences=tuple(dict.fromkeys(self.occurrences)),
            references=frozenset(self.references),
            register_listings=tuple(tuple(found.items()) for found in self.register_listings),
            document_listings=tuple(tuple(found.items()) for found in self.document_listings),
            statistics=tuple(tuple(found.items()) for found in self.statistics),
            read_with=read_with(self.env, self.speakers, self.names) if self.has_text else None,
        )

    def _walk(self, root: nodes.Element) -> None:
        pending: list[tuple[nodes.Node, _Place]] = [(root, _Place())]
        while pending:
            node, place = pending.pop()
            enter = self._enter.get(type(node))
            if enter is not None:
                place = enter(self, node, place)
            pending += [
                (child, place)
                for child in reversed(node.children)
                if isinstance(child, nodes.Element | archival_text)
            ]

    def _insertion(self, node: nodes.Element, place: _Place) -> _Place:
        if node["kind"] != "identification":
            return place
        return place._replace(is_identified=True)

    def _marker(self, node: nodes.Element, place: _Place) -> _Place:
        self.markers.setdefault((node.get("ordinal", 0), node.get("refid", "")), place.turn)
        return place

    def _transcript(self, _node: nodes.Element, place: _Place) -> _Place:
        """Narrative before the first turn belongs to the document, and to nobody in it."""
        self.has_text = True
        return _Place(next(reversed(self.headnotes))) if self.headnotes else place

    def _definition(self, node: nodes.Element, place: _Place) -> _Place:
        self.entities.append(node["key"])
        return place

    def _register_listing(self, node: nodes.Element, place: _Place) -> _Place:
        """Who is named in the note of an entry is not thereby mentioned in the edition."""
        self.register_listings.append(node["listing"])
        return place._replace(is_register=True)

    def _document_listing(self, node: nodes.Element, place: _Place) -> _Place:
        self.document_listings.append(node["listing"])
        return place

    def _statistics(self, node: nodes.Element, place: _Place) -> _Place:
        self.statistics.append(node["request"])
        return place

    def _headnote(self, node: nodes.Element, _place: _Place) -> _Place:
        self.has_text = True
        self.headnotes[node["ordinal"]] = node
        self.speakers.update(keys_of(node["metadata"].get("participants", "")))
        return _Place(node["ordinal"])

    def _turn(self, node: nodes.Element, place: _Place) -> _Place:
        self.has_text = True
        self.speakers.update(node["speakers"])
        if "ordinal" not in node:
            return place
        document = node["ordinal"]
        index = len(self.turns[document])
        self.turns[document].append(
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

    def _note(self, node: nodes.Element, place: _Place) -> _Place:
        if "ordinal" not in node:
            return place
        document = node["ordinal"]
        index = len(self.notes[document])
        turn = self.markers.get((document, node["ids"][0]))
        self.notes[document].append(
            NoteRecord(node["note_type"], node["number"], node["key"], turn, incipit(node))
        )
        return _Place(document, turn, index)

    def _mention(self, node: nodes.Element, place: _Place) -> _Place:
        self.references.add(Reference("entity", node["key"]))
        self.names.append((node["key"], len(self.names), -1))
        self._occurs(node["key"], None, place, sides(node))
        return place

    def _names(self, node: archival_text, place: _Place) -> _Place:
        is_label = isinstance(node.parent, archival_speaker)
        # Nearly no paragraph has one, and where it stands is looked at only there.
        has_insertion = any(type(beside) is archival_insertion for beside in node.parent.children)
        for name in node.names:
            self.references.add(Reference("entity", name.key))
            self.names.append((name.key, name.start, name.end))
            if not is_label:
                beside = sides(node, name) if has_insertion else ()
                self._occurs(name.key, None, place, beside)
        return place

    def _occurs(
        self, target: str, kind: str | None, place: _Place, beside: Iterable[nodes.Node]
    ) -> None:
        """Note that *target* occurs in *place*, with *beside* directly before and after it."""
        if place.is_register:
            return
        role = MENTIONED
        if place.note is not None:
            role = IN_NOTE
        elif place.is_identified or any(map(is_identification, beside)):
            role = IDENTIFIED
        self.occurrences.append(
            Occurrence(target, kind, role, place.document, place.turn, place.note)
        )

    def _reference(self, node: nodes.Element, place: _Place) -> _Place:
        if node.get("refdomain") != "archival":
            if node.get("reftype") == "any":
                self.references.add(Reference("any", node["reftarget"]))
            return place
        role, target = node["reftype"], node["reftarget"]
        self.references.add(Reference(role, target))
        is_label = node.get("archival:speaker") or node.get("archival:participant")
        if is_label or (role not in KINDS and role != "entity"):
            return place
        self._occurs(target, role if role in KINDS else None, place, sides(node))
        return place

    def _could_be_ours(self, name: str) -> bool:
        """Say whether the id *name* of something else could be an anchor of ours on this page."""
        if name.startswith(_ENTITIES):
            return bool(self.entities or self.register_listings)
        ends = (*(place for place, sign in enumerate(name) if sign == "-"), len(name))
        return not self._stems.isdisjoint(name[:end] for end in ends)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(document_stem(node["identifier"]) for node in self.headnotes.values())

    def _document(self, ordinal: int) -> DocumentRecord:
        node = self.headnotes[ordinal]
        summary = next(iter(node.findall(archival_summary)), None)
        return DocumentRecord(
            identifier=node["identifier"],
            part=node["part"],
            docname=self.docname,
            ordinal=ordinal,
            source=path_in_project(node.source or self.env.doc2path(self.docname), self.env.srcdir),
            line=node.line or 1,
            title=node["title"],
            metadata=tuple(sorted(node["metadata"].items())),
            place=as_printed(node, "place"),
            kind=as_printed(node, "kind"),
            summary=words_of(summary) if summary is not None else "",
            turns=tuple(self.turns[ordinal]),
            notes=tuple(self.notes[ordinal]),
            figures=self.figures.get(ordinal, Figures()),
        )

    _enter: ClassVar[dict[type[nodes.Node], _Enter]] = {
        addnodes.pending_xref: _reference,
        archival_headnote: _headnote,
        archival_transcript: _transcript,
        archival_turn: _turn,
        archival_noteref: _marker,
        archival_note: _note,
        archival_mention: _mention,
        archival_text: _names,
        archival_insertion: _insertion,
        archival_entity: _definition,
        archival_register: _register_listing,
        archival_documents: _document_listing,
        archival_statistics: _statistics,
    }
    """What to do on entering a node: each returns the place that its children stand in."""

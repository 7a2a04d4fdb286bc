"""The anchors of documents and entities: no two of an edition are the same.

An anchor is made from an identifier alone, so that two may turn out the same: of a document that is
called ``1-t1`` and of the first turn of ``1``; of two documents with one identifier; of a document
and of a heading on its page. The first keeps its anchors, and those of the second get another
stem. Which is the first, the order of the pages' names says, so that it is always the same one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..model.anchors import (
    document_anchor,
    document_stem,
    note_anchor,
    split_anchor,
    turn_anchor,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from ..model.entities import Entity
    from .numbers import Numbers
    from .records import DocumentRecord, NoteRecord, PageRecord, TurnRecord


class Clash(NamedTuple):
    """A document that lost its *anchor* to *other*, or to something else on its page (None)."""

    document: DocumentRecord
    other: DocumentRecord | None
    anchor: str


@dataclass(eq=False)
class _Claim:
    """What asks for a stem: a document, in all its files, or a second one of its identifier."""

    stem: str
    files: Sequence[DocumentRecord]
    first: DocumentRecord | None = None
    """The document that has the identifier already."""


class Addresses:
    """Gives documents, turns, notes and entities their anchors."""

    def __init__(
        self,
        documents: Mapping[str, Sequence[DocumentRecord]],
        duplicates: Sequence[tuple[DocumentRecord, DocumentRecord]],
        entities: Iterable[Entity],
        pages: Mapping[str, PageRecord],
        numbers: Numbers,
    ) -> None:
        """Take *documents* (the files of each, by identifier) and *entities* in their order.

        *duplicates* are pairs of the file that has an identifier, and one that asks for it too.
        """
        self.numbers = numbers
        self.pages = pages
        self.clashes: list[Clash] = []
        self.moved: dict[tuple[str, int], str] = {}
        self.entity_clashes: list[tuple[Entity, Entity]] = []
        self._entities = self._of_entities(entities)
        claims = [_Claim(document_stem(name), files) for name, files in documents.items()]
        claims += [_Claim(document_stem(d.identifier), [d], first) for first, d in duplicates]
        self._give_stems(claims)

    def _give_stems(self, claims: Sequence[_Claim]) -> None:
        kept: dict[str, _Claim] = {}
        inside: dict[str, list[tuple[str, _Claim]]] = defaultdict(list)
        lost: list[_Claim] = []
        for claim in claims:
            clash = self._clash(claim, kept, inside)
            if clash is not None:
                self.clashes.append(clash)
                lost.append(claim)
                continue
            kept[claim.stem] = claim
            stem, what = split_anchor(claim.stem)
            if what and _has_first_part(claim):
                inside[stem].append((what, claim))
        taken = {claim.stem for claim in claims}
        taken |= {split_anchor(stem)[0] for stem in taken}
        for claim in lost:
            on_pages = {name for file in claim.files for name in self.pages[file.docname].taken}
            around = taken | on_pages | {split_anchor(name)[0] for name in on_pages}
            stem = free_anchor(claim.stem, {*around, claim.stem})
            taken.add(stem)
            self.moved |= {(file.docname, file.ordinal): stem for file in claim.files}

    def _clash(
        self,
        claim: _Claim,
        kept: Mapping[str, _Claim],
        inside: Mapping[str, Sequence[tuple[str, _Claim]]],
    ) -> Clash | None:
        """Return what *claim* loses its stem to, if anything."""
        document = claim.files[0]
        if claim.first is not None:
            return Clash(document, claim.first, claim.stem)
        if claim.stem in kept:
            return Clash(document, kept[claim.stem].files[0], claim.stem)
        stem, what = split_anchor(claim.stem)
        if what and stem in kept and _has_first_part(claim) and self._has(kept[stem], what):
            return Clash(document, kept[stem].files[0], claim.stem)
        for what, other in inside.get(claim.stem, ()):
            if self._has(claim, what):
                return Clash(document, other.files[0], other.stem)
        for file in claim.files:
            for anchor in self.pages[file.docname].taken:
                stem, what = split_anchor(anchor)
                is_headnote = anchor == claim.stem and file.part == 1
                if is_headnote or (stem == claim.stem and what and self._has(claim, what)):
                    return Clash(file, None, anchor)
        return None

    def _has(self, claim: _Claim, what: str) -> bool:
        """Say whether there is *what* an anchor names in a document: ``t12``, ``n3``, ``part2``."""
        if what.startswith("part"):
            return any(what == f"part{file.part}" for file in claim.files)
        if what.startswith("t"):
            return self.numbers.find(f"{claim.files[0].identifier}#{what[1:]}") is not None
        return any(
            note_anchor("", note.note_type, self.numbers.of_note(file, note)) == f"-{what}"
            for file in claim.files
            for note in file.notes
        )

    def stem(self, document: DocumentRecord) -> str:
        """Return what the anchors of *document* begin with."""
        moved = self.moved.get((document.docname, document.ordinal))
        return moved or document_stem(document.identifier)

    def of_document(self, document: DocumentRecord) -> str:
        """Return the anchor of a *document*, or of the part of one that a file holds."""
        return document_anchor(self.stem(document), document.part)

    def of_turn(self, document: DocumentRecord, turn: TurnRecord) -> str:
        """Return the anchor of *turn*."""
        return turn_anchor(self.stem(document), self.numbers.of_turn(document, turn))

    def of_note(self, document: DocumentRecord, note: NoteRecord) -> str:
        """Return the anchor of *note*."""
        number = self.numbers.of_note(document, note)
        return note_anchor(self.stem(document), note.note_type, number)

    def of_entity(self, kind: str, key: str, docname: str) -> str:
        """Return the anchor of the entity *key* of a *kind* on the page where it is at home."""
        page = self.pages.get(docname)
        return free_anchor(self._entities[kind, key], page.taken if page else ())

    def _of_entities(self, entities: Iterable[Entity]) -> dict[tuple[str, str], str]:
        """Return the anchors by kind and key: where one key is encoded, another may look so."""
        anchors: dict[tuple[str, str], str] = {}
        holders: dict[str, Entity] = {}
        for entity in entities:
            if (entity.kind, entity.key) not in anchors:
                anchor = free_anchor(entity.anchor, holders)
                if anchor != entity.anchor:
                    self.entity_clashes.append((holders[entity.anchor], entity))
                holders[anchor] = entity
                anchors[entity.kind, entity.key] = anchor
        return anchors


def free_anchor(anchor: str, taken: Container[str]) -> str:
    """Return *anchor*, or the first of ``d1-x2``, ``d1-x3`` … that is not *taken*."""
    free, number = anchor, 1
    while free in taken:
        number += 1
        free = f"{anchor}-x{number}"
    return free


def _has_first_part(claim: _Claim) -> bool:
    """Say whether an anchor of *claim* is the stem alone."""
    return any(file.part == 1 for file in claim.files)

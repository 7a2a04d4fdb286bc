"""What the domain keeps of each page: flat records that pickle, without nodes.

They are what other pages may show of it; everything else is derived (:mod:`.edition`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..model.entities import Entity

SPEAKS, MENTIONED, IDENTIFIED, IN_NOTE = "speaks", "mentioned", "identified", "note"
ROLES = (SPEAKS, MENTIONED, IDENTIFIED, IN_NOTE)
"""How an entity occurs in a document, in the order in which listings give them."""


class TurnRecord(NamedTuple):
    """A turn as numbered in its file; a *relative* number counts on from the part before."""

    number: str
    relative: bool
    speakers: tuple[str, ...]
    label: str
    incipit: str


class NoteRecord(NamedTuple):
    """An editorial note as numbered in its file, and the turn of its first marker."""

    note_type: str
    number: int
    key: str
    turn: int | None
    incipit: str


class Occurrence(NamedTuple):
    """An entity named by *target* (key or written name) in a turn or a note of a document.

    *turn* and *note* are places in the document's records; without both, it is the headnote.
    *kind* is the kind that the role asks for, or None.
    """

    target: str
    kind: str | None
    role: str
    document: int | None
    turn: int | None = None
    note: int | None = None


class Figures(NamedTuple):
    """What is counted in a document, or in a part of one.

    *words* are those of each of its turns, in their order; *named* are those who are named in each
    paragraph of its text, as ``target`` and ``kind`` of an :class:`Occurrence`.
    """

    words: tuple[int, ...] = ()
    named: tuple[tuple[tuple[str, str | None], ...], ...] = ()


class DocumentRecord(NamedTuple):
    """A document, or a part of one, in a file.

    *ordinal* (from 0) is its place among the documents of its page. *source* is that file, from the
    folder of the project: it may be one that the page includes. *title*, *place*, *kind* and
    *summary* are as printed, in the reader's language; *metadata* is as the author wrote it.
    """

    identifier: str
    part: int
    docname: str
    ordinal: int
    source: str
    line: int
    title: str
    metadata: tuple[tuple[str, str], ...]
    place: str
    kind: str
    summary: str
    turns: tuple[TurnRecord, ...]
    notes: tuple[NoteRecord, ...]
    figures: Figures

    def field(self, name: str) -> str:
        """Return the metadata field *name*, or an empty text."""
        return dict(self.metadata).get(name, "")


class Reference(NamedTuple):
    """A cross-reference of a page: what its text shows depends on what it resolves to."""

    role: str
    target: str


class ReadWith(NamedTuple):
    """What of the register a page was read with.

    *labels* is a digest of the labels of the entities *keys*, and *names* one of the names found in
    its text; *words* are the words of that (:mod:`..model.word_set`).
    """

    keys: frozenset[str]
    labels: str
    names: str
    words: bytes


class PageRecord(NamedTuple):
    """All that the edition knows of one page (a docname).

    *taken* are the ids of what is not ours on it, where they could be anchors of ours. *read_with*
    is None where it holds no text of a document.
    """

    docname: str
    title: str
    taken: frozenset[str]
    documents: tuple[DocumentRecord, ...]
    entities: tuple[Entity, ...]
    occurrences: tuple[Occurrence, ...]
    references: frozenset[Reference]
    register_listings: tuple[tuple[tuple[str, object], ...], ...]
    document_listings: tuple[tuple[tuple[str, object], ...], ...]
    statistics: tuple[tuple[tuple[str, object], ...], ...]
    read_with: ReadWith | None

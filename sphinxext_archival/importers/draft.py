"""A draft of an edition as plain data: what an importer makes, and what is written as MyST.

An importer reads a source and gives a :class:`Draft` for each document in it. Nothing here knows
how a source is read or how a draft is written. All of it can be pickled, so that files can be read
in parallel, and compared, so that tests can say what they expect.

The words of a document stand in :class:`Text` and nowhere else: what an importer does not
understand stays a paragraph of it, in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .content import (
    Emendation,
    Emphasis,
    Feature,
    Inline,
    Insertion,
    Mention,
    NoteRef,
    Page,
    Strong,
    Text,
    inline_text,
    walk_inline,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Block",
    "Draft",
    "Emendation",
    "Emphasis",
    "Enclosure",
    "Entry",
    "Feature",
    "Finding",
    "FindingKind",
    "Heading",
    "Inline",
    "Insertion",
    "InsertionBlock",
    "ListBlock",
    "Mention",
    "Note",
    "NoteRef",
    "Page",
    "Paragraph",
    "Quotation",
    "SourceChange",
    "Strong",
    "Table",
    "Text",
    "Turn",
    "inline_text",
    "inner_blocks",
    "walk_inline",
]


@dataclass(slots=True)
class Paragraph:
    """A paragraph. One whose whole content is a bracketed remark is a stage remark.

    ``line`` is that of the source (from 1), here and in all blocks; 0 where there is none.
    """

    content: tuple[Inline, ...]
    line: int = 0


@dataclass(slots=True)
class Turn:
    """What somebody says, with all blocks up to the next turn.

    ``label`` is printed as it is, with its delimiter and whatever stands before that: a remark, the
    marker of a note. ``speakers`` are keys of entries, none for somebody who is not identified. The
    label ``alone`` stood in a line of its own. What follows one that is ``closed``, up to the next
    turn, is nobody's. The words of one that is ``glued`` touch its label. ``cert`` is ``low``,
    ``medium``, ``high`` or empty.
    """

    label: tuple[Inline, ...]
    speakers: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    line: int = 0
    cert: str = ""
    alone: bool = False
    closed: bool = False
    glued: bool = False


@dataclass(slots=True)
class Heading:
    """A heading within the text; it belongs to nobody's turn."""

    content: tuple[Inline, ...]
    line: int = 0


@dataclass(slots=True)
class ListBlock:
    """A list: each item is blocks. An ordered one is numbered from 1 by who prints it."""

    items: list[list[Block]]
    ordered: bool = False
    line: int = 0


@dataclass(slots=True)
class Table:
    """A table: rows of cells of inline content. ``has_head``: the first row names the columns."""

    rows: list[list[tuple[Inline, ...]]]
    has_head: bool = False
    line: int = 0


@dataclass(slots=True)
class Quotation:
    """Blocks that are quoted."""

    blocks: list[Block]
    line: int = 0


@dataclass(slots=True)
class Enclosure:
    """A text enclosed in the document, with the heading that it bears, if any."""

    heading: tuple[Inline, ...]
    blocks: list[Block]
    line: int = 0


@dataclass(slots=True)
class InsertionBlock:
    """Paragraphs that a translator or editor put in; ``kind`` and ``resp`` as for `Insertion`."""

    blocks: list[Block]
    kind: str = ""
    resp: str = ""
    line: int = 0


Block: TypeAlias = (
    Paragraph | Turn | Heading | ListBlock | Table | Quotation | Enclosure | InsertionBlock
)


@dataclass(slots=True)
class Note:
    """A note: ``key`` is what a `NoteRef` names; ``type`` is of `model.series.NOTE_TYPES`."""

    key: str
    blocks: list[Block]
    type: str = "editor"
    resp: str = ""
    line: int = 0


@dataclass(slots=True)
class Entry:
    """An entry of the register: its key, and fields of `model.entities.FIELDS` (``name`` …).

    A field holds a text, a list of texts, or for ``roles`` a list of mappings.
    """

    key: str
    fields: dict[str, Any]

    @property
    def kind(self) -> str:
        """What the entity is."""
        return str(self.fields.get("kind", "person"))

    @property
    def name(self) -> str:
        """The name under which it is filed."""
        return str(self.fields.get("name", self.key))

    @property
    def labels(self) -> list[str]:
        """What is printed where it speaks, without the delimiter."""
        return list(self.fields.get("labels", []))


FindingKind = Literal["recognised", "inferred", "decision"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What an importer says of what it did.

    ``recognised`` stands in the source as such; ``inferred`` follows from a rule, with a
    ``confidence`` from 0 to 1; a ``decision`` is the editor's. ``rule`` is a short stable name,
    ``line`` that of the source (from 1, 0: the whole), ``words`` those that it is about.
    """

    kind: FindingKind
    rule: str
    message: str
    line: int = 0
    confidence: float = 1.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What is declared in the file of emendations, because it has no place in the text.

    Either ``source`` (the exact words; an empty ``edition``: left out) with a ``line`` or
    ``everywhere``; or ``lines``, the first and last line that are left out whole; or ``edition``
    alone: words at a ``line`` that the source does not have.
    """

    reason: str
    source: str = ""
    edition: str = ""
    line: int = 0
    everywhere: bool = False
    lines: tuple[int, int] | None = None


@dataclass(slots=True)
class Draft:
    """One document as an importer understood it.

    ``identifier`` is safe in an address and a file name. ``metadata`` are options of ``document``
    by name (`model.metadata.FIELDS`), without those that name files. ``blocks`` are the words of
    the transcript in their order: paragraphs before the first turn, or between others, belong to
    nobody. ``source_name`` is the file that it was read from, without folders. Where that holds
    other documents too, ``source`` are the bytes of this one's part, which is kept beside the page
    in the place of the whole. ``title_notes`` are the keys of the notes that the title calls.
    One that ``is_register`` has entries alone, and becomes no page.
    """

    identifier: str
    title: str
    metadata: dict[str, str] = field(default_factory=dict)
    summary: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changes: list[SourceChange] = field(default_factory=list)
    source_name: str = ""
    source: bytes = b""
    title_notes: list[str] = field(default_factory=list)
    is_register: bool = False
    format: str = ""

    def turns(self) -> Iterator[Turn]:
        """Yield the turns, in the order of the text."""
        return (block for block in inner_blocks(self.blocks) if isinstance(block, Turn))

    def find(  # noqa: PLR0913, PLR0917 - the fields of a finding
        self,
        kind: FindingKind,
        rule: str,
        message: str,
        line: int = 0,
        confidence: float = 1.0,
        words: str = "",
    ) -> None:
        """Add a finding."""
        self.findings.append(Finding(kind, rule, message, line, confidence, words))


def inner_blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield *blocks* and the blocks in them, in the order of the text."""
    pending = list(reversed(blocks))
    while pending:
        block = pending.pop()
        yield block
        pending.extend(reversed(_children(block)))


def _children(block: Block) -> list[Block]:
    if isinstance(block, Turn | Quotation | Enclosure | InsertionBlock):
        return block.blocks
    if isinstance(block, ListBlock):
        return [inner for item in block.items for inner in item]
    return []

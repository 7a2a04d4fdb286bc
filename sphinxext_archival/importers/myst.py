"""A draft, written as MyST in the markup of this project (MARKUP.md, the language).

Whatever the words are, the page has them as they are: what Markdown or the markup would read into
them is escaped, a paragraph that only looks like a turn is silenced by a backslash, and a kind is
written after a bracket only where the markup would give another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.metadata import FIELDS
from ._myst_blocks import Writer, fenced, options
from ._myst_labels import Labels
from .draft import Heading, Paragraph, Strong, Turn
from .markdown import as_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.entities import Entity
    from .draft import Block, Draft, Note

__all__ = ["write_document"]

_ORDER = [field.name for field in FIELDS]


def write_document(
    draft: Draft,
    *,
    transcription: str = "",
    emendations: str = "",
    register: Iterable[Entity] = (),
) -> str:
    """Return the page of *draft*, as text that ends with a line end.

    *transcription* and *emendations* are paths, relative to the page, for the options of these
    names. *register* are the entities that the edition has already: their labels, too, are none
    that may stand at the head of a paragraph by chance.
    """
    labels = Labels(draft, register)
    writer = Writer(labels, {note.key: note for note in draft.notes})
    metadata = dict(draft.metadata)
    if labels.participants:
        metadata["participants"] = ", ".join(labels.participants)
    if transcription:
        metadata["transcription"] = transcription
    if emendations:
        metadata["emendations"] = emendations
    known = [name for name in _ORDER if metadata.get(name, "").strip()]
    head = options({name: metadata[name] for name in known})
    summary = writer.blocks(draft.summary, is_text=False)
    called = "".join(map(writer.marker, draft.title_notes))
    parts = [
        f"# {as_heading(draft.title) or as_heading(draft.identifier)}{called}",
        fenced("document", draft.identifier, head, summary),
        *_transcripts(draft.blocks, writer, labels),
        *_notes(draft.notes, writer),
    ]
    return "\n\n".join(parts) + "\n"


def _transcripts(blocks: Sequence[Block], writer: Writer, labels: Labels) -> list[str]:
    """Write the words of the document.

    Whatever follows a turn belongs to it, until the next one or the end of the transcript: what is
    nobody's begins a new one.
    """
    parts: list[str] = []
    run: list[Block] = []
    speaking = False
    for block in blocks:
        if isinstance(block, Turn):
            speaking = not block.closed
        elif speaking and not writer.is_stage(block):
            parts.append(_transcript(run, writer, labels))
            run, speaking = [], False
        run.append(_without_heading(block))
    if run:
        parts.append(_transcript(run, writer, labels))
    return parts


def _without_heading(block: Block) -> Block:
    if isinstance(block, Heading):
        return Paragraph((Strong(block.content),), block.line)
    return block


def _transcript(run: Sequence[Block], writer: Writer, labels: Labels) -> str:
    head = options({"speakers": labels.speakers_of(run)})
    return fenced("transcript", "", head, writer.blocks(run), least=4)


def _notes(notes: Sequence[Note], writer: Writer) -> list[str]:
    parts = []
    footnotes = []
    for note in notes:
        words = writer.blocks(note.blocks, is_turns=False)
        if writer.is_footnote(note):
            lines = "\n\n".join(words).split("\n")
            rest = "".join(f"\n    {line}".rstrip() if line else "\n" for line in lines[1:])
            footnotes.append(f"[^{note.key}]: {lines[0]}{rest}")
        else:
            head = options({"type": note.type, "resp": note.resp})
            parts.append(fenced("ednote", note.key, head, words))
    return [*parts, *footnotes]

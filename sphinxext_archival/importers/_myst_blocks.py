"""The blocks of a draft as lines of MyST."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.brackets import is_stage_remark
from ._myst_inline import written_inline
from .draft import (
    Enclosure,
    Heading,
    InsertionBlock,
    ListBlock,
    NoteRef,
    Page,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    Turn,
    inline_text,
)
from .markdown import as_option, at_line_start, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._myst_labels import Labels
    from .draft import Block, Inline, Note

__all__ = ["Writer", "fenced", "options"]

_FENCE = re.compile(r"^\s*(:{3,})\{", re.MULTILINE)


def options(values: Mapping[str, str]) -> list[str]:
    """Return the option lines of a directive, for the *values* that are not empty."""
    return [f":{name}: {as_option(value)}" for name, value in values.items() if value.strip()]


def fenced(
    name: str, argument: str, head: Sequence[str], words: Sequence[str], *, least: int = 3
) -> str:
    """Return a directive; its fence has more colons than any in its *words*, and at *least* so."""
    text = "\n\n".join(words)
    inner = max((len(fence) for fence in _FENCE.findall(text)), default=0)
    colons = ":" * max(least, inner + 1)
    first = f"{colons}{{{name}}} {argument}".rstrip()
    body = [*head, *([""] if head and text else []), *([text] if text else [])]
    return "\n".join([first, *body, colons])


class Writer:
    """Writes blocks; ``labels`` say what opens a turn, ``notes`` are those of the document."""

    def __init__(self, labels: Labels, notes: Mapping[str, Note]) -> None:
        self._labels = labels
        self._notes = notes

    def is_footnote(self, note: Note) -> bool:
        """Whether *note* is written as a footnote of Markdown, the short form of a note."""
        plain = all(isinstance(block, Paragraph) for block in note.blocks)
        return note.type == "editor" and not note.resp and plain and bool(note.blocks)

    def is_stage(self, block: Block) -> bool:
        """Whether *block* is a stage remark, which may stand in anybody's turn."""
        return isinstance(block, Paragraph) and is_stage_remark(inline_text(block.content))

    def blocks(
        self, blocks: Sequence[Block], *, is_text: bool = True, is_turns: bool = True
    ) -> list[str]:
        """Return each block as lines.

        *is_text*: brackets are insertions there. *is_turns*: labels open turns there.
        """
        written: list[str] = []
        other = is_list = False
        for block in blocks:
            # Two lists that follow one another have different signs: else they were one.
            other = isinstance(block, ListBlock) and is_list and not other
            is_list = isinstance(block, ListBlock)
            if isinstance(block, Turn):
                written += self._turn(block, is_turns=is_turns)
            else:
                lines = self._block(block, is_text=is_text, is_turns=is_turns, other=other)
                written += [lines] if lines else []
        return written

    def _block(self, block: Block, *, is_text: bool, is_turns: bool, other: bool) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block.content, is_text=is_text, is_turns=is_turns)
        if isinstance(block, Heading):
            content = (Strong(block.content),)
            return self._paragraph(content, is_text=is_text, is_turns=is_turns)
        if isinstance(block, ListBlock):
            return self._list(block, is_text=is_text, other=other)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Quotation):
            inner = "\n\n".join(self.blocks(block.blocks, is_text=is_text, is_turns=False))
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        return self._directive(block)

    def _directive(self, block: Block) -> str:
        if isinstance(block, Enclosure):
            heading = one_line(inline_text(block.heading)).strip()
            words = self.blocks(block.blocks, is_turns=False)
            heading_line = written_inline(block.heading, self.marker).written if heading else ""
            return fenced("enclosure", heading_line, [], words)
        if isinstance(block, InsertionBlock):
            head = options({"kind": block.kind, "resp": block.resp})
            return fenced("insertion", "", head, self.blocks(block.blocks, is_turns=False))
        return ""

    def marker(self, key: str) -> str:
        """Return the place of the note *key*."""
        note = self._notes.get(key)
        return f"[^{key}]" if note is None or self.is_footnote(note) else f"{{ednote}}`{key}`"

    def _paragraph(
        self, content: Sequence[Inline], *, is_text: bool = True, is_turns: bool = True
    ) -> str:
        found = written_inline(content, self.marker, is_text=is_text)
        if is_turns and is_text and self._labels.must_silence(found.after_pages):
            return at_line_start(found.silenced())
        return at_line_start(found.written)

    def _list(self, block: ListBlock, *, is_text: bool, other: bool) -> str:
        items = []
        for number, item in enumerate(block.items, start=1):
            sign = "-*"[other] if not block.ordered else f"{number}{'.)'[other]}"
            inner = "\n\n".join(self.blocks(item, is_text=is_text, is_turns=False))
            indent = " " * (len(sign) + 1)
            lines = [f"{indent}{line}" if line else "" for line in inner.split("\n")]
            lines[0] = f"{sign} {lines[0].lstrip()}".rstrip()
            items.append("\n".join(lines))
        return "\n".join(items)

    def _table(self, block: Table) -> str:
        width = max((len(row) for row in block.rows), default=0)
        if not width:
            return ""
        rows = [
            [written_inline(cell, self.marker, is_alone=False).written for cell in row]
            + [""] * (width - len(row))
            for row in block.rows
        ]
        head = rows.pop(0) if block.has_head else [""] * width
        lines = [head, ["---"] * width, *rows]
        return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)

    def _turn(self, turn: Turn, *, is_turns: bool) -> list[str]:
        label = written_inline(turn.label, self.marker, is_alone=False)
        first, rest = self._first_words(turn)
        words = written_inline(first, self.marker) if first else None
        flat = words.flat if words else ""
        flat_label = label.flat.strip()
        between = "" if turn.glued else " "
        opens = flat_label and self._labels.opens(turn, flat_label, flat, between)
        if turn.closed or not is_turns or not opens:
            return [self._turn_written_out(turn)]
        opening = label.written.strip()
        if words is not None:
            opening += f"{between}{words.written}"
        return [at_line_start(opening), *self.blocks(rest)]

    @staticmethod
    def _first_words(turn: Turn) -> tuple[tuple[Inline, ...], Sequence[Block]]:
        """Return what stands in the line of the label, and the blocks below it."""
        first = turn.blocks[0] if turn.blocks else None
        if isinstance(first, Paragraph) and not turn.alone and inline_text(first.content).strip():
            return first.content, turn.blocks[1:]
        return (), turn.blocks

    def _turn_written_out(self, turn: Turn) -> str:
        label = one_line(inline_text(turn.label)).strip()
        head = options({"label": label, "cert": turn.cert})
        # A label as an option has no place for a marker: it goes before the words.
        loose = tuple(item for item in turn.label if isinstance(item, NoteRef | Page))
        blocks = list(turn.blocks)
        if loose and blocks and isinstance(blocks[0], Paragraph):
            blocks[0] = Paragraph((*loose, Text(" "), *blocks[0].content), blocks[0].line)
        elif loose:
            blocks.insert(0, Paragraph(loose, turn.line))
        words = self.blocks(blocks, is_turns=False)
        return fenced("turn", ", ".join(turn.speakers) or "?", head, words)

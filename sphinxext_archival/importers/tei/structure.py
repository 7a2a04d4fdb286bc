"""Blocks that hold blocks: turns, lists, tables, quotations, enclosures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ...model.tei import belongs_to_label, is_block
from ..draft import (
    Emphasis,
    Enclosure,
    Heading,
    ListBlock,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    Turn,
    inline_text,
)
from .source import children, local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

    from ..draft import Block, Inline
    from .flow import Flow
    from .reading import Reading

__all__ = ["StructureReader"]

_DELIMITERS = (".", ":")
CERTAINTIES = ("high", "medium", "low")


class StructureReader:
    """Reads blocks that hold others."""

    reading: Reading
    flow: Flow
    label: tuple[tuple[Inline, ...], int] | None
    walk: Callable[[Element], None]
    element: Callable[[Element], None]
    BLOCKS: ClassVar[Mapping[str, Callable[[Any, Element], None]]]

    # --- Turns -----------------------------------------------------------------------------------

    def speech(self, element: Element) -> None:
        """Read what somebody says in a play, or in our own output."""
        line = element.sourceline or 0
        label: list[Inline] = []
        name_alone: tuple[Inline, ...] = ()
        lead: list[Inline] = []
        rest = list(element)
        loose = element.text
        while (
            not (loose or "").strip()
            and rest
            and (not local(rest[0]) or local(rest[0]) in {"speaker", "pb", "stage"})
        ):
            inner = rest[0]
            name = local(inner)
            if name == "stage" and not (label and self._is_short(inner, rest)):
                break
            rest.pop(0)
            loose = inner.tail
            if name == "pb":
                self.element(inner)
                continue
            content = self.flow.content(lambda it=inner: self.walk(it)) if name else ()  # type: ignore[misc]
            if not content:
                continue
            if name == "stage":
                self.reading.count("remarks beside a label")
            else:
                name_alone = name_alone or content
            closed = inline_text(label).rstrip().endswith(_DELIMITERS)
            is_lead = bool(lead) or (name == "stage" and closed)
            part = [Emphasis(content)] if is_lead else list(content)
            target = lead if is_lead else label
            target += [Text(" "), *part] if target else part
        blocks = self.flow.nested(lambda: self._speech(rest, loose))
        if lead:
            _put_before(blocks, [*lead], line)
        self._turn(element, tuple(label), blocks, name_alone)

    def _speech(self, rest: list[Element], loose: str | None) -> None:
        self.flow.text(loose)
        for inner in rest:
            self.element(inner)
            self.flow.text(inner.tail)

    @staticmethod
    def _is_short(remark: Element, rest: list[Element]) -> bool:
        """Whether *remark*, right behind a label, belongs to it: words follow, and it is short."""
        has_blocks = any(is_block(local(it), local(it.getparent())) for it in remark.iter("{*}*")
                         if it is not remark and it.getparent() is not None)  # fmt: skip
        follows = next((local(it) for it in rest[1:] if local(it) not in {"", "pb", "stage"}), "")
        words = "".join(remark.itertext())
        return belongs_to_label(words, has_blocks=has_blocks, following=follows)

    def utterance(self, element: Element) -> None:
        """Read what somebody says in a parliament: the label stands in a note before it."""
        label, line = self.label or ((), element.sourceline or 0)
        self.label = None
        blocks = self.flow.nested(lambda: self.walk(element))
        self._turn(element, label, blocks, label, line)

    def _turn(
        self,
        element: Element,
        label: tuple[Inline, ...],
        blocks: list[Block],
        name_alone: tuple[Inline, ...],
        line: int = 0,
    ) -> None:
        line = line or element.sourceline or 0
        speakers = []
        for pointer in element.get("who", "").split():
            entry = self.reading.entity(pointer, line)
            if entry is None:
                entry = self.reading.file.people.invented(
                    pointer.lstrip("#"), _name_from(label, pointer), line
                )
                self.reading.used.setdefault(entry.key, entry)
            if entry.key not in speakers:
                speakers.append(entry.key)
        if not blocks:
            self.reading.decide("empty-turn", "nothing is said here", element,
                                inline_text(label))  # fmt: skip
            if label:
                self.flow.blocks.append(Paragraph(label, line))
            return
        self.reading.count("turns")
        if not speakers:
            message = "who speaks is not identified"
            if not inline_text(label).strip():
                message += ", and no label says it: write “:label:” where you know what is printed"
            self.reading.decide("unidentified", message, element, inline_text(label))
        turn = Turn(label, tuple(speakers), blocks, line)
        cert = element.get("cert", "")
        turn.cert = cert if cert in CERTAINTIES else ""
        turn.alone = not isinstance(blocks[0], Paragraph)
        self.flow.blocks.append(turn)
        if len(speakers) == 1 and name_alone:
            self.reading.note_label(speakers[0], name_alone)

    # --- Lists and tables ------------------------------------------------------------------------

    def listed(self, element: Element) -> None:
        """Read a list; its heading stands before it."""
        items: list[list[Block]] = []
        line = element.sourceline or 0
        pending: list[Block] = []
        blocks: list[Block] = []
        if (element.text or "").strip():
            items.append(self.flow.nested(lambda: self.flow.text(element.text)))
        for inner in element:
            name = local(inner)
            found = self.flow.nested(lambda it=inner: self._item(it))  # type: ignore[misc]
            if name == "head" and not items:
                blocks += found
            elif name == "label":
                pending += found
            elif found or pending:
                items.append([*pending, *found])
                pending = []
        items += [pending] if pending else []
        self.flow.blocks += blocks
        is_ordered = {element.get("rend", ""), element.get("type", "")} & {"ordered", "numbered"}
        if items:
            self.flow.blocks.append(ListBlock(items, bool(is_ordered), line))

    def _item(self, inner: Element) -> None:
        self.element(inner)
        # White space between two items is no text.
        if (inner.tail or "").strip():
            self.flow.flush()
            self.flow.text(inner.tail)

    def table(self, element: Element) -> None:
        """Read a table: each cell is a line."""
        rows: list[list[tuple[Inline, ...]]] = []
        has_head = False
        self._loose(element.text)
        for inner in element:
            if local(inner) != "row":
                self._item(inner)
                continue
            if not rows:
                has_head = inner.get("role") in {"label", "head"}
            cells = [self.flow.content(lambda it=cell: self._item(it)) for cell in children(inner)]  # type: ignore[misc]
            if any(cells):
                rows.append(cells)
            self._loose(inner.text)
            self._loose(inner.tail)
        self.flow.flush()
        if rows:
            self.flow.blocks.append(Table(rows, has_head, element.sourceline or 0))

    def _loose(self, words: str | None) -> None:
        """Keep words that stand where TEI has none: they are a paragraph."""
        if words and words.strip():
            self.flow.flush()
            self.flow.text(words)
            self.flow.flush()

    # --- What stands apart -----------------------------------------------------------------------

    def quotation(self, element: Element) -> None:
        """Read what is quoted."""
        blocks = self.flow.nested(lambda: self.walk(element))
        if len(blocks) == 1 and isinstance(blocks[0], Quotation):
            self.flow.blocks += blocks
        elif blocks:
            self.flow.blocks.append(Quotation(blocks, element.sourceline or 0))

    def enclosed(self, element: Element) -> None:
        """Read a text that is enclosed in the document."""
        blocks = self.flow.nested(lambda: self.walk(element))
        heading: tuple[Inline, ...] = ()
        if blocks and isinstance(blocks[0], Heading):
            first = blocks.pop(0)
            heading = first.content if isinstance(first, Heading) else ()
        self.reading.count("enclosures")
        blocks = [Paragraph((Strong(it.content),), it.line) if isinstance(it, Heading) else it
                  for it in blocks]  # fmt: skip
        self.flow.blocks.append(Enclosure(heading, blocks, element.sourceline or 0))


def _put_before(blocks: list[Block], lead: list[Inline], line: int) -> None:
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph):
        first.content = (*lead, Text(" "), *first.content)
    else:
        blocks.insert(0, Paragraph(tuple(lead), line))


def _name_from(label: tuple[Inline, ...], pointer: str) -> str:
    words = inline_text(label).strip(" .:,")
    return words or pointer.lstrip("#").replace("_", " ")

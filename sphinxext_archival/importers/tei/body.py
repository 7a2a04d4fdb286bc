"""The body of a document: what is a block, as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.brackets import is_stage_remark
from ...model.tei import INLINE_NOTES, REMARKS, SILENT, gap_kind, is_block
from ..draft import (
    Emphasis,
    Heading,
    Insertion,
    InsertionBlock,
    NoteRef,
    Paragraph,
    Strong,
    inline_text,
)
from .flow import Flow
from .inline import InlineReader
from .reading import is_apart
from .source import child, local, words_of
from .structure import StructureReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from ..draft import Block, Inline
    from .reading import Reading

__all__ = ["BodyReader"]

_SPANS = {"delSpan": "deleted", "addSpan": "added", "damageSpan": "damaged"}


class BodyReader(StructureReader, InlineReader):
    """Reads the elements of a document, one after the other, into the blocks of a draft."""

    def __init__(self, reading: Reading) -> None:
        """Begin with nothing."""
        self.reading = reading
        self.flow = Flow()
        self.label: tuple[tuple[Inline, ...], int] | None = None
        self.skipped: set[Element] = set()

    def read(self, elements: Iterable[Element], skipped: Iterable[Element] = ()) -> list[Block]:
        """Return the blocks of *elements*, without what is in those that are *skipped*."""
        self.skipped = set(skipped)
        for element in elements:
            self.element(element)
            self.flow.flush()
        self._end_label()
        return self.flow.finish()

    def line(self, element: Element) -> tuple[Inline, ...]:
        """Return what is in *element* as the content of one line."""
        return self.flow.content(lambda: self.walk(element))

    def walk(self, element: Element) -> None:
        """Read what is in *element*: its words, and what stands among them."""
        spoken = local(element) == "s"
        self.flow.text(None if spoken else element.text)
        for inner in element:
            self.element(inner)
            if not spoken:
                self.flow.text(inner.tail)

    def element(self, element: Element) -> None:
        """Read *element*."""
        name = local(element)
        if not name:
            # An entity that nothing declares stays as it was written.
            self.flow.text(element.text if getattr(element, "name", "") else None)
            return
        if element in self.skipped:
            return
        parent = element.getparent()
        above = local(parent) if parent is not None else ""
        if name in SILENT:
            self._silent(element, name)
        elif name == "note":
            self._note(element, above)
        elif is_block(name, above):
            self._block(element, name)
        else:
            self.inline(element, name)

    def _silent(self, element: Element, name: str) -> None:
        if name in _SPANS:
            what = _SPANS[name]
            self.reading.decide(
                "span", f"the source marks a stretch that begins here as {what}; the words were "
                f"kept as they are", element)  # fmt: skip
        elif name == "graphic":
            self.reading.decide(
                "graphic", f"an image stands here: {element.get('url', '')}", element
            )

    def _block(self, element: Element, name: str) -> None:
        if name == "l":
            self._verse_line(element)
            return
        self.flow.flush()
        self.flow.line = element.sourceline or 0
        if name not in {"u", "pb"}:
            self._end_label()
        handler = self.BLOCKS.get(name)
        if handler is not None:
            handler(self, element)
        elif name in REMARKS:
            self._remark(element)
        else:
            self.walk(element)
        self.flow.flush()

    def _verse_line(self, element: Element) -> None:
        """Read a line of verse, which goes on with the paragraph of the line before it."""
        if self.flow.is_verse:
            self.flow.text("\n")
        else:
            self.flow.flush()
            self.flow.line = element.sourceline or 0
            self.flow.is_verse = True
        self.reading.count("lines of verse")
        self.walk(element)
        # A block in the line has ended the verse.

    def _remark(self, element: Element) -> None:
        """Read what happened, in a paragraph of its own."""
        blocks = self.flow.nested(lambda: self.walk(element))
        if blocks:
            self.reading.count("remarks")
        self.flow.blocks += [self.as_remark(block, element) for block in blocks]

    def as_remark(self, block: Block, element: Element) -> Block:
        """Return a paragraph as a stage remark: by its brackets, else as an insertion."""
        if not isinstance(block, Paragraph):
            return block
        words = inline_text(block.content)
        if self.reading.is_own:
            if words.startswith("("):
                return block
            inner = Insertion(block.content, "stage", self.hand(element))
            return Paragraph((inner,), block.line)
        if is_stage_remark(words):
            return block
        return InsertionBlock([block], "stage", "source", block.line)

    # --- Notes ---------------------------------------------------------------------------------

    def _note(self, element: Element, above: str) -> None:
        """Read a note: one in a list of notes is called elsewhere; some stand in the text."""
        type_, place = element.get("type", ""), element.get("place", "")
        if type_ == "speaker" and _next(element, "u"):
            self.flow.flush()
            self._end_label()
            self.label = (self.flow.content(lambda: self.walk(element)), element.sourceline or 0)
        elif place == "inline" and type_ in INLINE_NOTES:
            self._inline_note(element, type_)
        elif self.is_remark_note(element):
            if is_block("note", above):
                self.flow.flush()
                self._end_label()
                self.flow.line = element.sourceline or 0
                self._remark(element)
                self.flow.flush()
            else:
                self.reading.count("remarks in speech")
                self.wrapped(element, Emphasis)
        else:
            self._footnote(element, above)

    def is_remark_note(self, element: Element) -> bool:
        """Whether a note is the reporter's remark, as in Parla-CLARIN, and stands where it is."""
        return self.reading.is_spoken and not element.get("n") and not element.get("place")

    def _inline_note(self, element: Element, type_: str) -> None:
        if type_ == "insertion":
            self.flow.flush()
            blocks = self.flow.nested(lambda: self.walk(element))
            kind = element.get("subtype", "")
            self.flow.blocks.append(
                InsertionBlock(blocks, kind, self.hand(element), element.sourceline or 0)
            )
        elif type_ == "gap":
            inner = child(element, "gap")
            resp = self.hand(element)
            kind = gap_kind(inner.attrib) if inner is not None else "gap"
            self.skipped |= {inner} if inner is not None else set()
            self.wrapped(element, lambda content: Insertion(content, kind, resp))
        else:
            self.inline(element, "note")

    def _footnote(self, element: Element, above: str) -> None:
        reading = BodyReader(self.reading)
        reading.skipped = self.skipped
        reading.flow.line = element.sourceline or 0
        reading.walk(element)
        blocks = reading.flow.finish()
        if not blocks:
            self.reading.decide("empty-note", "the note is empty, and was left out", element)
            return
        self.reading.count("notes")
        identifier = element.get("{http://www.w3.org/XML/1998/namespace}id", "")
        key = self.reading.add_note(element, blocks, dict(element.attrib))
        if identifier in self.reading.file.called and is_apart(element):
            return
        if is_block("note", above):
            self.flow.flush()
        self.flow.put(NoteRef(key))

    def _end_label(self) -> None:
        """Keep the words of a label that nobody's speech follows."""
        if self.label is not None:
            content, line = self.label
            self.label = None
            self.flow.blocks.append(Paragraph(content, line))

    # --- Headings, seals -------------------------------------------------------------------------

    def heading(self, element: Element) -> None:
        """Read a heading."""
        blocks = self.flow.nested(lambda: self.walk(element))
        self.reading.count("headings" if blocks else "empty headings")
        for block in blocks:
            if isinstance(block, Paragraph):
                self.flow.blocks.append(Heading(block.content, block.line))
            else:
                self.flow.blocks.append(block)

    def caption(self, element: Element) -> None:
        """Read the heading of a list or a table."""
        self.wrapped(element, Strong)

    def sealed(self, element: Element) -> None:
        """Read a dateline or a signature."""
        name = "dateline" if local(element) == "dateline" else "signature"
        if not words_of(element):
            self.walk(element)
            return
        self.feature(element, name)

    def unit(self, element: Element) -> None:
        """Read a paragraph, of which ours may be a heading."""
        if element.get("type") == "heading" and self.reading.is_own:
            self.heading(element)
        else:
            self.walk(element)


def _next(element: Element, name: str) -> bool:
    """Say whether *name* is the next element, but for pages."""
    following = element.getnext()
    while following is not None and local(following) in {"", "pb", "note"}:
        if local(following) == "note" and following.get("type") == "speaker":
            return False
        following = following.getnext()
    return following is not None and local(following) == name


_CAPTIONED = {"list", "castList", "castGroup", "table", "figure", "lg", "listBibl"}


def _head(self: BodyReader, element: Element) -> None:
    """Read a heading: of a division, or of a list or a figure, which is a line in bold."""
    parent = element.getparent()
    if parent is not None and local(parent) in _CAPTIONED:
        self.caption(element)
    else:
        self.heading(element)


BodyReader.BLOCKS = {
    "sp": BodyReader.speech,
    "u": BodyReader.utterance,
    "list": BodyReader.listed,
    "castList": BodyReader.listed,
    "castGroup": BodyReader.listed,
    "table": BodyReader.table,
    "quote": BodyReader.quotation,
    "q": BodyReader.quotation,
    "said": BodyReader.quotation,
    "cit": BodyReader.quotation,
    "epigraph": BodyReader.quotation,
    "floatingText": BodyReader.enclosed,
    "attachment": BodyReader.enclosed,
    "head": _head,
    "dateline": BodyReader.sealed,
    "signed": BodyReader.sealed,
    "ab": BodyReader.unit,
    "p": BodyReader.unit,
}

"""What stands in a sentence: names, emphasis, insertions, corrections, pages, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model.brackets import HANDS, is_stage_remark
from ...model.tei import brackets_of, gap_words, is_silent_gap
from ..draft import (
    Emendation,
    Emphasis,
    Feature,
    Insertion,
    Mention,
    Page,
    Strong,
    Text,
    inline_text,
)
from .people import kind_of_name
from .source import child, children, local, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

    from ..draft import Inline
    from .flow import Flow, Maker
    from .reading import Reading

__all__ = ["InlineReader"]

_ITALIC = re.compile(r"ital|emph|slant", re.IGNORECASE)
_BOLD = re.compile(r"bold|strong", re.IGNORECASE)
_UNDERLINE = re.compile(r"underlin", re.IGNORECASE)
_WORD = re.compile(r"\S+\Z")
_CHOICES = (("sic", "corr"), ("orig", "reg"), ("abbr", "expan"))


class InlineReader:
    """Reads what is no block; ``flow`` takes it."""

    reading: Reading
    flow: Flow
    walk: Callable[[Element], None]

    def inline(self, element: Element, name: str) -> None:
        """Read *element*, which is no block."""
        handler = _HANDLERS.get(name)
        parent = element.getparent()
        if brackets_of(name, element.attrib) and name not in {"gap", "ellipsis"}:
            self._insertion(element, brackets_of(name, element.attrib))
        elif handler is not None:
            handler(self, element)
        elif kind_of_name(name, element.attrib):
            self._name(element)
        elif name in {"w", "pc"} and parent is not None:
            self.walk(element)
            if element.get("join") not in {"right", "both"}:
                self.flow.text(" ")
        else:
            self.walk(element)

    def wrapped(self, element: Element, maker: Maker) -> None:
        """Read *element* as what *maker* makes of its content."""
        self.flow.begin(maker)
        self.walk(element)
        self.flow.end()

    # --- Insertions --------------------------------------------------------------------------

    def _insertion(self, element: Element, kind: str) -> None:
        resp = self.hand(element)
        self.reading.count(f"insertions ({kind})")
        self.wrapped(element, lambda content: Insertion(content, kind, resp))

    def hand(self, element: Element) -> str:
        """Return whose hand an insertion is: that of the translator, who is meant, is nothing."""
        resp = element.get("resp", "").rsplit("-", 1)[-1].lstrip("#")
        if resp in HANDS:
            return "" if resp == HANDS[0] else resp
        return "" if self.reading.is_own else "editor"

    def gap(self, element: Element) -> None:
        """Read a gap: it is printed as what it says of itself, in brackets."""
        parent = element.getparent()
        if is_silent_gap(element.attrib, local(parent) if parent is not None else ""):
            return
        kind = brackets_of(local(element), element.attrib)
        description = child(element, "desc")
        self.reading.count(f"insertions ({kind})")
        resp = self.hand(element)
        if description is not None and words_of(description):
            self.wrapped(description, lambda content: Insertion(content, kind, resp))
            return
        words = gap_words(element.attrib, words_of(element))
        self.flow.put(Insertion((Text(words),), kind, resp))

    def choice(self, element: Element) -> None:
        """Read a choice: the edition prints the one, and keeps the other."""
        found = {local(inner): inner for inner in children(element)}
        for source, edition in _CHOICES:
            if source in found and edition in found:
                self._emendation(found[source], found[edition])
                return
        readings = list(children(element))
        if len(readings) > 1:
            self._emendation(readings[1], readings[0])
        else:
            self.walk(element)

    def _emendation(self, source: Element, edition: Element) -> None:
        if next(edition.iter("{*}ex", "ex"), None) is not None:
            self.walk(edition)
            return
        printed, had = words_of(edition), words_of(source)
        if printed:
            self.reading.count("emendations")
            self.flow.put(Emendation(printed, had))
            return
        self.walk(source)
        self.reading.decide(
            "correction-to-nothing", "the correction leaves nothing; the words were kept", source
        )

    def surplus(self, element: Element) -> None:
        """Read what is too much; a stray space is an emendation of the words around it."""
        words = element.text or ""
        items = self.flow.last_items
        before = items[-1] if items else None
        after = re.match(r"\S+", element.tail or "")
        is_space = bool(words) and words.isspace() and isinstance(before, Text)
        if not is_space or after is None or not isinstance(before, Text):
            self.walk(element)
            return
        word = _WORD.search(before.text)
        if word is None:
            self.walk(element)
            return
        items[-1] = Text(before.text[: word.start()])
        self.flow.put(Emendation(f"{word[0]}{after[0]}", f"{word[0]}{words}{after[0]}"))
        element.tail = (element.tail or "")[after.end() :]

    # --- What the source shows ---------------------------------------------------------------

    def feature(self, element: Element, name: str) -> None:
        """Read what the source shows beside its words."""
        given = [(key, element.get(key, "")) for key in ("place", "hand") if element.get(key)]
        if name == "deleted":
            given = [it for it in given if it[0] == "hand"]
        attributes = tuple((key, self.reading.named(value)) for key, value in given)
        self.reading.count(f"features ({name})")
        self.wrapped(element, lambda content: Feature(name, content, attributes))

    def highlighted(self, element: Element) -> None:
        """Read what is set in another type."""
        rend = (
            f"{element.get('rend', '')} {element.get('rendition', '')} {element.get('style', '')}"
        )
        if _UNDERLINE.search(rend):
            self.feature(element, "underlined")
        elif _BOLD.search(rend):
            self.wrapped(element, Strong)
        elif _ITALIC.search(rend):
            self.wrapped(element, Emphasis)
        else:
            self.walk(element)

    def segment(self, element: Element) -> None:
        """Read a segment: ours are seals and datelines."""
        name = element.get("type", "")
        if name in {"signature", "dateline"}:
            self.feature(element, name)
        else:
            self.walk(element)

    def remark(self, element: Element) -> None:
        """Read a stage direction in the middle of speech: in italics, unless it has brackets."""
        self.reading.count("remarks in speech")
        if self.reading.is_own:
            self._insertion(element, "stage")
            return

        def make(content: tuple[Inline, ...]) -> Inline:
            words = inline_text(content).strip()
            is_bracketed = words.startswith("[") and is_stage_remark(words)
            return _plain(content) if is_bracketed else Emphasis(content)

        self.wrapped(element, make)

    # --- Names and places ----------------------------------------------------------------------

    def _name(self, element: Element) -> None:
        for attribute in ("ref", "corresp", "key", "nymRef", "target", "sameAs"):
            for pointer in element.get(attribute, "").split():
                entry = self.reading.entity(pointer)
                if entry is not None:
                    self.reading.count(f"names ({entry.kind})")
                    self.wrapped(element, _mention(entry.key, entry.kind))
                    return
        self.walk(element)

    def reference(self, element: Element) -> None:
        """Read a link: one to a note is its marker, one to a document of the file leads there."""
        target = element.get("target", "").strip()
        key = self.reading.note_called_by(element)
        document = self.reading.document_at(target)
        if key:
            self.flow.put(self.reading.marker(key))
        elif document and words_of(element):
            self.reading.count("links to documents")
            self.wrapped(element, _mention(document, "document"))
        else:
            if "://" in target:
                self.reading.count("links whose words alone were kept")
            self.walk(element)

    def page(self, element: Element) -> None:
        """Read where a page begins."""
        self.reading.count("pages")
        self.flow.put(Page(element.get("n", "").strip() or "?", element.get("facs", "")))

    def line_break(self, element: Element) -> None:
        """Read the end of a line: it parts words, unless it says that it does not."""
        if element.get("break") != "no":
            self.flow.text("\n")

    def space(self, element: Element) -> None:
        """Read a space that was left."""
        self.flow.text(" ")
        self.walk(element)


def _mention(key: str, kind: str) -> Maker:
    return lambda content: Mention(key, content, kind)


def _plain(content: tuple[Inline, ...]) -> Inline:
    return Text(inline_text(content))


def _feature(name: str) -> Callable[[InlineReader, Element], None]:
    return lambda self, element: self.feature(element, name)


def _emphasised(self: InlineReader, element: Element) -> None:
    if self.reading.is_own:
        self.walk(element)
    else:
        self.wrapped(element, Emphasis)


_HANDLERS: Mapping[str, Callable[[InlineReader, Element], None]] = {
    "add": _feature("added"),
    "choice": InlineReader.choice,
    "app": InlineReader.choice,
    "del": _feature("deleted"),
    "ellipsis": InlineReader.gap,
    "emph": _emphasised,
    "foreign": _emphasised,
    "gap": InlineReader.gap,
    "hi": InlineReader.highlighted,
    "lb": InlineReader.line_break,
    "pb": InlineReader.page,
    "ptr": InlineReader.reference,
    "ref": InlineReader.reference,
    "seg": InlineReader.segment,
    "space": InlineReader.space,
    "stamp": _feature("stamp"),
    "surplus": InlineReader.surplus,
    **dict.fromkeys(
        ("stage", "incident", "kinesic", "vocal", "writing", "pause", "shift"),
        InlineReader.remark,
    ),
}

"""The body of a document: divisions for its transcripts, and for what its pages say besides."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from docutils import nodes

from ...nodes import archival_headnote, archival_notes, archival_transcript, is_edited_text
from .base import TeiBase, is_start_of_file
from .content import GLOBAL, fit
from .edition import write_note
from .elements import fill, items_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_BODY = (archival_headnote, archival_notes, nodes.Invisible)


class TeiBody(TeiBase):
    """Knows what of a page is a document's text, and what is said around it."""

    def visit_document(self, node: nodes.document) -> None:
        """Write the whole body, and what is left of the notes after it."""
        pages = [child for child in node.children if is_start_of_file(child)]
        self._structure([child for child in node.children if child not in pages])
        for place, page in enumerate(pages):
            assert isinstance(page, nodes.Element)  # noqa: S101 (it is a page)
            self.pages.append(page["docname"])
            headnote = next(page.findall(archival_headnote), None)
            if place and headnote is not None:
                given = {"type": "part", "n": str(headnote["part"]), **self.own_id(headnote)}
                self.open("div", headnote, given)
            self._structure(page.children)
            if place and headnote is not None:
                self.close()
            self.pages.pop()
        raise nodes.SkipNode

    def finished(self) -> list[ET.Element]:
        """Return the body, and the back where there are notes without a marker, all fitted."""
        back = ET.Element("back")
        with self.inside(ET.SubElement(back, "div", {"type": "notes"})) as holder:
            for name, note in self.notes.items():
                if name not in self.placed:
                    self.placed.add(name)
                    write_note(self, note)
        parts = [self.root, *([back] if len(holder) else [])]
        for part in parts:
            fit(part, self.keep)
            for division in list(part.iter("div")):
                _set_opener_and_closer(division)
        _drop_empty_divisions(self.root)
        if self.root.find("div") is None:
            ET.SubElement(ET.SubElement(self.root, "div", {"type": "transcript"}), "p")
        return parts

    def _structure(self, children: Sequence[nodes.Node]) -> None:
        """Write what stands side by side in a page or a section, in its order.

        Where a division has begun, TEI has divisions alone after it.
        """
        division = ""
        for child in children:
            if isinstance(child, _NO_BODY):
                continue
            wanted = _division(child)
            if division and (wanted != division or isinstance(child, archival_transcript)):
                self.close()
                division = ""
            if isinstance(child, nodes.title):
                self.open("head", child)
                self.write(child.children)
                self.close()
            elif isinstance(child, nodes.section):
                self._section(child)
            elif isinstance(child, archival_transcript):
                self.open("div", child, {"type": "transcript"})
                self.write(child.children)
                self.close()
            elif not wanted:
                self._structure(child.children)
            else:
                if not division:
                    division = wanted
                    self.open("div", child, {"type": wanted})
                self.write([child])
        if division:
            self.close()

    def _section(self, section: nodes.section) -> None:
        """Write a section: the first is the document's own, and no division in it."""
        if not len(self.here):
            self._structure(section.children)
            return
        kind = "section" if _holds_text(section) else "editorial"
        self.open("div", section, {"type": kind})
        self._structure(section.children)
        self.close()


def _holds_text(node: nodes.Node) -> bool:
    return next(node.findall(is_edited_text), None) is not None


def _division(node: nodes.Node) -> str:
    """Return the type of the division that *node* belongs to; a box of both kinds has none."""
    if isinstance(node, archival_transcript) or is_edited_text(node):
        return "transcript"
    if isinstance(node, nodes.section | nodes.title):
        return ""
    return "" if _holds_text(node) else "editorial"


def _set_opener_and_closer(division: ET.Element) -> None:
    """Let datelines and signatures that stand alone open or close a *division* of TEI."""
    items = [item for item in items_of(division) if isinstance(item, ET.Element)]
    head = [item for item in items if item.tag == "head"]
    blocks = items[len(head) :]
    start = 0
    while start < len(blocks) and _sealed(blocks[start]) is not None:
        start += 1
    end = len(blocks)
    while end > start and _sealed(blocks[end - 1]) is not None:
        end -= 1
    opened = [_as("opener", blocks[:start])] if 0 < start < len(blocks) else []
    begun = start if opened else 0
    has_words = any(block.tag not in GLOBAL for block in blocks[begun:end])
    closed = [_as("closer", blocks[end:])] if has_words and end < len(blocks) else []
    if opened or closed:
        middle = blocks[begun : end if closed else len(blocks)]
        fill(division, [*head, *opened, *middle, *closed])


def _sealed(block: ET.Element) -> ET.Element | None:
    """Return the dateline or signature that is all that *block* holds."""
    is_alone = block.tag == "p" and len(block) == 1 and not block.attrib
    if not is_alone or (block.text or "").strip() or (block[0].tail or "").strip():
        return None
    only = block[0]
    return only if only.tag == "seg" and only.get("type") in _SEALS else None


_SEALS = {"dateline": "dateline", "signature": "signed"}


def _as(tag: str, blocks: list[ET.Element]) -> ET.Element:
    made = ET.Element(tag)
    for block in blocks:
        sealed = block[0]
        sealed.tag = _SEALS[sealed.attrib.pop("type")]
        sealed.tail = None
        made.append(sealed)
    return made


def _drop_empty_divisions(parent: ET.Element) -> None:
    for division in parent.findall("div"):
        _drop_empty_divisions(division)
        if not len(division) and not (division.text or "").strip():
            parent.remove(division)

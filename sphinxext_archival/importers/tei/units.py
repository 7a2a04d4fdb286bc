"""The documents in a file: one, or as in a volume of documents many.

A division that is a document, as those of *Foreign Relations of the United States*, becomes one.
What stands around them, a preface, the heading of a chapter, an index, becomes documents too, so
that no word is left behind. Each keeps its part of the file as its source.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model.tei import DIVISIONS
from .source import XML_ID, child, children, local, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["Unit", "units_of"]

_DOCUMENTS = frozenset({"document", "historical-document", "editorial-note"})
_PLACES = ("front", "body", "back")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(slots=True)
class Unit:
    """What becomes a document.

    ``elements`` hold it, without what is in the divisions ``inner``, which are documents of their
    own; ``division`` is the one that it is, if it is one. ``name`` tells it from the others of its
    file, and is empty for the only one.
    """

    name: str
    elements: list[Element]
    division: Element | None = None
    inner: list[Element] = field(default_factory=list)
    is_document: bool = True

    @property
    def line(self) -> int:
        """Where it begins."""
        return next((element.sourceline or 0 for element in self.elements), 0)

    @property
    def heads(self) -> list[Element]:
        """Its headings."""
        return list(children(self.division, "head"))


def units_of(text: Element) -> list[Unit]:
    """Return the documents in *text*, in their order."""
    documents = [
        element
        for element in text.iter("{*}*")
        if local(element) in DIVISIONS and element.get("type") in _DOCUMENTS
        and not any(above.get("type") in _DOCUMENTS for above in element.iterancestors())
    ]  # fmt: skip
    if len(documents) < 2:  # noqa: PLR2004 - a volume has several
        return [Unit("", [text])]
    finder = _Finder(set(documents))
    for place in _PLACES:
        for part in children(text, place):
            finder.part(part, place)
    known = {element for unit in finder.units for element in unit.elements}
    rest = [it for it in children(text) if local(it) not in _PLACES and it not in known]
    if rest:
        finder.units.append(Unit("text", rest, is_document=False))
    return [unit for unit in finder.units if _holds(unit)]


class _Finder:
    def __init__(self, documents: set[Element]) -> None:
        self.documents = documents
        self.above = {it for document in documents for it in document.iterancestors()}
        self.units: list[Unit] = []
        self.names: set[str] = set()
        self.pages: list[Element] = []

    def part(self, part: Element, place: str) -> None:
        """Find the units in the front, the body or the back of a text, or in a chapter."""
        loose: list[Element] = []
        own = Unit(self._name(part, place), loose, is_document=False)
        self.units.append(own)
        if local(part) in DIVISIONS:
            own.division = part
        for element in part:
            name = local(element)
            if element in self.documents or (place in {"front", "back"} and name in DIVISIONS):
                self._unit(element, element in self.documents)
            elif element in self.above:
                loose += self._taken()
                self.part(element, name)
            elif name == "pb":
                self.pages.append(element)
            else:
                loose += self._taken()
                loose.append(element)
        if place in _PLACES and self.pages:
            self.units[-1].elements += self._taken()

    def _taken(self) -> list[Element]:
        pages, self.pages = self.pages, []
        return pages

    def _unit(self, element: Element, is_document: bool) -> None:  # noqa: FBT001
        name = self._name(element, local(element))
        elements = [*self._taken(), element]
        self.units.append(Unit(name, elements, element, is_document=is_document))

    def _name(self, element: Element, place: str) -> str:
        wanted = _NOT_IN_NAME.sub("-", element.get(XML_ID, "") or place).strip("-.")
        name, number = wanted or place, 1
        while name in self.names:
            number += 1
            name = f"{wanted}-{number}"
        self.names.add(name)
        return name


def _holds(unit: Unit) -> bool:
    """Say whether there is anything in *unit*: words, or the heading of a chapter."""
    return any(words_of(element) or next(element.iter("{*}note"), None) is not None
               for element in unit.elements)  # fmt: skip


def excerpt(root: Element, unit: Unit) -> bytes:
    """Return the part of the file that *unit* is, as a file of TEI with the header of the whole."""
    from lxml import etree  # noqa: PLC0415

    space = etree.QName(root).namespace
    tag = (lambda name: f"{{{space}}}{name}") if space else (lambda name: name)
    made = etree.Element(tag("TEI"), nsmap=root.nsmap)
    for name, value in root.attrib.items():
        if name != XML_ID:
            made.set(name, value)
    header = child(root, "teiHeader")
    if header is not None:
        made.append(copy.deepcopy(header))
    body = etree.SubElement(etree.SubElement(made, tag("text")), tag("body"))
    for element in unit.elements:
        part = copy.deepcopy(element)
        part.tail = "\n"
        body.append(part)
    whole: bytes = etree.tostring(made, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"

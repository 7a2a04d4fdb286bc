"""What may stand in what: the content models of TEI, as far as our elements need them.

A tree is built as the pages are, and then fitted: words that stand where TEI wants blocks become a
paragraph, a note that stands in an expansion is set between its parts, and so on. No word is moved
over another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .elements import append, fill, is_blank, items_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .elements import Item

PARAGRAPHS = frozenset({"p", "ab"})
SPEECH = frozenset({"sp", "u"})
VERSE = frozenset({"lg", "l"})
GLOBAL = frozenset({"note", "gap", "pb", "lb", "anchor", "milestone", "figure"})
"""What may stand anywhere but in text alone: ``model.global`` of TEI."""
BESIDE = frozenset({"list", "table", "quote", "cit", "floatingText", "stage", "label"})
"""What may stand between paragraphs, and in one: ``model.inter``."""

_OF_BLOCKS = frozenset({"div", "body"})
_OF_WORDS = frozenset(
    {"speaker", "persName", "orgName", "placeName", "rs", "foreign", "expan", "term", "stamp"}
    | {"label", "dateline"}
)
_OF_TEXT = frozenset({"ex", "code", "formula"})
_AS_IT_IS = GLOBAL | _OF_TEXT | {"choice"}
_OF_ALL = frozenset({"note", "item", "cell", "quote", "stage"})
_OF_PARTS = frozenset(
    {"list", "table", "row", "cit", "floatingText", "choice", "figure", "lg", "opener", "closer"}
)
_IN_DESCRIPTION = frozenset(
    {"persName", "orgName", "placeName", "rs", "term", "hi", "ref", "foreign", "expan", "choice"}
)
_IN_BLOCKS = PARAGRAPHS | SPEECH | VERSE | GLOBAL | BESIDE | {"div", "head", "opener", "closer"}
_IN_SPEECH = PARAGRAPHS | VERSE | GLOBAL | (BESIDE - {"label"}) | {"speaker"}


def fit(root: ET.Element, keep: Callable[[ET.Element, ET.Element], None]) -> None:
    """Make all that *root* holds fit where it stands.

    *keep* is told of each element that is made, and of the one that it is made from.
    """
    _Fitter(keep).fitted(root)


class _Fitter:
    def __init__(self, keep: Callable[[ET.Element, ET.Element], None]) -> None:
        self.keep = keep

    def fitted(self, element: ET.Element) -> list[Item]:
        """Return what stands for *element*, once all in it fits."""
        items: list[Item] = []
        for item in items_of(element):
            items += [item] if isinstance(item, str) else self.fitted(item)
        if element.tag in _OF_TEXT:
            return self._text(element, items)
        if element.tag == "gap":
            return self._gap(element, items)
        items = self._fitting(element, items)
        if element.tag != "expan":
            items = list(_with_expansions(items))
        if element.tag == "bibl" and any(isinstance(item, ET.Element) for item in items):
            # It holds names and titles, and a segment whatever words there are.
            segment = ET.Element("seg")
            fill(segment, items)
            items = [segment]
        fill(element, items)
        return [element]

    def _fitting(self, element: ET.Element, items: list[Item]) -> list[Item]:
        """Return *items* as they may stand in *element*."""
        tag = element.tag
        if tag in _OF_BLOCKS:
            blocks = self._blocks(element, items, _IN_BLOCKS)
            is_bare = all(is_blank(item) or _is_global(item) for item in blocks)
            return [*blocks, ET.Element("p")] if tag == "body" and is_bare else blocks
        if tag in SPEECH:
            return self._blocks(element, items, _IN_SPEECH)
        if tag in _OF_WORDS:
            return list(self._words(items, BESIDE | VERSE))
        if tag in _OF_ALL:
            return _alone(items)
        return items if tag in _OF_PARTS else list(self._words(items, frozenset()))

    def _blocks(self, parent: ET.Element, items: list[Item], allowed: frozenset[str]) -> list[Item]:
        """Return *items* with all that is no block put into paragraphs."""
        found: list[Item] = []
        run: ET.Element | None = None
        for item in items:
            if not isinstance(item, str) and item.tag in SPEECH - allowed:
                run = None
                found.append(self._apart(item))
            elif not isinstance(item, str) and item.tag in allowed:
                # What may stand anywhere goes on with the words that it stands in.
                if run is not None and item.tag in GLOBAL:
                    append(run, item)
                    continue
                run = None
                found.append(item)
            elif run is not None or not is_blank(item):
                if run is None:
                    run = ET.Element("p")
                    self.keep(run, item if isinstance(item, ET.Element) else parent)
                    found.append(run)
                append(run, item)
        return found

    def _words(self, items: list[Item], blocks: frozenset[str]) -> Iterator[Item]:
        """Yield *items*, where a block may not stand, with its words alone or as a note."""
        was_block = False
        for item in items:
            if isinstance(item, str) or item.tag not in blocks | PARAGRAPHS | SPEECH:
                was_block = False
                yield item
            elif item.tag in SPEECH:
                apart = self._apart(item)
                yield self._as_note(apart) if apart.tag in blocks else apart
            elif item.tag in blocks:
                yield self._as_note(item)
            else:
                if was_block:
                    yield ET.Element("lb")
                was_block = True
                yield from items_of(item)

    def _apart(self, turn: ET.Element) -> ET.Element:
        """Return a text of its own that holds a *turn* where none may stand."""
        text = ET.Element("floatingText", {"type": "speech"})
        body = ET.SubElement(text, "body")
        body.append(turn)
        self.keep(text, turn)
        return text

    def _as_note(self, block: ET.Element) -> ET.Element:
        is_remark = block.tag == "stage"
        note = ET.Element("note", {"type": "stage" if is_remark else "block", "place": "inline"})
        self.keep(note, block)
        inner: list[Item] = items_of(block) if is_remark else [block]
        fill(note, inner)
        return note

    def _text(self, element: ET.Element, items: list[Item]) -> list[Item]:
        """Return *element*, which holds text alone: in parts, where something stands in it."""
        if all(isinstance(item, str) for item in items):
            fill(element, items)
            return [element]
        if element.tag == "code":
            element.tag = "hi"
            element.set("rend", "monospace")
            fill(element, items)
            return [element]
        return list(self._parts(element, items))

    def _parts(self, element: ET.Element, items: list[Item]) -> Iterator[Item]:
        for item in items:
            if isinstance(item, str):
                part = ET.Element(element.tag, dict(element.attrib))
                part.text = item
                self.keep(part, element)
                yield part
            elif item.tag in _AS_IT_IS:
                yield item
            else:
                parts = list(self._parts(element, items_of(item)))
                fill(item, parts if item.tag == "expan" else _with_expansions(parts))
                yield item

    def _gap(self, gap: ET.Element, items: list[Item]) -> list[Item]:
        """Return a gap with a description, or where that cannot hold its words, a note of both."""
        inner = [part for item in items if isinstance(item, ET.Element) for part in items_of(item)]
        if all(isinstance(item, str) or item.tag in _IN_DESCRIPTION for item in inner):
            fill(gap, items)
            return [gap]
        note = ET.Element("note", {"type": "gap", "place": "inline"})
        if "resp" in gap.attrib:
            note.set("resp", gap.attrib["resp"])
        self.keep(note, gap)
        fill(gap, [])
        fill(note, [gap, *_with_expansions(inner)])
        return [note]


def _is_global(item: Item) -> bool:
    return isinstance(item, ET.Element) and item.tag in GLOBAL


def _alone(items: list[Item]) -> list[Item]:
    """Return *items*, without a paragraph around all of them that says nothing of itself."""
    blocks = [item for item in items if not is_blank(item)]
    if len(blocks) == 1 and isinstance(blocks[0], ET.Element):
        only = blocks[0]
        if only.tag == "p" and not only.attrib:
            return items_of(only)
    return items


def _with_expansions(items: list[Item]) -> Iterator[Item]:
    """Yield *items* with each word that is completed, ``P[eter]``, as one expansion."""
    pending: list[Item] = list(items)
    at = 0
    while at < len(pending):
        item = pending[at]
        following = pending[at + 1] if at + 1 < len(pending) else None
        is_before = isinstance(item, str) and _is_completion(following)
        if not is_before and not _is_completion(item):
            yield item
            at += 1
            continue
        word: list[Item] = []
        if isinstance(item, str):
            start = len(item)
            while start and item[start - 1].isalnum():
                start -= 1
            if start:
                yield item[:start]
            word.append(item[start:])
            at += 1
        at = _rest_of_word(pending, at, word)
        expansion = ET.Element("expan")
        fill(expansion, [part for part in word if part != ""])
        yield expansion


def _rest_of_word(pending: list[Item], at: int, word: list[Item]) -> int:
    """Put the rest of a word into *word*; what follows it goes back. Return where that is."""
    while at < len(pending):
        item = pending[at]
        if isinstance(item, str):
            end = 0
            while end < len(item) and item[end].isalnum():
                end += 1
            word.append(item[:end])
            if end < len(item):
                pending[at] = item[end:]
                return at
        elif _is_completion(item):
            word.append(item)
        else:
            return at
        at += 1
    return at


def _is_completion(item: Item | None) -> bool:
    return isinstance(item, ET.Element) and item.tag == "ex"

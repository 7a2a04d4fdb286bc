"""The words of a text as they come, cut into paragraphs.

What is no block goes on with the paragraph that is open; a block ends it. Elements that are open
across the end of a paragraph go on in the next one: `<hi>a<list>…</list>b</hi>` is three blocks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..draft import (
    Emphasis,
    Enclosure,
    Feature,
    Heading,
    Insertion,
    Mention,
    NoteRef,
    Page,
    Paragraph,
    Strong,
    Table,
    Text,
    Turn,
    inline_text,
    inner_blocks,
    walk_inline,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..draft import Block, Inline

    Maker = Callable[[tuple[Inline, ...]], Inline]

__all__ = ["Flow", "tidy"]

_SPACE = re.compile(r"[ \t\r\n]+")
_LOST = re.compile(r"\[(\d+)\]")


class Flow:
    """Collects ``blocks``; what stands open is ended by :meth:`flush`."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.blocks: list[Block] = []
        self.line = 0
        self.is_verse = False
        self._open: list[tuple[Maker | None, list[Inline]]] = [(None, [])]
        self._waiting: list[Inline] = []

    def put(self, *items: Inline) -> None:
        """Go on with the paragraph."""
        self._open[-1][1].extend(items)

    def text(self, words: str | None) -> None:
        """Go on with words."""
        if words:
            self.put(Text(words))

    def begin(self, maker: Maker) -> None:
        """Begin what *maker* makes of the items until :meth:`end`."""
        self._open.append((maker, []))

    def end(self) -> None:
        """End what was begun last."""
        maker, items = self._open.pop()
        if maker is not None and items:
            self.put(maker(tuple(items)))

    @property
    def last_items(self) -> list[Inline]:
        """What has been put into the innermost of what is open."""
        return self._open[-1][1]

    def flush(self) -> None:
        """End the paragraph."""
        items: list[Inline] = []
        for maker, inner in reversed(self._open):
            joined = [*inner, *items]
            items = [maker(tuple(joined))] if maker is not None and joined else joined
        self._open = [(maker, []) for maker, _ in self._open]
        self.is_verse = False
        content = tidy(items)
        if not content:
            return
        if inline_text(content).strip():
            self._paragraph(content)
        else:
            self._wordless(content)

    def _paragraph(self, content: tuple[Inline, ...]) -> None:
        if self._waiting:
            content = (*self._waiting, *content)
            self._waiting = []
        while isinstance(content[0], Page) and content[0].n == "?":
            content = tidy(content[1:])
        self.blocks.append(Paragraph(content, self.line))

    def _wordless(self, content: tuple[Inline, ...]) -> None:
        """Keep pages for the paragraph that comes; the marker of a note belongs to the last."""
        items = list(walk_inline(content))
        markers = [item for item in items if isinstance(item, NoteRef)]
        last = self.blocks[-1] if self.blocks else None
        if markers and isinstance(last, Paragraph | Heading):
            last.content = (*last.content, *markers)
        else:
            self._waiting += markers
        self._waiting += [item for item in items if isinstance(item, Page) and item.n != "?"]

    def finish(self) -> list[Block]:
        """End the text, and return its blocks."""
        self.flush()
        if self._waiting:
            paragraphs = [it for it in inner_blocks(self.blocks) if isinstance(it, Paragraph)]
            if paragraphs:
                last = paragraphs[-1]
                last.content = (*last.content, *self._waiting)
            else:
                self.blocks.append(Paragraph(tuple(self._waiting), self.line))
            self._waiting = []
        return self.blocks

    def nested(self, walk: Callable[[], None]) -> list[Block]:
        """Return the blocks that come of *walk*, instead of going on with them."""
        self.flush()
        before, self.blocks = self.blocks, []
        walk()
        self.flush()
        inner, self.blocks = self.blocks, before
        return inner

    def content(self, walk: Callable[[], None]) -> tuple[Inline, ...]:
        """Return what comes of *walk* as the content of one line, whatever blocks are in it."""
        line, verse = self.line, self.is_verse
        opened, self._open = self._open, [(None, [])]
        waiting, self._waiting = self._waiting, []
        inner = self.nested(walk)
        self._open, self.line, self.is_verse = opened, line, verse
        self._waiting, waiting = waiting, self._waiting
        parts: list[Inline] = []
        for content in _contents(inner):
            parts += [Text(" "), *content] if parts else content
        return tidy([*parts, *waiting])


def _contents(blocks: Sequence[Block]) -> Iterator[tuple[Inline, ...]]:
    """Yield the content of *blocks* and of those in them."""
    for block in inner_blocks(blocks):
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, Turn):
            yield block.label
        elif isinstance(block, Enclosure):
            yield block.heading
        elif isinstance(block, Paragraph | Heading):
            yield block.content


def tidy(items: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inline content with single spaces, and none at its ends."""
    spaced, _ = _single_spaces(items, after_space=True)
    return tuple(_joined(_without_last_space(spaced)))


def _single_spaces(items: Sequence[Inline], *, after_space: bool) -> tuple[list[Inline], bool]:
    """Return *items* without the spaces that follow a space, and whether they end with one."""
    tidied: list[Inline] = []
    for item in items:
        if isinstance(item, Text):
            words = _SPACE.sub(" ", item.text)
            if after_space:
                words = words.lstrip(" ")
            if words:
                tidied.append(Text(words))
                after_space = words.endswith(" ")
        elif isinstance(item, Emphasis | Strong):
            inner, after_space = _single_spaces(item.content, after_space=after_space)
            tidied += _with_spaces_outside(item, inner)
        elif isinstance(item, Insertion | Mention | Feature):
            inner, _ = _single_spaces(item.content, after_space=True)
            inner = _without_last_space(inner)
            if inner or isinstance(item, Insertion):
                if not isinstance(item, Insertion):
                    tidied += _lead(item.content, after_space=after_space)
                tidied.append(replace(item, content=tuple(_joined(inner))))
                after_space = False
                if not isinstance(item, Insertion) and _ends_with_space(item.content):
                    tidied.append(Text(" "))
                    after_space = True
        else:
            tidied.append(item)
            # A page in the middle of a line leaves the spaces as they are around it.
            after_space = after_space and isinstance(item, Page)
    return tidied, after_space


def _lead(content: Sequence[Inline], *, after_space: bool) -> list[Inline]:
    first = content[0] if content else None
    is_spaced = isinstance(first, Text) and first.text[:1].isspace()
    return [Text(" ")] if is_spaced and not after_space else []


def _ends_with_space(content: Sequence[Inline]) -> bool:
    last = content[-1] if content else None
    return isinstance(last, Text) and last.text[-1:].isspace()


def _with_spaces_outside(item: Emphasis | Strong, inner: list[Inline]) -> list[Inline]:
    """Return *item* with the spaces at its ends before and after it: no emphasis begins so."""
    before: list[Inline] = []
    after: list[Inline] = []
    if inner and isinstance(inner[0], Text) and inner[0].text.startswith(" "):
        before = [Text(" ")]
        inner[0] = Text(inner[0].text.lstrip(" "))
    if inner and isinstance(inner[-1], Text) and inner[-1].text.endswith(" "):
        after = [Text(" ")]
        inner[-1] = Text(inner[-1].text.rstrip(" "))
    inner = [it for it in inner if not isinstance(it, Text) or it.text]
    return [*before, *([replace(item, content=tuple(_joined(inner)))] if inner else []), *after]


def _without_last_space(items: list[Inline]) -> list[Inline]:
    kept = list(items)
    for at in range(len(kept) - 1, -1, -1):
        item = kept[at]
        if isinstance(item, Text):
            words = item.text.rstrip(" ")
            if words:
                kept[at] = Text(words)
                return kept
            del kept[at]
        elif not isinstance(item, Page):
            return kept
    return kept


def _joined(items: Sequence[Inline]) -> list[Inline]:
    """Return *items* with texts that follow each other as one, and a number in brackets marked."""
    joined: list[Inline] = []
    for item in items:
        if isinstance(item, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + item.text)
        else:
            joined.append(item)
    found: list[Inline] = []
    for item in joined:
        if not isinstance(item, Text) or not _LOST.search(item.text):
            found.append(item)
            continue
        # A number in brackets is taken for a marker that lost its note, unless its kind is given.
        for at, part in enumerate(_LOST.split(item.text)):
            if at % 2:
                found.append(Insertion((Text(part),), "supplied", "source"))
            elif part:
                found.append(Text(part))
    return found

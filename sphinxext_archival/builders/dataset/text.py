"""The words of a document, from its tree: each text as a plain string, and what stands where in it.

White space within a paragraph is one space, as readers see it; paragraphs are apart by an empty
line. A label is not among the words of a turn, nor is the marker of a note or the number of a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ...model.statistics import count_words
from ...nodes import (
    archival_enclosure,
    archival_headnote,
    archival_insertion,
    archival_insertion_block,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_speaker,
    archival_stage,
    archival_summary,
    archival_transcript,
    archival_turn,
)
from .names import named_by
from .schema import NARRATIVE, NOTE, PARTS, SUMMARY, TURN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_APART = (archival_headnote, archival_transcript, archival_turn, archival_note, archival_notes)
"""What, inside the words of something else, is a text of its own."""

_OUTSIDE = (archival_insertion_block, archival_enclosure)
"""What holds words of a document outside a transcript, too."""

_SILENT = (
    archival_speaker,
    archival_page,
    nodes.comment,
    nodes.footnote_reference,
    nodes.label,
    nodes.raw,
    nodes.substitution_definition,
    nodes.system_message,
    addnodes.index,
    addnodes.toctree,
)
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_EDGE = " \n"


class Mention(NamedTuple):
    """An entity is named: its key, and in which role."""

    key: str
    role: str


class Insertion(NamedTuple):
    """An insertion, or a stage remark, whose hand is None; a bracket may stand on either side."""

    kind: str
    hand: str | None
    has_brackets: bool = False


class Marker(NamedTuple):
    """The marker of a note, by the anchor of the note."""

    note: str


class Mark(NamedTuple):
    """What stands from *start* to *stop* of a text; *anchor* and *paragraph* are of where it is."""

    what: Mention | Insertion | Marker
    start: int
    stop: int
    paragraph: int | None
    anchor: str


@dataclass
class Passage:
    """A text of a document, of one of the ``PARTS``; *node* is the turn, the note, or the first.

    *words* are counted as in all figures of an edition (:mod:`...domain.figures`).
    """

    part: str
    node: nodes.Element
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    paragraphs: int = 0
    words: int = 0


Roots = dict[str, list[nodes.Element]]
"""The elements that hold the words of a document, by part."""


def roots_of(tree: nodes.Element) -> dict[int, Roots]:
    """Return what holds the words of each document of a page, by its ordinal: one walk for all."""
    found: dict[int, Roots] = defaultdict(lambda: {part: [] for part in PARTS})
    for part, node, ordinal in _roots(tree):
        if ordinal is not None:
            found[ordinal][part].append(node)
    return found


def passages(roots: Roots) -> Iterator[Passage]:
    """Yield the texts of a document: its summary, its narrative, its turns, its notes."""
    for part in (SUMMARY, NARRATIVE):
        if roots[part]:
            yield _read(part, roots[part])
    for part in (TURN, NOTE):
        for node in roots[part]:
            yield _read(part, [node])


def _roots(tree: nodes.Element) -> Iterator[tuple[str, nodes.Element, int | None]]:
    """Yield each element that holds words of a document: of which part, and of which document."""
    last: int | None = None
    pending: list[tuple[nodes.Node, bool]] = [(tree, False)]
    while pending:
        node, in_text = pending.pop()
        if isinstance(node, archival_headnote):
            last = node["ordinal"]
            for summary in node.findall(archival_summary):
                yield SUMMARY, summary, last
            continue
        if isinstance(node, archival_turn):
            yield TURN, node, node.get("ordinal")
            in_text = True
        elif isinstance(node, archival_note):
            yield NOTE, node, node.get("ordinal")
            in_text = True
        elif isinstance(node, archival_transcript) or (isinstance(node, _OUTSIDE) and not in_text):
            yield NARRATIVE, node, last
            in_text = True
        pending += [
            (child, in_text)
            for child in reversed(node.children)
            if isinstance(child, nodes.Element)
        ]


def _read(part: str, roots: Iterable[nodes.Element]) -> Passage:
    reader: _Reader | None = None
    for root in roots:
        reader = reader or _Reader(part, root)
        reader.read(root)
    assert reader is not None  # noqa: S101 (there is a root)
    return reader.passage()


class _Reader:
    """Reads nodes, one after the other, into one text."""

    def __init__(self, part: str, root: nodes.Element) -> None:
        self._passage = Passage(part, root)
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._is_fixed = False
        self._is_begun = False
        self._first = 0
        self._paragraph: int | None = None
        self._anchor = ""

    def passage(self) -> Passage:
        """Return what has been read."""
        passage = self._passage
        passage.text = text = "".join(self._pieces)
        passage.marks = [self._trimmed(mark, text) for mark in passage.marks]
        return passage

    @staticmethod
    def _trimmed(mark: Mark, text: str) -> Mark:
        """Return *mark* without the white space at its ends, which may belong to what is around."""
        start, stop = min(mark.start, len(text)), min(mark.stop, len(text))
        while start < stop and text[start] in _EDGE:
            start += 1
        while stop > start and text[stop - 1] in _EDGE:
            stop -= 1
        if isinstance(mark.what, Marker):
            # It stands behind a word, whether a space is between them or not.
            start = stop = len(text[:start].rstrip(_EDGE))
        return mark._replace(start=start, stop=stop)

    def read(self, root: nodes.Element) -> None:
        """Read what stands in *root*."""
        for child in root.children:
            self._add(child)

    def _add(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            self._words(node.astext())
        elif isinstance(node, archival_noteref):
            self._mark(Marker(node.get("refid", "")), self._length)
        elif isinstance(node, nodes.Element) and not isinstance(node, (*_APART, *_SILENT)):
            is_block = isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline)
            if is_block:
                self._begin(node)
            start = self._length
            for child in node.children:
                self._add(child)
            what = _what(node)
            if what is not None:
                self._mark(what, start)
            if is_block:
                self._end(node)

    def _mark(self, what: Mention | Insertion | Marker, start: int) -> None:
        self._passage.marks.append(Mark(what, start, self._length, self._paragraph, self._anchor))

    def _begin(self, block: nodes.Element) -> None:
        self._is_fixed = isinstance(block, nodes.FixedTextElement)
        self._is_begun = False
        if self._length:
            self._gap = "\n" if isinstance(block, nodes.line) else "\n\n"
        self._first = len(self._pieces)
        self._paragraph, self._anchor = self._numbered(block)

    def _numbered(self, block: nodes.Element) -> tuple[int | None, str]:
        """Return the number of *block* among the paragraphs of its turn, and its anchor."""
        turn = self._passage.node
        if self._passage.part != TURN or block.parent is not turn or not turn["ids"]:
            return None, ""
        before = f"{turn['ids'][0]}-p"
        for name in block["ids"]:
            if name.startswith(before) and name.removeprefix(before).isdecimal():
                self._passage.paragraphs += 1
                return int(name.removeprefix(before)), name
        return None, ""

    def _end(self, block: nodes.Element) -> None:
        if not isinstance(block, archival_stage):
            self._passage.words += count_words("".join(self._pieces[self._first :]))
        self._is_fixed = False
        self._paragraph, self._anchor = None, ""
        if self._is_begun and self._pieces[-1].endswith(" "):
            self._pieces[-1] = self._pieces[-1][:-1]
            self._length -= 1
        self._is_begun = False

    def _words(self, text: str) -> None:
        if not self._is_fixed:
            text = _SPACES.sub(" ", text)
            # A space stands once, and not at the beginning.
            if text.startswith(" ") and (not self._is_begun or self._pieces[-1].endswith(" ")):
                text = text[1:]
        if not text:
            return
        if not self._is_begun and self._gap:
            self._put(self._gap)
            self._gap = ""
        self._is_begun = True
        self._put(text)

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _what(node: nodes.Element) -> Mention | Insertion | None:
    named = named_by(node)
    if named is not None:
        return Mention(*named)
    if isinstance(node, archival_insertion | archival_insertion_block):
        return Insertion(node["kind"], node.get("resp"), isinstance(node, archival_insertion))
    if isinstance(node, archival_stage) and next(node.findall(archival_insertion), None) is None:
        return Insertion("stage", None)
    return None

"""Inline content as flat text: what the grammar of labels and brackets works on.

A paragraph's children become *runs*: text, or a node that is opaque to the grammar and counts as
one U+FFFC. Emphasis and its like are transparent: their extents are kept as *frames*, and a
frame that a bracket crosses is split, so that ``*a [b* c]`` keeps both its meanings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from docutils import nodes

from ..model.brackets import HANDS
from ..model.phrases import KINDS
from ..nodes import (
    archival_bracket,
    archival_emendation,
    archival_feature,
    archival_insertion,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..nodes import Name


OPAQUE = "\ufffc"
UNLINKED = "archival-unlinked"
"""The class of words whose link an author has suppressed."""

AS_WRITTEN = "archival-as-written"
"""The class of markup that is printed as it was written, because it leads nowhere."""

_TRANSPARENT = (nodes.emphasis, nodes.strong, nodes.subscript, nodes.superscript)
_CLOSED = frozenset({"xref", UNLINKED, AS_WRITTEN})
_SOLID = (archival_feature, archival_emendation)


@dataclass(slots=True)
class Run:
    """A stretch of flat text that came from one node."""

    start: int
    text: str
    node: nodes.Node


@dataclass(slots=True)
class Frame:
    """An element around ``start:end`` of the flat text.

    A *solid* frame (an insertion, a mention) stays whole; another may be split at its borders.
    """

    start: int
    end: int
    make: Callable[[], nodes.Element]
    solid: bool = True


@dataclass(slots=True)
class Given:
    """An insertion of a known kind, made by a role, over ``start:end`` of the flat text."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Flat:
    """A paragraph as flat text; ``given`` are its insertions made by roles.

    ``names`` are those in its pieces of text, in their order, and ``docname`` is the page of them.
    """

    names: Sequence[Name] = ()
    docname: str = ""
    runs: list[Run] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    text: str = ""


def is_transparent(node: nodes.Node) -> TypeGuard[nodes.Element]:
    """Say whether the grammar looks through *node*."""
    if isinstance(node, _SOLID) or type(node) in _TRANSPARENT:
        return True
    # A role whose link was suppressed by ``!`` is an inline that no name may be linked in.
    return type(node) is nodes.inline and _CLOSED.isdisjoint(node["classes"])


def flatten(element: nodes.Element) -> Flat:
    """Return the inline content of *element* as flat text."""
    reader = _Reader()
    for child in element.children:
        reader.visit(child)
    reader.flat.text = "".join(reader.parts)
    return reader.flat


class _Reader:
    """Reads inline nodes, one after the other, into flat text."""

    def __init__(self) -> None:
        self.flat = Flat()
        self.parts: list[str] = []
        self.position = 0

    def visit(self, node: nodes.Node) -> None:
        start = self.position
        if isinstance(node, nodes.Text):
            # In a Text, docutils keeps the backslashes of reStructuredText, as NUL.
            self._add(node, node.astext() if "\0" in node else str(node))
        elif isinstance(node, archival_insertion):
            self._visit_children(node)
            _give(self.flat, start, self.position, node)
        elif isinstance(node, archival_bracket):
            self._add(node.children[0], node.astext())
        elif (span := _insertion_of_span(node)) is not None:
            self._add(nodes.Text("["), "[")
            self._visit_children(node)
            self._add(nodes.Text("]"), "]")
            _give(self.flat, start, self.position, span)
        elif is_transparent(node):
            self._visit_children(node)
            frame = Frame(start, self.position, _copier(node), solid=isinstance(node, _SOLID))
            self.flat.frames.append(frame)
        else:
            self._add(node, OPAQUE)

    def _visit_children(self, node: nodes.Node) -> None:
        for child in node.children:
            self.visit(child)

    def _add(self, node: nodes.Node, text: str) -> None:
        self.flat.runs.append(Run(self.position, text, node))
        self.parts.append(text)
        self.position += len(text)


def _give(flat: Flat, start: int, end: int, node: archival_insertion) -> None:
    flat.given.append(Given(start, end, node["kind"]))
    flat.frames += [Frame(start, end, _copier(node)), *bracket_frames(start, end - 1)]


def bracket_frames(opening: int, closing: int) -> list[Frame]:
    """Return the frames of the two square brackets of an insertion."""
    return [Frame(at, at + 1, archival_bracket) for at in (opening, closing)]


def _insertion_of_span(node: nodes.Node) -> archival_insertion | None:
    """Return what a bracketed span is that MyST has parsed (``attrs_inline``), if it is ours."""
    if type(node) is not nodes.inline:
        return None
    kind = next((name for name in node["classes"] if name in KINDS), None)
    if kind is None:
        return None
    return archival_insertion(kind=kind, resp=node.get("resp", HANDS[0]), attributes={})


def _copier(node: nodes.Element) -> Callable[[], nodes.Element]:
    """Return a maker of shallow copies of *node*.

    Only the first keeps its ids, and what the source has in its place.
    """
    made = False

    def make() -> nodes.Element:
        nonlocal made
        copy = node.copy()
        if made:
            copy["ids"], copy["names"] = [], []
            if isinstance(copy, archival_emendation):
                copy["source"] = ""
        made = True
        return copy

    return make

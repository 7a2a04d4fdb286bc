"""Inline content as flat text, and back: what the grammar of labels and brackets works on.

A paragraph's children become *runs*: text, or a node that is opaque to the grammar and counts as
one U+FFFC. Emphasis and its like are transparent: their extents are kept as *frames*, and a
frame that a bracket crosses is split, so that ``*a [b* c]`` keeps both its meanings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from docutils import nodes

from ..model.brackets import HANDS
from ..model.phrases import KINDS
from ..nodes import (
    Name,
    archival_bracket,
    archival_emendation,
    archival_feature,
    archival_insertion,
    archival_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


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


@dataclass(slots=True)
class _Open:
    frame: Frame | None
    element: nodes.Element


def build(
    flat: Flat,
    frames: Sequence[Frame] = (),
    *,
    start: int = 0,
    end: int | None = None,
    drop: Iterable[tuple[int, int]] = (),
) -> list[nodes.Node]:
    """Return the nodes of ``start:end`` of *flat*, with *frames* added around their extents.

    *drop* are stretches that are markup and no text; what is not text in them is kept.
    """
    end = len(flat.text) if end is None else end
    all_frames = sorted(
        (frame for frame in (*flat.frames, *frames) if frame.end > frame.start),
        key=lambda frame: (frame.start, -frame.end),
    )
    if not drop and all(one.end <= other.start for one, other in pairwise(all_frames)):
        return _build_apart(flat, all_frames, start, end)
    cuts = sorted(
        {start, end}
        | {edge for frame in all_frames for edge in (frame.start, frame.end) if start < edge < end}
        | {edge for piece in drop for edge in piece if start < edge < end}
    )
    dropped = sorted(drop)
    root = nodes.Element()
    stack = [_Open(None, root)]
    active: list[Frame] = []
    upcoming = 0
    run_index = drop_index = 0
    for left, right in pairwise(cuts):
        while upcoming < len(all_frames) and all_frames[upcoming].start <= left:
            active.append(all_frames[upcoming])
            upcoming += 1
        active = [frame for frame in active if frame.end > left]
        _open(stack, active)
        while drop_index < len(dropped) and dropped[drop_index][1] <= left:
            drop_index += 1
        is_dropped = drop_index < len(dropped) and dropped[drop_index][0] <= left
        copied = _Stretch(left, right, keep=not is_dropped)
        run_index = _copy(flat, run_index, copied, stack[-1].element)
    children: list[nodes.Node] = root.children
    return children


def _build_apart(flat: Flat, frames: Sequence[Frame], start: int, end: int) -> list[nodes.Node]:
    """Do as :func:`build` for frames none of which lies in another, which is nearly all text."""
    root = nodes.Element()
    at, run_index = start, 0
    for frame in frames:
        if frame.end <= start or frame.start >= end:
            continue
        run_index = _copy(flat, run_index, _Stretch(at, frame.start, keep=True), root)
        at = min(frame.end, end)
        element = frame.make()
        inside = _Stretch(max(frame.start, start), at, keep=True)
        run_index = _copy(flat, run_index, inside, element)
        _put(element, root)
    _copy(flat, run_index, _Stretch(at, end, keep=True), root)
    children: list[nodes.Node] = root.children
    return children


def _open(stack: list[_Open], active: list[Frame]) -> None:
    """Close and open elements until exactly the *active* frames are open, solid ones unsplit."""
    wanted = _in_order(active)
    depth = 0
    while (
        depth < len(wanted) and depth + 1 < len(stack) and stack[depth + 1].frame is wanted[depth]
    ):
        depth += 1
    del stack[depth + 1 :]
    for frame in wanted[depth:]:
        element = frame.make()
        _put(element, stack[-1].element)
        stack.append(_Open(frame, element))


def _put(node: nodes.Node, into: nodes.Element) -> None:
    """Append *node*; what it gets from its document it gets with all of them at once, later."""
    node.parent = into
    into.children.append(node)


def _in_order(active: list[Frame]) -> list[Frame]:
    """Put a splittable frame inside every solid one that it does not wholly contain."""
    if len(active) < 2:  # noqa: PLR2004 (one has no order: nearly all stretches are such)
        return active
    ordered: list[Frame] = [frame for frame in active if frame.solid]
    ordered.sort(key=lambda f: (f.start, -f.end))
    for frame in active:
        if frame.solid:
            continue
        place = 0
        while place < len(ordered) and not (
            frame.start <= ordered[place].start and frame.end >= ordered[place].end
        ):
            place += 1
        ordered.insert(place, frame)
    return ordered


class _Stretch(NamedTuple):
    """What stands between two cuts; its text is kept, or is markup."""

    left: int
    right: int
    keep: bool


def _copy(flat: Flat, index: int, stretch: _Stretch, into: nodes.Element) -> int:
    """Append what stands in *stretch* to *into*; return the index of the run to go on from."""
    left, right = stretch.left, stretch.right
    while index < len(flat.runs) and flat.runs[index].start + len(flat.runs[index].text) <= left:
        index += 1
    at = index
    while at < len(flat.runs) and flat.runs[at].start < right:
        run = flat.runs[at]
        if isinstance(run.node, nodes.Text):
            first = max(left - run.start, 0)
            text = run.text[first : right - run.start]
            if text and stretch.keep:
                _put(_text(flat, text, run.start + first), into)
        elif left <= run.start:
            _put(run.node, into)
        at += 1
    return index


def _text(flat: Flat, text: str, start: int) -> nodes.Text:
    """Return the *text* that begins at *start* of *flat*, with the names in it."""
    end = start + len(text)
    names = [
        Name(name.start - start, name.end - start, name.key)
        for name in flat.names
        if start <= name.start and name.end <= end
    ]
    return archival_text.of(text, names, flat.docname) if names else nodes.Text(text)

"""Flat text as inline content again, with the elements that the grammar has found in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..nodes import Name, archival_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .inline import Flat, Frame

_START = attrgetter("start")


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
    if end <= start:
        return []
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
    # By search: a long paragraph has many pieces and many names.
    first = bisect_left(flat.names, start, key=_START)
    names = [
        Name(name.start - start, name.end - start, name.key)
        for name in takewhile(lambda name: name.end <= end, _from(flat.names, first))
    ]
    return archival_text.of(text, names, flat.docname) if names else nodes.Text(text)


def _from(names: Sequence[Name], first: int) -> Iterator[Name]:
    return (names[index] for index in range(first, len(names)))

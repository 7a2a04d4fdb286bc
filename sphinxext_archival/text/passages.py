"""Brackets and names in running text: flat text is parsed, and nodes are built from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..diagnostics import Diagnostic, warn
from ..markup import inline
from ..model.brackets import HANDS, parse_brackets
from ..nodes import archival_bracket, archival_feature, archival_insertion, archival_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..context import Edition
    from ..model.brackets import Problem, Span
    from ..model.names import NameMatch

_DIAGNOSTICS = {
    "unbalanced": Diagnostic.UNBALANCED,
    "lost_note_marker": Diagnostic.LOST_NOTE_MARKER,
    "unknown_kind": Diagnostic.UNKNOWN_KIND,
    "unknown_hand": Diagnostic.UNKNOWN_HAND,
    "too_deep": Diagnostic.TOO_DEEP,
}
_NAME_GOES_ON = frozenset({"expansion", "alteration"})
"""Kinds whose brackets do not interrupt a name: ``P[eter] Tomsen``."""

_UNREADABLE = (nodes.literal_block, nodes.math_block, nodes.raw, nodes.comment)


class Passages:
    """Reads the text elements of one file."""

    def __init__(self, edition: Edition, docname: str) -> None:
        """Take the phrases and names from *edition*."""
        self.edition = edition
        self.docname = docname

    def edit(self, element: nodes.Element, *, with_brackets: bool) -> None:
        """Give all text in *element* its insertions and mentions."""
        for text_element in list(_text_elements(element)):
            self._edit_passage(text_element, with_brackets=with_brackets)

    def _edit_passage(self, element: nodes.TextElement, *, with_brackets: bool) -> None:
        flat = inline.flatten(element)
        has_brackets = with_brackets and ("[" in flat.text or "]" in flat.text)
        frames: list[inline.Frame] = []
        drop: list[tuple[int, int]] = []
        spans: list[Span] = []
        if has_brackets:
            parsed = parse_brackets(flat.text, self.edition.phrases)
            spans = list(_all_spans(parsed.spans))
            for problem in parsed.problems:
                if problem.offset not in flat.given:
                    self._report(problem, element, flat.text)
            for span in spans:
                frames += _frames_of(span, flat, drop)
        known = {span.start for span in spans}
        for start, given in flat.given.items():
            if start not in known:
                frames += _frames_of_given(start, given)
        if self.edition.autolink:
            frames += self._mentions(flat, spans)
        if not frames:
            return
        children = inline.build(flat, frames, drop=drop)
        element.children = []
        element += children

    def _report(self, problem: Problem, element: nodes.Element, text: str) -> None:
        line = element.line
        if line is not None:
            line += text.count("\n", 0, problem.offset)
        warn(_DIAGNOSTICS[problem.code], problem.message, (self.docname, line))

    def _mentions(self, flat: inline.Flat, spans: Sequence[Span]) -> list[inline.Frame]:
        virtual, offsets = _without_completions(flat, spans)
        frames = []
        for match in self.edition.matcher.find(virtual):
            extent = _extent(match, offsets, spans)
            if extent is not None:
                frames.append(self._mention(match, *extent))
        return frames

    def _mention(self, match: NameMatch, start: int, end: int) -> inline.Frame:
        entity = self.edition.register.entities[match.key]

        def make() -> nodes.Element:
            return addnodes.pending_xref(
                "",
                refdoc=self.docname,
                refdomain="archival",
                reftype=entity.kind,
                reftarget=match.key,
                refexplicit=True,
                refwarn=False,
            )

        return inline.Frame(start, end, make)


def _text_elements(element: nodes.Element) -> Iterator[nodes.TextElement]:
    """Yield the innermost blocks of text in *element*."""
    pending: list[nodes.Node] = [element]
    while pending:
        node = pending.pop()
        if isinstance(node, _UNREADABLE):
            continue
        if isinstance(node, nodes.TextElement):
            if not isinstance(node, nodes.Inline):
                yield node
        else:
            pending.extend(reversed(node.children))


def _all_spans(spans: Sequence[Span]) -> Iterator[Span]:
    pending = list(reversed(spans))
    while pending:
        span = pending.pop()
        yield span
        pending.extend(reversed(span.children))


def _frames_of(
    span: Span, flat: inline.Flat, drop: list[tuple[int, int]]
) -> list[inline.Frame]:
    """Return the frames of *span*; what of it is markup and no text goes to *drop*."""
    given = flat.given.get(span.start)
    if given is not None:
        return _frames_of_given(span.start, given)
    attributes = dict(span.attributes)
    if span.end > span.inner_end + 1:
        drop.append((span.inner_end + 1, span.end))
    if span.feature is not None:
        drop += [(span.start, span.inner_start), (span.inner_end, span.inner_end + 1)]
        return [inline.Frame(span.start, span.end, lambda: _feature(span.feature, attributes))]
    resp = span.resp or HANDS[0]
    return [
        inline.Frame(
            span.start,
            span.end,
            lambda: archival_insertion(kind=span.kind, resp=resp, attributes=attributes),
        ),
        _bracket(span.start),
        _bracket(span.inner_end),
    ]


def _feature(feature: str | None, attributes: dict[str, str]) -> archival_feature:
    allowed = {name: value for name, value in attributes.items() if name in {"place", "hand"}}
    return archival_feature(feature=feature, **allowed)


def _bracket(offset: int) -> inline.Frame:
    return inline.Frame(offset, offset + 1, archival_bracket)


def _frames_of_given(start: int, given: inline.Given) -> list[inline.Frame]:
    """Return the frames of an insertion that a role has made."""
    return [
        inline.Frame(start, given.end, given.node.copy),
        _bracket(start),
        _bracket(given.end - 1),
    ]


def _without_completions(flat: inline.Flat, spans: Sequence[Span]) -> tuple[str, list[int]]:
    """Return the text as names are read from it, with the offset of each of its characters.

    Brackets that complete or alter a word are left out, and so are page breaks.
    """
    skipped = {
        run.start for run in flat.runs if isinstance(run.node, archival_page)
    }
    for span in spans:
        given = flat.given.get(span.start)
        kind = given.node["kind"] if given else span.kind
        if kind in _NAME_GOES_ON and span.feature is None:
            skipped.add(span.start)
            skipped.update(range(span.inner_end, span.end))
    if not skipped:
        return flat.text, list(range(len(flat.text)))
    offsets = [offset for offset in range(len(flat.text)) if offset not in skipped]
    return "".join(flat.text[offset] for offset in offsets), offsets


def _extent(
    match: NameMatch, offsets: Sequence[int], spans: Sequence[Span]
) -> tuple[int, int] | None:
    """Return where *match* stands in the flat text, or None where it would cut a bracket."""
    start, end = offsets[match.start], offsets[match.end - 1] + 1
    for span in spans:
        if span.end <= start or span.start >= end:
            continue
        contains = span.inner_start <= start and end <= span.inner_end
        if contains or (start <= span.start and span.end <= end):
            continue
        # The name may end with the completed letters; the bracket after them belongs to it.
        if start <= span.start and end == span.inner_end:
            end = span.end
            continue
        if span.start < start and span.inner_start == start and end >= span.end:
            start = span.start
            continue
        return None
    return start, end

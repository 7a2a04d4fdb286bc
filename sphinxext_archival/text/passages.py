"""Brackets and names in running text: flat text is parsed, and nodes are built from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import Diagnostic, place_of, warn
from ..markup import inline, rebuild
from ..model.brackets import COMPLETIONS, HANDS, BracketParse, Span, parse_brackets
from ..nodes import (
    Name,
    archival_bracket,
    archival_feature,
    archival_insertion,
    archival_mention,
    archival_noteref,
    archival_page,
    archival_speaker,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..context import Edition
    from ..model.brackets import Problem
    from ..model.names import NameMatch

_DIAGNOSTICS = {
    "unbalanced": Diagnostic.UNBALANCED,
    "lost_note_marker": Diagnostic.LOST_NOTE_MARKER,
    "unknown_kind": Diagnostic.UNKNOWN_KIND,
    "unknown_hand": Diagnostic.UNKNOWN_HAND,
    "attributes": Diagnostic.ATTRIBUTES,
    "too_deep": Diagnostic.TOO_DEEP,
}
_WORDLESS = (
    nodes.literal,
    nodes.math,
    nodes.raw,
    nodes.image,
    nodes.footnote_reference,
    archival_bracket,
    archival_noteref,
    archival_page,
    archival_speaker,
)
"""Inline nodes whose words, if any, are no text of the document, or are printed as they are."""

_NO_BRACKETS = BracketParse((), ())
_UNREADABLE = (nodes.literal_block, nodes.math_block, nodes.raw, nodes.comment)


class Passages:
    """Reads the text elements of one file."""

    def __init__(self, edition: Edition, docname: str) -> None:
        """Take the phrases and names from *edition*."""
        self.edition = edition
        self.docname = docname
        self._searched: list[str] = []

    @property
    def words(self) -> set[str]:
        """The text in which names were looked for, cut at white space."""
        return set("\n".join(self._searched).split())

    def edit(self, element: nodes.Element, *, with_brackets: bool) -> None:
        """Give all text in *element* its insertions and mentions."""
        for block in list(_text_elements(element)):
            if with_brackets:
                for words in list(_closed_words(block)):
                    self._edit_closed_words(words, block)
            self._edit_block(block, with_brackets=with_brackets)

    def _edit_block(self, block: nodes.TextElement, *, with_brackets: bool) -> None:
        flat = inline.flatten(block)
        spans: list[Span] = []
        if with_brackets:
            parsed = self._parse(flat)
            spans = list(_all_spans(parsed.spans))
            for problem in parsed.problems:
                self._report(problem, block, flat.text)
        frames, drop = _frames_of(spans)
        spans += map(_as_span, flat.given)
        if self.edition.autolink:
            frames += self._link_names(flat, spans, [*frames, *flat.frames])
        if frames or flat.given or flat.names:
            _refill(block, rebuild.build(flat, frames, drop=drop))

    def _edit_closed_words(self, words: nodes.Element, block: nodes.TextElement) -> None:
        """Find brackets in the words of a link; no name may be linked there."""
        flat = inline.flatten(words)
        parsed = self._parse(flat, alone=False)
        for problem in parsed.problems:
            self._report(problem, block, flat.text, _text_before(words, block))
        frames, drop = _frames_of(list(_all_spans(parsed.spans)))
        if frames:
            _refill(words, rebuild.build(flat, frames, drop=drop))

    def _parse(self, flat: inline.Flat, *, alone: bool = True) -> BracketParse:
        """Parse the brackets of *flat* that no role has made."""
        text = flat.text
        if flat.given:
            signs = list(text)
            for given in flat.given:
                signs[given.start] = signs[given.end - 1] = inline.OPAQUE
            text = "".join(signs)
        if "[" not in text and "]" not in text:
            return _NO_BRACKETS
        return parse_brackets(text, self.edition.phrases, alone=alone)

    def _report(
        self, problem: Problem, block: nodes.TextElement, text: str, before: str = ""
    ) -> None:
        line = block.line
        if line is not None:
            line += before.count("\n") + text.count("\n", 0, problem.offset)
        warn(_DIAGNOSTICS[problem.code], problem.message, place_of(block, self.docname, line))

    def _link_names(
        self, flat: inline.Flat, spans: Sequence[Span], frames: Sequence[inline.Frame]
    ) -> list[inline.Frame]:
        """Note in *flat* the names in its text, and return frames for those with more in them."""
        virtual, offsets = _without_completions(flat, spans)
        self._searched.append(virtual)
        found = self.edition.matcher.find(virtual)
        if not found:
            return []
        edges = sorted(
            {run.start for run in flat.runs} | {at for f in frames for at in (f.start, f.end)}
        )
        names: list[Name] = []
        composite = []
        for match in found:
            extent = _extent(match, offsets, spans)
            if extent is None:
                continue
            start, end = extent
            if bisect_right(edges, start) == bisect_left(edges, end):
                names.append(Name(start, end, match.key))
            else:
                composite.append(self._mention(match, start, end))
        flat.names, flat.docname = names, self.docname
        return composite

    def _mention(self, match: NameMatch, start: int, end: int) -> inline.Frame:
        return inline.Frame(
            start, end, lambda: archival_mention(key=match.key, refdoc=self.docname)
        )


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


def _closed_words(element: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the words of each link in *element*: the grammar sees a link from outside as one."""
    for node in element.children:
        if isinstance(node, _WORDLESS) or not isinstance(node, nodes.Element):
            continue
        if inline.is_transparent(node) or isinstance(node, archival_insertion):
            yield from _closed_words(node)
        elif inline.AS_WRITTEN not in node["classes"]:
            only = node.children[0] if len(node.children) == 1 else None
            yield only if isinstance(only, nodes.inline) else node


def _text_before(words: nodes.Element, block: nodes.TextElement) -> str:
    """Return the text of *block* before *words*, which stand in it."""
    before = []
    for node in block.findall():
        if node is words:
            break
        if isinstance(node, nodes.Text):
            before.append(str(node))
    return "".join(before)


def _refill(element: nodes.Element, children: list[nodes.Node]) -> None:
    """Give *element* other children.

    Not ``+=``: docutils would give each of them the line that it has read last, which is not its
    own.
    """
    element.children = children
    for child in children:
        child.parent = element


def _as_span(given: inline.Given) -> Span:
    start, end = given.start, given.end
    return Span(start, start + 1, end - 1, end, given.kind, None, None, (), ())


def _frames_of(spans: Sequence[Span]) -> tuple[list[inline.Frame], list[tuple[int, int]]]:
    """Return the frames of *spans*, and the stretches of them that are markup and no text."""
    frames: list[inline.Frame] = []
    drop: list[tuple[int, int]] = []
    for span in spans:
        if span.end > span.inner_end + 1:
            drop.append((span.inner_end + 1, span.end))
        frames.append(inline.Frame(span.start, span.end, _maker(span)))
        if span.feature is None:
            frames += inline.bracket_frames(span.start, span.inner_end)
        else:
            drop += [(span.start, span.inner_start), (span.inner_end, span.inner_end + 1)]
    return frames, drop


def _maker(span: Span) -> Callable[[], nodes.Element]:
    attributes = dict(span.attributes)
    if span.feature is not None:
        return lambda: _feature(span.feature, attributes)
    resp = span.resp or HANDS[0]
    return lambda: archival_insertion(kind=span.kind, resp=resp, attributes=attributes)


def _feature(feature: str | None, attributes: dict[str, str]) -> archival_feature:
    allowed = {name: value for name, value in attributes.items() if name in {"place", "hand"}}
    return archival_feature(feature=feature, **allowed)


def _without_completions(flat: inline.Flat, spans: Sequence[Span]) -> tuple[str, Sequence[int]]:
    """Return the text as names are read from it, with the offset of each of its characters.

    Brackets that complete or alter a word are left out, and so are page breaks.
    """
    text = flat.text
    skipped = [(run.start, run.start + 1) for run in flat.runs if type(run.node) is archival_page]
    for span in spans:
        if span.kind in COMPLETIONS:
            skipped += [(span.start, span.start + 1), (span.inner_end, span.end)]
    if not skipped:
        return text, range(len(text))
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end in (*sorted(skipped), (len(text), len(text))):
        kept.append(text[at:start])
        offsets += range(at, start)
        at = end
    return "".join(kept), offsets


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

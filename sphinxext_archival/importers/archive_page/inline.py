"""The words of a unit as inline content: brackets, markers of notes, bold and italic type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..draft import Insertion, NoteRef, Text
from .insertions import kind_of, spans_of
from .notes import markers_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...model.brackets import Span
    from ..draft import Draft, Inline
    from .units import Unit

__all__ = ["Builder"]

_LOST = re.compile(r"\[(\s*\d{1,4}\s*)\]")


class Builder:
    """Builds inline content; *labels* are those of the notes that are called in the text."""

    def __init__(
        self,
        draft: Draft,
        labels: Iterable[str],
        texts: Iterable[str],
        spelled: frozenset[str] | None = None,
    ) -> None:
        self._draft = draft
        self._spelled = spelled
        self._labels = set(labels)
        self._words = {word.strip(".,;:!?\"'") for text in texts for word in text.split()}

    def inline(
        self, unit: Unit, start: int = 0, end: int | None = None, *, notes: bool = True
    ) -> tuple[Inline, ...]:
        """Return ``text[start:end]`` of *unit* as inline content."""
        end = len(unit.text) if end is None else end
        markers = [
            (first, last, label)
            for first, last, label, _spelled in markers_in(unit, self._labels, start, self._spelled)
            if notes and first >= start and last <= end
        ]
        # A marker is no bracket: one sign that is no text stands for each of its signs.
        signs = list(unit.text[:end])
        for first, last, _label in markers:
            signs[first:last] = ["\ufffc"] * (last - first)
        text = "".join(signs)
        spans = spans_of(text[start:])
        return tuple(self._content(text, spans, (start, end), start, unit, markers))

    def _content(  # noqa: PLR0913, PLR0917 - what is the same on all levels of brackets
        self,
        text: str,
        spans: Sequence[Span],
        extent: tuple[int, int],
        base: int,
        unit: Unit,
        markers: list[tuple[int, int, str]],
    ) -> list[Inline]:
        at, end = extent
        parts: list[Inline] = []
        for span in sorted(spans, key=lambda one: one.start):
            parts += self._text(text, at, span.start + base, markers)
            inner = self._content(
                text,
                span.children,
                (span.inner_start + base, span.inner_end + base),
                base,
                unit,
                markers,
            )
            kind = self._kind(text[base:], span, unit)
            parts.append(Insertion(tuple(inner), *kind))
            # A block of attributes behind it is text of the source.
            at = span.inner_end + base + 1
        parts += self._text(text, at, end, markers)
        return parts

    def _kind(self, text: str, span: Span, unit: Unit) -> tuple[str, str, float]:
        words = text[span.inner_start : span.inner_end]
        found = kind_of(text, span, repeated=words in self._words)
        decided = "inferred" if found.confidence > 0.65 else "decision"  # noqa: PLR2004
        self._draft.find(
            decided, found.rule, f"a bracket of the kind {found.kind}",  # type: ignore[arg-type]
            unit.line, found.confidence, f"[{words}]",
        )  # fmt: skip
        return found.kind, found.resp, found.confidence

    def _text(
        self, text: str, start: int, end: int, markers: list[tuple[int, int, str]]
    ) -> list[Inline]:
        parts: list[Inline] = []
        at = start
        for lost in _LOST.finditer(text, start, end):
            parts += self._plain(text, at, lost.start(), markers)
            parts.append(Insertion((Text(lost[1]),), "supplied"))
            self._draft.find(
                "decision", "lost-note", "a number in brackets, and no note of that number",
                confidence=0.5, words=lost[0],
            )  # fmt: skip
            at = lost.end()
        return [*parts, *self._plain(text, at, end, markers)]

    @staticmethod
    def _plain(
        text: str, start: int, end: int, markers: list[tuple[int, int, str]]
    ) -> list[Inline]:
        parts: list[Inline] = []
        at = start
        for first, last, label in sorted(markers):
            if first < start or last > end:
                continue
            if first > at:
                parts.append(Text(text[at:first]))
            parts.append(NoteRef(label))
            at = last
        if at < end:
            parts.append(Text(text[at:end]))
        return parts

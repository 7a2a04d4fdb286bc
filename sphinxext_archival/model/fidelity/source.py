"""The source as flat text, and what a file of emendations says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..received import BREAK, MARKER, PAGE
from .flat import EITHER, PARAGRAPH, WRAP, Flat, Place, marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..emendations import Emendation
    from ..received import Mark, Paragraph, ReceivedText

__all__ = ["EMENDED", "Applied", "Complaint", "apply", "flat_source"]

EMENDED = "emendation"
"""What a bracket is that a file of emendations speaks of."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_SHOWN_LINES = 6
_LONG_LINE = 40
"""So many words in the only line of a file were more than one paragraph."""


class Complaint(NamedTuple):
    """What is wrong with an emendation: the line of its file, and one sentence."""

    line: int
    message: str


class Applied(NamedTuple):
    """A source as it was emended.

    ``brackets`` is how many ``[`` the emendations have taken away or replaced. ``added`` are those
    emendations that add words to the edition: where these stand is known when both are aligned.
    ``used`` says how often each of the others was used.
    """

    flat: Flat
    brackets: int
    added: tuple[Emendation, ...]
    used: tuple[tuple[Emendation, int], ...]
    complaints: tuple[Complaint, ...]


class _Edit(NamedTuple):
    start: int
    end: int
    text: str
    of: Emendation


def flat_source(received: ReceivedText) -> Flat:
    """Return the whole of a source as flat text; its places name its lines."""
    flat = Flat()
    if _is_one_line(received):
        (paragraph,) = received.paragraphs
        for start, text in _pieces(paragraph):
            place = Place(received.name, paragraph.line_at(start))
            flat.add(_SPACES.sub(EITHER, text), place)
        return flat
    for number, paragraph in enumerate(received.paragraphs):
        if number:
            gap = EITHER if paragraph.after_page else PARAGRAPH
            flat.add(gap, Place(received.name, paragraph.line))
        for start, text in _pieces(paragraph):
            flat.add(text, Place(received.name, paragraph.line_at(start)))
    return flat


def _is_one_line(received: ReceivedText) -> bool:
    """Say whether a source has no paragraphs at all, so that any space may end one."""
    only = received.paragraphs[0].text if len(received.paragraphs) == 1 else ""
    return "\n" not in only and len(only.split()) >= _LONG_LINE


def _pieces(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """Yield the text of a paragraph, cut where a line begins, with its markers made such."""
    text = _CONTROL.sub("", paragraph.text) if _CONTROL.search(paragraph.text) else paragraph.text
    if text != paragraph.text:
        yield 0, text.replace("\n", EITHER)
        return
    marks: list[Mark] = [m for m in paragraph.marks if m.kind in {BREAK, MARKER, PAGE}]
    at = 0
    for mark in marks:
        if mark.start < at:
            continue
        yield from _lines(text, at, mark.start)
        yield mark.start, marker(mark.value) if mark.kind == MARKER else EITHER
        at = mark.end
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    while (newline := text.find("\n", start, end)) >= 0:
        yield start, text[start:newline] + WRAP
        start = newline + 1
    if start < end:
        yield start, text[start:end]


def apply(flat: Flat, emendations: Sequence[Emendation]) -> Applied:
    """Return *flat* as *emendations* have it."""
    edits: list[_Edit] = []
    complaints: list[Complaint] = []
    added: list[Emendation] = []
    for emendation in emendations:
        if emendation.lines is not None:
            found = _lines_out(flat, emendation)
        elif emendation.source is None:
            added.append(emendation)
            continue
        else:
            found = _replaced(flat, emendation, complaints)
        if not found and emendation.lines is not None:
            first, last = emendation.lines
            message = f"lines {first}–{last} of the source hold no words"
            complaints.append(Complaint(emendation.at, message))
        edits += found
    edits.sort()
    kept: list[_Edit] = []
    for edit in edits:
        if kept and edit.start < kept[-1].end:
            other = kept[-1].of.at
            message = f"it speaks of words that the emendation in line {other} speaks of too"
            complaints.append(Complaint(edit.of.at, message))
        else:
            kept.append(edit)
    used: dict[Emendation, int] = {}
    for edit in kept:
        used[edit.of] = used.get(edit.of, 0) + 1
    emended, brackets = _edited(flat, kept)
    counts = tuple(sorted(used.items(), key=lambda item: item[0].at))
    return Applied(emended, brackets, tuple(added), counts, tuple(complaints))


def _lines_out(flat: Flat, emendation: Emendation) -> list[_Edit]:
    """Return the edits that leave lines out."""
    first, last = emendation.lines or (1, 0)
    ends = [*flat.starts[1:], flat.length]
    edits: list[_Edit] = []
    for place, start, end in zip(flat.places, flat.starts, ends, strict=True):
        words = flat.text[start:end]
        if first <= (place.line or 0) <= last and words.strip():
            stays = len(words) - len(words.lstrip())
            edits.append(
                _Edit(start + stays, end - len(words) + len(words.rstrip()), "", emendation)
            )
    return edits


def _replaced(flat: Flat, emendation: Emendation, complaints: list[Complaint]) -> list[_Edit]:
    """Return the edits that put words in place of others."""
    source = (emendation.source or "").strip()
    found = [match.span() for match in _pattern(source).finditer(flat.text)]
    lines = [flat.place_at(start).line for start, _ in found]
    if emendation.line is not None:
        found = [span for span, line in zip(found, lines, strict=True) if line == emendation.line]
    message = ""
    if not found:
        where = "" if emendation.line is None else f" in line {emendation.line}"
        message = f"the source does not have “{source}”{where}{_where(lines)}"
    elif len(found) > 1 and not emendation.everywhere:
        advice = "add `line:` or, if all are meant, `everywhere: true`"
        if emendation.line is not None:
            advice = "write more of the words around it"
        message = f"the source has “{source}” {len(found)} times{_where(lines)}; {advice}"
        found = []
    if message:
        complaints.append(Complaint(emendation.at, message))
    return [_Edit(start, end, emendation.edition, emendation) for start, end in found]


def _where(lines: Sequence[int | None]) -> str:
    shown = ", ".join(str(line) for line in lines[:_SHOWN_LINES])
    more = " …" if len(lines) > _SHOWN_LINES else ""
    return f" (but in line {shown}{more})" if shown else ""


_LABEL = re.compile(r"\[(\w{1,6}|\*{1,4})\]")
_SPACES = re.compile(r"\s+")


def _pattern(source: str) -> re.Pattern[str]:
    """Return what finds the words *source*, with whatever space, and its markers as markers."""
    parts = []
    for word in _SPACES.split(source):
        at = 0
        written = ""
        for match in _LABEL.finditer(word):
            written += re.escape(word[at : match.start()])
            written += f"(?:{re.escape(match[0])}|{re.escape(marker(match[1]))})"
            at = match.end()
        parts.append(written + re.escape(word[at:]))
    return re.compile(r"\s+".join(parts))


def _edited(flat: Flat, edits: Sequence[_Edit]) -> tuple[Flat, int]:
    emended = Flat()
    brackets = at = 0
    for edit in edits:
        emended.extend(flat.slice(at, edit.start))
        out = flat.text[edit.start : edit.end]
        brackets += out.count("[") + out.count("\x01")
        # Where an entry has a line end, the edition has the end of a paragraph.
        lines = (_SPACES.sub(" ", line.strip()) for line in edit.text.strip().split("\n"))
        text = PARAGRAPH.join(lines)
        for match in re.finditer(r"\[", text):
            emended.kinds[emended.length + match.start()] = EMENDED
        emended.add(text, flat.place_at(edit.start))
        at = edit.end
    emended.extend(flat.slice(at, flat.length))
    return emended, brackets

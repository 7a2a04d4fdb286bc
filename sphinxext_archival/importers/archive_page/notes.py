"""The notes of a page: their bodies, which stand below the text, and what calls them there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model.received import MARKER, NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .units import Unit

__all__ = ["Body", "find_bodies", "markers_in", "spellings"]

_HEADING = re.compile(
    r"(?i)(?:translator.s |editor.s |editorial |foot|end)?notes?:?|anmerkungen:?|примечания:?|"
    r"-{3,}|_{3,}|\*\s*\*\s*\*"
)
_PLAIN = re.compile(r"(?P<label>\d{1,3}|[a-z]|\*{1,4})(?P<sign>[.)/]|(?=\s))\s*")
_BRACKETED = re.compile(r"\s*\[(?P<label>[\w*]{1,4})\]\s*")


@dataclass(slots=True)
class Body:
    """A note: its label, the units it has, and where its words begin in the first."""

    label: str
    units: list[int]
    start: int
    type: str = "editor"
    called: bool = False
    keys: list[str] = field(default_factory=list)


def _label_of(unit: Unit, *, listed: bool) -> tuple[str, int] | None:
    """Return the label of the note that *unit* may be, and where its words begin."""
    for mark in unit.marks:
        if mark.kind in {MARKER, NUMBER} and not unit.text[: mark.start].strip():
            end = mark.end
            while end < len(unit.text) and unit.text[end] in " .:\t":
                end += 1
            return (mark.value, end) if end < len(unit.text) else None
    bracketed = _BRACKETED.match(unit.text)
    if bracketed and bracketed["label"].isdecimal():
        return bracketed["label"], bracketed.end()
    plain = _PLAIN.match(unit.text)
    if (
        plain
        and listed
        and plain.end() < len(unit.text)
        and (plain["sign"] or plain["label"][0] in "*0123456789")
    ):
        return plain["label"], plain.end()
    return None


def find_bodies(units: list[Unit]) -> tuple[list[Body], set[int]]:
    """Return the notes below the text, and the units that are their headings.

    They are the last units but for the foot of the page, each begins with a label, and their
    numbers go up; below a heading or a line across the label needs no brackets.
    """
    headings: set[int] = set()
    start = None
    for at in range(len(units) - 1, -1, -1):
        if _HEADING.fullmatch(units[at].text.strip()):
            following = units[at + 1 :]
            if following and _label_of(following[0], listed=True):
                start, headings = at + 1, {at}
                break
    if start is None:
        labels = [_label_of(unit, listed=False) for unit in units]
        start = _first_of_run(labels)
        if start is None:
            return [], set()
    bodies: list[Body] = []
    for at in range(start, len(units)):
        found = _label_of(units[at], listed=bool(headings))
        if found is not None and _goes_on(bodies, found[0]):
            bodies.append(Body(found[0], [at], found[1]))
        elif bodies and units[at].text[:1].islower():
            bodies[-1].units.append(at)
        else:
            break
    return bodies, headings


def _goes_on(bodies: list[Body], label: str) -> bool:
    if not bodies or not label.isdecimal() or not bodies[-1].label.isdecimal():
        return label not in {body.label for body in bodies}
    return int(label) > int(bodies[-1].label)


def _first_of_run(labels: list[tuple[str, int] | None]) -> int | None:
    """Return where the last run of labels that go up begins."""
    first: int | None = None
    last: str | None = None
    for at in range(len(labels) - 1, -1, -1):
        found = labels[at]
        if found is None:
            continue
        label = found[0]
        if last is not None and label.isdecimal() and last.isdecimal() and int(label) >= int(last):
            return first
        first, last = at, label
    return first


_GLUED = re.compile(
    r"(?<=[.,;:!?\"”’)\]])(?P<label>\d{1,3})(?=\s|$)|(?<=[^\W\d_]{2})(?P<bare>\d{1,3})(?=[\s.,;:!?]|$)"
)
_ROUND = re.compile(r"\s?\((?P<label>\d{1,3})\)")
_SLASH = re.compile(r"(?P<label>[\dx*]{1,3})/(?=\s|$)")


def spellings(units: Iterable[Unit], labels: set[str]) -> frozenset[str]:
    """Return how the markers of a text are spelled: in brackets where one is, else as they are."""
    found = {spelled for unit in units for *_, spelled in markers_in(unit, labels)}
    bracketed = found & {MARKER, NUMBER}
    return frozenset(bracketed or found)


def markers_in(
    unit: Unit, labels: set[str], start: int = 0, allowed: frozenset[str] | None = None
) -> Iterator[tuple[int, int, str, str]]:
    """Yield the markers of notes *labels* in *unit*: start, end, label, and how it is spelled."""
    taken: list[tuple[int, int]] = []
    for mark in unit.marks:
        if mark.kind in {MARKER, NUMBER} and mark.start >= start and mark.value in labels:
            taken.append((mark.start, mark.end))
            yield mark.start, mark.end, mark.value, mark.kind
    if allowed is not None and not allowed - {MARKER, NUMBER}:
        return
    for pattern, spelled in ((_ROUND, "round"), (_SLASH, "slash"), (_GLUED, "glued")):
        for match in pattern.finditer(unit.text, start):
            label = match["label"] or (match.groupdict().get("bare") or "")
            clash = any(first < match.end() and match.start() < last for first, last in taken)
            if label in labels and not clash:
                taken.append(match.span())
                yield match.start(), match.end(), label, spelled

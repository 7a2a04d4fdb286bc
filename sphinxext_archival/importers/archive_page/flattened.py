"""A page whose line ends are lost: its fields, its turns and its notes follow one another.

Such a page is one long line. Where a field, a label that comes back, or a note below the text
begins, a line ended; each such place is declared as an emendation.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...model.received import Mark
from ..draft import SourceChange
from .candidates import fold_name
from .dates import is_date
from .header import NAMES
from .units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..draft import Draft

__all__ = ["unflattened"]

_LONG = 250
_NAMES = "|".join(map(re.escape, sorted(NAMES, key=lambda name: (-len(name), name))))
_NAME = re.compile(rf"(?<=\s)(?=[^\W\d_a-z])(?P<name>(?i:{_NAMES})):(?=\s)")
_CAPITAL = r"[^\W\d_a-z][\w.'’-]*"
_LABEL = re.compile(rf"(?:^|\s)(?P<label>(?:{_CAPITAL} ){{0,4}}{_CAPITAL}):(?=\s)")
_STOP_LABEL = re.compile(
    r"(?:^|(?<=[.?!)\]\"”’…])\s)"
    r"(?P<label>(?:[^\W\d_a-z][^\W\d_]?\. ?){0,3}(?:[^\W\d_a-z]{3,}[ -]?){1,3})\.(?=\s)"
)
_BODY = re.compile(r"(?<=[.!?)\]])\s(?P<label>\[\d{1,2}\])\s(?=[^\W\d_a-z\"“])")
_CONTENTS = re.compile(
    r"(?:Translation\s*[-–]\s*\w+|\w+ (?:Translation|Transcript|Transcription|Original))\s"
)
_DATE = re.compile(r"(?:\w+ \d{1,2}, \d{4}|\d{1,2} \w+ \d{4})$")
_MOST_WORDS = 8


def unflattened(units: list[Unit], draft: Draft) -> list[Unit]:
    """Return *units*, with those cut that hold several lines without their ends."""
    result: list[Unit] = []
    for unit in units:
        cuts = sorted(_cuts(unit.text)) if len(unit.text) > _LONG else []
        pieces = [_slice(unit, start, end) for start, end in _between(cuts, len(unit.text))]
        if len(pieces) > 1:
            _declare(unit, cuts, draft)
            draft.find(
                "inferred",
                "flattened",
                f"the ends of {len(cuts)} lines are lost here",
                unit.line,
                0.8,
            )
        result += pieces
    return result


def _between(cuts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    yield from zip([0, *cuts], [*cuts, end], strict=True)


def _cuts(text: str) -> set[int]:
    fields = list(_NAME.finditer(text))
    labels = _labels(text)
    cuts: set[int] = set()
    if len(fields) > 1:
        cuts |= {match.start("name") for match in fields}
        cuts |= _around_fields(text, fields)
    if len(labels) > 2:  # noqa: PLR2004
        cuts |= set(labels)
        last = max(labels)
        cuts |= {match.start("label") for match in _BODY.finditer(text, last)}
    return cuts - {0}


def _labels(text: str) -> list[int]:
    """Return where the labels begin that come back in *text*."""
    for pattern in (_LABEL, _STOP_LABEL):
        found = [
            match for match in pattern.finditer(text) if fold_name(match["label"]) not in NAMES
        ]
        # A name that ends a sentence may stand before a label: `London Lin Dao:`.
        tails: Counter[str] = Counter()
        for match in found:
            words = match["label"].split()
            tails.update({" ".join(words[at:]) for at in range(len(words))})
        places = []
        for match in found:
            words = match["label"].split()
            names = [" ".join(words[at:]) for at in range(len(words))]
            best = max(names, key=lambda name: (tails[name], len(name)))
            if tails[best] > 1:
                places.append(match.end("label") - len(best))
        if len(places) > 2:  # noqa: PLR2004
            return places
    return []


def _around_fields(text: str, fields: Sequence[re.Match[str]]) -> set[int]:
    """Return where the title and the date above the fields begin, and the text below them."""
    cuts: set[int] = set()
    head = text[: fields[0].start("name")].rstrip()
    quoted = re.search(r'[“"«](?P<title>[^”"»]{5,200}?)[,.]?[”"»]', text[fields[0].end() :])
    if quoted and head.endswith(quoted["title"]):
        cuts.add(len(head) - len(quoted["title"]))
        head = head[: -len(quoted["title"])].rstrip()
    date = _DATE.search(head)
    if date and is_date(date[0]):
        cuts.add(date.start())
    contents = _CONTENTS.match(text, fields[-1].end() + 1)
    if contents:
        cuts.add(contents.end())
    return cuts


def _slice(unit: Unit, start: int, end: int) -> Unit:
    piece = unit.text[start:end]
    lead = len(piece) - len(piece.lstrip())
    first = start + lead
    marks = [
        Mark(mark.kind, mark.start - first, mark.end - first, mark.value)
        for mark in unit.marks
        if first <= mark.start and mark.end <= end
    ]
    return Unit(piece.strip(), unit.line, marks, block=unit.block, last_line=unit.last_line)


def _declare(unit: Unit, cuts: Sequence[int], draft: Draft) -> None:
    """Declare the ends of lines that the source has lost.

    The words between two cuts that are near each other are declared with both.
    """
    text = unit.text
    spans: list[tuple[int, int, list[int]]] = []
    for cut in cuts:
        start, end = _unique(text, cut)
        if spans and start < spans[-1][1]:
            first, last, inner = spans.pop()
            spans.append((first, max(last, end), [*inner, cut]))
        else:
            spans.append((start, end, [cut]))
    for start, end, inner in spans:
        parts = [text[a:b].strip() for a, b in zip([start, *inner], [*inner, end], strict=True)]
        draft.changes.append(
            SourceChange(
                "The page has lost the ends of its lines.",
                text[start:end].strip(),
                "\n".join(parts),
                unit.line,
            )
        )


def _unique(text: str, cut: int) -> tuple[int, int]:
    """Return a stretch around *cut* whose words stand once in *text*."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    at = next(index for index, start in enumerate(starts) if start >= cut)
    for size in range(1, _MOST_WORDS):
        start, end = starts[max(at - size, 0)], ends[min(at + size - 1, len(ends) - 1)]
        words = text[start:end]
        if text.count(words) == 1:
            return start, end
    return start, end

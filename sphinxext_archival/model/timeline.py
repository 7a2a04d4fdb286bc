"""A time line: from dates to places between 0 and 100, with marks that do not cover each other.

Places are parts of the whole width, so that a line is as wide as its page. Where there are more
documents than marks would fit, they are counted by month, year or more years: a line has at most
:data:`MOST_MARKS` marks or :data:`MOST_BINS` columns, however many documents there are.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from .dates import DateError, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .dates import Date

MOST_MARKS = 90
MOST_BINS = 72
MOST_LANES = 8
MOST_LABELS = 9
MARK = 3.6
"""The width of the smallest mark: 12 of the 328 pixels that a line has on a telephone."""

_OPEN = {"0000-01-01", "9999-12-31"}
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_BETWEEN = ((3, 12), (6, 4), (10**6, 1))
"""How many parts a year has, by the number of years."""
_MONTHS = (1, 3, 6, *(12 * step for step in _STEPS))


class Tick(NamedTuple):
    """Where a year or month begins: its name, as in a date, or nothing where it has none."""

    at: float
    date: str


class Mark(NamedTuple):
    """The place of the date *item*: from *at*, so *wide*, in a *lane* from the axis up.

    It is *sure* if the date is a day or a period from one date to another, without a doubt.
    """

    item: int
    at: float
    width: float
    lane: int
    sure: bool


class Column(NamedTuple):
    """All dates that begin in one stretch of time: its first and last month or year."""

    at: float
    width: float
    first: str
    last: str
    indexes: tuple[int, ...]


class Timeline(NamedTuple):
    """Ticks, and either marks, in so many *lanes*, or columns; *undated* are indexes.

    *years* are the first and the last in which there is something, as a period in EDTF.
    """

    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    columns: tuple[Column, ...]
    lanes: int
    undated: tuple[int, ...]
    years: str = ""


def timeline(dates: Sequence[str]) -> Timeline:
    """Return the time line of *dates*, as written: what is no EDTF, or has no end, is undated."""
    spans = {index: span for index, text in enumerate(dates) if (span := _span(text))}
    undated = tuple(index for index in range(len(dates)) if index not in spans)
    if not spans:
        return Timeline((), (), (), 0, undated)
    first = floor(min(span.start for span in spans.values()))
    last = max(ceil(max(span.end for span in spans.values())), first + 1)
    step = next((s for s in _STEPS if (last - first) / s <= MOST_LABELS), _STEPS[-1])
    scale = _Scale(floor(first / step) * step, ceil(last / step) * step, step)
    years = f"{first:04}/{last - 1:04}" if last - first > 1 else f"{first:04}"
    marks = _marks(spans, scale)
    lanes = 1 + max(mark.lane for mark in marks)
    if len(marks) > MOST_MARKS or lanes > MOST_LANES:
        return Timeline(_ticks(scale), (), _columns(spans, scale), 0, undated, years)
    return Timeline(_ticks(scale), tuple(marks), (), lanes, undated, years)


class _Span(NamedTuple):
    start: float
    end: float
    sure: bool


def _span(text: str) -> _Span | None:
    try:
        date = parse_date(text)
    except DateError:
        return None
    ends = [day for day in (date.earliest, date.latest) if day not in _OPEN]
    if not ends:
        return None
    return _Span(_year(ends[0]), _year(ends[-1], day_after=True), _is_sure(date))


def _is_sure(date: Date) -> bool:
    if len(set("?~%X[{.") & set(date.edtf)) or date.edtf.endswith("/"):
        return False
    return date.earliest == date.latest or "/" in date.edtf


def _year(day: str, *, day_after: bool = False) -> float:
    """Return an ISO day as a year and its part; all months are as long as each other."""
    year, month, number = (int(part) for part in day.split("-"))
    whole = day_after and (month, number) == (12, 31)
    return year + 1.0 if whole else year + (month - 1 + (number - 1 + day_after) / 31) / 12


class _Scale(NamedTuple):
    first: int
    last: int
    step: int

    def at(self, year: float) -> float:
        return round(100 * (year - self.first) / (self.last - self.first), 2)

    @property
    def years(self) -> int:
        return self.last - self.first


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    if scale.years == 1:
        months = [f"{scale.first:04}-{month:02}" for month in range(1, 13)]
        return tuple(Tick(scale.at(scale.first + at / 12), name) for at, name in enumerate(months))
    parts = next(n for most, n in _BETWEEN if scale.years <= most)
    if scale.step > 1:
        parts = min(scale.step, 5)
    ticks = []
    for year in range(scale.first, scale.last + 1, scale.step):
        ticks.append(Tick(scale.at(year), f"{year:04}"))
        if year < scale.last:
            between = (year + scale.step * part / parts for part in range(1, parts))
            ticks += [Tick(scale.at(place), "") for place in between]
    return tuple(ticks)


def _marks(spans: dict[int, _Span], scale: _Scale) -> list[Mark]:
    """Return a mark for each span, in the lowest lane where it covers no other."""
    free: list[float] = []
    marks = []
    for index, span in sorted(spans.items(), key=lambda item: (item[1].start, item[0])):
        at = scale.at(span.start)
        width = round(scale.at(span.end) - at, 2)
        left, right = (at, at + width) if width > MARK else (at - MARK / 2, at + MARK / 2)
        lane = next((lane for lane, end in enumerate(free) if end <= left), len(free))
        free[lane : lane + 1] = [right]
        marks.append(Mark(index, at, width if width > MARK else 0.0, lane, span.sure))
    return marks


def _columns(spans: dict[int, _Span], scale: _Scale) -> tuple[Column, ...]:
    """Return how many dates begin in each month, quarter or half, or in each so many years."""
    months = next((m for m in _MONTHS if scale.years * 12 / m <= MOST_BINS), _MONTHS[-1])
    found: dict[int, list[int]] = defaultdict(list)
    for index, span in spans.items():
        # A hair later: a month that begins after a third of a year begins there.
        found[floor((span.start - scale.first) * 12 / months + 1e-6)].append(index)
    columns = []
    for place, indexes in sorted(found.items()):
        first = scale.first * 12 + place * months
        columns.append(
            Column(
                at=scale.at(first / 12),
                width=round(100 * months / (12 * scale.years), 2),
                first=_name(first, months),
                last=_name(first + months - 1, months),
                indexes=tuple(indexes),
            )
        )
    return tuple(columns)


def _name(month: int, months: int) -> str:
    """Return the name of a *month*, counted from year 0, or of its year where those are counted."""
    year = f"{month // 12:04}"
    return f"{year}-{month % 12 + 1:02}" if months < 12 else year  # noqa: PLR2004


_ROOM = 35.0
"""A date in words needs as much of a line on a telephone."""


def side(mark: Mark) -> str:
    """Return where words have room beside *mark*: ``after``, ``before``, or else ``above``."""
    before, after = mark.at, 100 - mark.at - mark.width
    if max(before, after) < _ROOM:
        return "above"
    return "after" if after >= before else "before"


def spread(marks: Iterable[Mark]) -> tuple[tuple[Mark, ...], int]:
    """Return *marks* with a lane for each and its words, and the number of lanes.

    It is for so few that each has words beside it; those above a mark have the next lane.
    """
    placed = []
    lane = 0
    for mark in sorted(marks, key=lambda mark: (mark.at, mark.item), reverse=True):
        placed.append(Mark(mark.item, mark.at, mark.width, lane, mark.sure))
        lane += 2 if side(mark) == "above" else 1
    return tuple(placed), lane

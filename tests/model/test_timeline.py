"""A time line: every date has its place, no mark covers another, and its size is bounded."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.timeline import (
    MARK,
    MOST_BINS,
    MOST_LABELS,
    MOST_LANES,
    MOST_MARKS,
    side,
    spread,
    timeline,
)

DAYS = st.dates().map(str)
DATES = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: f"{day[:4]}?"),
    st.tuples(DAYS, DAYS).map(lambda days: "/".join(sorted(days))),
    st.sampled_from(["", "soon", "1990/..", "../1991", "198X", "1990~"]),
)


@given(st.lists(DATES, max_size=120))
def test_every_date_has_its_place_on_the_line(dates: list[str]) -> None:
    line = timeline(dates)
    marked = [mark.item for mark in line.marks]
    counted = [index for column in line.columns for index in column.indexes]

    assert not (marked and counted)
    assert sorted([*marked, *counted, *line.undated]) == list(range(len(dates)))
    assert len(line.marks) <= MOST_MARKS
    assert len(line.columns) <= MOST_BINS
    assert line.lanes <= MOST_LANES
    assert sum(bool(tick.date) for tick in line.ticks) <= max(MOST_LABELS + 1, 12)
    places = [(mark.at, mark.width) for mark in line.marks]
    places += [(column.at, column.width) for column in line.columns]
    for at, width in places:
        assert 0 <= at <= 100
        assert at + width <= 100.1


@given(st.lists(DATES, max_size=60))
def test_no_mark_covers_another(dates: list[str]) -> None:
    lanes: dict[int, list[tuple[float, float]]] = {}
    for mark in timeline(dates).marks:
        half = 0.0 if mark.width else MARK / 2
        lanes.setdefault(mark.lane, []).append((mark.at - half, mark.at + mark.width + half))
    for lane in lanes.values():
        ends = sorted(lane)
        assert all(left[1] <= right[0] + 0.01 for left, right in pairwise(ends))


def test_one_date_stands_among_the_months_of_its_year() -> None:
    line = timeline(["1990-08-23"])
    assert [tick.date for tick in line.ticks] == [f"1990-{month:02}" for month in range(1, 13)]
    assert line.years == "1990"
    (mark,) = line.marks
    assert line.ticks[7].at < mark.at < line.ticks[8].at
    assert (mark.width, mark.lane, mark.sure) == (0.0, 0, True)


@pytest.mark.parametrize(
    ("date", "sure"),
    [
        ("1990-08-23", True),
        ("1990-08-23/1990-12-24", True),
        ("1990-08-23?", False),
        ("1990-08", False),
        ("1990~", False),
        ("1990/..", False),
        ("[1990-08-23,1990-08-25]", False),
    ],
)
def test_what_is_not_known_to_the_day_is_not_sure(date: str, sure: bool) -> None:  # noqa: FBT001
    assert [mark.sure for mark in timeline([date]).marks] == [sure]


def test_two_thousand_documents_are_columns_of_their_quarters() -> None:
    dates = [f"{1978 + n % 14}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(2000)]
    line = timeline(dates)
    assert not line.marks
    assert sum(len(column.indexes) for column in line.columns) == 2000
    assert line.columns[0].first.endswith("-01")
    assert line.columns[0].last.endswith("-03")


def test_a_few_marks_have_a_lane_each_for_their_words() -> None:
    line = timeline(["1990-08-23", "1990-08-24", "1951"])
    marks, lanes = spread(line.marks)
    assert sorted(mark.lane for mark in marks) == [0, 1, 2]
    assert lanes == 3
    assert [side(mark) for mark in marks] == ["before", "before", "after"]


def test_words_stand_above_a_mark_that_fills_the_line() -> None:
    marks, lanes = spread(timeline(["1990", "1990-12-30"]).marks)
    assert [(mark.item, mark.lane, side(mark)) for mark in marks] == [
        (1, 0, "before"),
        (0, 1, "above"),
    ]
    assert lanes == 3

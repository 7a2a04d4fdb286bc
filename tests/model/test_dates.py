"""Dates in EDTF: what is read, what is refused and how, and how a date is shown."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model import dates
from sphinxext_archival.model.dates import Date, DateError, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("1990-08-23", "1990-08-23", "1990-08-23"),
        ("1990-08", "1990-08-01", "1990-08-31"),
        ("1992-02", "1992-02-01", "1992-02-29"),
        ("1990", "1990-01-01", "1990-12-31"),
        ("1990-08?", "1990-08-01", "1990-08-31"),
        ("1990~", "1990-01-01", "1990-12-31"),
        ("1990-08-23/1990-08-24", "1990-08-23", "1990-08-24"),
        ("1990-08/1991", "1990-08-01", "1991-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("1990-XX", "1990-01-01", "1990-12-31"),
        ("1990-21", "1990-03-01", "1990-05-31"),
        ("[1990,1992]", "1990-01-01", "1992-12-31"),
        ("1990-08-23T10:00:00", "1990-08-23", "1990-08-23"),
    ],
)
def test_date_spans_all_days_that_it_may_mean(written: str, earliest: str, latest: str) -> None:
    assert parse_date(written) == Date(written, earliest, latest)


@pytest.mark.parametrize("written", ["1990/..", "1990/"])
def test_open_or_unknown_end_sorts_last(written: str) -> None:
    assert parse_date(written).latest == "9999-12-31"


@pytest.mark.parametrize("written", ["../1990", "/1990", "-0044", "[..1990]"])
def test_open_or_unknown_beginning_sorts_first(written: str) -> None:
    assert parse_date(written).earliest == "0000-01-01"


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("1990-08-23", (1990, 1990)),
        ("1990/1992", (1990, 1992)),
        ("../1990", (None, 1990)),
        ("1990/..", (1990, None)),
        ("-0044-03-15", (None, None)),
        ("Y99999", (None, None)),
    ],
)
def test_years_of_a_date_are_those_that_it_has(
    written: str, years: tuple[int | None, int | None]
) -> None:
    assert parse_date(written).years == years


def test_white_space_around_a_date_is_not_part_of_it() -> None:
    assert parse_date(" 1990-08\n").edtf == "1990-08"


@pytest.mark.parametrize(
    "written",
    [
        "1990-02-31",
        "1990-04-31",
        "1991-02-29",
        "1991-02-29?",
        "1991-02-29/1991-03-01",
        "[1991-02-29,1992]",
        "1990-13",
        "1990-00",
        "1990-08-00",
    ],
)
def test_impossible_day_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        parse_date(written)


def test_impossible_day_is_explained() -> None:
    with pytest.raises(DateError, match="1990-02 has only 28 days"):
        parse_date("1990-02-31")


def test_period_that_ends_before_it_begins_is_refused_with_its_ends_exchanged() -> None:
    with pytest.raises(DateError, match="ends before it begins") as refused:
        parse_date("1990-08-24/1990-08-23")
    assert refused.value.suggestion == "1990-08-23/1990-08-24"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("August 23, 1990", "1990-08-23"),
        ("August 23rd, 1990", "1990-08-23"),
        ("23 August 1990", "1990-08-23"),
        ("23. August 1990", "1990-08-23"),
        ("23 августа 1990 г.", "1990-08-23"),
        ("23.8.1990", "1990-08-23"),
        ("1990-8-23", "1990-08-23"),
        ("1990/08/23", "1990-08-23"),
        ("1990-23-08", "1990-08-23"),
        ("19900823", "1990-08-23"),
        ("8/23/1990", "1990-08-23"),
        ("Aug. 1990", "1990-08"),
        ("08/1990", "1990-08"),
        ("ca. August 1990", "1990-08~"),
        ("1990 (?)", "1990?"),
        ("1990s", "199X"),
        ("1990–1991", "1990/1991"),
        ("23–24 August 1990", "1990-08-23/1990-08-24"),
        ("August 23-24, 1990", "1990-08-23/1990-08-24"),
    ],
)
def test_date_in_another_form_gets_the_right_one_suggested(written: str, meant: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(written)
    assert refused.value.suggestion == meant
    assert parse_date(meant).edtf == meant


@pytest.mark.parametrize("written", ["3/8/1990", "1990-02-31", "unknown", ""])
def test_nothing_is_suggested_where_it_would_be_a_guess(written: str) -> None:
    with pytest.raises(DateError, match="dates are written `1990-08-23`") as refused:
        parse_date(written)
    assert refused.value.suggestion is None


@pytest.mark.parametrize("written", ["Y1E999999999", "[" * 5000, "9" * 5000, "1990?" * 1000])
def test_text_that_would_stall_the_grammar_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        parse_date(written)


@pytest.mark.parametrize("written", ["/..", "../", "/"])
def test_period_of_nothing_is_refused_in_silence(
    written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DateError):
        parse_date(written)
    assert capsys.readouterr().out == ""


_EDTF_SIGNS = st.text(st.sampled_from("0129X-/.?~%[]{},YSTZ: E^"), max_size=25)
_FRAGMENTS = st.lists(
    st.sampled_from(["1990", "1990-08", "1990-02-29", "/", "..", "?", "~", "[", "]", ",", "X"]),
    max_size=6,
).map("".join)


@given(st.text() | _EDTF_SIGNS | _FRAGMENTS)
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError as error:
        if error.suggestion is None:
            return
        date = parse_date(error.suggestion)
    else:
        assert date.edtf == text.strip()
    assert "0000-01-01" <= date.earliest <= date.latest <= "9999-12-31"
    assert date.display("en")


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: object) -> None:
    assert parse_date(str(day)).earliest == str(day)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1990-08-23", "23 August 1990"),
        ("1990-08", "August 1990"),
        ("1990-08-XX", "August 1990"),
        ("1990", "1990"),
        ("1990?", "1990?"),
        ("1990~", "c. 1990"),
        ("1990%", "c. 1990?"),
        ("1990-08-23/1990-08-24", "23–24 August 1990"),
        ("1990-08-23/1990-09-02", "23 August 1990 – 2 September 1990"),
        ("1990/1991", "1990–1991"),
        ("1990/..", "1990–"),
        ("/1990", "–1990"),
        ("[1990,1991]", "1990 or 1991"),
        ("{1990,1991-08}", "1990 and August 1991"),
    ],
)
def test_date_reads_as_an_english_reader_expects(written: str, words: str) -> None:
    assert parse_date(written).display("en") == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de", "23. August 1990"),
        ("en_US", "August 23, 1990"),
        ("en-US", "August 23, 1990"),
        ("ja", "1990年8月23日"),
        ("ru", "23 августа 1990\u202fг."),
        ("sr@latin", "23. август 1990."),
        ("xx", "23 August 1990"),
        ("", "23 August 1990"),
        ("no such language", "23 August 1990"),
    ],
)
def test_date_reads_in_the_language_of_the_edition(locale: str, words: str) -> None:
    assert parse_date("1990-08-23").display(locale) == words


@pytest.mark.parametrize("written", ["1990-21", "199X", "-0044", "0000", "Y170000002", "../.."])
def test_date_without_words_is_shown_as_written(written: str) -> None:
    assert parse_date(written).display("en") == written


@pytest.mark.parametrize("written", ["1990-08-23", "1990-08~", "1990?", "1990-08-23/1990-08-24"])
def test_date_is_shown_in_every_locale_of_babel(written: str) -> None:
    date = parse_date(written)
    locales = localedata.locale_identifiers()
    assert len(locales) > 500
    assert all(date.display(locale) for locale in locales)


def test_date_and_its_error_survive_pickling() -> None:
    date = parse_date("1990-08-23")
    assert pickle.loads(pickle.dumps(date)) == date  # noqa: S301
    error = pickle.loads(pickle.dumps(DateError("no", "1990")))  # noqa: S301
    assert (error.message, error.suggestion) == ("no", "1990")


def test_common_dates_are_read_without_building_the_grammar() -> None:
    script = (
        "import sys; from sphinxext_archival.model.dates import parse_date; "
        "parse_date('1990-08-23'); parse_date('1990/1991-05?'); parse_date('[1947, 1949]'); "
        "assert 'edtf' not in sys.modules; parse_date('199X'); assert 'edtf' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


_DAYS = st.dates().map(str) | st.sampled_from(["1990", "1989-02", "1990-22", "0000", "9999-12"])
_QUALIFIED = st.tuples(_DAYS, st.sampled_from(["", "", "?", "~", "%"])).map("".join)
_SEVERAL = st.tuples(_QUALIFIED, _QUALIFIED).map("/".join) | st.tuples(
    st.lists(_QUALIFIED, min_size=1, max_size=4).map(",".join), st.sampled_from(["[]", "{}"])
).map(lambda given: f"{given[1][0]}{given[0]}{given[1][1]}")


@given(_SEVERAL)
def test_periods_and_sets_are_read_as_the_library_reads_them(text: str) -> None:
    def read(by: Callable[[str], Date]) -> Date | None:
        try:
            return by(text)
        except DateError:
            return None

    assert read(parse_date) == read(dates._read_rare)  # noqa: SLF001

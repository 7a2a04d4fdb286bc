"""Dates in EDTF as the attributes of TEI."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.dates import DateError, parse_date
from sphinxext_archival.model.tei_dates import date_attributes, office_attributes

# What XML Schema has as a date, a month of a year, and a year; it knows no year 0.
W3C = re.compile(r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?\Z")


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("1990-08-23", {"when": "1990-08-23"}),
        ("1990-08", {"when": "1990-08"}),
        ("1990", {"when": "1990"}),
        ("1990?", {"when": "1990", "cert": "low"}),
        ("1990~", {"when": "1990", "precision": "low"}),
        ("1990%", {"when": "1990", "cert": "low", "precision": "low"}),
        ("1990-08-23/1990-08-24", {"from": "1990-08-23", "to": "1990-08-24"}),
        ("1990/..", {"from": "1990"}),
        ("../1990", {"to": "1990"}),
        ("1990-08/", {"from": "1990-08"}),
        ("1990?/1991", {"from": "1990", "to": "1991", "cert": "low"}),
        ("199X", {"notBefore": "1990-01-01", "notAfter": "1999-12-31"}),
        ("1990-21", {"notBefore": "1990-03-01", "notAfter": "1990-05-31"}),
        ("[1947,1949]", {"notBefore": "1947-01-01", "notAfter": "1949-12-31"}),
        ("199X/2001", {"notBefore": "1990-01-01", "notAfter": "2001-12-31"}),
        ("0000", {}),
        ("-0044", {}),
    ],
)
def test_a_date_has_the_attributes_of_tei(edtf: str, attributes: dict[str, str]) -> None:
    assert date_attributes(parse_date(edtf)) == attributes


@pytest.mark.parametrize(
    ("start", "end", "attributes"),
    [
        ("1985-03-11", "1991-08", {"from": "1985-03-11", "to": "1991-08"}),
        ("1985", None, {"from": "1985"}),
        (None, "1985~", {"to": "1985", "precision": "low"}),
        ("198X", "1991", {"notBefore": "1980-01-01", "to": "1991"}),
        (None, None, {}),
    ],
)
def test_an_office_was_held_from_and_to(
    start: str | None, end: str | None, attributes: dict[str, str]
) -> None:
    dates = [parse_date(text) if text else None for text in (start, end)]
    assert office_attributes(*dates) == attributes


@given(st.text("0123456789X-/.?~%[]{},", min_size=1, max_size=24))
def test_no_date_has_an_attribute_that_is_none(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError:
        return
    attributes = date_attributes(date)
    days = {name: value for name, value in attributes.items() if name not in {"cert", "precision"}}
    assert all(W3C.match(day) for day in days.values())
    assert not ({"when"} & days.keys() and len(days) > 1)

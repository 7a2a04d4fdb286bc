"""Entities: their anchors, the offices that they held, and where authorities describe them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.dates import parse_date
from sphinxext_archival.model.entities import (
    AUTHORITIES,
    FIELD_TYPES,
    FIELDS,
    KINDS,
    Entity,
    Role,
    authority_url,
)


@pytest.mark.parametrize(
    ("key", "anchor"),
    [("gorbachev", "person-gorbachev"), ("a.b_C-1", "person-a.b_C-1")],
)
def test_anchor_of_an_ascii_key_is_its_kind_and_key(key: str, anchor: str) -> None:
    assert Entity(key, "person", "X").anchor == anchor


@given(st.text(), st.text())
def test_anchors_are_ascii_without_a_colon_and_differ_as_keys_do(one: str, other: str) -> None:
    anchors = [Entity(key, "person", "X").anchor for key in (one, other)]
    assert all(anchor.isascii() and ":" not in anchor and " " not in anchor for anchor in anchors)
    assert (anchors[0] == anchors[1]) == (one == other)


SHEVARDNADZE = Entity(
    "shevardnadze",
    "person",
    "Eduard Shevardnadze",
    roles=(
        Role("undated"),
        Role("First Secretary", end=parse_date("1985-07-06")),
        Role("Minister", parse_date("1985-07"), parse_date("1990-12-20")),
        Role("Chairman", parse_date("1992-03")),
    ),
)


@pytest.mark.parametrize(
    ("date", "office"),
    [
        ("1980", "First Secretary"),
        ("1990-08-23", "Minister"),
        ("1990-08-23/1990-08-24", "Minister"),
        ("1990-12-20", "Minister"),
        ("1990-12", None),
        ("1991", None),
        ("2001", "Chairman"),
    ],
)
def test_office_is_the_one_held_during_the_whole_date(date: str, office: str | None) -> None:
    assert SHEVARDNADZE.office_at(parse_date(date)) == office


def test_authority_addresses_are_https_and_hold_the_identifier() -> None:
    assert authority_url("wikidata", "Q30487") == "https://www.wikidata.org/wiki/Q30487"
    assert authority_url("gnd", "a/../b") == "https://d-nb.info/gnd/a%2F..%2Fb"
    for scheme, authority in AUTHORITIES.items():
        assert authority.form.fullmatch(authority.example)
        assert authority_url(scheme, authority.example).startswith("https://")
        assert authority_url(scheme, authority.example).endswith(authority.example)


def test_every_field_says_what_it_is() -> None:
    assert {"kind", "name", *AUTHORITIES} < set(FIELDS)
    for field in FIELDS.values():
        assert field.meaning.endswith(".")
        assert field.type in FIELD_TYPES
        assert set(field.kinds) <= set(KINDS)

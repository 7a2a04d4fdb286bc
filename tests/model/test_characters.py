from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.characters import (
    UNPRINTABLE,
    describe,
    unprintable_lines,
    without_unprintable,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\x0ctwo", "one two"),
        ("one\x00\x01\x02two", "one two"),
        ("one\u2028two", "one two"),
        ("one\x85two", "one two"),
        ("one \x0ctwo", "one two"),
        ("one\x0c two", "one two"),
        ("one\x0c\ntwo", "one\ntwo"),
        ("one\n\x0ctwo", "one\ntwo"),
        ("\x0cone\x7f", "one"),
        ("one\n\x0c\ntwo", "one\n\ntwo"),
        ("one\ud800two\ufffe", "one two"),
        ("one\ufdd0two", "one two"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
        ("one\u00a0two\u00adthree\u200b\ufeff", "one\u00a0two\u00adthree\u200b\ufeff"),
    ],
)
def test_no_word_is_joined_where_a_character_is_left_out(text: str, expected: str) -> None:
    assert without_unprintable(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("words", ""),
        ("\x0c and \x0c", "U+000C (form feed)"),
        ("\x00\x01", "U+0000 (null), U+0001"),
        ("\x93", "U+0093 (““” in Windows-1252)"),
        ("\x85", "U+0085 (next line; “…” in Windows-1252)"),
        ("\x81", "U+0081"),
        ("\u2029\uffff", "U+2029 (paragraph separator), U+FFFF"),
    ],
)
def test_characters_are_named(text: str, expected: str) -> None:
    assert describe(text) == expected


def test_lines_are_those_of_an_editor() -> None:
    text = "one\x0ctwo\u2028three\nfour\n\nfive\x00"
    assert list(unprintable_lines(text)) == [
        (0, "U+000C (form feed), U+2028 (line separator)"),
        (3, "U+0000 (null)"),
    ]


@given(st.text(st.characters(codec=None)))
def test_what_is_left_is_xml_and_has_one_count_of_lines(text: str) -> None:
    clean = without_unprintable(text).replace("\r", "")
    assert len(clean.splitlines()) == len(clean.removesuffix("\n").split("\n")) or not clean
    escaped = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert ET.fromstring(f"<a>{escaped}</a>").text in (clean, None)  # noqa: S314


@given(st.text(st.characters(codec=None)))
def test_nothing_else_is_changed(text: str) -> None:
    clean = without_unprintable(text)
    assert clean.replace(" ", "") == UNPRINTABLE.sub("", text).replace(" ", "")
    assert UNPRINTABLE.search(clean) is None
    assert without_unprintable(clean) == clean

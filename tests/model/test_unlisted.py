"""Names that a text has and no register knows."""

from __future__ import annotations

import pytest

from sphinxext_archival.model.unlisted import Candidate, calendar_words, candidates, recurring


def names(text: str, language: str = "en") -> list[str]:
    return [found.words for found in candidates(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Peter Tomsen in Kabul.", ["Peter Tomsen", "Kabul"]),
        ("It was N. I. Ryzhkov who spoke.", ["N. I. Ryzhkov"]),
        ("then Charles de Gaulle left", ["Charles de Gaulle"]),
        ("then the King of the hill", ["King"]),
        ("so O’Neill and Khalek'yar came", ["O’Neill", "Khalek'yar"]),
        ("the USSR and the CPSU", []),
        ("I said, and I say", []),
        ("мы видели Петра Томсена в Кабуле", ["Петра Томсена", "Кабуле"]),
        ("قال الرئيس في كابول", []),
        ("he saw Ibn Saud, and von", ["Ibn Saud"]),
    ],
)
def test_capitals_tell_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_word_that_opens_a_sentence_may_be_any_word() -> None:
    found = candidates("Yesterday he came. “Again he came. I saw Tomsen. Peter Tomsen left.", "en")
    assert found == [
        Candidate("Yesterday", sure=False),
        Candidate("Again", sure=False),
        Candidate("Tomsen", sure=True),
        Candidate("Peter Tomsen", sure=True),
    ]


def test_a_language_that_writes_nouns_with_capitals_has_names_of_two_words() -> None:
    assert names("Der Minister sprach mit Peter Tomsen über den Krieg.", "de-AT") == [
        "Peter Tomsen"
    ]


def test_what_the_register_knows_is_no_candidate_and_parts_the_words_around_it() -> None:
    text = "he met Peter Tomsen Kabul and Lagos"
    known = [(text.index("Tomsen"), text.index("Tomsen") + len("Tomsen"))]
    assert [found.words for found in candidates(text, "en", known)] == ["Peter", "Kabul", "Lagos"]


def test_a_name_recurs_if_it_stands_somewhere_else_than_at_the_head_of_a_sentence() -> None:
    found = {"Kabul": (3, 1), "Yesterday": (9, 0), "Lagos": (4, 4), "Accra": (2, 2)}
    assert recurring(found, 3) == ["Lagos", "Kabul"]


def test_months_and_days_are_nobody() -> None:
    assert {"August", "Monday"} <= calendar_words("en")
    assert "août" in calendar_words("fr_FR")
    assert calendar_words("xx-none") == set()

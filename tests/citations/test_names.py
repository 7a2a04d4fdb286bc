"""Whom a citation names: split where there is no doubt, and else as it is written."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinxext_archival.model.personal_names import names_in

PERSON = {"family": "Goldberg", "given": "Gary"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gary Goldberg", [PERSON]),
        ("M. S. Gorbachev", [{"family": "Gorbachev", "given": "M. S."}]),
        ("Анатолий Черняев", [{"family": "Черняев", "given": "Анатолий"}]),
        (
            "Ludwig van der Rohe",
            [{"family": "Rohe", "given": "Ludwig", "non-dropping-particle": "van der"}],
        ),
        ("Martin King, Jr.", [{"family": "King", "given": "Martin", "suffix": "Jr."}]),
        ("Gary Goldberg and Ann Lee", [PERSON, {"family": "Lee", "given": "Ann"}]),
        (
            "Gary Goldberg, Bo Berg, and Ann Lee",
            [PERSON, {"family": "Berg", "given": "Bo"}, {"family": "Lee", "given": "Ann"}],
        ),
        ("Gary Goldberg; Ann Lee", [PERSON, {"family": "Lee", "given": "Ann"}]),
        ("Gary Goldberg, Wilson Center", [{"literal": "Gary Goldberg, Wilson Center"}]),
        ("Ministry of Trade and Industry", [{"literal": "Ministry of Trade and Industry"}]),
        ("The editors", [{"literal": "The editors"}]),
        ("Najibullah", [{"literal": "Najibullah"}]),
        ("Wilson Center", [{"literal": "Wilson Center"}]),
        ("Goldberg, Gary", [{"literal": "Goldberg, Gary"}]),
        ("Charles D.", [{"literal": "Charles D."}]),
        ("  ", []),
    ],
)
def test_a_name_is_split_only_where_there_is_no_doubt(
    text: str, names: list[dict[str, str]]
) -> None:
    assert names_in(text) == names


def test_the_register_says_which_is_the_family_name() -> None:
    filed = {"Deng Xiaoping": "Deng, Xiaoping", "Amanullah Khan": "Amanullah Khan"}
    assert names_in("Deng Xiaoping and Amanullah Khan", lambda name: filed.get(name, "")) == [
        {"family": "Deng", "given": "Xiaoping"},
        {"literal": "Amanullah Khan"},
    ]


@given(st.text())
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    kept = "".join(part for name in names_in(text) for part in name.values())
    assume(not {word.strip(",;") for word in text.split()} & {"and", "und", "et", "и"})
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, text))

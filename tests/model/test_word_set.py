"""Sets of words in few bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.names import tokens_of
from sphinxext_archival.model.word_set import pack, tokens_in


@given(st.text())
def test_what_a_name_in_a_text_can_begin_with_is_known_from_its_words(text: str) -> None:
    assert tokens_in(pack(set(text.split()))) == tokens_of(text)


def test_nothing_is_in_an_empty_set() -> None:
    assert tokens_in(pack(())) == set()


def test_set_is_small() -> None:
    words = [f"word{number}" for number in range(2000)]
    assert len(pack(words)) < 8000

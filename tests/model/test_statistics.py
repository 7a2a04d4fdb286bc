"""Words, turns and names: counted so that a whole is the sum of its parts."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.statistics import Mentions, count_words, rest_of, speech

KEYS = st.sampled_from("abcdefgh")
TURNS = st.lists(
    st.tuples(st.lists(KEYS, max_size=2, unique=True).map(tuple), st.integers(0, 5000)), max_size=40
)
DOCUMENTS = st.lists(st.lists(st.lists(KEYS, max_size=6), max_size=8), max_size=6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("We met in Oslo.", 4),
        ("P[eter] Tomsen came", 3),
        ("he said - or did he? – “yes”", 6),
        ("… [illegible] 5? 1,234", 3),
        ("co-operation isn't two", 3),
        ("Я приветствую Вас", 3),
        ("你好世界", 4),
        ("___ * ---", 0),
    ],
)
def test_words_are_what_a_reader_counts(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(), st.text())
def test_words_of_two_texts_are_those_of_both(first: str, second: str) -> None:
    assert count_words(f"{first} {second}") == count_words(first) + count_words(second)


@given(TURNS)
def test_shares_make_a_whole_and_counts_match(turns: list[tuple[tuple[str, ...], int]]) -> None:
    found = speech(turns)

    assert sum(one.turns for one in found) == len(turns)
    assert sum(one.words for one in found) == sum(words for _speakers, words in turns)
    if any(words for _speakers, words in turns):
        assert sum(one.share for one in found) == pytest.approx(1)
    assert [one.words for one in found] == sorted((one.words for one in found), reverse=True)
    assert len({one.speakers for one in found}) == len(found)


@given(TURNS, st.integers(1, 8))
def test_those_who_are_left_out_are_counted_as_others(
    turns: list[tuple[tuple[str, ...], int]], limit: int
) -> None:
    everyone = speech(turns)
    shown, rest = rest_of(everyone, limit)

    counted = [*shown, *([rest] if rest else [])]
    assert len(counted) <= limit + 1
    assert sum(one.words for one in counted) == sum(one.words for one in everyone)
    assert sum(one.turns for one in counted) == sum(one.turns for one in everyone)
    assert sum(one.share for one in counted) == pytest.approx(sum(one.share for one in everyone))


@given(DOCUMENTS)
def test_pairs_are_counted_in_paragraphs_and_documents(documents: list[list[list[str]]]) -> None:
    mentions = Mentions(documents)
    for pair in combinations("abcdefgh", 2):
        paragraphs = [
            number
            for number, document in enumerate(documents)
            for named in document
            if set(pair) <= set(named)
        ]
        assert mentions.pairs[pair] == len(paragraphs)
        assert mentions.documents[pair] == len(set(paragraphs))
    for key in "abcdefgh":
        assert mentions.named[key] == sum(key in named for doc in documents for named in doc)


@given(DOCUMENTS, st.integers(1, 8))
def test_what_is_shown_is_bounded_and_strongest_first(
    documents: list[list[list[str]]], limit: int
) -> None:
    shown = Mentions(documents).strongest(limit)
    assert len({key for pair in shown for key in (pair.first, pair.second)}) <= limit
    assert len(shown) <= 2 * limit
    counts = [pair.paragraphs for pair in shown]
    assert counts == sorted(counts, reverse=True)

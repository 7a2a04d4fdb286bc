"""The row of those who are named together: all are in it, and ties are short."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.network import in_a_row

NAMES = st.sampled_from("abcdefghij")
TIES = st.dictionaries(
    st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] < pair[1]), st.integers(1, 9), max_size=20
).map(lambda ties: [(first, second, weight) for (first, second), weight in ties.items()])


def length(row: list[str], ties: list[tuple[str, str, int]]) -> int:
    return sum(weight * abs(row.index(a) - row.index(b)) for a, b, weight in ties)


@given(TIES)
def test_everyone_stands_in_the_row_once(ties: list[tuple[str, str, int]]) -> None:
    row = in_a_row(ties)
    assert sorted(row) == sorted({name for first, second, _ in ties for name in (first, second)})


@given(TIES, st.randoms(use_true_random=False))
def test_row_does_not_depend_on_the_order_of_the_ties(
    ties: list[tuple[str, str, int]], chance: random.Random
) -> None:
    shuffled = chance.sample(ties, len(ties))
    assert in_a_row(shuffled) == in_a_row(ties)


def test_a_chain_is_a_chain() -> None:
    ties = [("c", "e", 1), ("a", "e", 1), ("a", "d", 1), ("b", "d", 1)]
    assert length(in_a_row(ties), ties) == 4


def test_those_who_hang_together_stand_together() -> None:
    ties = [("a", "x", 5), ("b", "y", 1), ("x", "m", 2), ("c", "y", 1)]
    row = in_a_row(ties)
    assert set(row[:3]) == {"a", "x", "m"}


def test_row_is_shorter_than_that_of_the_alphabet() -> None:
    chance = random.Random(3)  # noqa: S311 (no secret depends on it)
    names = [f"n{number:02}" for number in range(40)]
    ties = [
        (names[a], names[b], chance.randint(1, 4))
        for a in range(40)
        for b in range(a)
        if chance.random() < 0.06
    ]
    row = in_a_row(ties)
    assert length(row, ties) < 0.75 * length(sorted(row), ties)

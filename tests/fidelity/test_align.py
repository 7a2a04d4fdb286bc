"""Alignment: what is not said to differ is equal, and time stays in proportion."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.fidelity.align import differences

TEXTS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


def rest(a: list[str], b: list[str]) -> tuple[list[str], list[str]]:
    """Both without the stretches that differ."""
    left_a, left_b, a_at, b_at = [], [], 0, 0
    for a_start, a_end, b_start, b_end in differences(a, b):
        assert a_start < a_end or b_start < b_end
        left_a += a[a_at:a_start]
        left_b += b[b_at:b_start]
        a_at, b_at = a_end, b_end
    return left_a + a[a_at:], left_b + b[b_at:]


@given(TEXTS, TEXTS)
def test_all_that_is_not_different_is_equal(a: list[str], b: list[str]) -> None:
    left_a, left_b = rest(a, b)
    assert left_a == left_b


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_one_stretch_taken_out_is_one_difference(a: list[str], start: int, end: int) -> None:
    b = a[:start] + a[max(start, end) :]
    assert differences(a, a) == []
    assert len(differences(a, b)) == (len(a) != len(b))


def test_texts_with_nothing_in_common_take_no_more_time() -> None:
    chance = random.Random(1)
    words = [f"w{int(chance.paretovariate(0.9))}" for _ in range(60_000)]
    started = time.perf_counter()
    rest([*words[:30_000]], [*words[30_000:]])
    assert time.perf_counter() - started < 10

"""Sets of words in few bytes: never a wrong no, and seldom a wrong yes."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.word_set import fingerprint, may_hold, pack


@given(st.sets(st.text()))
def test_word_that_is_in_a_set_is_found(words: set[str]) -> None:
    packed = pack(words)
    assert all(may_hold(packed, fingerprint(word)) for word in words)


def test_nothing_is_in_an_empty_set() -> None:
    assert pack([]) == b""
    assert not may_hold(b"", fingerprint("word"))


def test_words_that_are_not_there_are_seldom_found_and_a_set_is_small() -> None:
    packed = pack([f"word{number}" for number in range(2000)])
    wrong = sum(may_hold(packed, fingerprint(f"other{number}")) for number in range(2000))
    assert wrong < 60
    assert len(packed) <= 4000


def test_set_is_the_same_in_every_process_and_order() -> None:
    words = ["one", "zwei", "три"]
    script = "from sphinxext_archival.model.word_set import pack; print(pack(%r).hex())"
    ran = subprocess.run(
        [sys.executable, "-c", script % words[::-1]], check=True, capture_output=True, text=True
    )
    assert ran.stdout.strip() == pack(words).hex()

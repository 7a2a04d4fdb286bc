"""Whether what is written may be a misspelling of a name."""

from __future__ import annotations

from difflib import SequenceMatcher

_SIMILAR_LENGTH = 0.75
_LIKE_WORDS = 0.75


def may_be_meant(written: str, name: str) -> bool:
    """Say whether *name* may be suggested for *written*, whose letters are like its.

    Of two that differ much in length, one must have a word that is like a word of the other:
    `Gorbachov` may be `M. S. Gorbachev`; but `steen` is not `the dean`, which has its letters.
    """
    shorter, longer = sorted((len(written), len(name)))
    if shorter >= _SIMILAR_LENGTH * longer:
        return True
    matcher = SequenceMatcher()
    for word in written.split():
        matcher.set_seq2(word)
        for other in name.split():
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= _LIKE_WORDS and matcher.ratio() >= _LIKE_WORDS:
                return True
    return False

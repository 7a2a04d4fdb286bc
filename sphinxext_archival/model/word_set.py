"""Which words a text has, in few bytes: a Bloom filter, with two bits for each word.

Asked for a word it may say yes by mistake, once in seventy times, and never no. It is the same for
the same words, in every process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Collection

_BYTES_FOR_A_WORD = 2
_OTHER = 2654435761  # Knuth's multiplier: it spreads a number over others


def fingerprint(word: str) -> int:
    """Return what is left of *word*: a number, from which its places in any set are counted."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def pack(words: Collection[str]) -> bytes:
    """Return the set of *words*; of none it is empty."""
    table = bytearray(len(words) * _BYTES_FOR_A_WORD)
    size = len(table) * 8
    for number in map(fingerprint, words):
        first, second = number % size, (number * _OTHER >> 9) % size
        table[first >> 3] |= 1 << (first & 7)
        table[second >> 3] |= 1 << (second & 7)
    return bytes(table)


def may_hold(packed: bytes, word: int) -> bool:
    """Say whether the word of a fingerprint may be in a set; if not, it is not."""
    if not packed:
        return False
    size = len(packed) * 8
    places = (word % size, (word * _OTHER >> 9) % size)
    return all(packed[place >> 3] & (1 << (place & 7)) for place in places)

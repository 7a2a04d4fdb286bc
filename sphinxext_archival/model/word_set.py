"""Which words a text has, in few bytes: a Bloom filter.

Asked for a word it may say yes by mistake, once in a hundred times, and never no. It is the same
for the same words, in every process.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_BITS_FOR_A_WORD = 10
_PROBES = range(4)

Fingerprint = tuple[int, int]
"""What is left of a word: two numbers, from which its places in any set are counted."""


def fingerprint(word: str) -> Fingerprint:
    """Return the fingerprint of *word*."""
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    # An even step would miss half of the places of some sets.
    return int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:], "big") | 1


def pack(words: Collection[str]) -> bytes:
    """Return the set of *words*; of none it is empty."""
    bits = bytearray((len(words) * _BITS_FOR_A_WORD + 7) // 8)
    size = len(bits) * 8
    for start, step in map(fingerprint, words):
        for number in _PROBES:
            place = (start + step * number) % size
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def may_hold(packed: bytes, word: Fingerprint) -> bool:
    """Say whether a *word* may be in a set; if not, it is not."""
    start, step = word
    size = len(packed) * 8
    places = ((start + step * number) % size for number in _PROBES)
    return bool(packed) and all(packed[place >> 3] & (1 << (place & 7)) for place in places)

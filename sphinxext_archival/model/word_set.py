"""Which words a text has, in few bytes.

A page of a transcript is packed each time that it is read, and asked only when the register has
changed. So packing is cheap, and what can be found out later is found out then.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from sphinxext_archival.model.names import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_FASTEST = 1
_ENCODING = "utf-8", "surrogatepass"


def pack(pieces: Iterable[str]) -> bytes:
    """Return the set of *pieces*, which are a text cut at white space."""
    return zlib.compress("\n".join(pieces).encode(*_ENCODING), _FASTEST)


def tokens_in(packed: bytes) -> set[str]:
    """Return the tokens of the text of a set: what a name in it can begin with."""
    return tokens_of(zlib.decompress(packed).decode(*_ENCODING))

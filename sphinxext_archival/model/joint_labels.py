"""The label of several speakers who speak at once: `CAPTAIN BRANDT and LINDQVIST.`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ._label_grammar import after_space, delimited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .labels import LabelTable

_AND = r"(?:and|und|et|y|e|и|och|og|en)"
_JOINER = re.compile(rf"\s*[,;&/]\s*(?:{_AND}\s+)?|\s+{_AND}\s+")


class JointLabel(NamedTuple):
    """Known labels that are joined, as written with the delimiter, and the keys of each.

    A label that no entity has has the empty key.
    """

    text: str
    keys: tuple[tuple[str, ...], ...]


def joint_label(text: str, tables: Sequence[LabelTable]) -> JointLabel | None:
    """Return the joint label that opens *text*: labels of *tables*, joined, and a delimiter."""
    start = after_space(text, 0)
    found = _joined(text, start, tables)
    if found is None or len(found[0]) < len(("one", "other")):
        return None
    keys, end = found
    return JointLabel(text[start:end], keys)


def _joined(
    text: str, at: int, tables: Sequence[LabelTable]
) -> tuple[tuple[tuple[str, ...], ...], int] | None:
    """Return the keys of the joined labels from *at* on, and where their delimiter ends."""
    for table in tables:
        for keys, end in table.labels_at(text, at):
            joiner = _JOINER.match(text, end)
            further = _joined(text, joiner.end(), tables) if joiner else None
            if further is not None:
                return (keys, *further[0]), further[1]
            tail = delimited(text, end)
            if tail is not None:
                return (keys,), tail.end
    return None

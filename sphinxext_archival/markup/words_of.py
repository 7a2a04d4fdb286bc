"""The words of a role, as inline content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes, utils

from ..nodes import archival_bracket

if TYPE_CHECKING:
    from collections.abc import Sequence
_TARGET = re.compile(r"^(?P<words>.+?)\s*(?<!\x00)<(?P<target>[^<>]*?)>$", re.DOTALL)


def in_brackets(words: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return *words* between square brackets that are known for what they are."""
    return [archival_bracket("[", "["), *words, archival_bracket("]", "]")]


def split_target(text: str) -> tuple[str, str | None]:
    """Split ``words <target>``, as every Sphinx role does; the target is None where none is."""
    match = _TARGET.match(text)
    if match is None:
        return utils.unescape(text), None
    return utils.unescape(match["words"]), utils.unescape(match["target"])

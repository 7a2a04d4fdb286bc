"""What stands after a bracket, is meant as its attribute block, and cannot be read as one."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# It begins with a class or an id, with a value, or is one word, alone or before a value.
_MEANT = re.compile(
    r"\{\s*(?:[.#](?=[\s\w])|[^\W\d][\w:-]{0,80}\s*="
    r"|(?P<bare>[^\W\d][\w-]{0,80})(?=\s*\}|\s[^{}=]{0,80}=))"
)
_SHOWN = re.compile(r"\{[^{}\n]{0,80}\}?")
_EMPTY_VALUE = re.compile(r"([^\W\d][\w:-]*)=(?=[\s}]|$)")


def about_unreadable(text: str, start: int, known: Sequence[str]) -> str | None:
    """Say what is wrong with the block at ``text[start]``; None if words in braces are meant.

    *known* are the classes that a block may have: a word that is near none of them is a word.
    """
    meant = _MEANT.match(text, start)
    shown = _SHOWN.match(text, start)
    if meant is None or shown is None:
        return None
    written = shown[0]
    if word := meant["bare"]:
        near = difflib.get_close_matches(word, known, 1)
        if not near:
            return None
        advice = f"did you mean `{{.{near[0]}}}`?"
    else:
        advice = _advice(written)
    return f"`{written}` after a bracket cannot be read, and is printed: {advice}"


def _advice(written: str) -> str:
    if not written.endswith("}"):
        return "its `}` is missing"
    if written.count('"') % 2 or (written.count("'") % 2 and '"' not in written):
        return "a quotation mark is not closed"
    if empty := _EMPTY_VALUE.search(written):
        return f"`{empty[1]}=` has no value"
    return "write `{.gloss}`, or `{.gloss resp=editor}`"

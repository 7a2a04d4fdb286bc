"""Where a speaker label ends: its delimiter, the remark before it, and what may follow.

All offsets count the characters of the text as it was given (see ``labels``).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

NODE = "\ufffc"
DELIMITERS = ".:："

_CLOSING = {"(": ")", "[": "]"}
# Three dots and no fourth are a hesitation (`GORBACHEV . . . said`), not a delimiter.
_ELLIPSIS = re.compile(r"\.(?:[^\S\n]?\.){2}(?![^\S\n]?\.)")
_LINE_END = re.compile(r"[^\S\n]*(?:\n|\Z)")
_SPACE = re.compile(r"\s*")
_UNEVEN_SPACE = re.compile(r"[^\S ]|  ")


class Tail(NamedTuple):
    """Where a label ends, and the remark before its delimiter."""

    end: int
    remark: str = ""


def is_line_end(text: str, at: int) -> bool:
    """Say whether nothing but white space follows on the line."""
    return _LINE_END.match(text, at) is not None


def fold(
    text: str, start: int = 0, limit: int | None = None
) -> tuple[str, Callable[[int], int | None]]:
    """Return *text* blind to white space and Unicode form, and where it may be cut.

    The function goes from a length of the folded text to the offset in *text*, or to None: there
    is no cut between a letter and its combining marks. Folding stops after *limit* characters.
    """
    end = len(text) if limit is None else start + limit
    # With the sign after it: that may be a mark upon the last letter.
    if text[start : end + 1].isascii() and not _UNEVEN_SPACE.search(text, start, end):
        # Nearly every paragraph begins so, and has nothing to fold.
        even = text[start:end]
        return even, lambda length: start + length if length <= len(even) else None
    folded: list[str] = []
    offsets: dict[int, int] = {}
    length, at = 0, start
    while at < len(text) and (limit is None or length < limit):
        if text[at].isspace():
            at, piece = after_space(text, at), " "
        else:
            begin, at = at, at + 1
            while at < len(text) and unicodedata.combining(text[at]):
                at += 1
            piece = unicodedata.normalize("NFD", text[begin:at])
        folded.append(piece)
        length += len(piece)
        offsets[length] = at
    return "".join(folded), offsets.get


def after_space(text: str, at: int) -> int:
    """Return the offset after the white space at an offset, if there is any."""
    if not text[at : at + 1].isspace():
        return at
    match = _SPACE.match(text, at)
    return match.end() if match else at


def tail(text: str, start: int, at: int) -> Tail | None:
    """Return the end of the label from *start* to *at*, if what follows shows that it is one."""
    if (found := delimited(text, at)) is not None:
        return found
    if text[at - 1] in DELIMITERS and _opens_speech(text, at - 1):
        return Tail(at)
    marked = _after_nodes(text, at)
    remark = _after_remarks(text, marked)
    # A bracket on the next line is what is said; only a delimiter shows that it is a remark.
    for end in (remark, marked) if "\n" not in text[marked:remark] else (marked,):
        line_end = _LINE_END.match(text, end)
        if line_end is None:
            continue
        # A sentence that was wrapped after its first word goes on in lower case.
        wrapped = text[line_end.end() :].lstrip()[:1].islower()
        if text[start:at].isupper() or not wrapped:
            return Tail(end, text[marked:end].strip())
    return None


def delimited(text: str, at: int) -> Tail | None:
    """Return the end of the delimiter after what ends at *at*, with the remark between."""
    at = _after_nodes(text, at)
    remark = _after_remarks(text, at)
    delimiter = after_space(text, remark)
    if text[delimiter : delimiter + 1] in tuple(DELIMITERS) and _opens_speech(text, delimiter):
        return Tail(delimiter + 1, text[at:remark].strip())
    return None


def _after_nodes(text: str, at: int) -> int:
    while text.startswith(NODE, at):
        at += 1
    return at


def _after_remarks(text: str, at: int) -> int:
    """Return the offset after the balanced brackets and parentheses that begin at *at*."""
    end = at
    expected: list[str] = []
    for offset in range(after_space(text, at), len(text)):
        character = text[offset]
        if character in _CLOSING:
            expected.append(_CLOSING[character])
        elif expected and character == expected[-1]:
            expected.pop()
            if not expected:
                end = offset + 1
        elif (not expected and not character.isspace()) or character in ")]":
            break
    return end


def _opens_speech(text: str, at: int) -> bool:
    """Whether what follows the delimiter at *at* shows that it ends a label.

    White space, the end, a node, a capital, an opening mark: so `BORUN.And what` is a label, and
    `KIM.5`, `K.G. Kim` and `Kim.com` are none.
    """
    following = text[at + 1 : at + 2]
    if _ELLIPSIS.match(text, at):
        return False
    if not following or following.isspace() or following == NODE or text[at] == "：":
        return True
    category = unicodedata.category(following)
    if category in {"Lu", "Lt", "Lo"}:
        return text[at] != "." or text[at + 2 : at + 3] != "."
    return category in {"Pi", "Pf", "Ps"} or following in "\"'¿¡…—"

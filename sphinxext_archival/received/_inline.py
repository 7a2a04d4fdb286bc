r"""The signs of a nearly Markdown text within a paragraph: what each is to be read as."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from ..model.received import EMPHASIS, LINK, MARKER, NUMBER, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Edit", "edits_in"]


class Edit(NamedTuple):
    """``raw[start:end]`` is read as *text*, with *marks* (kind, start, end, value) of that.

    ``lead`` is how far into the raw text the words of it begin.
    """

    start: int
    end: int
    text: str
    marks: tuple[tuple[str, int, int, str], ...] = ()
    lead: int = 0


# A note is called by a number, a letter or two, or a star.
_LABEL = r"(?:\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|\*{1,4})"
_SIGNS = re.compile(
    rf"""
    \[\\?\[(?P<linked>{_LABEL})\\?\]\]\([^()\s]*\)             # [\[1\]](#)
    | \[\\\[(?P<inner>{_LABEL})\\\]\]                          # [\[1\]]
    | \^\\?\[(?P<raised>{_LABEL})\\?\]                         # ^[2]
    | \[\^(?P<footnote>[\w-]{{1,40}})\](?!:)                   # [^3]
    | <sup>\s*\[?(?P<sup>{_LABEL})\]?\s*</sup>                 # <sup>1</sup>
    | \\?\[(?P<number>\d{{1,4}})\\?\](?![(:])                  # [4]
    | \[(?P<words>[^\[\]\n]{{1,400}})\]\((?P<target>(?:https?:|mailto:|[./\#])[^()\s]*)\)
    | <(?P<address>(?:https?|ftp|mailto):[^\s<>]+)>
    | \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 4000
"""Of emphasis: what is longer was never meant."""

_EMPHASES = tuple(
    (
        kind,
        len(sign),
        re.compile(
            rf"(?<![\w\\{sign[0]}]){re.escape(sign)}(?=[\w\"'“‘„«(\[\\<&…])(?!_)"
            rf"(?P<words>[^{sign[0]}]{{1,{_LONGEST}}}?)(?<=[^\s\\]){re.escape(sign)}"
            rf"(?![\w{sign[0]}])"
        ),
    )
    for kind, sign in (
        (STRONG, "**"),
        (STRONG, "__"),
        (EMPHASIS, "*"),
        (EMPHASIS, "_"),
    )
)


def edits_in(raw: str) -> Iterator[Edit]:
    """Yield how the signs in *raw*, a paragraph, are to be read."""
    for match in _SIGNS.finditer(raw):
        yield _read(match)
    for kind, length, pattern in _EMPHASES:
        for match in pattern.finditer(raw):
            start, end = match.span()
            yield Edit(start, start + length, "", ((f"+{kind}", 0, 0, ""),))
            yield Edit(end - length, end, "", ((f"-{kind}", 0, 0, ""),))


def _read(match: re.Match[str]) -> Edit:
    start, end = match.span()
    kind = match.lastgroup or ""
    if kind in {"linked", "inner", "raised", "footnote", "sup", "number"}:
        label = match[kind]
        text = f"[{label}]"
        mark = NUMBER if kind == "number" else MARKER
        return Edit(start, end, text, ((mark, 0, len(text), label),))
    if kind == "target":
        words = match["words"]
        return Edit(start, end, words, ((LINK, 0, len(words), match["target"]),), 1)
    if kind == "address":
        address = match["address"].removeprefix("mailto:")
        return Edit(start, end, address, ((LINK, 0, len(address), match["address"]),), 1)
    if kind == "escaped":
        return Edit(start, end, match["escaped"], (), 1)
    return Edit(start, end, html.unescape(match["entity"]))

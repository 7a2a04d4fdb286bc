"""Which lines of a file belong to an archival document: those of its directives and its notes.

A file may hold other things too, which are none of ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ._markdown_lines import FENCE
from .characters import without_unprintable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["lines_of_markdown", "lines_of_restructuredtext"]

# What may stand before a directive on its line: the signs of lists and quotations.
_SIGNS = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*")
_CODE = frozenset({"code", "code-block", "sourcecode", "literalinclude", "eval-rst"})
_DIRECTIVE = re.compile(r"(?:[-+*] +|\#[.)] +)*\.\. +(?P<name>[\w:.-]+) ?::(?: |$)")
_MARKDOWN_NOTE = re.compile(r"\[\^[^\]\s]+\]:")
_NOTE = re.compile(r"\.\. +\[(?:\d+|\#[^\]\s]*|\*)\](?: |$)")


def lines_of_markdown(lines: Sequence[str], is_ours: Callable[[str], bool]) -> set[int]:
    """Return the indexes of *lines* that belong to directives whose name *is_ours*, or to notes."""
    lines = [without_unprintable(line) for line in lines]
    found: set[int] = set()
    closing = ""
    is_within = False
    for index, line in enumerate(lines):
        fence = FENCE.match(_SIGNS.sub("", line, count=1))
        if closing:
            if is_within:
                found.add(index)
            if fence and not fence["info"] and fence["fence"].startswith(closing):
                closing = ""
        elif fence and fence["info"]:
            name = re.split(r"[\s{}]+", fence["info"].removeprefix("{"), maxsplit=1)[0]
            is_directive = fence["info"].startswith("{")
            is_within = is_directive and is_ours(name)
            if is_within:
                found.add(index)
            if is_within or name in _CODE or (not is_directive and fence["fence"][0] != ":"):
                closing = fence["fence"]
    if found:
        found.update(_blocks(lines, _MARKDOWN_NOTE))
    return found


def lines_of_restructuredtext(lines: Sequence[str], is_ours: Callable[[str], bool]) -> set[int]:
    """Return the indexes of *lines* that belong to directives whose name *is_ours*, or to notes."""
    lines = [without_unprintable(line) for line in lines]
    found: set[int] = set()
    margin: int | None = None
    for index, line in enumerate(lines):
        words = line.lstrip(" ")
        if margin is not None and words.strip() and len(line) - len(words) <= margin:
            margin = None
        if margin is None and (directive := _DIRECTIVE.match(words)) and is_ours(directive["name"]):
            margin = len(line) - len(words)
        if margin is not None:
            found.add(index)
    if found:
        found.update(_blocks(lines, _NOTE))
    return found


def _blocks(lines: Sequence[str], opening: re.Pattern[str]) -> Iterator[int]:
    """Yield the lines of the blocks that begin with *opening*, and what is indented below it."""
    is_within = is_after_blank = False
    for index, line in enumerate(lines):
        if opening.match(line.lstrip(" ")):
            is_within = True
        elif is_within and is_after_blank and line.strip() and line[0] not in " \t":
            is_within = False
        is_after_blank = not line.strip()
        if is_within:
            yield index

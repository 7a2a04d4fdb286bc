"""What goes wrong with Markdown and reStructuredText before a directive sees its content.

A fence with too few colons closes the outer one silently; a link definition vanishes; HTML, an
indented paragraph and a number with a full stop are no text; a line that begins with two full
stops is a comment. These functions look at the lines of a directive's content as an editor wrote
them, find such places, and make text of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ._markdown import Blocks, HoldsWords, closed_by
from ._markdown_lines import FENCE
from ._suspect import Suspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


__all__ = [
    "AsText",
    "HoldsWords",
    "OpenFence",
    "Suspect",
    "as_text_markdown",
    "as_text_rst",
    "unclosed_fences",
]

_NUMBER = re.compile(r"\d+")
_ESCAPED = frozenset({
    "ordered_list", "table_row", "comment", "block_break", "target", "fence", "fence_end",
})  # fmt: skip
_DIRECTIVE = re.compile(r"\{\S+\}(?:\s|$)")
# What parts the cells of a row; the last one ends it.
_STROKE = re.compile(r"(?<!\\)\|(?!$)")


class AsText(NamedTuple):
    """The lines of a content as text, and what in them would have vanished."""

    lines: list[str]
    suspects: tuple[Suspect, ...]


class OpenFence(NamedTuple):
    """A fence that is opened and not closed: its line (from 0), its signs, and its name.

    The name is that of the directive, or the language of the code, or empty.
    """

    line_index: int
    fence: str
    name: str


def unclosed_fences(
    lines: Sequence[str], holds_words: HoldsWords | None = None
) -> tuple[OpenFence, ...]:
    """Return the fences in *lines*, the content of a directive, that are not closed in it.

    They show that the directive's own fence was too short, and ended where the inner one should
    have. What a closed fence holds is left to it. One that *holds_words* is text, and none.
    """
    opened: list[OpenFence] = []
    texts: list[str] = []
    in_code = False
    for index, line in enumerate(lines):
        match = FENCE.match(line)
        if match is None:
            continue
        fence, info = match["fence"], match["info"]
        outermost = None if info else closed_by(fence, [outer.fence for outer in opened])
        if outermost is not None:
            del opened[outermost:]
            in_code = False
        elif in_code:
            continue
        elif info and holds_words and holds_words(fence, info):
            texts.append(fence)
        elif not info and (text := closed_by(fence, texts)) is not None:
            del texts[text:]
        else:
            name = re.split(r"[\s{}]+", info.removeprefix("{"), maxsplit=1)[0]
            opened.append(OpenFence(index, fence, name))
            in_code = fence[0] != ":" and not info.startswith("{")
    return tuple(opened)


# Each begins with the sign itself, which ``re`` finds fast, and looks behind it after that.
_CODE = re.compile(r"`(?<![`\\]`)(?!`)[^`\n|]+`(?!`)")
_SUSPICIOUS_SIGNS = ("`", "|", "]:", "<")
_SUSPICIOUS_START = re.compile(
    r"\n[ >*+-]*(?: {4}|\t|\d+[.)]|%|\+[ \t]*\+"
    r"|(?::{3,}(?!:)|~{3,}(?!~))[ \t]*(?!\{\S+\}\s)\S)"
)
_FENCE_OF_WORDS = re.compile(
    r"\n[ \t>*+\-\d.)]*(?::{3,}(?!:)|~{3,}(?!~)|`{3,}(?!`))[ \t]*(?!\{\S+\}\s)\S"
)
_SUSPICIOUS_END = re.compile(r"\)=[ \t]*\n")


def _is_suspicious(text: str) -> bool:
    """Say whether *text* has what every suspect has: that spares most the reading by blocks.

    It is not looked for in code, nor in roles, which are left to themselves.
    """
    rest = _CODE.sub("code", f"\n{text}\n")
    return (
        any(sign in rest for sign in _SUSPICIOUS_SIGNS)
        or _SUSPICIOUS_START.search(rest) is not None
        or _SUSPICIOUS_END.search(rest) is not None
    )


def is_innocent(line: str) -> bool:
    """Say whether Markdown takes *line*, alone in its block, for nothing but text."""
    return line[:1].isalnum() and not _is_suspicious(line)


def is_directive(info: str) -> bool:
    """Say whether *info*, what stands behind the signs of a fence, names a directive."""
    return _DIRECTIVE.match(info) is not None


def as_text_markdown(lines: Sequence[str], holds_words: HoldsWords | None = None) -> AsText:
    r"""Return *lines* with backslashes where Markdown would change text or drop it: `1990\. It`.

    What else it would eat or change in them stays, for the parser to be kept from it. Code fences
    are code, and inner directives see to their own content: neither is looked into. A fence that
    *holds_words* behind its signs is text, and the line that closes it is left out.
    """
    # Nearly all text is innocent, and one look tells: what follows looks at every block.
    if not _is_suspicious("\n".join(lines)):
        return AsText(list(lines), ())
    texts: list[Suspect] = []
    if holds_words is not None and _FENCE_OF_WORDS.search("\n".join(["", *lines])):
        lines, texts = _without_fences_of_words(lines, holds_words)
    found = Blocks(list(enumerate(lines))).scan()
    found.sort(key=lambda suspect: suspect.line_index)
    escaped = _escaped(lines, found)
    if "table_row" not in {suspect.code for suspect in found} and escaped != list(lines):
        # What stood below a number in a list may be a table now that the number is text.
        rows = [row for row in as_text_markdown(escaped).suspects if row.code == "table_row"]
        found += rows
        escaped = _escaped(escaped, rows)
    return AsText(escaped, tuple(sorted([*texts, *found], key=lambda it: it.line_index)))


def _without_fences_of_words(
    lines: Sequence[str], holds_words: HoldsWords
) -> tuple[Sequence[str], list[Suspect]]:
    """Return *lines* in which no fence *holds_words*, and those that did.

    When one is text, what stands below it may be part of other blocks: they are looked at again.
    """
    texts: list[Suspect] = []
    while True:
        found = Blocks(list(enumerate(lines)), holds_words=holds_words).scan()
        found = [suspect for suspect in found if suspect.code in {"fence", "fence_end"}]
        if not found:
            return lines, texts
        texts += [suspect for suspect in found if suspect.code == "fence"]
        lines = _escaped(lines, found)


def _escaped(lines: Sequence[str], found: Sequence[Suspect]) -> list[str]:
    escaped = list(lines)
    for suspect in found:
        if suspect.code not in _ESCAPED:
            continue
        line = escaped[suspect.line_index]
        at = line.rindex(suspect.text)
        if suspect.code == "fence_end":
            escaped[suspect.line_index] = line[:at].rstrip()
            continue
        if suspect.code == "fence":
            words = suspect.text.lstrip(suspect.text[0])
            signs = f"\\{suspect.text[0]}" * (len(suspect.text) - len(words))
            escaped[suspect.line_index] = line[:at] + signs + words
            continue
        if suspect.code == "table_row":
            escaped[suspect.line_index] = line[:at] + _STROKE.sub(r"\\|", line[at:].rstrip())
            continue
        if suspect.code == "ordered_list" and (number := _NUMBER.match(suspect.text)):
            at += number.end()
        escaped[suspect.line_index] = f"{line[:at]}\\{line[at:]}"
    return escaped


def as_text_rst(
    lines: Sequence[str],
    *,
    flush: bool = False,
    is_directive: Callable[[str], bool] | None = None,
) -> AsText:
    r"""Return *lines* with backslashes where reStructuredText would take text for something else.

    `M. S. GORBACHEV.` becomes `M\. S. GORBACHEV.`, `.. and so on` becomes `.\. and so on`: in the
    blocks of the content, its lists and quotations; what is literal, or belongs to a directive, is
    left to it. An automatic list (`#.`) stays one. The backslash never stands first: there it is
    an editor's, who says that something is no speaker label.

    With *flush*, a line that is indented deeper than the paragraph above it is a line of that
    paragraph: it is brought to its margin, and makes no definition list. A name that
    *is_directive* stays one with a single colon too: what reads it repairs that.
    """
    # An edition in Markdown needs none of its patterns.
    from ._restructuredtext import TextBlocks  # noqa: PLC0415

    blocks = TextBlocks(lines, flush=flush, is_directive=is_directive)
    return AsText(blocks.lines, tuple(blocks.found))

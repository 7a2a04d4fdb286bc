"""The blocks of reStructuredText, as far as they take words of a transcript for something else.

The rules are those of docutils: what begins a block is looked at, in the order of its parser, and
gets a backslash where it is text. What a directive holds, and what is literal, is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ._suspect import Suspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DEEPEST = 20  # of lists and quotations inside each other; what is deeper is no transcript

_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_ITEM = re.compile(r"(?:[-+*•‣⁃]|\#[.)]|\(\#\))(?: +|$)")
# `* * *` is a line across the page, and no list in a list.
_STARS = re.compile(r"([-+*•‣⁃])(?: +\1)+ *$")
# An automatic `#.` is meant as a list.
_ENUMERATOR = re.compile(
    r"\((?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+)(?=\)(?: |$))"
    r"|(?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+)(?=[.)](?: |$))",
    re.ASCII,
)
_FIELD = re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?![ `]|$))*(?<! ):(?: +|$)")
_OPTION_ARGUMENT = r"(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_OPTION = (
    rf"(?:[-+][a-zA-Z0-9](?: ?{_OPTION_ARGUMENT})?"
    rf"|(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]{_OPTION_ARGUMENT})?)"
)
_OPTIONS = re.compile(rf"{_OPTION}(?:, {_OPTION})*(?:  +| ?$)")
_DOCTEST = re.compile(r">>>(?: |$)")
_VERSE = re.compile(r"\|(?: |$)")
_GRID = re.compile(r"\+-[-+]+-\+ *$")
_TABLE = re.compile(r"=+(?: +=+)+ *$")
# The line below a title, above it, or across the page.
_RULE = re.compile(r"([!-/:-@[-`{-~])\1* *$")
_SHORTEST_RULE = 4
_EXPLICIT = re.compile(r"\.\.(?: +|$)")
_NOTE = re.compile(rf"\.\. +\[(?:\d+|\#(?:{_NAME})?|\*|{_NAME})\](?: +|$)")
_TARGET = re.compile(r"\.\. +_(?![ _]).*?:(?: +\S+)?$")
_MEANT = re.compile(rf"\.\. +(?:{_NAME} ?::(?: |$)|\|[^| ][^|]*\| +{_NAME}::)|{_TARGET.pattern}")
_ONE_COLON = re.compile(rf"\.\. +(?P<name>{_NAME}) ?:(?: +|$)")
_ANONYMOUS = re.compile(r"(?:__|\.\. +__:)(?: +|$)")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+$|\S*/\S*$|\S+_$")
_LITERAL_NEXT = re.compile(r"(?<!\\)(?:\\\\)*::$")


class TextBlocks:
    """Lines in which what is text becomes text to docutils too.

    `lines` are those given, with backslashes, and as many; `found` is what would have vanished
    and may have been meant to. With *flush*, a line that is indented deeper than its paragraph is
    a line of it, and no definition. A name that *is_directive* is one with a single colon too.
    """

    def __init__(
        self,
        lines: Sequence[str],
        *,
        flush: bool = False,
        is_directive: Callable[[str], bool] | None = None,
    ) -> None:
        self.lines = list(lines)
        self.found: list[Suspect] = []
        self._flush = flush
        self._is_directive = is_directive
        # Of a line that begins with the sign of a list or note: its margin, and its first word.
        self._heads: dict[int, tuple[int, int]] = {}
        self._blocks(0, len(self.lines), 0)

    def _blocks(self, at: int, end: int, depth: int) -> None:
        """Look at the blocks of one container: what is indented most shallowly begins them."""
        margin = self._shallowest(at, end)
        if depth > _DEEPEST:
            return
        while at < end:
            if self._is_blank(at):
                at += 1
            elif self._margin(at) > margin:
                after = self._deeper(at, end, margin)
                self._blocks(at, after, depth + 1)
                at = after
            else:
                at = self._block(at, end, depth)

    def _block(self, at: int, end: int, depth: int) -> int:
        """Look at the block that begins with line *at*, and return the line after it."""
        text = self._words(at)
        if not text[0].isalnum():
            if sign := self._sign(at, end, text):
                return self._contained(at, end, sign.end(), depth)
            if after := self._markup(at, end, text):
                return after
            self._escape_sign(at, text)
        return self._paragraph(at, end)

    def _sign(self, at: int, end: int, text: str) -> re.Match[str] | None:
        """Return the sign of a list item, a field or a note, if one begins with line *at*."""
        if _STARS.match(text):
            return None
        item = _ITEM.match(text)
        if item and "#" in item[0] and at + 1 < end and not self._is_blank(at + 1):
            # An automatic number is text where the next line is no part of the list.
            below = self._words(at + 1)
            if self._margin(at + 1) == self._margin(at) and not below.startswith(item[0]):
                return None
        return item or _FIELD.match(text) or _NOTE.match(text)

    def _markup(self, at: int, end: int, text: str) -> int | None:
        """Return the line after a block that is no paragraph, if one begins with line *at*."""
        if _EXPLICIT.match(text) or _ANONYMOUS.match(text):
            return self._explicit(at, end)
        if _GRID.match(text) or _TABLE.match(text):
            return self._table(at, end)
        if _VERSE.match(text):
            return self._adjacent(at, end)
        # A line across before words: docutils reports it, and the words are a block of their own.
        is_above = at + 1 < end and not self._is_blank(at + 1)
        return at + 1 if is_above and _is_rule(text) else None

    def _escape_sign(self, at: int, text: str) -> None:
        """Make text of a sign that begins a block, and is not meant to."""
        if _STARS.match(text) or _is_rule(text):
            self._escape_rule(at)
        elif _OPTIONS.match(text) or _DOCTEST.match(text):
            self._escape(at, 1)

    def _contained(self, at: int, end: int, sign: int, depth: int) -> int:
        """Look into a list item, a field or a note, whose words begin after *sign* characters."""
        margin = self._margin(at)
        column = self._column(at) + sign
        after = at + 1
        if _ITEM.match(self._words(at)) and self.lines[at][column:].strip():
            while after < end and (self._is_blank(after) or self._margin(after) >= column):
                after += 1
            self._heads[at] = column, column
        else:
            after = self._deeper(after, end, margin)
            deeper = self._shallowest(at + 1, after)
            self._heads[at] = deeper or column, column
        self._blocks(at, after, depth + 1)
        return after

    def _explicit(self, at: int, end: int) -> int:
        """Look at a directive, a target or a comment."""
        text = self._words(at)
        margin = self._margin(at)
        if _MEANT.match(text) or self._lacks_colon(text):
            return self._deeper(at + 1, end, margin)
        if sign := _ANONYMOUS.match(text):
            if _ADDRESS.match(text, sign.end()):
                return self._adjacent(at, end)
            self._escape(at, 1)
            return self._paragraph(at, end, flush=True)
        has_words = at + 1 < end and not self._is_blank(at + 1) and self._margin(at + 1) > margin
        if text.rstrip() == ".." and not has_words:
            return at + 1
        code = "target" if text.startswith(".. _") else "comment"
        self.found.append(Suspect(at, code, text.strip()))
        self._escape(at, 1)
        return self._paragraph(at, end, flush=True)

    def _lacks_colon(self, text: str) -> bool:
        """Say whether *text* would begin a directive, had it a second colon."""
        slip = _ONE_COLON.match(text)
        return bool(slip and self._is_directive and self._is_directive(slip["name"]))

    def _table(self, at: int, end: int) -> int:
        """Pass over a table; what is wrong with it docutils says."""
        borders = 0
        is_grid = bool(_GRID.match(self._words(at)))
        for after in range(at + 1, end):
            is_last = after + 1 == end or self._is_blank(after + 1)
            if is_grid:
                if is_last:
                    return after + 1
            elif _TABLE.match(self._words(after)):
                borders += 1
                if borders == 2 or is_last:  # noqa: PLR2004 (the line below the head, the last)
                    return after + 1
        return end

    def _paragraph(self, at: int, end: int, *, flush: bool = False) -> int:
        """Make a paragraph of line *at* and those that go on with it."""
        margin = self._margin(at)
        if number := _ENUMERATOR.match(self._words(at)):
            self._escape(at, number.end())
        after = at + 1
        while after < end and not self._is_blank(after):
            if self._margin(after) > margin:
                if not (self._flush or flush):
                    break
                self.lines[after] = " " * margin + self.lines[after].lstrip(" ")
            elif self._margin(after) < margin:
                break
            after += 1
        if after > at + 1 and _RULE.match(self._words(at + 1)):
            self._escape_rule(at + 1)
        if after < end and not self._is_blank(after):
            return after
        return self._before_literal(after, end, margin)

    def _before_literal(self, after: int, end: int, margin: int) -> int:
        """Return the line after the paragraph that ends before *after*, or after its literal."""
        if not _LITERAL_NEXT.search(self.lines[after - 1].rstrip()):
            return after
        literal = self._deeper(after, end, margin)
        if any(not self._is_blank(line) for line in range(after, literal)):
            return literal
        self._escape(after - 1, len(self._words(after - 1).rstrip()) - 1)
        return after

    def _deeper(self, at: int, end: int, margin: int) -> int:
        """Return the line after those from *at* on that are indented deeper than *margin*."""
        while at < end and (self._is_blank(at) or self._margin(at) > margin):
            at += 1
        return at

    def _adjacent(self, at: int, end: int) -> int:
        """Return the line after *at*, and after those that go on with it."""
        margin = self._margin(at)
        at += 1
        while at < end and not self._is_blank(at) and self._margin(at) > margin:
            at += 1
        return at

    def _shallowest(self, at: int, end: int) -> int:
        margins = (self._margin(line) for line in range(at, end) if not self._is_blank(line))
        return min(margins, default=0)

    def _margin(self, at: int) -> int:
        if at in self._heads:
            return self._heads[at][0]
        return len(self.lines[at]) - len(self.lines[at].lstrip(" "))

    def _column(self, at: int) -> int:
        """Return where the words of line *at* begin."""
        return self._heads[at][1] if at in self._heads else self._margin(at)

    def _words(self, at: int) -> str:
        return self.lines[at][self._column(at) :]

    def _is_blank(self, at: int) -> bool:
        return not self._words(at).strip()

    def _escape(self, at: int, offset: int) -> None:
        r"""Put a backslash before the character at *offset* of the words of line *at*.

        It never stands first in a paragraph: there it is an editor's, who says that something is no
        speaker label.
        """
        place = self._column(at) + offset
        self.lines[at] = f"{self.lines[at][:place]}\\{self.lines[at][place:]}"

    def _escape_rule(self, at: int) -> None:
        """Make a line of one sign text, to docutils's inline parser too."""
        rule = self._words(at).rstrip()
        place = self._column(at)
        if rule[0] in "*`|_":
            escaped = rule.replace(rule[0], f"\\{rule[0]}")
            self.lines[at] = self.lines[at][:place] + escaped
        elif rule[0] != "\\":
            self._escape(at, min(1, len(rule) - 1))


def _is_rule(text: str) -> bool:
    """Whether *text* is a line across; a shorter one is text to docutils too."""
    return len(text.rstrip()) >= _SHORTEST_RULE and _RULE.match(text) is not None

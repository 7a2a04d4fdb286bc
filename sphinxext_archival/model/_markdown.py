"""The blocks of Markdown, as far as they show what would become of the words of a transcript.

The rules are those of CommonMark 0.31 with the blocks that MyST adds to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from ._markdown_lines import (
    CODE_INDENT,
    FENCE,
    HTML,
    INLINE,
    ITEM,
    LINE_BLOCK,
    LINK_DEFINITION,
    NOTE,
    QUOTE,
    SETEXT,
    UNPRINTED,
    cut_cells,
    ends_table,
    goes_on,
    html_blocks,
    interrupts,
    is_balanced,
    table_columns,
)
from ._suspect import Suspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Line = tuple[int, str]
HoldsWords: TypeAlias = "Callable[[str, str], bool]"
"""Says of the signs of a fence and of what stands behind them whether that is text."""

_DEEPEST = 20  # markdown-it goes no deeper


class Blocks:
    """The blocks of one container: the whole content, a list item, a quotation, a note."""

    def __init__(
        self,
        lines: list[_Line],
        depth: int = 0,
        lazy: frozenset[int] = frozenset(),
        *,
        holds_words: HoldsWords | None = None,
    ) -> None:
        self.found: list[Suspect] = []
        self._holds_words = holds_words
        # Lines that open a fence and are text: the lines that would close them are none.
        self._opened: list[str] = []
        self._lines = [(index, _expanded(line)) for index, line in lines]
        self._depth = depth
        # Lines that go on with a paragraph without its indent: they are no part of a table.
        self._lazy = lazy
        # The delimiter and the last number of the list that the next item may continue.
        self._list: tuple[str, int] | None = None

    def scan(self) -> list[Suspect]:
        """Return what is suspicious in the container."""
        at = 0
        while at < len(self._lines):
            at = self._block(at)
        return self.found

    def _block(self, at: int) -> int:
        """Look at the block that begins with line *at*, and return the line after it."""
        line = self._lines[at][1]
        if not line:
            return at + 1
        unprinted = UNPRINTED.match(line)
        item = None if unprinted or LINE_BLOCK.match(line) else ITEM.match(line)
        if item is not None and not self._columns(at):
            return self._item(at, item)
        self._list = None
        return (
            self._table(at)
            or self._unprinted(at, unprinted)
            or self._wordless(at, line)
            or self._nested(at, line)
            or self._definition(at)
            or self._paragraph(at)
        )

    def _columns(self, at: int) -> int:
        """Return how many columns a table has whose head is line *at*; 0 if there is none."""
        if at + 1 >= len(self._lines) or self._lines[at + 1][0] in self._lazy:
            return 0
        return table_columns(self._lines[at][1], self._lines[at + 1][1])

    def _table(self, at: int) -> int | None:
        """Return the line after a table, if one begins with line *at*."""
        columns = self._columns(at)
        if not columns:
            return None
        self._inline(self._lines[at][1], at)
        at += 2
        while at < len(self._lines) and (line := self._lines[at][1]):
            if line.startswith(" " * CODE_INDENT) or ends_table(line):
                break
            self._inline(line, at)
            # Markdown cuts the cells that the head does not have.
            if cut := cut_cells(line.strip(), columns):
                self._report(at, "table_row", cut)
            at += 1
        return at

    def _unprinted(self, at: int, found: re.Match[str] | None) -> int | None:
        """Return the line after what MyST does not print, if that is line *at*."""
        if found is None:
            return None
        self._report(at, str(found.lastgroup), self._lines[at][1].strip())
        return at + 1

    def _wordless(self, at: int, line: str) -> int | None:
        """Return the line after a block that is no text, if one begins with line *at*."""
        if line.startswith(" " * CODE_INDENT):
            return self._code(at)
        if fence := FENCE.match(line):
            return self._fence(at, fence)
        if LINE_BLOCK.match(line):
            self._inline(line, at)
            return at + 1
        ends = (end for begin, end in html_blocks() if begin.match(line))
        return self._html(at, end) if (end := next(ends, None)) else None

    def _nested(self, at: int, line: str) -> int | None:
        """Return the line after a quotation or a note, if one begins with line *at*."""
        if note := NOTE.match(line):
            return self._contained(at, line[note.end() :], CODE_INDENT)
        return self._quote(at) if QUOTE.match(line) else None

    def _report(self, at: int, code: str, text: str) -> None:
        self.found.append(Suspect(self._lines[at][0], code, text))

    def _code(self, at: int) -> int:
        self._report(at, "indented_code", self._lines[at][1].strip())
        for after in range(at, len(self._lines)):
            line = self._lines[after][1]
            if line and not line.startswith(" " * CODE_INDENT):
                return after
        return len(self._lines)

    def _fence(self, at: int, fence: re.Match[str]) -> int:
        """Pass over a fence: what is inside is code, or is left to the directive there."""
        signs, info = fence["fence"], fence["info"]
        if self._holds_words and info and self._holds_words(signs, info):
            self._opened.append(signs)
            self._report(at, "fence", self._lines[at][1].strip())
            return self._paragraph(at)
        if not info and (opened := closed_by(signs, self._opened)) is not None:
            del self._opened[opened:]
            self._report(at, "fence_end", self._lines[at][1].strip())
            return at + 1
        end = next(
            (
                after
                for after in range(at + 1, len(self._lines))
                if (closing := FENCE.match(self._lines[after][1]))
                and not closing["info"]
                and closing["fence"].startswith(signs)
            ),
            len(self._lines),
        )
        if not info and signs.startswith(":"):
            self._descend(self._lines[at + 1 : end], set())  # a box, which holds text
        return end + 1

    def _html(self, at: int, end: re.Pattern[str]) -> int:
        self._report(at, "raw_html", self._lines[at][1].strip())
        for after in range(at, len(self._lines)):
            if end.search(self._lines[after][1]):
                return after + 1
        return len(self._lines)

    def _quote(self, at: int) -> int:
        inner: list[_Line] = []
        lazy = set()
        while at < len(self._lines):
            index, line = self._lines[at]
            if mark := QUOTE.match(line):
                line = line[mark.end() :]
            elif _is_lazy(line, inner):
                lazy.add(index)
            else:
                break
            inner.append((index, line))
            at += 1
        self._descend(inner, lazy)
        return at

    def _item(self, at: int, item: re.Match[str]) -> int:
        line = self._lines[at][1]
        if not self._counts_on(item["delimiter"], item["number"]):
            self._report(at, "ordered_list", line.strip())
        indent = item.end("marker")
        words = line[item.end() :]
        gap = len(item[0].expandtabs(CODE_INDENT)) - indent
        if words and gap <= CODE_INDENT:
            return self._contained(at, words, indent + gap)
        return self._contained(at, " " * (gap - 1) + words if words else "", indent + 1)

    def _counts_on(self, delimiter: str | None, number: str | None) -> bool:
        """Whether an item with *number* keeps it: a list begins with 1 and counts up by one."""
        last = self._list[1] if self._list and self._list[0] == delimiter else 0
        self._list = None
        if delimiter is None or number is None:
            return True
        # A second `1.` is the custom of those who let Markdown count.
        if number != str(last + 1) and (number, last) != ("1", 1):
            return False
        self._list = delimiter, int(number)
        return True

    def _contained(self, at: int, first: str, width: int) -> int:
        """Gather a container whose lines are indented by *width*, and look into it."""
        inner = [(self._lines[at][0], first)]
        lazy = set()
        at += 1
        while at < len(self._lines):
            index, line = self._lines[at]
            if line.startswith(" " * width):
                line = line[width:]
            elif not line:
                if inner == [(inner[0][0], "")]:
                    break
            elif _is_lazy(line, inner):
                lazy.add(index)
            else:
                break
            inner.append((index, line))
            at += 1
        self._descend(inner, lazy)
        return at

    def _descend(self, inner: list[_Line], lazy: set[int]) -> None:
        if self._depth < _DEEPEST:
            self.found += Blocks(
                inner, self._depth + 1, self._lazy | lazy, holds_words=self._holds_words
            ).scan()

    def _definition(self, at: int) -> int | None:
        """Return the line after a link definition, if one begins with line *at*."""
        if not self._lines[at][1].lstrip().startswith("["):
            return None
        end = at + 1
        while end < len(self._lines) and goes_on(self._lines[end][1]) and not self._columns(end):
            end += 1
        text = self._text(at, end)
        link = LINK_DEFINITION.match(text)
        if link is None or not is_balanced(link["bare"] or ""):
            return None
        words = link[0].rstrip()
        self._report(at, "link_definition", words)
        return at + words.count("\n") + 1

    def _paragraph(self, at: int) -> int:
        end = at + 1
        while end < len(self._lines) and (line := self._lines[end][1]):
            underline = SETEXT.match(line)
            if (not underline and interrupts(line)) or self._columns(end):
                break
            end += 1
            if underline:
                break
        self._inline(self._text(at, end), at)
        return end

    def _text(self, at: int, end: int) -> str:
        return "\n".join(line.strip() for _, line in self._lines[at:end])

    def _inline(self, text: str, at: int) -> None:
        """Look for HTML in *text*, which begins on line *at*, but in code and in roles."""
        parsed = 0
        while found := INLINE.search(text, parsed):
            parsed = found.end()
            if ticks := found["ticks"]:
                closing = re.compile(rf"(?<!`){ticks}(?!`)").search(text, parsed)
                parsed = closing.end() if closing else parsed
            elif found[0] == "<" and (tag := HTML.match(text, found.start())):
                parsed = tag.end()
                self._report(at + text.count("\n", 0, tag.start()), "raw_html", tag[0])


def _expanded(line: str) -> str:
    """Return *line* with its indent in spaces, and without what stands after its last word."""
    words = line.strip()
    return line[: len(line) - len(line.lstrip())].expandtabs(4) + words if words else ""


def closed_by(signs: str, opened: Sequence[str]) -> int | None:
    """Return the index of the outermost fence in *opened* that a line of *signs* closes, or None.

    A fence ends at the first line that can close it, whatever stands open inside.
    """
    return next((depth for depth, fence in enumerate(opened) if signs.startswith(fence)), None)


def _is_lazy(line: str, inner: list[_Line]) -> bool:
    """Whether *line* goes on with the paragraph at the end of *inner*, without its indent."""
    return bool(inner and inner[-1][1].strip()) and goes_on(line)

"""The blocks of Markdown, as far as they show what would become of the words of a transcript.

The rules are those of CommonMark 0.31 with the blocks that MyST adds to it.
"""

from __future__ import annotations

import re

from ._suspect import Suspect

FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,}|:{3,})[ \t]*(?P<info>.*?)[ \t]*$")
"""A line that opens a fence; with no info, also one that closes it."""

_Line = tuple[int, str]

_CODE_INDENT = 4
_DEEPEST = 20  # markdown-it goes no deeper
_ITEM = re.compile(
    r"(?P<marker> {0,3}(?:[-+*]|(?P<number>\d{1,9})(?P<delimiter>[.)])))(?=[ \t]|$)(?P<gap>[ \t]*)",
    re.ASCII,
)
_QUOTE = re.compile(r" {0,3}> ?")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
# A heading, a line across, MyST's comment, block break and target.
_LINE_BLOCK = re.compile(
    r" {0,3}(?:\#{1,6}(?:[ \t]|$)|([-*_])(?:[ \t]*\1){2,}[ \t]*$|%|\+\+\+|\([^()]+\)=[ \t]*$)"
)

_TAG = (
    r"(?:<[A-Za-z][A-Za-z0-9-]*"
    r"(?:\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^\"'=<>`\x00-\x20]+|'[^']*'|\"[^\"]*\"))?)*"
    r"\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)"
)
_HTML = re.compile(
    rf"{_TAG}|<!---?>|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>|<!\[CDATA\[.*?\]\]>", re.DOTALL
)
_BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|"
    "header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|"
    "param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
# How a block of HTML begins and ends, in CommonMark's order; a blank line ends the last two.
_HTML_BLOCKS = tuple(
    (re.compile(rf" {{0,3}}{start}", re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for start, end in (
        (r"<(?:script|pre|style|textarea)(?=\s|>|$)", r"</(?:script|pre|style|textarea)>"),
        (r"<!--", r"-->"),
        (r"<\?", r"\?>"),
        (r"<![A-Za-z]", r">"),
        (r"<!\[CDATA\[", r"\]\]>"),
        (rf"</?(?:{_BLOCK_NAMES})(?=\s|/?>|$)", r"^\s*$"),
        (rf"{_TAG}\s*$", r"^\s*$"),
    )
)

_LINK_DEFINITION = re.compile(
    r"\[(?!\^)(?=[^\]]*[^\]\s])(?:[^\[\]\\]|\\.){1,999}\]:[ \t]*\n?[ \t]*"
    r"(?:<(?:[^<>\\\n]|\\.)*>|(?P<bare>[^\s<]\S*))"
    r"(?:(?:[ \t]+|[ \t]*\n[ \t]*)"
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?"""
    r"[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_INLINE = re.compile(r"\\[!-/:-@\[-`{-~]|(?P<ticks>`+)|<")


class Blocks:
    """The blocks of one container: the whole content, a list item, a quotation, a note."""

    def __init__(self, lines: list[_Line], depth: int = 0) -> None:
        self.found: list[Suspect] = []
        self._lines = [(index, _expanded(line)) for index, line in lines]
        self._depth = depth
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
        item = None if _LINE_BLOCK.match(line) else _ITEM.match(line)
        if item is not None:
            return self._item(at, item)
        self._list = None
        after = self._wordless(at, line) or self._nested(at, line) or self._definition(at)
        return after or self._paragraph(at)

    def _wordless(self, at: int, line: str) -> int | None:
        """Return the line after a block that is no text, if one begins with line *at*."""
        if line.startswith(" " * _CODE_INDENT):
            return self._code(at)
        if fence := FENCE.match(line):
            return self._fence(at, fence)
        if _LINE_BLOCK.match(line):
            self._inline(line, at)
            return at + 1
        ends = (end for begin, end in _HTML_BLOCKS if begin.match(line))
        return self._html(at, end) if (end := next(ends, None)) else None

    def _nested(self, at: int, line: str) -> int | None:
        """Return the line after a quotation or a note, if one begins with line *at*."""
        if note := _NOTE.match(line):
            return self._contained(at, line[note.end() :], _CODE_INDENT)
        return self._quote(at) if _QUOTE.match(line) else None

    def _report(self, at: int, code: str, text: str) -> None:
        self.found.append(Suspect(self._lines[at][0], code, text))

    def _code(self, at: int) -> int:
        self._report(at, "indented_code", self._lines[at][1].strip())
        for after in range(at, len(self._lines)):
            line = self._lines[after][1]
            if line and not line.startswith(" " * _CODE_INDENT):
                return after
        return len(self._lines)

    def _fence(self, at: int, fence: re.Match[str]) -> int:
        """Pass over a fence: what is inside is code, or is left to the directive there."""
        for after in range(at + 1, len(self._lines)):
            closing = FENCE.match(self._lines[after][1])
            if closing and not closing["info"] and closing["fence"].startswith(fence["fence"]):
                return after + 1
        return len(self._lines)

    def _html(self, at: int, end: re.Pattern[str]) -> int:
        self._report(at, "raw_html", self._lines[at][1].strip())
        for after in range(at, len(self._lines)):
            if end.search(self._lines[after][1]):
                return after + 1
        return len(self._lines)

    def _quote(self, at: int) -> int:
        inner: list[_Line] = []
        while at < len(self._lines):
            index, line = self._lines[at]
            if mark := _QUOTE.match(line):
                line = line[mark.end() :]
            elif not _is_lazy(line, inner):
                break
            inner.append((index, line))
            at += 1
        self._descend(inner)
        return at

    def _item(self, at: int, item: re.Match[str]) -> int:
        line = self._lines[at][1]
        if not self._counts_on(item["delimiter"], item["number"]):
            self._report(at, "ordered_list", line.strip())
        indent = item.end("marker")
        words = line[item.end() :]
        gap = len(item[0].expandtabs(_CODE_INDENT)) - indent
        if words and gap <= _CODE_INDENT:
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
        at += 1
        while at < len(self._lines):
            index, line = self._lines[at]
            if line.startswith(" " * width):
                line = line[width:]
            elif not _is_lazy(line, inner) if line else inner == [(inner[0][0], "")]:
                break
            inner.append((index, line))
            at += 1
        self._descend(inner)
        return at

    def _descend(self, inner: list[_Line]) -> None:
        if self._depth < _DEEPEST:
            self.found += Blocks(inner, self._depth + 1).scan()

    def _definition(self, at: int) -> int | None:
        """Return the line after a link definition, if one begins with line *at*."""
        if not self._lines[at][1].lstrip().startswith("["):
            return None
        end = at + 1
        while end < len(self._lines) and _goes_on(self._lines[end][1]):
            end += 1
        text = self._text(at, end)
        link = _LINK_DEFINITION.match(text)
        if link is None or not _is_balanced(link["bare"] or ""):
            return None
        words = link[0].rstrip()
        self._report(at, "link_definition", words)
        return at + words.count("\n") + 1

    def _paragraph(self, at: int) -> int:
        end = at + 1
        while end < len(self._lines) and (line := self._lines[end][1]):
            underline = _SETEXT.match(line)
            if not underline and _interrupts(line):
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
        while found := _INLINE.search(text, parsed):
            parsed = found.end()
            if ticks := found["ticks"]:
                closing = re.compile(rf"(?<!`){ticks}(?!`)").search(text, parsed)
                parsed = closing.end() if closing else parsed
            elif found[0] == "<" and (tag := _HTML.match(text, found.start())):
                parsed = tag.end()
                self._report(at + text.count("\n", 0, tag.start()), "raw_html", tag[0])


def _expanded(line: str) -> str:
    """Return *line* with its indent in spaces, and without what stands after its last word."""
    words = line.strip()
    return line[: len(line) - len(line.lstrip())].expandtabs(4) + words if words else ""


def _is_lazy(line: str, inner: list[_Line]) -> bool:
    """Whether *line* goes on with the paragraph at the end of *inner*, without its indent."""
    return bool(inner and inner[-1][1].strip()) and _goes_on(line)


def _goes_on(line: str) -> bool:
    """Whether *line* goes on with what stands before it, whatever block that is."""
    return bool(line) and not _interrupts(line) and not _ITEM.match(line)


def _interrupts(line: str) -> bool:
    """Whether *line* begins a new block although a paragraph stands right before it."""
    item = _ITEM.match(line)
    return bool(
        FENCE.match(line)
        or _QUOTE.match(line)
        or _NOTE.match(line)
        or _LINE_BLOCK.match(line)
        or (item and line[item.end() :] and int(item["number"] or 1) == 1)
        or any(begin.match(line) for begin, _ in _HTML_BLOCKS[:-1])
    )


def _is_balanced(destination: str) -> bool:
    """Whether the parentheses of a link's bare destination are balanced."""
    depth = 0
    for sign in re.sub(r"\\.", "", destination):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0

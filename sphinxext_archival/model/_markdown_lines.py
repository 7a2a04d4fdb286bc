"""What a line of Markdown begins, and what it goes on with."""

from __future__ import annotations

import re
from functools import cache

FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,}|:{3,})[ \t]*(?P<info>.*?)[ \t]*$")
"""A line that opens a fence; with no info, also one that closes it."""

CODE_INDENT = 4
ITEM = re.compile(
    r"(?P<marker> {0,3}(?:[-+*]|(?P<number>\d{1,9})(?P<delimiter>[.)])))(?=[ \t]|$)(?P<gap>[ \t]*)",
    re.ASCII,
)
QUOTE = re.compile(r" {0,3}> ?")
NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
# A heading, a line across.
LINE_BLOCK = re.compile(r" {0,3}(?:\#{1,6}(?:[ \t]|$)|([-*_])(?:[ \t]*\1){2,}[ \t]*$)")
# What MyST adds, and does not print.
UNPRINTED = re.compile(
    r" {0,3}(?:(?P<comment>%)|(?P<block_break>\+(?:[ \t]*\+){2})|(?P<target>\(.+\)=)[ \t]*$)"
)
# The line below the head of a table, a cell of it, and what parts the cells of all others.
_DELIMITERS = re.compile(r" {0,3}(?!-\s)[-:|][-:|\s]+$")
_DELIMITER = re.compile(r":?-+:?$")
_STROKE = re.compile(r"(?<!\\)\|")

_TAG = (
    r"(?:<[A-Za-z][A-Za-z0-9-]*"
    r"(?:\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^\"'=<>`\x00-\x20]+|'[^']*'|\"[^\"]*\"))?)*"
    r"\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)"
)
HTML = re.compile(
    rf"{_TAG}|<!---?>|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>|<!\[CDATA\[.*?\]\]>", re.DOTALL
)
_BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|"
    "header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|"
    "param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_HTML_BLOCKS = (
    (r"<(?:script|pre|style|textarea)(?=\s|>|$)", r"</(?:script|pre|style|textarea)>"),
    (r"<!--", r"-->"),
    (r"<\?", r"\?>"),
    (r"<![A-Za-z]", r">"),
    (r"<!\[CDATA\[", r"\]\]>"),
    (rf"</?(?:{_BLOCK_NAMES})(?=\s|/?>|$)", r"^\s*$"),
    (rf"{_TAG}\s*$", r"^\s*$"),
)

LINK_DEFINITION = re.compile(
    r"\[(?!\^)(?=[^\]]*[^\]\s])(?:[^\[\]\\]|\\.){1,999}\]:[ \t]*\n?[ \t]*"
    r"(?:<(?:[^<>\\\n]|\\.)*>|(?P<bare>[^\s<]\S*))"
    r"(?:(?:[ \t]+|[ \t]*\n[ \t]*)"
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?"""
    r"[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
INLINE = re.compile(r"\\[!-/:-@\[-`{-~]|(?P<ticks>`+)|<")


@cache
def html_blocks() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return how a block of HTML begins and ends, in CommonMark's order.

    A blank line ends the last two. Most editions have none, and need not wait for the patterns.
    """
    return tuple(
        (re.compile(rf" {{0,3}}{start}", re.IGNORECASE), re.compile(end, re.IGNORECASE))
        for start, end in _HTML_BLOCKS
    )


def goes_on(line: str) -> bool:
    """Whether *line* goes on with what stands before it, whatever block that is."""
    return bool(line) and not interrupts(line) and not ITEM.match(line)


def interrupts(line: str) -> bool:
    """Whether *line* begins a new block although a paragraph stands right before it."""
    item = ITEM.match(line)
    return bool(
        FENCE.match(line)
        or QUOTE.match(line)
        or NOTE.match(line)
        or LINE_BLOCK.match(line)
        or UNPRINTED.match(line)
        or (item and line[item.end() :] and int(item["number"] or 1) == 1)
        or ("<" in line and any(begin.match(line) for begin, _ in html_blocks()[:-1]))
    )


def ends_table(line: str) -> bool:
    """Whether *line* begins a block, and is no row of the table above it."""
    return bool(ITEM.match(line)) or (interrupts(line) and not NOTE.match(line))


def table_columns(head: str, below: str) -> int:
    """Return how many columns a table has that begins with these two lines; 0 if it is none."""
    if not _DELIMITERS.match(below) or "|" not in head or head.startswith(" " * CODE_INDENT):
        return 0
    delimiters = _without_ends(below.strip().split("|"))
    cells = _without_ends(_STROKE.split(head.strip()))
    are_right = all(_DELIMITER.match(cell.strip()) for cell in delimiters)
    return len(cells) if are_right and len(cells) == len(delimiters) else 0


def cut_cells(row: str, columns: int) -> str:
    """Return the end of *row* from its last column on, if it has more cells than *columns*."""
    strokes = [stroke.start() for stroke in _STROKE.finditer(row)]
    first = 1 if strokes[:1] == [0] else 0
    between = strokes[first:-1] if strokes[-1:] == [len(row) - 1] else strokes[first:]
    if len(between) < columns:
        return ""
    last = [0, *(stroke + 1 for stroke in strokes)][first + columns - 1]
    return row[last:].strip()


def _without_ends(cells: list[str]) -> list[str]:
    """Return *cells* without what stands outside the first and the last stroke, if nothing does."""
    start = 1 if cells and not cells[0].strip() else 0
    end = len(cells) - 1 if cells[start:] and not cells[-1].strip() else len(cells)
    return cells[start:end]


def is_balanced(destination: str) -> bool:
    """Whether the parentheses of a link's bare destination are balanced."""
    depth = 0
    for sign in re.sub(r"\\.", "", destination):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0

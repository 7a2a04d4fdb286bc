"""Speaker labels that begin a later line of a paragraph: there they open no turn.

Most often an editor has forgotten the empty line between two speakers, and the words of one would
be printed as the other's. The text stays as it is written; the label is reported.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..model.labels import DELIMITERS
from ..nodes import archival_page
from . import inline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..model.labels import LabelMatch

PAGE_IN_SOURCE = r"(?:\{(?:archival:)?page\}|:(?:archival:)?page:)`[^`]*`"
_NODE_IN_SOURCE = r"(?:\{[\w:-]+\}`[^`]*`|:[\w:-]+:`[^`]*`|\[[^\[\]]+\]_?)"
_SILENCING = re.compile(r"\\(?=[^\W\d_])")
_BLANKS = re.compile(r"[^\S\n]*")


class Buried(NamedTuple):
    """A label at the start of a later line: its match, and how many lines below the first."""

    match: LabelMatch
    lines_below: int


@lru_cache(maxsize=256)
def signs_in_source(printed: str) -> str:
    """Return a pattern of a label, as printed, in the source of its paragraph."""
    signs = (
        _NODE_IN_SOURCE if sign == inline.OPAQUE else re.escape(sign)
        for sign in printed
        if not sign.isspace()
    )
    return r"[\\*_\s]*".join(signs)


@lru_cache(maxsize=256)
def _line_in_source(printed: str) -> re.Pattern[str]:
    """What finds a label at the start of a line, and a backslash before it."""
    head = rf"[^\S\n]*(?:{PAGE_IN_SOURCE}[^\S\n]*)*[*_]*"
    return re.compile(rf"^{head}(\\?){signs_in_source(printed)}", re.MULTILINE)


def buried_labels(
    paragraph: nodes.TextElement,
    label_in: Callable[[str], LabelMatch | None],
    start: int = 0,
    *,
    is_markdown: bool,
) -> list[Buried]:
    """Return the labels that begin later lines of *paragraph*, from the offset *start* on.

    *label_in* says which label opens a text.
    The backslash that silences one is taken away in Markdown, to which it is text.
    """
    # Nearly every paragraph is one line.
    if "\n" not in paragraph.rawsource:
        return []
    flat = inline.flatten(paragraph)
    found: list[Buried] = []
    silencing: list[tuple[int, int | None]] = []
    source_at = 0
    for at in _line_starts(flat, start):
        is_silenced = is_markdown and _SILENCING.match(flat.text, at) is not None
        match = label_in(flat.text[at + is_silenced :])
        if match is None:
            continue
        source = _in_source(paragraph, match.printed, source_at, flat.text.count("\n", 0, at))
        if source is not None:
            source_at = source.end()
        if is_silenced:
            silencing.append((at, source.start(1) if source else None))
        elif (source is None or not source[1]) and _is_label(match, flat.text, at):
            below = paragraph.rawsource.count("\n", 0, source.start()) if source else 0
            found.append(Buried(match, below or flat.text.count("\n", 0, at)))
    for at, source_start in reversed(silencing):
        take_away(paragraph, flat, at, source_start)
    return found


def _line_starts(flat: inline.Flat, start: int) -> Iterator[int]:
    """Yield the offset of the first word of each line but the first, after its page breaks."""
    pages = {run.start for run in flat.runs if isinstance(run.node, archival_page)}
    for line_end in re.finditer("\n", flat.text):
        at = _after_blanks(flat.text, line_end.end())
        while at in pages:
            at = _after_blanks(flat.text, at + 1)
        if at >= start:
            yield at


def _after_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _in_source(
    paragraph: nodes.TextElement, printed: str, at: int, lines: int
) -> re.Match[str] | None:
    """Return where the source has the label, behind *at* and not before so many *lines*.

    A node may hold ends of lines that the flat text does not have.
    """
    for match in _line_in_source(printed).finditer(paragraph.rawsource, at):
        if paragraph.rawsource.count("\n", 0, match.start()) >= lines:
            return match
    return None


def _is_label(match: LabelMatch, text: str, at: int) -> bool:
    """Say whether what fits is no name that a line of prose happens to begin with.

    In capitals and with a delimiter it speaks for itself. Else a sentence has ended before it, and
    something is said after it.
    """
    has_delimiter = match.printed[-1] in DELIMITERS
    if has_delimiter and match.label.isupper() and sum(map(str.isalpha, match.label)) > 1:
        return True
    if not has_delimiter and at + match.text_start >= len(text):
        return False
    last = text[:at].rstrip()[-1:]
    return not (last.isalnum() or last == ",")


def take_away(
    paragraph: nodes.TextElement, flat: inline.Flat, at: int, source_at: int | None
) -> None:
    """Take the backslash at the offset *at* out of the text, and out of its source."""
    run = next(run for run in flat.runs if run.start <= at < run.start + len(run.text))
    if not isinstance(run.node, nodes.Text) or run.node.parent is None:
        return
    cut = at - run.start
    text = nodes.Text(run.text[:cut] + run.text[cut + 1 :])
    run.node.parent.replace(run.node, text)
    run.node, run.text = text, str(text)
    if source_at is not None:
        source = paragraph.rawsource
        paragraph.rawsource = source[:source_at] + source[source_at + 1 :]

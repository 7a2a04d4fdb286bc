"""The little that must be known of docutils: what it would do to the words of a transcript."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..context import is_directive
from ..model import fences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment

_FOOTNOTE = re.compile(r"\.\. +\[(?:\d+|\#[^\]\s]*|\*)\](?: |$)")
_BLOCK = re.compile(r"(?:[ \t]*\S.*(?:\n|$))+")


def with_refused_words(blocks: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return *blocks* with the words that docutils refused to parse in their places, as text.

    It has reported them, with their line, and would print the message, which Sphinx takes away.
    """
    kept: list[nodes.Node] = []
    for block in blocks:
        for message in list(block.findall(nodes.system_message)):
            if message is not block and (words := list(_refused_words(message))):
                message.parent.replace(message, words)
        refused = list(_refused_words(block)) if isinstance(block, nodes.system_message) else []
        kept += refused or [block]
    return kept


def _refused_words(message: nodes.system_message) -> Iterator[nodes.paragraph]:
    """Yield the words that *message* is about, as paragraphs."""
    line = message.get("line")
    for written in message.findall(nodes.literal_block):
        for block in _BLOCK.finditer(written.astext()):
            words = "\n".join(part.strip() for part in block[0].splitlines())
            paragraph = nodes.paragraph(words, words)
            paragraph.source = message.get("source")
            paragraph.line = line and line + block.string.count("\n", 0, block.start())
            yield paragraph


def keep_words_of_footnotes(
    state_machine: Any,
    env: BuildEnvironment,
    report: Callable[[fences.Suspect, str, int], None],
) -> None:
    """Have docutils read the footnotes below as it reads the words of our directives.

    They stand outside our directives, but below the one that says that they belong to an archival
    document: the parser has not come to them yet. What would have vanished goes to *report*, with
    its file and line.
    """
    lines = state_machine.input_lines
    at = state_machine.line_offset + 1
    while at < len(lines):
        after = at + 1
        if _FOOTNOTE.match(lines[at]):
            while after < len(lines) and (not lines[after].strip() or lines[after][0] == " "):
                after += 1
            written = lines.data[at:after]
            text = fences.as_text_rst(written, flush=True, is_directive=partial(is_directive, env))
            for index, (line, read) in enumerate(zip(written, text.lines, strict=True), at):
                if line != read:
                    lines[index] = read
            for suspect in text.suspects:
                source, index = lines.items[at + suspect.line_index]
                report(suspect, source, index + 1)
        at = after

"""Lines in print: the first of a block, where anchors and labels go, and what none can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..nodes import archival_turn

LONG_RUN = re.compile(r"[\w=]{46,}")
"""A run of signs that no line can hold, as a checksum."""


def elements(root: nodes.Element, wanted: Callable[[nodes.Node], bool]) -> list[nodes.Element]:
    """Return the elements under *root*, itself included, that are *wanted*, in reading order."""
    return [node for node in root.findall(wanted) if isinstance(node, nodes.Element)]


def numbered_paragraphs(turn: archival_turn) -> Iterator[tuple[nodes.paragraph, list[str]]]:
    """Yield the direct paragraphs of a *turn*, each with the anchors that its number gave it.

    Other ids of a paragraph are an author's, and stand on a target before it.
    """
    prefix = f"{turn['ids'][0]}-p" if turn["ids"] else None
    for child in turn.children:
        if prefix and isinstance(child, nodes.paragraph):
            own = [name for name in child["ids"] if name.startswith(prefix)]
            if own:
                yield child, own


def put_into_first_line(element: nodes.Element, anchor: nodes.Element) -> None:
    """Put *anchor* at the head of the first paragraph of *element*, or before all else in it."""
    if isinstance(element, nodes.TextElement):
        element.insert(0, anchor)
        return
    first = element.children[0] if element.children else None
    if isinstance(first, nodes.Element) and not isinstance(
        first, nodes.table | nodes.literal_block
    ):
        line = next(first.findall(nodes.paragraph), None)
        if line is not None:
            line.insert(0, anchor)
            return
    element.insert(0, anchor)


def put_into_last_line(element: nodes.Element, anchor: nodes.Element) -> None:
    """Put *anchor* at the end of the last paragraph of *element*, or after all else in it."""
    last = element.children[-1] if element.children else None
    if isinstance(last, nodes.Element) and not isinstance(last, nodes.table | nodes.literal_block):
        lines = list(last.findall(nodes.paragraph))
        if lines:
            lines[-1].append(anchor)
            return
    element.append(anchor)


def run_in(block: nodes.Element) -> None:
    """Let the first paragraph of *block* begin in the line of what is printed before it."""
    first = block.children[0] if block.children else None
    if isinstance(first, nodes.paragraph):
        words = nodes.inline("", "", *first.children)
        if len(block.children) > 1:
            # The end of its line, which a writer puts after a paragraph.
            words += nodes.Text("\n")
        first.replace_self(words)

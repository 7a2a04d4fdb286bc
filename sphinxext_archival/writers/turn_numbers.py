"""The numbers of turns in outputs that print no addresses: in the margin, where print has them.

A reference says “turn 12” and a register “turns 3, 12”: a reader of plain text has nothing else to
find the turn by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..nodes import archival_turn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.text import TextTranslator

_MARGIN = 5
"""As wide as the numbers of nearly all turns: their words begin in one column."""


def visit_turn(self: TextTranslator, node: archival_turn) -> None:
    """Indent the words of a turn by the margin."""
    self.new_state(len(_margin(node)))


def depart_turn(self: TextTranslator, node: archival_turn) -> None:
    """Set the number before the first line."""
    self.end_state(first=_margin(node), end=None)


def _margin(turn: archival_turn) -> str:
    return f"{turn['number']} ".ljust(_MARGIN) if turn["number"] else ""


def numbered(turn: archival_turn, builder: str) -> list[nodes.Node]:
    """Return *turn* as plain nodes, with its number in the form of *builder*."""
    return _FORMS[builder](turn["number"], turn.children)


def _for_man(number: str, blocks: list[nodes.Node]) -> list[nodes.Node]:
    first, rest = blocks[:1], blocks[1:]
    shown: list[nodes.Node] = [
        _raw_man(f".INDENT 0.0\n.IP {number} {_MARGIN}\n"),
        nodes.container("", *first),  # the first in a container has no space before it
    ]
    if rest:
        # A list in them sets its margin from that of a block around it, and not from that of `.IP`.
        shown += [_raw_man(f".INDENT {_MARGIN}.0\n"), *rest, _raw_man(".UNINDENT\n")]
    return [*shown, _raw_man(".UNINDENT\n")]


def _raw_man(text: str) -> nodes.raw:
    return nodes.raw("", text, format="manpage")


def _for_texinfo(number: str, blocks: list[nodes.Node]) -> list[nodes.Node]:
    return [
        nodes.raw("", f"\n\n@table @asis\n@item {number}\n\n", format="texinfo"),
        *blocks,
        nodes.raw("", "\n@end table\n\n", format="texinfo"),
    ]


_FORMS = {"man": _for_man, "texinfo": _for_texinfo}
BUILDERS = frozenset(_FORMS)
"""Those to whom the number of a turn is written as text of their own format."""


def setup(app: Sphinx) -> None:
    """Add the handlers for plain text."""
    app.add_node(archival_turn, override=True, text=(visit_turn, depart_turn))

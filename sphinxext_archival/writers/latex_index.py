"""LaTeX: the index. TeX alone knows the pages; here is what it is to look for, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..model.listing import initial
from ..nodes import archival_index, archival_mark
from .printed_index import SPEAKS, archival_pages, archival_turn_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.writers.latex import LaTeXTranslator


def occurrences(self: LaTeXTranslator, keys: Iterable[str], role: str, *, end: bool = False) -> str:
    """Return what marks that the entities of *keys* occur here, or that they did until here."""
    command = "archivaloccursuntil" if end else "archivaloccurs"
    return "".join(rf"\{command}{{{self.idescape(key)}}}{{{role}}}" for key in keys)


def visit_mark(self: LaTeXTranslator, node: archival_mark) -> None:
    """Mark the page of an occurrence."""
    # In the line of what it marks, as anchors are.
    is_first = isinstance(node.parent, nodes.TextElement) and node.parent.children[0] is node
    start = r"\leavevmode" if is_first else ""
    self.body.append(start + occurrences(self, [node["key"]], node["role"]))
    raise nodes.SkipNode


def visit_turn_end(self: LaTeXTranslator, node: archival_turn_end) -> None:
    """Mark the page on which a turn ends."""
    self.body.append(occurrences(self, node["speakers"], SPEAKS, end=True))
    raise nodes.SkipNode


def visit_pages(self: LaTeXTranslator, node: archival_pages) -> None:
    """Write the pages on which an entity occurs."""
    self.body.append(rf"\archivalpages{{{self.idescape(node['key'])}}}{{{node['role']}}}")
    raise nodes.SkipNode


def visit_index(self: LaTeXTranslator, node: archival_index) -> None:
    """Write the entries of an index, each with every role that it may have."""
    lines, letter = [], ""
    for entry in node["entries"]:
        first = initial(entry["name"])
        if letter and first != letter:
            lines.append(r"\archivalindexspace")
        letter = first
        # A dash, of one who is alive too, stays with the date before it.
        years = self.encode(entry["years"].replace(" –", "\N{NO-BREAK SPACE}–"))
        name = self.encode(entry["name"])
        lines.append(rf"\archivalindexentry{{{name}}}{{{years}}}")
        key = self.idescape(entry["key"])
        lines += [
            rf"\archivalindexrole{{{key}}}{{{role}}}{{{self.encode(caption)}}}"
            for role, caption in node["roles"]
        ]
    body = "\n".join(lines)
    self.body.append(f"\n\\begin{{archivalindex}}\n{body}\n\\end{{archivalindex}}\n")
    raise nodes.SkipNode


HANDLERS: dict[type[nodes.Element], tuple[Callable[..., None], None]] = {
    archival_mark: (visit_mark, None),
    archival_turn_end: (visit_turn_end, None),
    archival_pages: (visit_pages, None),
    archival_index: (visit_index, None),
}

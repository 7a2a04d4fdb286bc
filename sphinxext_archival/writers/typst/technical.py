"""What Sphinx has for the documentation of programs: signatures, grammars, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from . import escape
from .base import block, inline, transparent

if TYPE_CHECKING:
    from ..translator import Handlers, Pair
    from .base import TypstBase


def visit_signature(self: TypstBase, node: nodes.Element) -> None:
    """Write a signature as a line of code."""
    self.write(f"#signature[{self.anchors(node)}{self.captured(node.children).strip()}]\n\n")
    raise nodes.SkipNode


def visit_signature_line(self: TypstBase, node: nodes.Element) -> None:
    """Begin another line of a signature."""
    if node.parent.index(node):
        self.write("#linebreak();")


def _between(opening: str, closing: str) -> Pair:
    """Return the handlers of a list in brackets, whose members have commas between them."""

    def visit(self: TypstBase, node: nodes.Element) -> None:
        members = _members(self, node)
        self.write(f"{escape.markup(opening)}{members}{escape.markup(closing)}")
        raise nodes.SkipNode

    return visit, None


def _members(self: TypstBase, node: nodes.Element) -> str:
    """Return parameters; the comma before optional ones is optional too: `a[, b]`."""
    written = ""
    for child in node.children:
        comma = ", " if written else ""
        if isinstance(child, addnodes.desc_optional):
            written += f"\\[{comma}{_members(self, child)}\\]"
        else:
            written += f"{comma}{self.captured([child]).strip()}"
    return written


def visit_returns(self: TypstBase, _node: nodes.Element) -> None:
    """Write an arrow before what a function returns."""
    self.write(" → ")


def visit_productionlist(self: TypstBase, node: nodes.Element) -> None:
    """Write a grammar as code: a line for each production, its names in a column."""
    productions = [child for child in node.children if isinstance(child, nodes.Element)]
    names = [production.get("tokenname", "") for production in productions]
    width = max(map(len, names), default=0)
    lines = []
    for name, production in zip(names, productions, strict=True):
        words = production.astext().rstrip("\n")
        # Before Sphinx 8.2 a production does not say its own name.
        is_whole = name and words.split("::=")[0].strip() == name
        sign = "::=" if name else "   "
        lines.append(words if is_whole else f"{name.ljust(width)} {sign} {words}")
    anchors = "".join(map(self.anchors, node.findall(nodes.Element)))
    self.write(f"{anchors}#raw({escape.string(chr(10).join(lines))}, block: true)\n\n")
    raise nodes.SkipNode


_SIGNATURE_PARTS = (
    *("desc_addname", "desc_type", "desc_inline", "desc_parameter", "desc_type_parameter"),
    *("desc_annotation", "desc_sig_element", "desc_sig_space"),
    *("desc_sig_name", "desc_sig_operator", "desc_sig_punctuation", "desc_sig_keyword"),
    *("desc_sig_keyword_type", "desc_sig_literal_number", "desc_sig_literal_string"),
    "desc_sig_literal_char",
)

HANDLERS: Handlers = {
    "desc": transparent(),
    "desc_content": block("indented"),
    "desc_signature": (visit_signature, None),
    "desc_name": inline("strong"),
    "desc_returns": (visit_returns, transparent()[1]),
    "desc_parameterlist": _between("(", ")"),
    "desc_type_parameter_list": _between("[", "]"),
    "desc_signature_line": (visit_signature_line, transparent()[1]),
    "productionlist": (visit_productionlist, None),
    **dict.fromkeys(_SIGNATURE_PARTS, transparent()),
}

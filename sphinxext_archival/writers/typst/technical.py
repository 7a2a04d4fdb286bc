"""What Sphinx has for the documentation of programs: signatures, grammars, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from . import escape
from .base import block, inline, transparent

if TYPE_CHECKING:
    from .base import Handlers, Pair, TypstBase


def visit_signature(self: TypstBase, node: nodes.Element) -> None:
    """Write a signature as a line of code."""
    self.write(f"#signature[{self.anchors(node)}{self.captured(node.children).strip()}]\n\n")
    raise nodes.SkipNode


def _between(opening: str, closing: str) -> Pair:
    """Return the handlers of a list in brackets, whose members have commas between them."""

    def visit(self: TypstBase, node: nodes.Element) -> None:
        members = ", ".join(self.captured([child]).strip() for child in node.children)
        self.write(f"{escape.markup(opening)}{members}{escape.markup(closing)}")
        raise nodes.SkipNode

    def depart(_self: TypstBase, _node: nodes.Element) -> None:
        pass

    return visit, depart


def visit_returns(self: TypstBase, _node: nodes.Element) -> None:
    """Write an arrow before what a function returns."""
    self.write(" → ")


def visit_optional(self: TypstBase, node: nodes.Element) -> None:
    """Write optional parameters in brackets."""
    members = ", ".join(self.captured([child]).strip() for child in node.children)
    self.write(f"\\[{members}\\]")
    raise nodes.SkipNode


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
    anchors = "".join(self.anchors(production) for production in productions)
    self.write(f"{anchors}#raw({escape.string(chr(10).join(lines))}, block: true)\n\n")
    raise nodes.SkipNode


_SIGNATURE_PARTS = (
    *("desc_addname", "desc_type", "desc_inline", "desc_parameter", "desc_type_parameter"),
    *("desc_signature_line", "desc_annotation", "desc_sig_element", "desc_sig_space"),
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
    "desc_optional": (visit_optional, None),
    "productionlist": (visit_productionlist, None),
    **dict.fromkeys(_SIGNATURE_PARTS, transparent()),
}

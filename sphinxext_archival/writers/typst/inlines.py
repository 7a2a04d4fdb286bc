"""What stands in a line: emphasis, code, links, footnotes, mathematics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ...diagnostics import Diagnostic, warn
from ..translator import NOT_WRITTEN
from . import escape
from .base import breakable, inline, left_out, transparent

_BREAK = re.compile(r"\s*<br\s*/?>\s*")

if TYPE_CHECKING:
    from ..translator import Handlers
    from .base import TypstBase


def visit_literal(self: TypstBase, node: nodes.Element) -> None:
    """Write code in a line, character by character."""
    text = node.astext()
    self.write(self.anchors(node), breakable(text, f"#raw({escape.string(text)});"))
    raise nodes.SkipNode


def visit_reference(self: TypstBase, node: nodes.Element) -> None:
    """Write a link: within the volume by its label, else by its address; or its words alone."""
    self.write(self.anchors(node))
    label = self.label_of(node)
    address = str(node.get("refuri", ""))
    if label is not None:
        self.write(f"#reference({escape.string(label)})[")
    elif "://" in address or address.startswith("mailto:"):
        self.write(f"#link({escape.string(address)})[")
    else:
        self.write("#[")


def depart_reference(self: TypstBase, _node: nodes.Element) -> None:
    """Close the link."""
    self.write("];")


def visit_footnote_reference(self: TypstBase, node: nodes.Element) -> None:
    """Write a footnote at its first mark, and at the others a mark that leads to it."""
    label = escape.string(self.label_of(node) or "")
    words = escape.string(node.astext())
    footnote = self.footnotes.pop((self.pages[-1], node.get("refid", "")), None)
    self.write(self.anchors(node))
    if footnote is None:
        function = "title-mark" if self.in_title else "note-mark"
        self.write(f"#{function}({words}, {label});")
    else:
        children = [child for child in footnote.children if not isinstance(child, nodes.label)]
        anchor = self.anchors(footnote)
        function = "title-note" if self.in_title else "note"
        self.write(f"#{function}({words})[{anchor}{self.captured(children).strip()}];")
    raise nodes.SkipNode


def visit_citation_reference(self: TypstBase, node: nodes.Element) -> None:
    """Write the name of a citation in brackets, as a link to it."""
    words = escape.markup(node.astext())
    label = self.label_of(node)
    shown = f"#reference({escape.string(label)})[{words}];" if label else words
    self.write(f"{self.anchors(node)}\\[{shown}\\]")
    raise nodes.SkipNode


def visit_math(self: TypstBase, node: nodes.Element) -> None:
    """Write mathematics as it was written: TeX's is not Typst's."""
    warn(
        Diagnostic.MATH,
        "typst: mathematics is printed as it is written; a volume that has much of it is better "
        "built by LaTeX",
        node,
    )
    is_block = isinstance(node, nodes.math_block)
    given = ", block: true" if is_block else ""
    number = f"#align(right)[({node['number']})]\n\n" if is_block and node.get("number") else ""
    end = f"\n\n{number}" if is_block else ";"
    self.write(self.anchors(node), f"#raw({escape.string(node.astext())}{given}){end}")
    raise nodes.SkipNode


def visit_raw(self: TypstBase, node: nodes.Element) -> None:
    """Write what was written for Typst, and leave out what was written for others.

    MyST writes a line break as HTML.
    """
    self.write(self.anchors(node))
    formats = node.get("format", "").split()
    if "typst" in formats:
        self.write(node.astext())
    elif "html" in formats and _BREAK.fullmatch(node.astext()):
        self.write("#linebreak();")
    raise nodes.SkipNode


def depart_abbreviation(self: TypstBase, node: nodes.Element) -> None:
    """Write what an abbreviation means, once: on a screen it shows when it is pointed at."""
    meaning = str(node.get("explanation", ""))
    if meaning and meaning not in self.explained:
        self.explained.add(meaning)
        self.write(f" ({escape.markup(meaning)})")


def visit_target(self: TypstBase, node: nodes.Element) -> None:
    """Write the anchor of a target, and the words that it may hold."""
    self.write(self.anchors(node))


HANDLERS: Handlers = {
    "emphasis": inline("emph"),
    "strong": inline("strong"),
    "literal": (visit_literal, None),
    "literal_emphasis": inline("literal", style="italic"),
    "literal_strong": inline("literal", weight="bold"),
    "subscript": inline("sub"),
    "superscript": inline("super"),
    "title_reference": inline("emph"),
    "abbreviation": (transparent()[0], depart_abbreviation),
    "acronym": transparent(),
    "inline": transparent(),
    "generated": transparent(),
    "manpage": inline("emph"),
    "download_reference": transparent(),
    "pending_xref": transparent(),
    "number_reference": (visit_reference, depart_reference),
    "reference": (visit_reference, depart_reference),
    "footnote_reference": (visit_footnote_reference, None),
    "citation_reference": (visit_citation_reference, None),
    "problematic": transparent(),
    "math": (visit_math, None),
    "math_block": (visit_math, None),
    "raw": (visit_raw, None),
    "target": (visit_target, None),
    **dict.fromkeys(NOT_WRITTEN, left_out()),
}

"""Blocks, lists and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import admonitionlabels

from .base import left_out, transparent, wrap
from .elements import SPACE
from .inlines import write_graphic

if TYPE_CHECKING:
    from ..translator import Handlers
    from .base import TeiBase


def visit_paragraph(self: TeiBase, node: nodes.Element) -> None:
    """Begin a paragraph, with the anchor that its number in a turn gave it."""
    self.open("p", node, self.own_id(node))


def visit_heading(self: TeiBase, node: nodes.Element) -> None:
    """Begin a heading that is none of a division."""
    self.open("ab", node, {"type": "heading"})


def visit_signature(self: TeiBase, node: nodes.Element) -> None:
    """Write what Sphinx documents of a program, with its brackets and commas."""
    visit_heading(self, node)
    self.text(node.astext())
    self.close()
    raise nodes.SkipNode


def visit_admonition(self: TeiBase, node: nodes.Element) -> None:
    """Write the heading that an admonition has by its kind."""
    kind = type(node).__name__
    if not any(isinstance(child, nodes.title) for child in node.children):
        visit_heading(self, node)
        self.text(str(admonitionlabels.get(kind, kind)))
        self.close()


def depart_nothing(self: TeiBase, node: nodes.Element) -> None:
    """Do nothing."""


def visit_block_quote(self: TeiBase, node: nodes.Element) -> None:
    """Write a quotation, and below it who said it."""
    said = [child for child in node.children if isinstance(child, nodes.attribution)]
    words = [child for child in node.children if child not in said]
    if said:
        self.open("cit", node)
    self.open("quote", node)
    self.write(words)
    self.close()
    for attribution in said:
        self.open("bibl", attribution)
        self.write(attribution.children)
        self.close()
    if said:
        self.close()
    raise nodes.SkipNode


def visit_line_block(self: TeiBase, node: nodes.Element) -> None:
    """Begin lines that break where they were broken; those within others are indented."""
    is_nested = isinstance(node.parent, nodes.line_block)
    self.open("lg", node, {"rend": "indent"} if is_nested else {})


def visit_literal_block(self: TeiBase, node: nodes.Element) -> None:
    """Write what was set as it is, with its lines and spaces."""
    self.open("ab", node, {"rend": "preformatted", SPACE: "preserve"})
    self.preserves_space = True
    self.write(node.children)
    self.preserves_space = False
    self.close()
    raise nodes.SkipNode


def visit_transition(self: TeiBase, node: nodes.Element) -> None:
    """Write a line across."""
    self.add("milestone", node, {"unit": "section", "rend": "rule"})
    raise nodes.SkipNode


def visit_figure(self: TeiBase, node: nodes.Element) -> None:
    """Write a figure: its image, its caption and its legend."""
    self.open("figure", node)
    for child in node.children:
        images = list(child.findall(nodes.image))
        if isinstance(child, nodes.caption):
            self.open("head", child)
            self.write(child.children)
            self.close()
        elif images and isinstance(child, nodes.image | nodes.reference):
            # A figure holds no link.
            for image in images:
                write_graphic(self, image)
        else:
            self.write([child])
    self.close()
    raise nodes.SkipNode


def visit_footnote(self: TeiBase, node: nodes.Element) -> None:
    """Write a footnote that no mark has called, or a citation, where it stands."""
    if any(name in self.placed for name in node["ids"]):
        raise nodes.SkipNode
    label, *rest = node.children
    self.open("note", node, {"place": "end", "n": label.astext()})
    self.write(rest)
    self.close()
    raise nodes.SkipNode


# --- Lists -------------------------------------------------------------------------------------


def visit_enumerated_list(self: TeiBase, node: nodes.Element) -> None:
    """Begin a numbered list."""
    self.open("list", node, {"rend": "numbered"})


def visit_list_item(self: TeiBase, node: nodes.Element) -> None:
    """Begin an item; one of a numbered list has its sign."""
    sign = _sign(node) if isinstance(node.parent, nodes.enumerated_list) else ""
    self.open("item", node, {"n": sign})


def _sign(item: nodes.Element) -> str:
    listed = item.parent
    number = int(listed.get("start", 1)) + listed.index(item)
    kind = listed.get("enumtype", "arabic")
    sign = str(number)
    if kind.endswith("alpha"):
        sign = ""
        while number > 0:
            number, place = divmod(number - 1, 26)
            sign = chr(ord("a") + place) + sign
    elif kind.endswith("roman"):
        sign = _roman(number)
    sign = sign.upper() if kind.startswith("upper") else sign
    return f"{listed.get('prefix', '')}{sign}{listed.get('suffix', '.')}"


def _roman(number: int) -> str:
    numeral = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


def visit_terms(self: TeiBase, node: nodes.Element) -> None:
    """Write terms, a field or options as a label, and what is said of them as its item."""
    definitions = [
        child
        for child in node.children
        if isinstance(child, nodes.definition | nodes.field_body | nodes.description)
    ]
    self.open("label", node)
    first = True
    for child in node.children:
        if child in definitions:
            continue
        if not first:
            self.add("lb")
        first = False
        self.write(child.children)
    self.close()
    self.open("item", node)
    for definition in definitions:
        self.write(definition.children)
    self.close()
    raise nodes.SkipNode


def visit_gloss_list(self: TeiBase, node: nodes.Element) -> None:
    """Begin a list of terms and what is said of them."""
    self.open("list", node, {"type": "gloss"})


# --- Tables ------------------------------------------------------------------------------------


def visit_table(self: TeiBase, node: nodes.Element) -> None:
    """Write a table with its caption."""
    self.open("table", node)
    for title in node.children:
        if isinstance(title, nodes.title):
            self.open("head", title)
            self.write(title.children)
            self.close()
    for row in node.findall(nodes.row):
        if row.children and _table_of(row) is node:
            _row(self, row)
    self.close()
    raise nodes.SkipNode


def _table_of(row: nodes.Element) -> nodes.Element:
    at = row.parent
    while not isinstance(at, nodes.table):
        at = at.parent
    return at


def _row(self: TeiBase, row: nodes.Element) -> None:
    is_head = isinstance(row.parent, nodes.thead)
    self.open("row", row, {"role": "label"} if is_head else {})
    for entry in row.children:
        if isinstance(entry, nodes.entry):
            spans = {"cols": "morecols", "rows": "morerows"}
            given = {name: entry.get(more) for name, more in spans.items()}
            self.open(
                "cell", entry, {name: str(int(more) + 1) for name, more in given.items() if more}
            )
            self.write(entry.children)
            self.close()
    self.close()


_ADMONITIONS = (
    *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note"),
    *("seealso", "tip", "todo_node", "warning"),
)


def _close(self: TeiBase, _node: nodes.Element) -> None:
    self.close()


_OF_PROGRAMS = (
    *("desc", "desc_content", "desc_signature_line", "desc_name", "desc_addname", "desc_type"),
    *("desc_returns", "desc_parameterlist", "desc_parameter", "desc_optional", "desc_annotation"),
    *("desc_type_parameter_list", "desc_type_parameter", "desc_inline", "desc_sig_space"),
    *("option", "option_string", "option_argument", "option_group"),
)
"""What Sphinx and docutils have for the documentation of programs: words."""

HANDLERS: Handlers = {
    **dict.fromkeys(_OF_PROGRAMS, transparent()),
    "desc_signature": (visit_signature, None),
    "productionlist": transparent(),
    "production": (visit_literal_block, None),
    "paragraph": (visit_paragraph, _close),
    "compact_paragraph": (visit_paragraph, _close),
    "PassthroughTextElement": (visit_paragraph, _close),
    "title": (visit_heading, _close),
    "subtitle": (visit_heading, _close),
    "rubric": (visit_heading, _close),
    "caption": (visit_heading, _close),
    "centered": (visit_heading, _close),
    "section": transparent(),
    "compound": transparent(),
    "container": transparent(),
    "topic": transparent(),
    "sidebar": transparent(),
    "legend": transparent(),
    "only": transparent(),
    "versionmodified": transparent(),
    "decoration": left_out(),
    "block_quote": (visit_block_quote, None),
    "line_block": (visit_line_block, _close),
    "line": wrap("l"),
    "literal_block": (visit_literal_block, None),
    "doctest_block": (visit_literal_block, None),
    "transition": (visit_transition, None),
    "figure": (visit_figure, None),
    "footnote": (visit_footnote, None),
    "citation": (visit_footnote, None),
    "bullet_list": wrap("list", rend="bulleted"),
    "enumerated_list": (visit_enumerated_list, _close),
    "list_item": (visit_list_item, _close),
    "definition_list": (visit_gloss_list, _close),
    "definition_list_item": (visit_terms, None),
    "field_list": (visit_gloss_list, _close),
    "docinfo": (visit_gloss_list, _close),
    "field": (visit_terms, None),
    "option_list": (visit_gloss_list, _close),
    "option_list_item": (visit_terms, None),
    "glossary": transparent(),
    "hlist": transparent(),
    "hlistcol": transparent(),
    "acks": transparent(),
    "table": (visit_table, None),
    **dict.fromkeys(_ADMONITIONS, (visit_admonition, depart_nothing)),
}

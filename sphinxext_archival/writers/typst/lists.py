"""Lists, of items, terms, fields and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from . import escape
from .base import transparent

if TYPE_CHECKING:
    from ..translator import Handlers
    from .base import TypstBase

_ENUMERATIONS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


def _is_tight(node: nodes.Element) -> bool:
    """Say whether each item is one paragraph, perhaps with a list below it."""
    simple = nodes.paragraph | nodes.bullet_list | nodes.enumerated_list
    return all(
        len([child for child in item.children if isinstance(child, nodes.paragraph)]) <= 1
        and all(isinstance(child, simple | addnodes.compact_paragraph) for child in item.children)
        for item in node.children
        if isinstance(item, nodes.Element)
    )


def visit_bullet_list(self: TypstBase, node: nodes.Element) -> None:
    """Begin a list."""
    self.write(self.anchors(node), f"#list({escape.arguments(tight=_is_tight(node))},\n")


def visit_enumerated_list(self: TypstBase, node: nodes.Element) -> None:
    """Begin a numbered list, with the signs that it was given."""
    sign = _ENUMERATIONS.get(node.get("enumtype", "arabic"), "1")
    numbering = f"{node.get('prefix', '')}{sign}{node.get('suffix', '.')}"
    given = escape.arguments(tight=_is_tight(node), numbering=numbering, start=node.get("start", 1))
    self.write(self.anchors(node), f"#enum({given},\n")


def depart_list(self: TypstBase, _node: nodes.Element) -> None:
    """End a list."""
    self.write(")\n\n")


def visit_list_item(self: TypstBase, node: nodes.Element) -> None:
    """Write an item, which is an argument of its list."""
    self.write(f"[{self.anchors(node)}{self.captured(node.children).strip()}],\n")
    raise nodes.SkipNode


def visit_definition_list_item(self: TypstBase, node: nodes.Element) -> None:
    """Write terms with their definition."""
    terms = [child for child in node.children if not isinstance(child, nodes.definition)]
    definitions = [child for child in node.children if isinstance(child, nodes.definition)]
    name = "glossary-entry" if isinstance(node.parent.parent, addnodes.glossary) else "definition"
    self.write(
        self.anchors(node), f"#{name}({self.content(terms)}, {self.content(definitions)})\n\n"
    )
    raise nodes.SkipNode


def visit_term(self: TypstBase, node: nodes.Element) -> None:
    """Write a term; several of one definition stand one below the other."""
    if node.parent.index(node):
        self.write(" \\\n")
    self.write(self.anchors(node))


def visit_classifier(self: TypstBase, _node: nodes.Element) -> None:
    """Write a classifier after its term."""
    self.write(" : #emph[")


def depart_classifier(self: TypstBase, _node: nodes.Element) -> None:
    """Close it."""
    self.write("];")


def visit_field(self: TypstBase, node: nodes.Element) -> None:
    """Write a field: its name, and what it says."""
    name, body = node.children
    self.write(
        self.anchors(node),
        f"#field({self.content(name.children)}, {self.content(body.children)})\n\n",
    )
    raise nodes.SkipNode


def visit_option_list_item(self: TypstBase, node: nodes.Element) -> None:
    """Write options of a command, and what they do."""
    options, description = node.children
    words = escape.string(", ".join(option.astext() for option in options.children))
    self.write(f"#definition(raw({words}), {self.content(description.children)})\n\n")
    raise nodes.SkipNode


HANDLERS: Handlers = {
    "bullet_list": (visit_bullet_list, depart_list),
    "enumerated_list": (visit_enumerated_list, depart_list),
    "list_item": (visit_list_item, None),
    "definition_list": transparent(),
    "definition_list_item": (visit_definition_list_item, None),
    "glossary": transparent(),
    "term": (visit_term, None),
    "classifier": (visit_classifier, depart_classifier),
    "definition": transparent(),
    "field_list": transparent(),
    "docinfo": transparent(),
    "field": (visit_field, None),
    "option_list": transparent(),
    "option_list_item": (visit_option_list_item, None),
    "hlist": transparent(),
    "hlistcol": transparent(),
    "acks": transparent(),
}

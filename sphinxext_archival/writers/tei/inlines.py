"""What stands in a line: emphasis, code, links, footnotes, mathematics, images."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..translator import NOT_WRITTEN
from .base import left_out, transparent, wrap
from .elements import ID, address

if TYPE_CHECKING:
    from ..translator import Handlers
    from .base import TeiBase

_BREAK = re.compile(r"\s*<br\s*/?>\s*")


def visit_reference(self: TeiBase, node: nodes.Element) -> None:
    """Begin a link, where it leads to a place of the document or out of the edition."""
    target = _target(self, node)
    if target:
        self.open("ref", node, {"target": target})
    else:
        self.stack.append(self.here)


def _target(self: TeiBase, node: nodes.Element) -> str:
    uri = str(node.get("refuri", ""))
    if "://" in uri or uri.startswith("mailto:") or node.get("is_tei"):
        return address(uri)
    name = uri.partition("#")[2] if uri else str(node.get("refid", ""))
    return f"#{name}" if self.is_anchor(name) else ""


def visit_footnote_reference(self: TeiBase, node: nodes.Element) -> None:
    """Write a footnote at its first mark, and at the others a pointer to it."""
    name = str(node.get("refid", ""))
    footnote = self.footnotes.get(name)
    number = node.astext()
    if footnote is None:
        self.open("hi", node, {"rend": "superscript"})
        self.text(number)
        self.close()
        raise nodes.SkipNode
    own = f"{self.setting.stem}-footnote-{self.numbers[name]}"
    if name in self.placed:
        self.add("ptr", node, {"type": "note", "target": f"#{own}", "n": number})
        raise nodes.SkipNode
    self.placed.add(name)
    self.open("note", node, {"place": "bottom", "n": number, ID: own})
    self.write([child for child in footnote.children if not isinstance(child, nodes.label)])
    self.close()
    raise nodes.SkipNode


def visit_citation_reference(self: TeiBase, node: nodes.Element) -> None:
    """Write the name of a citation in brackets."""
    self.text(f"[{node.astext()}]")
    raise nodes.SkipNode


def visit_math(self: TeiBase, node: nodes.Element) -> None:
    """Write mathematics as it was written."""
    self.open("formula", node, {"notation": "TeX"})
    self.text(node.astext())
    self.close()
    raise nodes.SkipNode


def visit_raw(self: TeiBase, node: nodes.Element) -> None:
    """Leave out what was written for other formats; MyST writes a line break as HTML."""
    if "html" in node.get("format", "").split() and _BREAK.fullmatch(node.astext()):
        self.add("lb", node)
    raise nodes.SkipNode


def visit_image(self: TeiBase, node: nodes.Element) -> None:
    """Write an image and what it shows."""
    self.open("figure", node)
    write_graphic(self, node)
    self.close()
    raise nodes.SkipNode


def write_graphic(self: TeiBase, node: nodes.Element) -> None:
    """Write where an image is, and what it shows."""
    uri = str(node["uri"])
    name = self.builder.images.get(uri)
    uri = f"{self.builder.imagedir}/{name}" if name is not None else uri
    # An image that is in the page itself is no file that TEI can name.
    self.add("graphic", node, {"url": "#" if uri.startswith("data:") else address(uri)})
    if alternative := " ".join(str(node.get("alt") or "").split()):
        self.open("figDesc", node)
        self.text(alternative)
        self.close()


HANDLERS: Handlers = {
    "emphasis": wrap("hi", rend="italic"),
    "strong": wrap("hi", rend="bold"),
    "literal": wrap("code"),
    "literal_emphasis": wrap("hi", rend="monospace italic"),
    "literal_strong": wrap("hi", rend="monospace bold"),
    "subscript": wrap("hi", rend="subscript"),
    "superscript": wrap("hi", rend="superscript"),
    "title_reference": wrap("hi", rend="italic"),
    "abbreviation": transparent(),
    "acronym": transparent(),
    "inline": transparent(),
    "generated": transparent(),
    "manpage": transparent(),
    "download_reference": transparent(),
    "pending_xref": transparent(),
    "problematic": transparent(),
    "target": transparent(),
    "number_reference": transparent(),
    "reference": (visit_reference, lambda self, _node: self.close()),
    "footnote_reference": (visit_footnote_reference, None),
    "citation_reference": (visit_citation_reference, None),
    "math": (visit_math, None),
    "math_block": (visit_math, None),
    "raw": (visit_raw, None),
    "image": (visit_image, None),
    **dict.fromkeys(NOT_WRITTEN, left_out()),
}

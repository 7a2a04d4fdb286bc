"""For builders that know nothing of us: our nodes become plain docutils nodes, word for word.

Three of Sphinx's own writers need more care, because their forms would change the words: ``text``
and ``texinfo`` print italics as signs, ``man`` and ``texinfo`` print the addresses of links, and
``texinfo`` looks a footnote up by its label, of which each document of a file may have the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..nodes import (
    NODES,
    archival_entity,
    archival_feature,
    archival_headnote,
    archival_insertion,
    archival_insertion_block,
    archival_mention,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_pageref,
    archival_speaker,
    archival_turn,
    is_edited_text,
)
from . import turn_numbers
from .lines import elements, numbered_paragraphs, put_into_first_line, put_into_last_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    Plain = list[nodes.Node]

_OWN_HANDLERS = frozenset({"html", "latex", "typst", "tei"})
_EVERY_NODE_AS_IT_IS = frozenset(
    {"xml", "pseudoxml", "gettext", "dummy", "linkcheck", "changes", "coverage", "dataset"}
)
_ITALICS_ARE_SIGNS = frozenset({"text", "texinfo"})
_LINKS_ARE_WORDS = frozenset({"man", "texinfo"})
_TYPE = (
    nodes.emphasis
    | nodes.strong
    | nodes.literal
    | nodes.subscript
    | nodes.superscript
    | nodes.title_reference
)
_WRITTEN_BY_HANDLERS = {("text", archival_turn)}
_LISTINGS = frozenset({"archival-register", "archival-documents", "archival-places"})
_HYPHENS = re.compile(r"(-{2,})")


def write_plainly(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Replace our nodes by their plain relatives, for all but the builders that we write for."""
    name = app.builder.name
    if app.builder.format in _OWN_HANDLERS or name in _EVERY_NODE_AS_IT_IS:
        return
    passages = elements(document, _is_ours)
    if name in _ITALICS_ARE_SIGNS:
        _each(passages, _TYPE, lambda node: nodes.inline("", "", *node.children))
    if name in _LINKS_ARE_WORDS:
        _each(passages, nodes.reference, _unlinked)
    if name == "texinfo":
        _write_anchors(document)
        _each(passages, nodes.Text, _with_hyphens)
    # Innermost first, so that what replaces a node holds what has replaced its children.
    classes = tuple(node for node in NODES if (name, node) not in _WRITTEN_BY_HANDLERS)
    for node in reversed(elements(document, lambda n: isinstance(n, classes))):
        _degrade(node, name)


def _is_ours(node: nodes.Node) -> bool:
    if is_edited_text(node) or isinstance(node, archival_headnote | archival_entity):
        return True
    return isinstance(node, nodes.Element) and bool(_LISTINGS & set(node["classes"]))


def _each(
    passages: list[nodes.Element],
    kind: Any,
    make: Callable[[Any], nodes.Node | Plain],
) -> None:
    """Replace every node of a *kind* in *passages*, which may lie within each other."""
    for passage in passages:
        for node in reversed(list(passage.findall(lambda n: isinstance(n, kind)))):
            replacement = make(node)
            if replacement is not node:
                node.parent.replace(node, replacement)


def _unlinked(reference: nodes.reference) -> nodes.Node:
    """Return the words of a link within the edition; *man* would print its address among them."""
    address = reference.get("refuri", "")
    if address and not reference.get("internal") and not address.startswith(("#", "%")):
        return reference
    return nodes.inline("", "", *reference.children)


def _with_hyphens(text: nodes.Text) -> nodes.Node | Plain:
    """Return *text* with its hyphens kept: Texinfo would make dashes of them."""
    if "--" not in text or isinstance(text.parent, nodes.raw):
        return text
    return [
        nodes.raw("", "@w{-}" * len(piece), format="texinfo")
        if _HYPHENS.fullmatch(piece)
        else nodes.Text(piece)
        for piece in _HYPHENS.split(text)
        if piece
    ]


def _write_anchors(document: nodes.document) -> None:
    """Put a target into the text for each of our anchors, which *texinfo* would leave out."""
    for turn in list(document.findall(archival_turn)):
        for paragraph, own in list(numbered_paragraphs(turn)):
            put_into_first_line(paragraph, nodes.target("", "", ids=own))
    for node in elements(document, _has_address):
        target = nodes.target("", "", ids=node["ids"])
        if isinstance(node, archival_noteref):
            node.parent.insert(node.parent.index(node), target)
        else:
            put_into_first_line(node, target)
        node["ids"] = []


def _has_address(node: nodes.Node) -> bool:
    kinds = archival_turn | archival_headnote | archival_entity | archival_note | archival_noteref
    return isinstance(node, kinds) and bool(node["ids"])


def _degrade(node: nodes.Element, builder: str) -> None:
    make = _MAKERS.get(type(node), _relative)
    made = make(node, builder)
    replacement = made[0] if len(made) == 1 else None
    if isinstance(replacement, nodes.Element) and replacement not in node.children:
        replacement["ids"] = list(node["ids"])
        replacement["classes"] = [*node["classes"], type(node).__name__.replace("_", "-")]
        replacement.source, replacement.line = node.source, node.line
    node.parent.replace(node, made)


def _relative(node: nodes.Element, builder: str) -> Plain:
    """Return the docutils node that *node* derives from."""
    if isinstance(node, nodes.paragraph):
        return [nodes.paragraph("", "", *node.children)]
    if isinstance(node, nodes.inline):
        return [nodes.inline("", "", *node.children)]
    if builder == "man":
        # It sets no space before the first paragraph of a container.
        return list(node.children)
    return [nodes.container("", *node.children)]


def _marker(node: nodes.Element, builder: str) -> Plain:
    if builder == "texinfo":
        return [nodes.inline("", f"[{node.astext()}]")]
    return [nodes.footnote_reference("", "", *node.children, refid=node["refid"])]


def _note(node: nodes.Element, builder: str) -> Plain:
    label = node.get("label", "")
    if builder == "texinfo" or not node.children:
        first = node.children[0] if node.children else None
        if isinstance(first, nodes.paragraph):
            first.insert(0, nodes.Text(f"[{label}] "))
        else:
            node.insert(0, nodes.paragraph("", f"[{label}]"))
        return [nodes.container("", *node.children)]
    footnote = nodes.footnote("", nodes.label("", label), *node.children)
    footnote["backrefs"] = node.get("backrefs", [])
    return [footnote]


def _mention(node: nodes.Element, builder: str) -> Plain:
    reference = nodes.reference("", "", *node.children)
    link = {name: node.get(name) for name in ("refid", "refuri", "internal", "reftitle")}
    reference.attributes.update({name: value for name, value in link.items() if value})
    return [reference]


def _page(node: nodes.Element, builder: str) -> Plain:
    """Return the page of the source between strokes; where it is not known, nothing is printed."""
    if node["n"] != "?":
        return [nodes.inline("", f"|{node['n']}|")]
    before, after = node.previous_sibling(), node.next_node(descend=False, siblings=True)
    if isinstance(before, nodes.Text) and isinstance(after, nodes.Text):
        blank = re.match(r"\s", after) if re.search(r"\s\Z", before) else None
        if blank:
            node.parent.replace(after, nodes.Text(after[1:]))
    return []


def _turn(node: archival_turn, builder: str) -> Plain:
    if builder in turn_numbers.BUILDERS and node.get("number"):
        return turn_numbers.numbered(node, builder)
    return _relative(node, builder)


def _speaker(node: nodes.Element, builder: str) -> Plain:
    kind = nodes.inline if builder in _ITALICS_ARE_SIGNS else nodes.strong
    return [kind("", "", *node.children)]


def _insertion(node: nodes.Element, builder: str) -> Plain:
    is_italic = node["kind"] == "original" and builder not in _ITALICS_ARE_SIGNS
    return [(nodes.emphasis if is_italic else nodes.inline)("", "", *node.children)]


def _feature(node: nodes.Element, builder: str) -> Plain:
    """Return a feature of the source; what is struck out stands in the brackets of epigraphists."""
    plain = nodes.inline("", "", *node.children)
    if node["feature"] == "deleted":
        plain.insert(0, nodes.Text("⟦"))
        plain.append(nodes.Text("⟧"))
    return [plain]


def _insertion_block(node: nodes.Element, builder: str) -> Plain:
    """Return inserted paragraphs in brackets, as inserted words are: no rule parts them here."""
    text = node.astext()
    if not (text.startswith("[") and text.endswith("]")):
        put_into_first_line(node, nodes.inline("", "["))
        put_into_last_line(node, nodes.inline("", "]"))
    return _relative(node, builder)


_MAKERS: dict[type[nodes.Element], Callable[[Any, str], Plain]] = {
    archival_noteref: _marker,
    archival_note: _note,
    archival_notes: lambda node, _builder: list(node.children),
    archival_mention: _mention,
    archival_pageref: lambda _node, _builder: [],
    archival_page: _page,
    archival_turn: _turn,
    archival_speaker: _speaker,
    archival_insertion: _insertion,
    archival_insertion_block: _insertion_block,
    archival_feature: _feature,
}


def setup(app: Sphinx) -> None:
    """Write plainly once all else has been done to a page."""
    app.connect("doctree-resolved", write_plainly, priority=900)
    turn_numbers.setup(app)

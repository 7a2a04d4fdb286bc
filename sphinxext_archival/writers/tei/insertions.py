"""What was put into the text, what the source shows, and what the edition corrects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...nodes import (
    archival_emendation,
    archival_feature,
    archival_insertion,
    archival_insertion_block,
    archival_stage,
    is_edited_text,
)
from .elements import LANG, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .base import TeiBase

    Handler = Callable[[Any, Any], None]
    Elements = tuple[tuple[str, dict[str, str]], ...]

INSERTIONS: dict[str, Elements] = {
    "supplied": (("supplied", {"reason": "omitted-in-original"}),),
    "original": (("note", {"type": "original", "place": "inline"}), ("foreign", {})),
    "expansion": (("ex", {}),),
    "alteration": (("supplied", {"reason": "alteration"}),),
    "identification": (("note", {"type": "identification", "place": "inline"}),),
    "gloss": (("supplied", {"reason": "explanation"}),),
    "sic": (("note", {"type": "sic", "place": "inline"}),),
    "omission": (("gap", {"reason": "sampling"}), ("desc", {})),
    "gap": (("gap", {"reason": "illegible"}), ("desc", {})),
    "unclear": (("unclear", {}),),
    "redaction": (("gap", {"reason": "redacted"}), ("desc", {})),
    "stage": (("stage", {}),),
}
"""The elements that an insertion of each kind becomes, outermost first."""

CERTAINTY = ("high", "medium", "low", "unknown")

_FEATURES: dict[str, tuple[str, dict[str, str]]] = {
    "deleted": ("del", {}),
    "added": ("add", {}),
    "underlined": ("hi", {"rend": "underline"}),
    "stamp": ("stamp", {}),
    "signature": ("seg", {"type": "signature"}),
    "dateline": ("seg", {"type": "dateline"}),
}


def visit_insertion(self: TeiBase, node: archival_insertion) -> None:
    """Begin an insertion: its kind says the element, and ``resp`` whose it is."""
    if node["kind"] == "stage" and isinstance(node.parent, archival_stage):
        return
    begin(self, node, INSERTIONS[node["kind"]])


def depart_insertion(self: TeiBase, node: archival_insertion) -> None:
    """End it."""
    if node["kind"] == "stage" and isinstance(node.parent, archival_stage):
        return
    for _element in INSERTIONS[node["kind"]]:
        self.close()


def begin(self: TeiBase, node: nodes.Element, elements: Elements) -> None:
    """Open *elements*, the outermost of which says whose they are."""
    given: Mapping[str, str] = node.get("attributes") or {}
    cert = given.get("cert", "")
    for place, (tag, attributes) in enumerate(elements):
        more: dict[str, str | None] = {}
        if not place:
            more["resp"] = self.setting.hands.resp(node.get("resp", ""))
            more["cert"] = cert if cert in CERTAINTY else None
        if tag == "foreign":
            more[LANG] = given.get("lang") or self.setting.original(node.astext())
        self.open(tag, node, {**attributes, **more})


def visit_insertion_block(self: TeiBase, node: archival_insertion_block) -> None:
    """Write inserted blocks: each is a paragraph, whose words are an insertion of the kind."""
    kind = node["kind"]
    holds_text = any(is_edited_text(child) for child in node.findall() if child is not node)
    if kind == "stage":
        begin(self, node, INSERTIONS[kind])
        self.write(node.children)
        self.close()
    elif holds_text:
        attributes = {"type": "insertion", "subtype": kind, "place": "inline"}
        begin(self, node, (("note", attributes),))
        self.write(node.children)
        self.close()
    else:
        for block in node.children:
            _insert_block(self, node, block)
    raise nodes.SkipNode


def _insert_block(self: TeiBase, node: archival_insertion_block, block: nodes.Node) -> None:
    # A paragraph is no part of a word.
    kind = "supplied" if node["kind"] == "expansion" else node["kind"]
    self.open("p", block)
    begin(self, node, INSERTIONS[kind])
    is_paragraph = isinstance(block, nodes.paragraph) and not isinstance(block, archival_stage)
    self.write(block.children if is_paragraph else [block])
    for _element in INSERTIONS[kind]:
        self.close()
    self.close()


def visit_feature(self: TeiBase, node: archival_feature) -> None:
    """Begin what the source shows, with its place and its hand."""
    tag, attributes = _FEATURES[node["feature"]]
    place, hand = tokens(node.get("place") or ""), node.get("hand") or ""
    given: dict[str, str | None] = {**attributes}
    if tag == "add":
        given["place"] = place
    elif place:
        given["rend"] = " ".join(filter(None, (attributes.get("rend"), place)))
    pointer = self.setting.hands.hand(hand)
    if pointer:
        given["hand" if tag in {"add", "del"} else "corresp"] = pointer
    self.open(tag, node, given)


def visit_emendation(self: TeiBase, node: archival_emendation) -> None:
    """Write what the source has, and what the edition prints; a stray space is left over."""
    spaces = _stray_spaces(node)
    if spaces is not None:
        for text, is_stray in spaces:
            if is_stray:
                self.open("surplus", node, {"reason": "space"})
            self.text(text)
            if is_stray:
                self.close()
        raise nodes.SkipNode
    self.open("choice", node)
    self.open("sic", node)
    self.text(str(node["source"]))
    self.close()
    self.open("corr", node, {"resp": self.setting.hands.resp("editor")})
    self.write(node.children)
    self.close()
    self.close()
    raise nodes.SkipNode


def _stray_spaces(node: archival_emendation) -> list[tuple[str, bool]] | None:
    """Return the source in pieces, each with whether it is a space that is not printed.

    None where more than that is emended.
    """
    if not all(isinstance(child, nodes.Text) for child in node.children):
        return None
    printed, at = node.astext(), 0
    pieces: list[tuple[str, bool]] = []
    for sign in str(node["source"]):
        is_kept = printed[at : at + 1] == sign
        if not is_kept and not sign.isspace():
            return None
        at += is_kept
        if pieces and pieces[-1][1] is not is_kept:
            pieces[-1] = (pieces[-1][0] + sign, not is_kept)
        else:
            pieces.append((sign, not is_kept))
    return pieces if at == len(printed) and any(stray for _, stray in pieces) else None


HANDLERS: dict[type[nodes.Element], tuple[Handler, Handler | None]] = {
    archival_insertion: (visit_insertion, depart_insertion),
    archival_insertion_block: (visit_insertion_block, None),
    archival_feature: (visit_feature, lambda self, _node: self.close()),
    archival_emendation: (visit_emendation, None),
}

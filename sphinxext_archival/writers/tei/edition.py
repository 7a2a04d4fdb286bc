"""The handlers of our own nodes: turns, stage remarks, enclosures, notes, pages, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...nodes import (
    archival_bracket,
    archival_chart,
    archival_documents,
    archival_enclosure,
    archival_entity,
    archival_entry,
    archival_headnote,
    archival_index,
    archival_insertion,
    archival_mark,
    archival_mention,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_pageref,
    archival_register,
    archival_speaker,
    archival_stage,
    archival_statistics,
    archival_summary,
    archival_transcript,
    archival_turn,
)
from . import insertions
from .base import left_out, transparent, wrap
from .content import GLOBAL
from .elements import fill, is_blank, items_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from sphinx.application import Sphinx

    from .base import TeiBase

    Handler = Callable[[Any, Any], None]

NOTE_TYPES = {
    "editor": "editorial",
    "translator": "translator",
    "source": "source",
    "author": "author",
}
"""``note/@type`` of a note, by whose it is."""

NAMES = {"person": "persName", "organization": "orgName", "place": "placeName", "concept": "term"}
"""The element of a name, by the kind of its entity; others are ``rs``."""


class archival_named(nodes.inline):  # noqa: N801 (docutils names node classes in lower case)
    """Words that name an entity: ``key``, ``kind``, ``target``. They are made for TEI alone."""


def visit_turn(self: TeiBase, node: archival_turn) -> None:
    """Begin a turn: who speaks, its number, its anchor, and whether that is sure."""
    cert = node.get("cert") or ""
    given = {
        "who": " ".join(node.get("who", ())),
        "n": str(node.get("number") or ""),
        "cert": cert if cert in insertions.CERTAINTY else None,
        "resp": self.setting.hands.resp(node.get("resp") or ""),
    }
    self.open("sp", node, {**self.own_id(node), **given})


def depart_turn(self: TeiBase, node: archival_turn) -> None:
    """End the turn; its label stands before its first paragraph."""
    _lift_label(self.here)
    self.close()


def _lift_label(turn: ET.Element) -> None:
    """Take the label of *turn* out of the paragraph that it opens."""
    for paragraph in turn:
        for holder in paragraph.iter():
            label = holder.find("speaker")
            if label is not None:
                _lift(turn, paragraph, holder, label)
                return


def _lift(turn: ET.Element, paragraph: ET.Element, holder: ET.Element, label: ET.Element) -> None:
    items = items_of(holder)
    at = items.index(label)
    before, after = items[:at], items[at + 1 :]
    if holder is not paragraph:
        # What is bold around the label is so for itself.
        fill(holder, [*before, *after])
        rest = items_of(paragraph)
        has_rest = bool(len(holder) or (holder.text or "").strip())
        before, after = [], [item for item in rest if item is not holder or has_rest]
    if after and isinstance(after[0], str):
        after[0] = after[0].lstrip()
    fill(paragraph, [item for item in after if not isinstance(item, str) or item])
    first = [item for item in before if not isinstance(item, str) and item.tag in GLOBAL]
    words = [item for item in before if item not in first and not is_blank(item)]
    fill(label, [*words, *items_of(label)])
    blocks = items_of(turn)
    place = blocks.index(paragraph)
    rest = blocks[place:]
    if not len(paragraph) and not paragraph.text and not paragraph.attrib and len(rest) > 1:
        # The label stood alone on its line.
        del rest[0]
    fill(turn, [*blocks[:place], *first, label, *rest])


def visit_stage(self: TeiBase, node: archival_stage) -> None:
    """Write a stage remark; a bracket alone that says something else is a paragraph."""
    inner = [child for child in node.children if isinstance(child, archival_insertion)]
    is_remark = all(child["kind"] == "stage" for child in inner)
    resp = inner[0]["resp"] if is_remark and len(node.children) == 1 and inner else ""
    given = {**self.own_id(node), "resp": self.setting.hands.resp(resp)}
    self.open("stage" if is_remark else "p", node, given)


def visit_enclosure(self: TeiBase, node: archival_enclosure) -> None:
    """Write an enclosed text, which has its own body; its first line may be a heading."""
    self.open("floatingText", node, {"type": "enclosure"})
    body = self.open("body", node)
    for place, child in enumerate(node.children):
        is_heading = not place and "archival-heading" in getattr(child, "attributes", {}).get(
            "classes", ()
        )
        if is_heading:
            self.open("head", child)
            self.write(child.children)
            self.close()
        else:
            self.write([child])
    if len(body) == (body.find("head") is not None):
        self.add("p", node)
    self.close()
    self.close()
    raise nodes.SkipNode


def visit_page(self: TeiBase, node: archival_page) -> None:
    """Write where a page of the source begins, if need be in the middle of a word."""
    number = "" if node["n"] == "?" else str(node["n"])
    siblings = node.parent.children
    at = next(place for place, child in enumerate(siblings) if child is node)
    around = (siblings[at - 1] if at else "", siblings[at + 1] if at + 1 < len(siblings) else "")
    before, after = (str(text) if isinstance(text, nodes.Text) else "" for text in around)
    is_in_word = before[-1:].isalnum() and after[:1].isalnum()
    self.add(
        "pb",
        node,
        {
            "n": number,
            "facs": self.setting.facsimile(number) if number else None,
            "break": "no" if is_in_word else None,
        },
    )
    raise nodes.SkipNode


def visit_noteref(self: TeiBase, node: archival_noteref) -> None:
    """Write a note at its first marker; every further one points to it."""
    name = str(node.get("refid", ""))
    note = self.notes.get(name)
    if note is None:
        raise nodes.SkipNode  # it has been warned of
    if name in self.placed:
        given = {"type": "note", "target": f"#{name}", "n": note.get("label", "")}
        self.add("ptr", node, {**given, **self.own_id(node)})
        raise nodes.SkipNode
    self.placed.add(name)
    if own := self.own_id(node):
        self.add("anchor", node, own)
    write_note(self, note)
    raise nodes.SkipNode


def write_note(self: TeiBase, note: archival_note) -> None:
    """Write an editorial note."""
    whose = note.get("note_type", "editor")
    resp = note.get("resp") or ("" if whose == "author" else whose)
    given = {
        "type": NOTE_TYPES.get(whose, whose),
        "place": "bottom",
        "n": str(note.get("label", "")),
        "resp": self.setting.hands.resp(resp),
        **self.own_id(note),
    }
    self.open("note", note, given)
    self.write(note.children)
    self.close()


def visit_named(self: TeiBase, node: archival_named) -> None:
    """Begin a name, with a pointer to whom it names."""
    kind = node["kind"]
    tag = NAMES.get(kind, "rs")
    self.open(tag, node, {"type": kind if tag == "rs" else None, "ref": node["target"]})


def _close(self: TeiBase, _node: nodes.Element) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    """Add the handlers of every node."""
    handlers: dict[type[nodes.Element], tuple[Handler, Handler | None]] = {
        **insertions.HANDLERS,
        archival_bracket: left_out(),
        archival_chart: transparent(),
        archival_documents: transparent(),
        archival_enclosure: (visit_enclosure, None),
        archival_entity: transparent(),
        archival_entry: transparent(),
        archival_headnote: left_out(),
        archival_index: left_out(),
        archival_mark: left_out(),
        archival_mention: transparent(),
        archival_note: left_out(),
        archival_noteref: (visit_noteref, None),
        archival_notes: left_out(),
        archival_page: (visit_page, None),
        archival_pageref: left_out(),
        archival_register: transparent(),
        archival_speaker: wrap("speaker"),
        archival_stage: (visit_stage, _close),
        archival_statistics: transparent(),
        archival_summary: transparent(),
        archival_transcript: transparent(),
        archival_turn: (visit_turn, depart_turn),
    }
    for node, pair in handlers.items():
        app.add_node(node, override=True, tei=pair)
    app.add_node(archival_named, tei=(visit_named, _close))

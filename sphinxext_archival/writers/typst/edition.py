"""The handlers of our own nodes: turns, insertions, notes, pages of the source, indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...nodes import (
    archival_bracket,
    archival_documents,
    archival_emendation,
    archival_enclosure,
    archival_entity,
    archival_entry,
    archival_feature,
    archival_headnote,
    archival_index,
    archival_insertion,
    archival_insertion_block,
    archival_mark,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_pageref,
    archival_register,
    archival_speaker,
    archival_stage,
    archival_summary,
    archival_transcript,
    archival_turn,
)
from ..captions import insertion_caption
from ..printed import archival_anchor, archival_field, archival_fields, archival_link
from ..printed_index import SPEAKS, archival_turn_end
from . import escape
from .base import block, close_block, close_inline, inline, transparent

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from . import TypstTranslator

    Handler = Callable[[Any, Any], None]


def visit_anchor(self: TypstTranslator, node: archival_anchor) -> None:
    """Write the anchor of a turn, with its number in the margin and who speaks, or of another."""
    self.write(self.anchors(node))
    if number := node.get("number", ""):
        self.write(f"#turn-number({escape.string(number)});")
    speakers: list[str] = node.get("speakers", [])
    self.write(*(_mark(key, SPEAKS) for key in speakers))
    raise nodes.SkipNode


def visit_turn_end(self: TypstTranslator, node: archival_turn_end) -> None:
    """Write where a turn ends: an index names each of its pages."""
    self.write(*(_mark(key, SPEAKS, end=True) for key in node["speakers"]))
    raise nodes.SkipNode


def _mark(key: str, role: str, *, end: bool = False) -> str:
    given = [escape.string(key), escape.string(role), *(["end: true"] if end else [])]
    return f"#mark({', '.join(given)});"


def visit_headnote(self: TypstTranslator, node: archival_headnote) -> None:
    """Begin a document: its title and date go to the running head."""
    metadata = node["metadata"]
    given = escape.arguments(
        title=node["title"] or node["identifier"],
        short_title=metadata.get("short-title"),
        date=_date_beside_title(node),
        identifier=node["identifier"],
        part=node.get("part", 1),
    )
    self.write(f"#document-start({given})\n#headnote[\n")


def _date_beside_title(headnote: archival_headnote) -> str | None:
    """Return the date, where the title that a running head prints does not end with it."""
    date = str(headnote.get("printed_date", ""))
    title = headnote["metadata"].get("short-title") or headnote["title"]
    return date if date and date not in title else None


def visit_fields(self: TypstTranslator, node: archival_fields) -> None:
    """Write the fields of a headnote."""
    pairs = [
        f"({escape.string(field['name'])}, {self.content(field.children)}),\n"
        for field in node.children
        if isinstance(field, archival_field)
    ]
    self.write(f"#headnote-fields(\n{''.join(pairs)})\n\n")
    raise nodes.SkipNode


def visit_transcript(self: TypstTranslator, node: nodes.Element) -> None:
    """Begin the text of a document, which may be in a language of its own."""
    given = escape.arguments(
        language=node.get("language") or None,
        line_numbers=self.config.archival_line_numbers or None,
    )
    self.write(f"#transcript({given})[\n")


def visit_turn(self: TypstTranslator, node: archival_turn) -> None:
    """Begin a turn with the space before it. It is no block: notes in one may slip a page."""
    if not isinstance(node.parent, archival_transcript):
        visit_transcript(self, node)
    if node.parent.children[0] is not node:
        self.write("#turn()\n")


def depart_turn(self: TypstTranslator, node: archival_turn) -> None:
    """End the turn."""
    if not isinstance(node.parent, archival_transcript):
        close_block(self, node)


def visit_stage(self: TypstTranslator, node: archival_stage) -> None:
    """Write a stage remark as a paragraph of its own."""
    self.write(f"#stage[{self.anchors(node)}{self.captured(node.children).strip()}]\n\n")
    raise nodes.SkipNode


def visit_insertion(self: TypstTranslator, node: archival_insertion) -> None:
    """Write an insertion, its kind and whose it is."""
    given = f"{escape.string(node['kind'])}, {escape.string(node['resp'])}"
    self.write(f"{self.anchors(node)}#insertion({given})[")


def visit_insertion_block(self: TypstTranslator, node: archival_insertion_block) -> None:
    """Write inserted paragraphs."""
    given = f"{escape.string(node['kind'])}, {escape.string(node['resp'])}"
    caption = escape.string(insertion_caption(node["kind"], node["resp"]))
    self.write(f"{self.anchors(node)}#insertion-block({given}, {caption})[\n")


def visit_feature(self: TypstTranslator, node: archival_feature) -> None:
    """Write what the source shows: its place and hand are said by a sign and a remark."""
    self.write(f"{self.anchors(node)}#feature({escape.string(node['feature'])})[")


def visit_page(self: TypstTranslator, node: archival_page) -> None:
    """Write where a page of the source begins: a stroke, and its number in the inner margin."""
    number = "" if node["n"] == "?" else node["n"]
    self.write(f"{self.anchors(node)}#source-page({escape.string(number)});")
    raise nodes.SkipNode


def visit_noteref(self: TypstTranslator, node: archival_noteref) -> None:
    """Write the mark of a note that stands elsewhere; one that follows brings its own."""
    self.write(self.anchors(node))
    siblings = node.parent.children
    after = siblings[siblings.index(node) + 1 : siblings.index(node) + 2]
    words = escape.string(node.astext())
    if after and isinstance(after[0], archival_note) and after[0].get("is_placed"):
        raise nodes.SkipNode
    label = self.label_of(node) if "refid" in node else None
    function = "title-mark" if self.in_title else "note-mark"
    self.write(f"#{function}({words}, {escape.string(label or '')});")
    raise nodes.SkipNode


def visit_note(self: TypstTranslator, node: archival_note) -> None:
    """Write a note at its mark, or in the list of those that have none."""
    label = escape.string(node.get("label", ""))
    if not node.get("is_placed"):
        words = self.captured(node.children).strip()
        self.write(f"#cited[{escape.markup(node.get('label', ''))}][{self.anchors(node)}{words}]\n")
        raise nodes.SkipNode
    given = escape.arguments(type=node.get("note_type"), number=self.number_of_note(node))
    words = f"{self.anchors(node)}{self.captured(node.children).strip()}"
    function = "title-note" if self.in_title else "note"
    self.write(f"#{function}({label}, {given})[{words}];")
    raise nodes.SkipNode


def visit_link(self: TypstTranslator, node: archival_link) -> None:
    """Write a link within the edition; a name in the text looks like the text around it."""
    label = self.label_of(node)
    function = "mention" if node["is_mention"] else "reference"
    self.write(self.anchors(node))
    self.write(f"#{function}({escape.string(label)})[" if label else "#[")


def visit_pageref(self: TypstTranslator, node: archival_pageref) -> None:
    """Write the page of the place that the words before lead to."""
    label = self.label_of(node)
    if label is not None:
        self.write(f"#page-reference({escape.string(label)});")
    raise nodes.SkipNode


def visit_mark(self: TypstTranslator, node: archival_mark) -> None:
    """Write where an entity occurs."""
    self.write(_mark(node["key"], node["role"]))
    raise nodes.SkipNode


def visit_index(self: TypstTranslator, node: archival_index) -> None:
    """Write an index: its entries, for each of which the template finds the pages."""
    roles = escape.argument(node["roles"])
    entries = "".join(
        f"({escape.string(entry['key'])}, {escape.string(entry['name'])}, "
        f"{escape.string(entry['years'])}),\n"
        for entry in node["entries"]
    )
    self.write(f"#index-of({roles}, (\n{entries}))\n\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Add the handlers of every node."""
    handlers: dict[type[nodes.Element], tuple[Handler, Handler | None]] = {
        archival_anchor: (visit_anchor, None),
        archival_bracket: inline("bracket"),
        archival_documents: transparent(),
        archival_emendation: transparent(),
        archival_enclosure: block("enclosure"),
        archival_entity: transparent(),
        archival_entry: transparent(),
        archival_feature: (visit_feature, close_inline),
        archival_fields: (visit_fields, None),
        archival_headnote: (visit_headnote, close_block),
        archival_index: (visit_index, None),
        archival_insertion: (visit_insertion, close_inline),
        archival_insertion_block: (visit_insertion_block, close_block),
        archival_link: (visit_link, close_inline),
        archival_mark: (visit_mark, None),
        archival_note: (visit_note, None),
        archival_noteref: (visit_noteref, None),
        archival_notes: block("notes"),
        archival_page: (visit_page, None),
        archival_pageref: (visit_pageref, None),
        archival_register: transparent(),
        archival_speaker: inline("speaker"),
        archival_stage: (visit_stage, None),
        archival_summary: block("summary"),
        archival_transcript: (visit_transcript, close_block),
        archival_turn: (visit_turn, depart_turn),
        archival_turn_end: (visit_turn_end, None),
    }
    for node, pair in handlers.items():
        app.add_node(node, override=True, typst=pair)

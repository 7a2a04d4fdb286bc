"""HTML: semantic, styled by classes alone, and complete without a script.

A turn is a group labelled by its speaker; notes and page breaks carry the roles of DPUB-ARIA. An
insertion or emendation is a ``note`` whose ``title`` says what it is, to the pointer and, as the
last source of an accessible name (ACCNAME 1.2), to a screen reader; an ``aria-label`` that said
the same would be read twice. The same handlers serve ``epub``, ``singlehtml`` and ``dirhtml``; they
ask the builder where it matters.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from ..catalogue import _
from ..nodes import (
    archival_bracket,
    archival_documents,
    archival_emendation,
    archival_enclosure,
    archival_entity,
    archival_entry,
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
    archival_register,
    archival_speaker,
    archival_stage,
    archival_summary,
    archival_text,
    archival_transcript,
    archival_turn,
)
from .captions import (
    attribution_caption,
    emendation_caption,
    feature_caption,
    insertion_caption,
    page_caption,
)
from .html_names import depart_text, visit_mention, visit_text
from .html_tags import element, end_tag, open_tag
from .voices import VOICES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

FEATURE_TAGS = {"deleted": "del", "added": "ins", "underlined": "u"}


def visit_headnote(self: HTML5Translator, node: archival_headnote) -> None:
    """Write the headnote as a named group."""
    open_tag(self, node, "div", role="group", aria_label=_("Headnote"))


def visit_turn(self: HTML5Translator, node: archival_turn) -> None:
    """Write a turn as a group that its speaker labels, with its number in the margin."""
    speaker = next(iter(node.findall(archival_speaker)), None)
    labelled = speaker is not None and bool(speaker["ids"])
    certainty = node.get("cert", "")
    classes = ["archival-uncertain"] if certainty in {"low", "unknown"} else []
    if 0 < node.get("voice", 0) <= VOICES:
        classes.append(f"archival-voice-{node['voice']}")
    open_tag(
        self,
        node,
        "div",
        role="group",
        classes=classes,
        lang=node.get("lang", ""),
        data_speakers=" ".join(node["speakers"]),
        title=attribution_caption(certainty, node.get("resp", "")),
        aria_labelledby=speaker["ids"][0] if speaker is not None and labelled else "",
        aria_label="" if labelled else node.get("label", ""),
    )
    if node["number"]:
        self.body.append(_turn_number(self, node))


def _turn_number(self: HTML5Translator, turn: archival_turn) -> str:
    """Return the number of a turn, which is no word of the text: the style sheet prints it."""
    number = f'class="archival-turn-number" data-number="{escape(turn["number"])}"'
    if not (turn["ids"] and self.config.html_permalinks and self.builder.add_permalinks):
        return f"<span {number}></span>"
    title = escape(_("Link to turn %s") % turn["number"])
    return f'<a {number} href="#{turn["ids"][0]}" aria-label="{title}"></a>'


def visit_transcript(self: HTML5Translator, node: archival_transcript) -> None:
    """Write a transcript, in its language."""
    open_tag(self, node, "div", lang=node.get("lang", ""))


def visit_insertion(self: HTML5Translator, node: archival_insertion) -> None:
    """Write an insertion, and what it is."""
    open_tag(
        self,
        node,
        "span",
        role="note",
        lang=node.get("lang", ""),
        title=insertion_caption(node["kind"], node["resp"]),
        classes=[f"archival-{node['kind']}"],
        data_resp=node["resp"],
    )


def visit_bracket(self: HTML5Translator, node: archival_bracket) -> None:
    """Write a bracket, which has nothing but its class."""
    self.body.append('<span class="archival-bracket">')


def visit_insertion_block(self: HTML5Translator, node: archival_insertion_block) -> None:
    """Write inserted paragraphs, and what they are."""
    open_tag(
        self,
        node,
        "div",
        role="note",
        title=insertion_caption(node["kind"], node["resp"]),
        classes=[f"archival-{node['kind']}"],
        data_resp=node["resp"],
    )


def visit_feature(self: HTML5Translator, node: archival_feature) -> None:
    """Write a feature of the source by the element that HTML has for it."""
    tag = FEATURE_TAGS.get(node["feature"], "span")
    caption = feature_caption(node["feature"], node.get("place", ""), node.get("hand", ""))
    classes = [f"archival-{node['feature']}"]
    if node.get("place"):
        classes.append(f"archival-place-{nodes.make_id(node['place'])}")
    open_tag(self, node, tag, title=caption, classes=classes)


def depart_feature(self: HTML5Translator, node: archival_feature) -> None:
    """Close the element of a feature."""
    self.body.append(f"</{FEATURE_TAGS.get(node['feature'], 'span')}>")


def visit_page(self: HTML5Translator, node: archival_page) -> None:
    """Write a page break of the source; its number is no word of the text."""
    open_tag(
        self,
        node,
        "span",
        role="doc-pagebreak",
        title=page_caption(node["n"]),
        data_page=node["n"],
        data_label=_("p. %s") % node["n"] if node["n"] != "?" else "",
    )


def visit_emendation(self: HTML5Translator, node: archival_emendation) -> None:
    """Write an emendation, and what the source has."""
    caption = emendation_caption(node["source"])
    open_tag(self, node, "span", role="note", title=caption)


def visit_noteref(self: HTML5Translator, node: archival_noteref) -> None:
    """Write a marker as a link to its note."""
    classes = ["archival-noteref", f"archival-{node['note_type']}-note"]
    self.body.append(self.starttag(node, "sup", "", CLASS=" ".join(classes)))
    self.body.append(f'<a href="#{node["refid"]}" role="doc-noteref">')


def depart_noteref(self: HTML5Translator, node: archival_noteref) -> None:
    """Close the link and the marker."""
    self.body.append("</a></sup>")


def visit_notes(self: HTML5Translator, node: archival_notes) -> None:
    """Write the notes as the endnotes of the document; a page may hold several documents."""
    title = node.get("title", "")
    name = _("Notes on “%s”") % title if title else _("Notes")
    open_tag(self, node, "section", role="doc-endnotes", aria_label=name)


def visit_note(self: HTML5Translator, node: archival_note) -> None:
    """Write a note; its number leads back to its marker, or its letters to each of several."""
    open_tag(
        self,
        node,
        "div",
        role="doc-footnote",
        classes=[f"archival-{node['note_type']}-note"],
        title=_("Note by %s") % node["resp"] if node["resp"] else "",
    )
    label = escape(node.get("label", ""))
    backrefs: list[str] = node["backrefs"]
    if len(backrefs) == 1:
        label = _backlink(backrefs[0], label, _("Back to the text"))
    elif backrefs:
        links = " ".join(
            _backlink(
                anchor, chr(ord("a") + place % 26), _("Back to the text, place %d") % (place + 1)
            )
            for place, anchor in enumerate(backrefs)
        )
        label = f'{label} <span class="archival-backlinks">{links}</span>'
    self.body.append(f'<span class="archival-note-label">{label}</span>\n')
    self.body.append('<div class="archival-note-body">\n')


def _backlink(anchor: str, text: str, title: str) -> str:
    name = escape(f"{text}: {title}")
    return f'<a href="#{anchor}" role="doc-backlink" aria-label="{name}">{text}</a>'


def visit_entity(self: HTML5Translator, node: archival_entity) -> None:
    """Write an entity that is defined in place."""
    open_tag(self, node, "div", classes=[f"archival-{node['kind']}"])


def visit_pageref(self: HTML5Translator, node: archival_pageref) -> None:
    """Leave out what only paper has."""
    raise nodes.SkipNode


HANDLERS: dict[type[nodes.Element], tuple[Callable[..., None], Callable[..., None] | None]] = {
    archival_headnote: (visit_headnote, end_tag("div", "\n")),
    archival_summary: element("div", "\n"),
    archival_transcript: (visit_transcript, end_tag("div", "\n")),
    archival_turn: (visit_turn, end_tag("div", "\n")),
    archival_speaker: element("span"),
    archival_mention: (visit_mention, end_tag("a")),
    archival_stage: element("p", "\n"),
    archival_insertion: (visit_insertion, end_tag("span")),
    archival_bracket: (visit_bracket, end_tag("span")),
    archival_insertion_block: (visit_insertion_block, end_tag("div", "\n")),
    archival_feature: (visit_feature, depart_feature),
    archival_enclosure: element("div", "\n"),
    archival_page: (visit_page, end_tag("span")),
    archival_emendation: (visit_emendation, end_tag("span")),
    archival_noteref: (visit_noteref, depart_noteref),
    archival_notes: (visit_notes, end_tag("section", "\n")),
    archival_note: (visit_note, end_tag("div", "</div>\n")),
    archival_entity: (visit_entity, end_tag("div", "\n")),
    archival_register: element("div", "\n"),
    archival_entry: element("div", "\n"),
    archival_documents: element("div", "\n"),
    archival_pageref: (visit_pageref, None),
}


def setup(app: Sphinx) -> None:
    """Add the handlers of every node."""
    for node, handlers in HANDLERS.items():
        app.add_node(node, override=True, html=handlers)
    app.add_node(archival_text, override=True, html=(visit_text, depart_text))  # type: ignore[arg-type]

"""A printed page from a tree: anchors go into the lines, notes to the foot of the page.

LaTeX knows on which page a thing stands only if its label is set in a line of it. The nodes that
are made here exist in LaTeX builds only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..nodes import (
    archival_entity,
    archival_feature,
    archival_headnote,
    archival_mention,
    archival_pageref,
    archival_turn,
)
from .lines import (
    LONG_RUN,
    elements,
    numbered_paragraphs,
    put_into_first_line,
    put_into_last_line,
    run_in,
)
from .printed_index import (
    archival_turn_end,
    keep_indexes,
    move_marks_out_of_titles,
    print_pages,
    set_listings,
)
from .printed_notes import NO_NOTE_TEXT_IN, Notes

if TYPE_CHECKING:
    from collections.abc import Iterator

RULED = frozenset({"deleted", "underlined"})
"""Features that are printed as a stroke, word by word, so that lines break between words."""

_KEPT_WHOLE = (nodes.FixedTextElement, nodes.title, nodes.math, nodes.raw, nodes.literal)
_STEP = 8
"""After so many signs a run may break that is too long for a line."""

_REFERENCES = frozenset({"archival-document-reference", "archival-turn-reference"})
_LISTINGS = frozenset({"archival-places", "archival-register", "archival-documents"})


class archival_anchor(nodes.inline):  # noqa: N801 (docutils names node classes in lower case)
    """A place that is referred to: ``ids``; where a turn begins ``number`` and ``speakers``."""


class archival_fields(nodes.container):  # noqa: N801
    """The fields of a headnote."""


class archival_field(nodes.container):  # noqa: N801
    """A field of a headnote: ``name``; what it says stands beside its name."""


class archival_link(nodes.reference):  # noqa: N801
    """A reference within the edition: ``is_mention`` if it is a name in running text."""


class archival_word(nodes.inline):  # noqa: N801
    """A word that the source strikes out or underlines: ``feature``."""


class PrintedPage(SphinxPostTransform):
    """Prepare the tree for print: before Sphinx does so with its own footnotes (600)."""

    default_priority = 590
    formats = ("latex",)
    notes_come_after: tuple[type[nodes.Element], ...] = NO_NOTE_TEXT_IN
    """What the text of a note cannot stand in, and comes after."""
    has_words_ruled = True
    """Whether what is ruled is printed word by word."""
    finds_pages = False
    """Whether the format itself finds the pages of an entity, in a register and in an index."""

    def run(self, **_kwargs: Any) -> None:
        """Prepare the whole book."""
        move_marks_out_of_titles(self.document)
        if not self.finds_pages:
            print_pages(self.document)
            set_listings(self.document)
            keep_indexes(self.document, self.config.latex_domain_indices)
        for place in elements(self.document, _has_address):
            _set_anchors(place)
            if isinstance(place, archival_headnote):
                _set_fields(place)
        features = self.document.findall(archival_feature) if self.has_words_ruled else ()
        for feature in list(features):
            if feature["feature"] in RULED:
                _split_into_words(feature)
        if not self.finds_pages:
            _let_long_runs_break(self.document)
        Notes(self.document, self.notes_come_after).place()
        for reference in list(self.document.findall(nodes.reference)):
            _make_link(reference)


def _has_address(node: nodes.Node) -> bool:
    return isinstance(node, archival_turn | archival_headnote | archival_entity)


def _set_fields(headnote: archival_headnote) -> None:
    """Make the fields of a *headnote* a list of names and what they say."""
    for listed in list(headnote.findall(nodes.field_list)):
        if "archival-metadata" not in listed["classes"]:
            continue
        fields = archival_fields()
        for field in listed.findall(nodes.field):
            name, body = field.children
            said = archival_field("", *body.children, name=name.astext())
            run_in(said)
            fields += said
        listed.replace_self(fields)


def _set_anchors(element: nodes.Element) -> None:
    """Put the anchors of *element*, and of its numbered paragraphs, into their first lines."""
    anchor = archival_anchor(ids=element["ids"])
    if isinstance(element, archival_turn):
        anchor["number"], anchor["speakers"] = element["number"], element["speakers"]
        if element["speakers"]:
            put_into_last_line(element, archival_turn_end(speakers=element["speakers"]))
        for paragraph, own in list(numbered_paragraphs(element)):
            paragraph["ids"] = [name for name in paragraph["ids"] if name not in own]
            put_into_first_line(paragraph, archival_anchor(ids=own))
    element["ids"] = []
    put_into_first_line(element, anchor)


def _let_long_runs_break(document: nodes.document) -> None:
    """Let TeX end a line in a run that no line can hold, as a checksum; it prints nothing there."""
    for text in [text for text in document.findall(nodes.Text) if LONG_RUN.search(text)]:
        if any(isinstance(at, _KEPT_WHOLE) for at in _ancestors(text)):
            continue
        pieces: list[nodes.Node] = []
        for piece in re.split(rf"((?:{LONG_RUN.pattern}))", text):
            if not LONG_RUN.fullmatch(piece):
                pieces.append(nodes.Text(piece))
                continue
            for at in range(0, len(piece), _STEP):
                pieces.append(nodes.Text(piece[at : at + _STEP]))
                pieces.append(nodes.raw("", r"\allowbreak{}", format="latex"))
        text.parent.replace(text, pieces)


def _split_into_words(feature: archival_feature) -> None:
    for text in list(feature.findall(nodes.Text)):
        pieces: list[nodes.Node] = [
            archival_word("", piece, feature=feature["feature"])
            if piece.strip()
            else nodes.Text(piece)
            for piece in re.split(r"(\s+)", text)
            if piece
        ]
        text.parent.replace(text, pieces)


def _make_link(reference: nodes.Element) -> None:
    """Make *reference* ours, if it leads from our words to a place of this book."""
    address = reference.get("refuri", "")
    is_internal = address.startswith(("%", "#")) or (not address and reference.get("refid"))
    if not is_internal or type(reference) not in {nodes.reference, archival_mention}:
        return
    classes = set(reference["classes"])
    in_listing = any(_LISTINGS & set(at["classes"]) for at in _ancestors(reference))
    if not in_listing and not any(name.startswith("archival-") for name in classes):
        return
    has_page = bool(classes & _REFERENCES) or (in_listing and not _is_followed_by_turns(reference))
    link = archival_link("", "", *reference.children, **reference.attributes)
    link["is_mention"] = not has_page
    shown: list[nodes.Node] = [link]
    if has_page and not _is_in_title(reference):
        page = {name: reference[name] for name in ("refuri", "refid") if name in reference}
        shown.append(archival_pageref(**page))
    reference.parent.replace(reference, shown)


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    at = node.parent
    while at is not None:
        yield at
        at = at.parent


def _is_in_title(node: nodes.Node) -> bool:
    return any(isinstance(at, nodes.title) for at in _ancestors(node))


def _is_followed_by_turns(reference: nodes.Element) -> bool:
    """Say whether a document is named only to list its turns, each with its page."""
    place = reference.parent.index(reference)
    after = reference.parent.children[place + 1 : place + 2]
    return any(isinstance(text, nodes.Text) and re.match(r", \S", text) for text in after)

"""Editing what has been parsed: one pass over each file that holds an archival document."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.transforms import SphinxTransform

from ..context import edition_of, is_directive, reading_of
from ..diagnostics import Diagnostic, warn
from ..nodes import (
    Name,
    archival_headnote,
    archival_page,
    archival_speaker,
    archival_summary,
    archival_text,
    archival_turn,
    is_edited_text,
)
from . import homeless, notes, unprintable, unresolved
from .extents import title_above
from .footnotes import without_markers
from .passages import Passages
from .raw_text import keep_raw_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_UNPARSED_FENCE = re.compile(r":{3,}\s*\{(?P<name>[\w:-]+)\}")


class GatherNotes(SphinxTransform):
    """Give every archival document of a file its title and its notes."""

    default_priority = 30  # after translation (20), before docutils numbers footnotes (620)

    def apply(self, **_kwargs: Any) -> None:
        """Gather the notes of the file."""
        self._report_unparsed_fences()
        headnotes = list(self.document.findall(archival_headnote))
        for headnote in headnotes:
            title = title_above(headnote)
            if title is not None:
                unprintable.clean_title(title, self.env.docname)
            above = "" if title is None else without_markers(title).astext().strip()
            headnote["title"] = headnote["metadata"].get("title") or above
        if headnotes:
            notes.gather(self.document, self.env)
        reading = reading_of(self.env)
        if reading.has_homeless_notes:
            homeless.keep_words(self.document, self.env.docname)
        if reading.has_restructuredtext:
            unresolved.keep_as_text(self.document, self.env.docname)

    def _report_unparsed_fences(self) -> None:
        for paragraph in self.document.findall(nodes.paragraph):
            first = paragraph.children[0] if paragraph.children else None
            if not isinstance(first, nodes.Text) or not first.startswith(":::"):
                continue
            match = _UNPARSED_FENCE.match(first)
            if match is not None and is_directive(self.env, match["name"]):
                warn(
                    Diagnostic.COLON_FENCE,
                    f"“{match[0]}” was not parsed and is printed as text; set "
                    f'myst_enable_extensions = ["colon_fence"] in conf.py, or write the fence '
                    f"with three backticks",
                    paragraph,
                )


class EditText(SphinxTransform):
    """Give the text of a file its insertions, mentions and labels.

    It runs last before the domain collects (850): until then a page has a fourth of the nodes, and
    every other transform has so much less to walk through.
    """

    default_priority = 845

    def apply(self, **_kwargs: Any) -> None:
        """Edit the file."""
        edition = edition_of(self.env)
        passages = Passages(edition, self.env.docname)
        turns = list(self.document.findall(archival_turn))
        for headnote in self.document.findall(archival_headnote):
            unprintable.clean_text(headnote, self.env.docname)
        for element, is_transcript in edited_elements(self.document):
            texts, raw, xrefs = _looked_at(element)
            unprintable.clean_texts(texts, self.env.docname)
            if is_transcript:
                keep_raw_text(raw, self.env.docname)
                _show_as_written(xrefs)
            passages.edit(element, with_brackets=is_transcript)
        reading_of(self.env).words = passages.words
        keeps_messages = isinstance(edition.builder, MessageCatalogBuilder)
        for turn in turns:
            speaker = run_label_in(turn, self.env.docname, edition.register.entities)
            if speaker is not None and not keeps_messages:
                # Sphinx unwraps what is still marked for translation when that is done.
                speaker.attributes.pop("translatable", None)


def edited_elements(document: nodes.document) -> Iterator[tuple[nodes.Element, bool]]:
    """Yield each outermost element whose words belong to an archival document.

    With it: whether it is text (a transcript, a turn, a note), and not a summary.
    """
    pending: list[nodes.Node] = [document]
    while pending:
        node = pending.pop()
        if is_edited_text(node) and isinstance(node, nodes.Element):
            yield node, True
        elif isinstance(node, archival_summary):
            yield node, False
        else:
            pending.extend(reversed(node.children))


def _looked_at(
    element: nodes.Element,
) -> tuple[list[nodes.Text], list[nodes.raw], list[addnodes.pending_xref]]:
    """Return the texts, the raw nodes and the references in *element*: one walk for all."""
    texts: list[nodes.Text] = []
    raw: list[nodes.raw] = []
    xrefs: list[addnodes.pending_xref] = []
    for node in element.findall():
        if isinstance(node, nodes.Text):
            texts.append(node)
        elif isinstance(node, nodes.raw):
            raw.append(node)
        elif isinstance(node, addnodes.pending_xref):
            xrefs.append(node)
    return texts, raw, xrefs


def _show_as_written(xrefs: Iterable[addnodes.pending_xref]) -> None:
    """Keep the words of every mention: elsewhere a key alone shows the entity's name."""
    for xref in xrefs:
        if xref.get("refdomain") == "archival" and xref["reftype"] not in {"document", "turn"}:
            xref["refexplicit"] = True


def run_label_in(
    turn: archival_turn, docname: str, known: Container[str]
) -> archival_speaker | None:
    """Put the speaker label where print has it: at the head of the turn's first paragraph.

    A page of the source that begins with the label begins before it. The label is returned.
    """
    head = _page_breaks(turn)
    rest = turn.children[len(head) :]
    if not rest or not isinstance(rest[0], archival_speaker):
        return None
    speaker = rest[0]
    turn["label"] = speaker.astext()  # as translated
    if len(turn["speakers"]) == 1:
        key = turn["speakers"][0]
        _link(speaker, key, docname, is_known=key in known)
    joint = turn["joint"]
    first = rest[1] if len(rest) > 1 else None
    del turn[: len(head) + 1]
    if joint is None or not isinstance(first, nodes.paragraph):
        line = nodes.paragraph("", "", *head, speaker, classes=["archival-label-line"])
        turn.insert(0, line)
        return speaker
    at = len(_page_breaks(first))
    label = [speaker, nodes.Text(joint)] if joint else [speaker]
    first.insert(at, label)
    return speaker


def _page_breaks(element: nodes.Element) -> list[nodes.Node]:
    """Return the page breaks at the head of *element*, with the space after them."""
    head: list[nodes.Node] = []
    for child in element.children:
        is_space = isinstance(child, nodes.Text) and bool(head) and child.isspace()
        if not is_space and not isinstance(child, archival_page):
            break
        head.append(child)
    return head


def _link(speaker: archival_speaker, key: str, docname: str, *, is_known: bool) -> None:
    """Make the label a link to its speaker's entry.

    A note marker in it, or a link, is a link of its own: the text before it is what is linked.
    A key that the register does not have may be defined in place, on any page: it is looked up,
    and reported, as every reference is.
    """
    words = list(takewhile(lambda node: isinstance(node, nodes.Text), speaker.children))
    if not words:
        return
    rest = speaker.children[len(words) :]
    speaker.children = []
    if is_known:
        label = "".join(word.astext() for word in words)
        name = Name(0, len(label.rstrip()), key)
        speaker += [archival_text.of(label, [name], docname), *rest]
        return
    xref = addnodes.pending_xref(
        "",
        nodes.inline("", "", *words),
        refdoc=docname,
        refdomain="archival",
        reftype="entity",
        reftarget=key,
        refexplicit=True,
        refwarn=True,
    )
    xref["archival:speaker"] = True
    xref.source, xref.line = speaker.source, speaker.line
    speaker += [xref, *rest]

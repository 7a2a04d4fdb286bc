"""Notes in print: the text of each goes where its first marker stands, to the foot of that page."""

from __future__ import annotations

from docutils import nodes

from ..nodes import (
    archival_emendation,
    archival_feature,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_stage,
)
from .captions import emendation_caption, feature_caption
from .lines import elements, run_in

SIGN = "*"
"""What refers to a remark on the source, which belongs to no series of notes."""

NO_NOTE_TEXT_IN: tuple[type[nodes.Element], ...] = (
    nodes.term,
    nodes.field_name,
    nodes.title,
    nodes.rubric,
    nodes.caption,
    nodes.figure,
    nodes.table,
)
"""Where LaTeX cannot print the text of a note: a marker stands there, and the text comes after."""

NO_BLOCKS_IN: tuple[type, ...] = (nodes.Inline, archival_stage)
"""Where LaTeX cannot print the text of a note of several blocks: it ends where a paragraph does."""


class Notes:
    """Puts the text of each note where its first marker stands."""

    def __init__(
        self, document: nodes.document, come_after: tuple[type[nodes.Element], ...]
    ) -> None:
        """Take all notes of the *document* out of their lists.

        The text of a note cannot stand in what *come_after* names, nor in another note where it
        names anything: it comes after that.
        """
        self.document = document
        self.come_after = come_after
        self.lists = list(document.findall(archival_notes))
        self.waiting: dict[str, archival_note] = {}
        self.list_of: dict[str, archival_notes] = {}
        for notes in self.lists:
            for note in notes.findall(archival_note):
                self.waiting[note["ids"][0]] = note
                self.list_of[note["ids"][0]] = notes
        self.last_after: dict[int, nodes.Element] = {}
        self.signs = 0

    def place(self) -> None:
        """Place every note; what nothing refers to stays in the list at the document's end."""
        for notes in self.lists:
            notes.children = []
        self._place_all_in(self.document)
        for notes in self.lists:
            for anchor in [name for name in self.waiting if self.list_of[name] is notes]:
                if note := self.waiting.pop(anchor, None):
                    notes.append(note)
                    self._place_all_in(note)
            if not notes.children:
                notes.parent.remove(notes)

    def _place_all_in(self, element: nodes.Element) -> None:
        for node in elements(element, _calls_a_note):
            if isinstance(node, archival_noteref):
                note = self.waiting.pop(node["refid"], None)
                node["is_apart"] = note is None or self._zone_of(node, note) is not node
                if note is not None:
                    self._place(note, after=node)
            elif remark := _remark_on(node):
                self._place_remark(remark, after=node)

    def _place_remark(self, remark: str, *, after: nodes.Element) -> None:
        self.signs += 1
        note = archival_note(label=SIGN, number=0, scope=f"archival-sign-{self.signs}")
        note += nodes.paragraph("", remark)
        sign = archival_noteref("", SIGN, ids=[])
        after.parent.insert(after.parent.index(after) + 1, sign)
        self._place(note, after=sign)

    def _place(self, note: archival_note, *, after: nodes.Element) -> None:
        note.parent = None
        zone = self._zone_of(after, note)
        note["is_placed"] = True
        run_in(note)
        _show_addresses(note)
        before = self.last_after.get(id(zone), zone)
        before.parent.insert(before.parent.index(before) + 1, note)
        self.last_after[id(zone)] = note
        self._place_all_in(note)

    def _zone_of(self, marker: nodes.Element, note: archival_note) -> nodes.Element:
        """Return what the text of *note* must come after: its *marker*, or what holds it."""
        zone = marker
        at = marker.parent
        come_after = (*self.come_after, *(NO_BLOCKS_IN if _has_blocks(note) else ()))
        while at is not None and self.come_after:
            is_note = isinstance(at, archival_note) and at.get("is_placed")
            if is_note or isinstance(at, come_after):
                zone = at
            at = at.parent
        return zone


def _has_blocks(note: archival_note) -> bool:
    """Say whether *note* is more than one paragraph."""
    blocks = [block for block in note.children if not isinstance(block, nodes.Invisible)]
    return len(blocks) > 1 or not all(isinstance(block, nodes.paragraph) for block in blocks)


def _calls_a_note(node: nodes.Node) -> bool:
    return isinstance(node, archival_noteref | archival_emendation | archival_feature)


def _remark_on(node: nodes.Node) -> str:
    """Return what is to be said of words that the source has otherwise, or by another hand."""
    if isinstance(node, archival_emendation):
        return emendation_caption(node["source"])
    if isinstance(node, archival_feature) and (node.get("place") or node.get("hand")):
        return feature_caption(node["feature"], node.get("place", ""), node.get("hand", ""))
    return ""


def _show_addresses(note: archival_note) -> None:
    """Print in brackets the addresses that Sphinx made notes of: a note has no notes of those."""
    for mark in list(note.findall(nodes.footnote_reference)):
        mark.parent.remove(mark)
    for footnote in list(note.findall(nodes.footnote)):
        words = [node.astext() for node in footnote.children if not isinstance(node, nodes.label)]
        footnote.parent.replace(footnote, nodes.Text(f" ({' '.join(words)})"))

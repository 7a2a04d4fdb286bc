"""What other pages show of a document's words: incipits, summaries, fields as printed."""

from __future__ import annotations

from docutils import nodes

from ..nodes import archival_noteref, archival_speaker, archival_turn

_INCIPIT_WORDS = 8
_INCIPIT_LENGTH = 80


def incipit(node: nodes.Element) -> str:
    """Return the first words of a turn or note, its label aside."""
    words: list[str] = []
    written = ""
    block: nodes.Node | None = None
    for text in node.findall(nodes.Text):
        if isinstance(text.parent, archival_noteref) or _in_label(text):
            continue
        if block is not (block := _block_of(text)):
            written += " "
        written += text.astext()
        words = written.split()
        if len(words) > _INCIPIT_WORDS:
            break
    cut = " ".join(words[:_INCIPIT_WORDS])
    if len(words) > _INCIPIT_WORDS or len(cut) > _INCIPIT_LENGTH:
        return cut[:_INCIPIT_LENGTH].rstrip(" ,;:.") + " …"
    return cut


def _block_of(text: nodes.Node) -> nodes.Element | None:
    parent: nodes.Element | None = text.parent
    while parent is not None and isinstance(parent, nodes.Inline):
        parent = parent.parent
    return parent


def _in_label(text: nodes.Node) -> bool:
    parent: nodes.Element | None = text.parent
    while parent is not None and not isinstance(parent, archival_turn):
        if isinstance(parent, archival_speaker):
            return True
        parent = parent.parent
    return False


def as_printed(headnote: nodes.Element, name: str) -> str:
    """Return the field *name* of a headnote in the words, perhaps translated, that it prints."""
    for field in headnote.findall(nodes.field):
        if f"archival-{name}" in field["classes"]:
            return " ".join(map(words_of, field.findall(nodes.field_body)))
    return ""


def words_of(node: nodes.Element) -> str:
    """Return the words of *node* on one line, without its markers of notes."""
    words = node.deepcopy()
    for marker in list(words.findall(archival_noteref)):
        marker.parent.remove(marker)
    return " ".join(words.astext().split())

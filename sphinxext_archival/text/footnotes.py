"""Footnotes, of both languages: which notes they are, and taking them away from docutils."""

from __future__ import annotations

from typing import Any, TypeAlias

from docutils import nodes

from ..markup.addresses import unlink_scripts
from ..markup.markdown_notes import report_if_empty
from ..markup.restructuredtext import with_refused_words
from ..model.series import NOTE_TYPES
from ..nodes import archival_note, archival_noteref

Marker: TypeAlias = archival_noteref | nodes.footnote_reference

_FOOTNOTE_LISTS = (
    "autofootnotes",
    "autofootnote_refs",
    "footnotes",
    "symbol_footnotes",
    "symbol_footnote_refs",
)


def stands_in_footnote(node: nodes.Node) -> bool:
    """Say whether *node* belongs to a footnote, and with it to whichever document calls that."""
    at = node.parent
    while at is not None and not isinstance(at, nodes.footnote):
        at = at.parent
    return at is not None


def markers_in(note: nodes.Element) -> list[Marker]:
    """Return the markers in the text of a *note*."""
    return [node for node in note.findall() if isinstance(node, Marker)]


def without_markers(element: nodes.Element) -> nodes.Element:
    """Return a copy of *element* that has only its words."""
    words = element.deepcopy()
    for marker in markers_in(words):
        marker.parent.remove(marker)
    return words


def key_of(marker: Marker) -> str:
    """Return the key of the note that *marker* calls."""
    if isinstance(marker, archival_noteref):
        return str(marker["key"])
    return str(marker.get("refname") or marker.get("archival_key", ""))


def footnotes_by_key(document: nodes.document) -> dict[str, nodes.footnote]:
    """Return the footnotes of the file by key; those without one get it from their order."""
    footnotes: dict[str, nodes.footnote] = {}
    unnamed: dict[object, list[nodes.footnote]] = {}
    for footnote in document.findall(nodes.footnote):
        names = footnote["names"] or footnote["dupnames"]
        if names:
            footnotes.setdefault(names[0], footnote)
        else:
            unnamed.setdefault(footnote.get("auto"), []).append(footnote)
    count: dict[object, int] = {}
    for marker in document.findall(nodes.footnote_reference):
        auto = marker.get("auto")
        if marker.get("refname") or auto is None:
            continue
        place = count.get(auto, 0)
        count[auto] = place + 1
        marker["archival_key"] = f"{auto}#{place + 1}"
        if place < len(unnamed.get(auto, [])):
            footnotes[marker["archival_key"]] = unnamed[auto][place]
    return footnotes


def note_from(key: str, footnote: nodes.footnote) -> archival_note:
    """Return *footnote* as a note of the editor."""
    note = archival_note(key=key, note_type=NOTE_TYPES[0], resp="", support_smartquotes=False)
    note.source, note.line = footnote.source, footnote.line
    words = [child.deepcopy() for child in footnote if not isinstance(child, nodes.label)]
    note += with_refused_words(words)
    for link in note.findall(nodes.reference):
        if "refname" in link and footnote.document is not None:
            footnote.document.note_refname(link)
    unlink_scripts(note.children)
    report_if_empty(note)
    return note


def as_noteref(marker: Marker, key: str) -> archival_noteref:
    """Return *marker* as one of ours, in its place."""
    if isinstance(marker, archival_noteref):
        return marker
    noteref = archival_noteref(marker.rawsource, key=key)
    noteref.source, noteref.line = marker.source, marker.line
    marker.replace_self(noteref)
    return noteref


def forget(document: nodes.document, taken: list[nodes.Element]) -> None:
    """Take footnotes that have become editorial notes away from docutils."""
    gone = {id(node): node for node in taken}  # two documents may share a footnote
    for name in _FOOTNOTE_LISTS:
        listed = getattr(document, name)
        listed[:] = [node for node in listed if id(node) not in gone]
    by_names: tuple[dict[str, list[Any]], ...] = (document.footnote_refs, document.refnames)
    for by_name in by_names:
        for name in list(by_name):
            by_name[name] = [node for node in by_name[name] if id(node) not in gone]
            if not by_name[name]:
                del by_name[name]
    for node in gone.values():
        if isinstance(node, nodes.footnote) and node.parent is not None:
            node.parent.remove(node)

"""Editorial notes: footnotes and ``ednote`` become one thing, numbered, at the document's end."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import Diagnostic, did_you_mean, place_of, warn
from ..model.anchors import document_stem, marker_anchor, note_anchor
from ..model.series import NOTE_TYPES, note_label
from ..nodes import (
    archival_headnote,
    archival_note,
    archival_notes,
    is_edited_text,
)
from .extents import Extent, extents_of
from .footnotes import (
    as_noteref,
    footnotes_by_key,
    forget,
    key_of,
    markers_in,
    note_from,
)
from .homeless import show_as_written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from .footnotes import Marker


def gather(document: nodes.document, env: BuildEnvironment) -> None:
    """Number the notes of each document of the file, and put them at its end.

    docutils never sees a footnote of an archival document: it would number all types in one
    series, and call an unknown key “too many autonumbered references”.
    """
    footnotes = footnotes_by_key(document)
    extents = extents_of(document)
    _take_notes_out(document, extents)
    taken: list[nodes.Element] = []
    for extent in extents:
        _gather_in(extent, footnotes, taken, env)
    _take_other_markers(document, extents, footnotes, taken)
    for extent in extents:
        _number(extent)
        _put_at_end(extent, [other.headnote for other in extents])
    forget(document, taken)


def _gather_in(
    extent: Extent,
    footnotes: dict[str, nodes.footnote],
    taken: list[nodes.Element],
    env: BuildEnvironment,
) -> None:
    """Bring the notes of *extent* into the order of their markers, and make notes of footnotes."""
    notes = _own_notes(extent)
    calls = extent.calls
    orphans: list[archival_note] | None = None
    markers = deque(extent.markers)
    while markers or orphans is None:
        if not markers:
            orphans = _without_marker(extent, notes, footnotes, taken)
            markers.extend(marker for note in orphans for marker in markers_in(note))
            continue
        marker = markers.popleft()
        key = key_of(marker)
        note = notes.get(key)
        if note is None and key in footnotes:
            footnote = footnotes[key]
            note = notes[key] = extent.copies[id(footnote)] = note_from(key, footnote)
            taken += [footnote, *markers_in(footnote)]
            markers.extend(markers_in(note))
        if isinstance(marker, nodes.footnote_reference):
            taken.append(marker)
        if note is None:
            known = [note["key"] for note in notes.values() if note["key"]]
            _report_missing(marker, key, [*known, *footnotes], env)
            continue
        if id(note) not in calls and note not in (orphans or []):
            extent.order.append(note)
        calls.setdefault(id(note), []).append(as_noteref(marker, key))
    extent.order += orphans


def _take_other_markers(
    document: nodes.document,
    extents: list[Extent],
    footnotes: dict[str, nodes.footnote],
    taken: list[nodes.Element],
) -> None:
    """Let what calls a footnote from outside the documents call the note that it has become.

    docutils would number the marker, and find no text to it.
    """
    gone = {id(node) for node in taken}
    for marker in list(document.findall(nodes.footnote_reference)):
        key = key_of(marker)
        footnote = id(footnotes.get(key))
        owner = next((extent for extent in extents if footnote in extent.copies), None)
        if id(marker) not in gone and owner is not None:
            taken.append(marker)
            note = owner.copies[footnote]
            owner.calls.setdefault(id(note), []).append(as_noteref(marker, key))


def _take_notes_out(document: nodes.document, extents: list[Extent]) -> None:
    """Take the notes that stand in a footnote out of it, as notes of the documents that call it.

    A footnote is copied into each of these: what stays in it would be printed there, unnumbered.
    """
    for footnote in document.findall(nodes.footnote):
        inner = list(footnote.findall(archival_note))
        if not inner:
            continue
        keys = {*footnote["names"], *footnote["dupnames"]}
        owners = [it for it in extents if keys.intersection(map(key_of, it.markers))]
        owners = owners or [it for it in extents if footnote in it.footnotes]
        for note in inner if owners else ():
            note.parent.remove(note)
            note.parent = None
        for place, extent in enumerate(owners):
            # The first of them gets the notes themselves: docutils knows their markers.
            own = [note.deepcopy() for note in inner] if place else inner
            extent.notes += own
            extent.markers += [marker for note in own for marker in markers_in(note)]


def _own_notes(extent: Extent) -> dict[str, archival_note]:
    notes: dict[str, archival_note] = {}
    for note in extent.notes:
        key = note["key"]
        if key in notes:
            warn(
                Diagnostic.DUPLICATE_NOTE,
                f"ednote: the key “{key}” is taken by the note in line {notes[key].line}; "
                f"give this one another",
                note,
            )
            note["key"] = ""  # no marker can name it, and that is said
        notes[note["key"] or f"#{len(notes)}"] = note
    return notes


def _report_missing(
    marker: Marker,
    key: str,
    known: Iterable[str],
    env: BuildEnvironment,
) -> None:
    """Warn of a marker without a note, and leave it as it was written."""
    warn(
        Diagnostic.MARKER_WITHOUT_NOTE,
        f"the marker “{key}” has no note{did_you_mean(key, known) or '.'} Write the note, as "
        f"[^{key}]: … or {{ednote}} {key}",
        place_of(marker, env.docname),
    )
    show_as_written(marker, key)


def _without_marker(
    extent: Extent,
    notes: dict[str, archival_note],
    footnotes: dict[str, nodes.footnote],
    taken: list[nodes.Element],
) -> list[archival_note]:
    """Return the notes of *extent* that nothing refers to: they are kept, after the others."""
    orphans = [note for note in notes.values() if id(note) not in extent.calls]
    keys = {id(footnote): key for key, footnote in footnotes.items()}
    used = {id(node) for node in taken}
    referred = {key_of(marker) for marker in extent.markers}
    for footnote in extent.footnotes:
        key = keys.get(id(footnote), "")
        if id(footnote) not in used and key not in referred and not _is_called(footnote, key):
            orphans.append(note_from(key, footnote))
            taken += [footnote, *markers_in(footnote)]
    for note in orphans:
        if not note["key"]:
            continue  # that has been reported
        warn(
            Diagnostic.NOTE_WITHOUT_MARKER,
            f"the note “{note['key']}” has no marker in the text; write [^{note['key']}], or "
            f"{{ednote}}`{note['key']}`, where it belongs",
            note,
        )
    return orphans


def _is_called(footnote: nodes.footnote, key: str) -> bool:
    """Say whether a marker somewhere in the file, before or after, calls *footnote*."""
    document = footnote.document
    if not key or document is None:
        return False
    has_name = footnote["names"] or footnote["dupnames"]
    # One without a name has its key from the marker that calls it.
    return not has_name or bool(document.footnote_refs.get(key))


def _number(extent: Extent) -> None:
    count: dict[str, int] = {}
    headnote = extent.headnote
    stem = document_stem(extent.identifier)
    belongs = {name: headnote[name] for name in ("part", "docname", "ordinal")}
    belongs["document"] = extent.identifier
    for note in extent.order:
        note_type = note["note_type"]
        number = count[note_type] = count.get(note_type, 0) + 1
        label = note_label(note_type, number)
        anchor = note_anchor(stem, note_type, number)
        note.attributes.update(belongs, number=number, label=label, ids=[anchor], backrefs=[])
        for place, marker in enumerate(extent.calls.get(id(note), []), start=1):
            marker_id = marker_anchor(anchor, place)
            marker.attributes.update(
                belongs, number=number, note_type=note_type, refid=anchor, ids=[marker_id]
            )
            marker.children = []
            marker.append(nodes.Text(label))
            note["backrefs"].append(marker_id)


def _put_at_end(extent: Extent, headnotes: list[archival_headnote]) -> None:
    """Put the notes at the end of what holds the document: its section, or the file."""
    order = extent.order
    for note in order:
        if note.parent is not None:
            note.parent.remove(note)
    if not order:
        return
    by_type = sorted(order, key=lambda note: NOTE_TYPES.index(note["note_type"]))
    container = archival_notes("", *by_type, document=extent.identifier, support_smartquotes=False)
    section: nodes.Element = extent.headnote.parent
    others = {id(headnote) for headnote in headnotes if headnote is not extent.headnote}
    section.insert(_end_of(extent.headnote, others), container)


def _end_of(headnote: archival_headnote, others: set[int]) -> int:
    """Return where, in what holds *headnote*, its document ends: before the next of *others*."""
    section = headnote.parent
    for place in range(section.index(headnote) + 1, len(section.children)):
        child = section.children[place]
        for found in child.findall(archival_headnote):
            if id(found) in others:
                # One inside of this document's own words: they go on until there.
                return place + 1 if is_edited_text(child) else place
    return len(section.children)

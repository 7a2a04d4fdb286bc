"""The doctree of a volume: pages put together as the toctree says, or one document of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.util.nodes import inline_all_toctrees

from ..nodes import archival_headnote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.builders import Builder

    from ..domain.records import DocumentRecord
    from .volumes import Volume

_HAVE_TITLES = (nodes.section, nodes.document)
_HEADINGS = (nodes.title, nodes.rubric, nodes.term)


def assemble(builder: Builder, volume: Volume, docnames: set[str]) -> nodes.document:
    """Return the doctree of *volume*, with its references resolved.

    The names of its pages are put into *docnames*, by which *builder* knows them: what leads
    elsewhere is no link.
    """
    docnames.clear()
    if volume.is_whole:
        docnames.add(volume.start)
        tree = builder.env.get_doctree(volume.start)
        tree["docname"] = volume.start
        _put_hidden_toctrees_last(tree)
        whole = inline_all_toctrees(builder, docnames, volume.start, tree, str, [volume.start])
    else:
        docnames.update(record.docname for record in volume.records)
        whole = document_tree(builder, volume)
    whole["docname"] = volume.start
    whole["is_book"] = volume.is_whole
    whole["book_title"] = volume.title if volume.is_whole else None
    builder.env.resolve_references(whole, volume.start, builder)
    for xref in list(whole.findall(addnodes.pending_xref)):
        # What is in no volume keeps its words.
        xref.replace_self(nodes.emphasis("", xref.get("refsectname") or xref.astext()))
    return whole


def _put_hidden_toctrees_last(tree: nodes.document) -> None:
    """Let what a start page says itself come before the pages below it.

    A toctree that is hidden has no place on its page, and is often written at its head.
    """
    for toctree in list(tree.findall(addnodes.toctree)):
        section = next(
            (at for at in _with_ancestors(toctree) if isinstance(at, nodes.section)), None
        )
        if toctree.get("hidden") and section is not None and section.parent is tree:
            toctree.parent.remove(toctree)
            section.append(toctree)


def document_tree(builder: Builder, volume: Volume) -> nodes.document:
    """Return the parts of one document, one after the other; no reference is resolved yet."""
    whole = new_document(str(builder.env.doc2path(volume.start)))
    whole.settings = builder.env.get_doctree(volume.start).settings
    for record in volume.records:
        page = addnodes.start_of_file(docname=record.docname)
        page += _part(builder.env.get_doctree(record.docname), record)
        whole += page
    return whole


def _part(tree: nodes.document, record: DocumentRecord) -> list[nodes.Node]:
    """Return what *tree* holds of the document of *record*, and the footnotes that it calls."""
    part = _words(tree, record)
    return [*part, *_called_from(part, tree)]


def _words(tree: nodes.document, record: DocumentRecord) -> list[nodes.Node]:
    """Return the section of the document of *record*, or a stretch of one, or what holds it."""
    headnotes = list(tree.findall(archival_headnote))
    own = next(node for node in headnotes if node["ordinal"] == record.ordinal)
    others = [node for node in headnotes if node is not own]
    section = next(at for at in _with_ancestors(own) if isinstance(at, _HAVE_TITLES))
    if not _holds_any(section, others):
        return [section] if isinstance(section, nodes.section) else list(tree.children)
    holder: nodes.Element = own.parent
    if holder is not section and not _holds_any(holder, others):
        return [_with_own_title(record, [_panel(holder)])]
    return [_stretch(holder, own, others, record)]


def _panel(holder: nodes.Element) -> nodes.Element:
    """Return a panel, a tab or the like, of which *holder* is the body, with its heading."""
    panel = holder
    while not isinstance(panel.parent, _HAVE_TITLES) and all(
        child is panel or isinstance(child, _HEADINGS) for child in panel.parent.children
    ):
        panel = panel.parent
    return panel


def _stretch(
    section: nodes.Element,
    own: archival_headnote,
    others: list[archival_headnote],
    record: DocumentRecord,
) -> nodes.section:
    """Return what stands in *section* from *own*, a headnote, until the next of *others*."""
    start = section.index(own)
    end = next(
        (
            place
            for place in range(start + 1, len(section.children))
            if _holds_any(section.children[place], others)
        ),
        len(section.children),
    )
    before = section.children[:start]
    is_first = not any(_holds_any(child, others) for child in before)
    if not is_first or not isinstance(section, nodes.section):
        return _with_own_title(record, section.children[start:end])
    shown = nodes.section(ids=section["ids"])
    shown += [*before, *section.children[start:end]]
    return shown


def _with_own_title(record: DocumentRecord, words: Sequence[nodes.Node]) -> nodes.section:
    """Return *words* that have no heading below the document's own title, which stands for one."""
    shown = nodes.section(ids=[])
    title = record.title or record.identifier
    shown += [nodes.title(title, title), *words]
    return shown


def _called_from(part: list[nodes.Node], tree: nodes.document) -> list[nodes.Node]:
    """Return the footnotes and citations of *tree* that *part* calls and does not hold.

    Markdown puts all footnotes at the end of the page, outside of its sections.
    """
    notes: dict[str, nodes.Element] = {}
    for note in tree.findall(nodes.footnote):
        notes.update(dict.fromkeys(note["ids"], note))
    for cited in tree.findall(nodes.citation):
        notes[f"citation:{cited.children[0].astext()}"] = cited
    held = {id(note) for element in part for note in element.findall(_is_note)}
    found: list[nodes.Node] = []
    pending = list(part)
    while pending:
        for mark in pending.pop(0).findall(nodes.Element):
            called = notes.get(_called_by(mark))
            if called is not None and id(called) not in held:
                held.add(id(called))
                found.append(called)
                pending.append(called)
    return found


def _called_by(mark: nodes.Element) -> str:
    if isinstance(mark, addnodes.pending_xref) and mark.get("refdomain") == "citation":
        return f"citation:{mark['reftarget']}"
    return str(mark.get("refid", "")) if isinstance(mark, nodes.footnote_reference) else ""


def _is_note(node: nodes.Node) -> bool:
    return isinstance(node, nodes.footnote | nodes.citation)


def _holds_any(element: nodes.Node, headnotes: list[archival_headnote]) -> bool:
    return any(_is_inside(node, element) for node in headnotes)


def _is_inside(node: nodes.Node, element: nodes.Node) -> bool:
    return any(at is element for at in _with_ancestors(node))


def _with_ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    at: nodes.Node | None = node
    while at is not None:
        yield at
        at = at.parent

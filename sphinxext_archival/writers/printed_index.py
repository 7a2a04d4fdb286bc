"""An index in print: what marks the pages on which an entity occurs, and what lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..nodes import archival_index, archival_mark, archival_turn
from .lines import elements

if TYPE_CHECKING:
    from collections.abc import Collection

SPEAKS = "speaks"
"""The role of those whose turn it is: a turn has no mark, because it knows its speakers."""

INDEX_NAME = "archival-index"
"""What ``latex_domain_indices`` calls our indexes."""

INDEXES = "archival-indexes"
"""The class of the section that holds them."""


class archival_turn_end(nodes.inline):  # noqa: N801 (docutils names node classes in lower case)
    """Where a turn ends: ``speakers``. It may be pages after its beginning."""


class archival_pages(nodes.inline):  # noqa: N801
    """The pages on which the entity ``key`` occurs in a ``role``."""


class archival_entries(nodes.container):  # noqa: N801
    """The entries of a register, or of a list of documents."""


def move_marks_out_of_titles(document: nodes.document) -> None:
    """Put the marks in a title after it: a title is printed in the contents too."""
    for title in document.findall(nodes.title):
        at = title.parent.index(title) + 1
        for mark in list(title.findall(archival_mark)):
            mark.parent.remove(mark)
            title.parent.insert(at, mark)


def print_pages(document: nodes.document) -> None:
    """Let the listings of registers give pages where they give the turns of each document."""
    marked = {(mark["key"], mark["role"]) for mark in document.findall(archival_mark)}
    for turn in document.findall(archival_turn):
        marked.update((key, SPEAKS) for key in turn["speakers"])
    index = next(iter(document.findall(archival_index)), None)
    roles = index["roles"] if index is not None else []
    printed: set[tuple[int, str]] = set()
    for line in elements(document, _gives_places):
        found = [(role, caption) for role, caption in roles if (line["key"], role) in marked]
        # What this volume leaves out has no pages.
        if not found:
            continue
        entry = id(line.parent), line["key"]
        if entry in printed:
            line.parent.remove(line)
        else:
            _set_pages(line, found)
            printed.add(entry)


def _gives_places(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and "archival-places" in node["classes"]


def _set_pages(line: nodes.Element, roles: list[tuple[str, str]]) -> None:
    """Make *line* the pages of each of its entity's *roles*."""
    line.children = []
    for place, (role, caption) in enumerate(roles):
        if place:
            line += nodes.Text("; ")
        line += [nodes.emphasis("", caption), nodes.Text(" ")]
        line += archival_pages(key=line["key"], role=role)


def set_listings(document: nodes.document) -> None:
    """Set listings as what they are, and let no entry be torn by the end of a page."""
    for listing in list(document.findall(nodes.definition_list)):
        if not {"archival-register", "archival-documents"} & set(listing["classes"]):
            continue
        for definition in listing.findall(nodes.definition):
            for child in definition.children[1:]:
                together = nodes.raw("", "\n\\nopagebreak\n", format="latex")
                definition.insert(definition.index(child), together)
        entries = archival_entries()
        listing.replace_self(entries)
        entries += listing


def keep_indexes(document: nodes.document, wanted: bool | Collection[str]) -> None:  # noqa: FBT001
    """Take the indexes away, if *wanted*, a setting of the project, does not have them."""
    if wanted if isinstance(wanted, bool) else INDEX_NAME in wanted:
        return
    for section in list(document.findall(nodes.section)):
        if INDEXES in section["classes"]:
            section.parent.remove(section)

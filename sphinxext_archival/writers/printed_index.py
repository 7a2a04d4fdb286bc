"""An index in print: what marks the pages on which an entity occurs, and what lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..nodes import archival_mark, archival_turn

if TYPE_CHECKING:
    from collections.abc import Collection

SPEAKS = "speaks"
"""The role of those whose turn it is: a turn has no mark, because it knows its speakers."""

INDEX_NAME = "archival-index"
"""What ``latex_domain_indices`` calls our indexes."""


class archival_turn_end(nodes.inline):  # noqa: N801 (docutils names node classes in lower case)
    """Where a turn ends: ``speakers``. It may be pages after its beginning."""


class archival_pages(nodes.inline):  # noqa: N801
    """The pages on which the entity ``key`` occurs in a ``role``."""


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
    for line in list(document.findall(nodes.paragraph)):
        place = line.get("key"), line.get("role")
        # A place in a file that this volume leaves out has no page.
        if "archival-places" in line["classes"] and place in marked:
            caption = line.children[0]
            line.children = []
            line += [caption, nodes.Text(" "), archival_pages(key=place[0], role=place[1])]


def keep_indexes(document: nodes.document, wanted: bool | Collection[str]) -> None:  # noqa: FBT001
    """Take the indexes away, if *wanted*, a setting of the project, does not have them."""
    if wanted if isinstance(wanted, bool) else INDEX_NAME in wanted:
        return
    for section in list(document.findall(nodes.section)):
        if INDEX_NAME in section["classes"]:
            section.parent.remove(section)

"""Figures on the page of a document: a slim bar among its tools, and a section at its end.

They are put into the page when it is written, so that a change of theme, or of its options, needs
no page read anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from ..nodes import archival_headnote, archival_note, archival_notes
from ..writers.charts import drawn
from .options import is_on

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..domain import ArchivalDomain

OPTION = "document_statistics"
"""The option of the theme that is switched off where a section is not wanted."""


def add(app: Sphinx, doctree: nodes.document) -> None:
    """Say on each headnote of *doctree* who speaks how much, and tell it at the end of its text.

    ``share`` is the drawing, as it is put among the tools of the document; nothing is said where
    nobody speaks.
    """
    domain = cast("ArchivalDomain", app.env.get_domain("archival"))
    is_wanted = is_on(app, OPTION)
    headnotes = list(doctree.findall(archival_headnote))
    pages = dict.fromkeys(headnote["docname"] for headnote in headnotes)
    figures = {
        (docname, one.ordinal): one
        for docname in pages
        for one in domain.figures_on(docname, app.builder)
    }
    for headnote in headnotes:
        one = figures.get((headnote["docname"], headnote["ordinal"]))
        if one is None:
            continue
        if one.share is not None:
            headnote["share"] = drawn(one.share, one.share["caption"])
        if one.section is not None and is_wanted:
            _put_below(headnote, one.section)


def _put_below(headnote: archival_headnote, section: nodes.section) -> None:
    """Put *section* below the notes of the document, or else below what its own section holds."""
    place = (headnote["docname"], headnote["ordinal"])
    page = headnote.document
    for notes in page.findall(archival_notes) if page is not None else ():
        note = notes.next_node(archival_note)
        if note is not None and (note["docname"], note["ordinal"]) == place:
            notes.parent.insert(notes.parent.index(notes) + 1, section)
            return
    parent = headnote.parent
    inner = (at for at, child in enumerate(parent.children) if isinstance(child, nodes.section))
    parent.insert(next(inner, len(parent.children)), section)

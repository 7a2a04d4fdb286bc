"""A volume for Typst from a tree: what LaTeX needs too, and what Typst alone can have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...nodes import (
    archival_headnote,
    archival_transcript,
    archival_turn,
)
from ..lines import elements
from ..printed import PrintedPage

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LANGUAGE = re.compile(r"[a-z]{2,3}(?![A-Za-z])")


class TypstPage(PrintedPage):
    """Prepare the tree: a note may stand anywhere, and a text has its language."""

    formats = ("typst",)
    notes_come_after = ()
    has_words_ruled = False
    finds_pages = True

    def run(self, **_kwargs: Any) -> None:
        """Prepare the whole volume."""
        own = _language(self.config.language)
        language = ""
        for node in elements(self.document, _is_of_a_text):
            if isinstance(node, archival_headnote):
                language = _language(node["metadata"].get("language", ""))
                node["printed_date"] = _printed(node, "date")
            elif language and language != own:
                node["language"] = language
        super().run()


def _is_of_a_text(node: nodes.Node) -> bool:
    return isinstance(node, archival_headnote | archival_transcript | archival_turn)


def _language(tag: str) -> str:
    """Return the language of *tag* as Typst names it, without script or region."""
    match = _LANGUAGE.match(tag)
    return match[0] if match else ""


def _printed(headnote: archival_headnote, name: str) -> str:
    """Return what a field of *headnote* says, as it prints it."""
    for field in headnote.findall(nodes.field):
        if f"archival-{name}" in field["classes"]:
            return str(field.children[-1].astext())
    return ""


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(TypstPage)

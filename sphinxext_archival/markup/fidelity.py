"""``fidelity``: a placeholder for what comparing documents with their sources has shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..context import reading_of
from ..nodes import archival_fidelity
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Fidelity(ArchivalDirective):
    """Whether the text is that of the source, said to readers."""

    MEANING = (
        "Shows what comparing a document with its source has shown: which file that is, whether "
        "the text is the same, and with which emendations. It is the document above it on its "
        "page, or else each of the edition. The build that writes the page makes the comparison."
    )
    has_content = False
    optional_arguments = 0
    OPTIONS = (
        DirectiveOption("document", "The identifier of a document, or `all` for the edition."),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the placeholder."""
        wanted = self.values.get("document", reading_of(self.env).document or "")
        node = archival_fidelity(document="" if wanted == "all" else wanted)
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> None:
    """Add ``fidelity``."""
    app.add_directive_to_domain("archival", "fidelity", Fidelity)

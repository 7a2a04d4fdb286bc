"""``enclosure``: a text enclosed in a document, as an annex to a telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..context import edition_of
from ..nodes import archival_enclosure
from .directive import ArchivalDirective
from .options import option_spec
from .turn import with_stage_remarks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Enclosure(ArchivalDirective):
    """A text that the source encloses; its argument is the heading it bears."""

    MEANING = "A text enclosed in the document; its argument, if any, is its heading."
    option_spec = option_spec(())

    def build(self) -> list[nodes.Node]:
        """Return the enclosure."""
        enclosure = archival_enclosure(support_smartquotes=False)
        self.set_source_info(enclosure)
        if self.argument:
            words, messages = self.parse_inline(self.argument, lineno=self.lineno)
            heading = nodes.paragraph(self.argument, "", *words, classes=["archival-heading"])
            self.set_source_info(heading)
            enclosure += [heading, *messages]
        enclosure += with_stage_remarks(self.parse_words(), edition_of(self.env).phrases)
        return [enclosure]


def setup(app: Sphinx) -> None:
    """Add ``enclosure``."""
    app.add_directive_to_domain("archival", "enclosure", Enclosure)

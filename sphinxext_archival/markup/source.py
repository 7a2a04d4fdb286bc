"""What the source shows: its pages, its deletions and stamps, and what an editor emended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes, utils
from sphinx.util.docutils import SphinxRole

from ..diagnostics import Diagnostic, warn
from ..model.brackets import FEATURES
from ..nodes import archival_emendation, archival_feature, archival_page
from . import words_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ATTRIBUTE = re.compile(r"(?P<name>place|hand)\s*=\s*(?P<value>[^,]+)")


class PageBreak(SphinxRole):
    """Where a page of the source begins; ``?`` where it must have begun."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the page break."""
        page = archival_page(self.rawtext, n=utils.unescape(self.text).strip())
        self.set_source_info(page)
        return [page], []


class Emendation(SphinxRole):
    """``emend``: what the edition prints, and in angle brackets what the source has."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the emendation."""
        words, source = words_of.split_target(self.text)
        if source is None:
            warn(
                Diagnostic.EMENDATION,
                f"emend: “{words}” does not say what the source has; write it in angle brackets, "
                f"as {{emend}}`policy. <policy .>`",
                self.get_location(),
            )
        emendation = archival_emendation(
            self.rawtext, words, source=words if source is None else source
        )
        self.set_source_info(emendation)
        return [emendation], []


class Feature(SphinxRole):
    """Words that the source deletes, adds, underlines, stamps, signs or dates with.

    ``added`` and its like may say where and by whom: ``words <place=margin, hand=Stalin>``.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words, marked."""
        words, target = words_of.split_target(self.text)
        attributes = dict(_ATTRIBUTE.findall(target)) if target else {}
        if target and not attributes:
            words = utils.unescape(self.text)
        feature = archival_feature(self.rawtext, words, feature=self.name.rpartition(":")[2])
        feature.attributes.update({name: value.strip() for name, value in attributes.items()})
        self.set_source_info(feature)
        return [feature], []


def setup(app: Sphinx) -> None:
    """Add ``page``, ``emend`` and a role for each feature."""
    app.add_role_to_domain("archival", "page", PageBreak())
    app.add_role_to_domain("archival", "emend", Emendation())
    for feature in FEATURES:
        app.add_role_to_domain("archival", feature, Feature())

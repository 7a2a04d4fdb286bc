"""Insertions as roles and as a block; bare brackets are read by :mod:`..text.passages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes, utils
from sphinx.util.docutils import SphinxRole

from ..diagnostics import Diagnostic, did_you_mean, one_of
from ..model.brackets import HANDS
from ..model.phrases import KINDS
from ..nodes import archival_insertion, archival_insertion_block
from . import words_of
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Insertion(ArchivalDirective):
    """A paragraph or more that a translator or editor put in."""

    MEANING = "Inserted paragraphs: a translator's remark, an editor's bridge."
    optional_arguments = 0
    OPTIONS = (
        DirectiveOption("kind", f"One of: {', '.join(KINDS)} (default: supplied)."),
        DirectiveOption("resp", f"Whose hand it is: {', '.join(HANDS)} (default: translator)."),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the block."""
        block = archival_insertion_block(
            kind=self._one_of("kind", KINDS, Diagnostic.UNKNOWN_KIND),
            resp=self._one_of("resp", HANDS, Diagnostic.UNKNOWN_HAND),
            support_smartquotes=False,
        )
        self.set_source_info(block)
        block += self.parse_words()
        if not block.children:
            self.warn(Diagnostic.EMPTY, "insertion: it is empty")
        return [block]

    def _one_of(self, option: str, allowed: tuple[str, ...], diagnostic: Diagnostic) -> str:
        value = self.values.get(option, allowed[0])
        if value in allowed:
            return value
        near = did_you_mean(value, allowed)
        self.warn(
            diagnostic,
            f"insertion: “:{option}: {value}” is none{near} ({one_of(allowed)})",
            self.line_of_option(option),
        )
        return allowed[0]


class InsertionRole(SphinxRole):
    """An insertion of the kind that the role's name says; it is printed in brackets."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the insertion, in the shape that bracketed words get."""
        kind = self.name.rpartition(":")[2]
        insertion = archival_insertion(self.rawtext, kind=kind, resp=HANDS[0], attributes={})
        self.set_source_info(insertion)
        insertion += words_of.in_brackets([nodes.Text(utils.unescape(self.text))])
        return [insertion], []


def setup(app: Sphinx) -> None:
    """Add ``insertion`` and a role for each kind."""
    app.add_directive_to_domain("archival", "insertion", Insertion)
    for kind in KINDS:
        app.add_role_to_domain("archival", kind, InsertionRole())

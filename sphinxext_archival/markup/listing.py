"""``register`` and ``documents``: placeholders that are filled once all is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..context import edition_of, reading_of
from ..diagnostics import Diagnostic, did_you_mean, one_of
from ..model.entities import KINDS
from ..model.listing import (
    DOCUMENT_ORDERS,
    DOCUMENT_VIEWS,
    DocumentListing,
    RegisterListing,
    parse_letters,
)
from ..nodes import archival_documents, archival_entry, archival_register
from . import markdown
from .addresses import unlink_scripts
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class RegisterDirective(ArchivalDirective):
    """A listing of entities, each with all that is known of it and where it occurs."""

    MEANING = "Lists entities, each with what is known of it and every place where it occurs."
    has_content = False
    optional_arguments = 0
    OPTIONS = (
        DirectiveOption("kind", f"Only entities of these kinds: {', '.join(KINDS)}."),
        DirectiveOption("letters", "Only entities whose sort form begins with these: `A-F, M`."),
        DirectiveOption("only", "`mentioned`: only entities that occur in a document."),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the placeholder, with the notes of the entities it may list."""
        listing = RegisterListing(
            kinds=self._kinds(),
            letters=self._letters(),
            only_mentioned=self._only_mentioned(),
        )
        node = archival_register(listing=listing.as_attributes())
        self.set_source_info(node)
        register = edition_of(self.env).register
        for path in register.paths:
            self.env.note_dependency(path)
        wanted = reading_of(self.env).notes_of
        for entity in register.entities.values():
            is_wanted = listing.admits(entity) if wanted is None else entity.key in wanted
            if entity.note and is_wanted:
                entry = archival_entry(key=entity.key)
                entry += self.parse_note(entity.note, entity.source, entity.note_line)
                node += entry
        return [node]

    def parse_note(self, note: str, source: str, line: int) -> list[nodes.Node]:
        """Return the *note* of an entity as nodes that know where they were written."""
        with markdown.plain_text_rules(self.state, markdown.HTML_RULES):
            blocks = self.parse_text_to_nodes(note)
        unlink_scripts(blocks)
        for block in blocks:
            for node in block.findall():
                if getattr(node, "line", None) is not None:
                    node.source, node.line = source, line
        return blocks

    def _kinds(self) -> tuple[str, ...]:
        kinds = []
        for kind in self.values.get("kind", "").replace(",", " ").split():
            if kind in KINDS:
                kinds.append(kind)
            else:
                near = did_you_mean(kind, KINDS)
                self.warn(
                    Diagnostic.LISTING,
                    f"register: “{kind}” is no kind of entity{near} ({one_of(KINDS)})",
                    self.line_of_option("kind"),
                )
        return tuple(kinds)

    def _letters(self) -> tuple[tuple[str, str], ...]:
        written = self.values.get("letters", "")
        letters = parse_letters(written)
        if letters is None:
            self.warn(
                Diagnostic.LISTING,
                f"register: “:letters: {written}” is no range of letters; write A-F, or A-F, M",
                self.line_of_option("letters"),
            )
        return letters or ()

    def _only_mentioned(self) -> bool:
        only = self.values.get("only", "")
        if only not in {"", "mentioned"}:
            self.warn(
                Diagnostic.LISTING,
                f"register: “:only: {only}” can only be “mentioned”",
                self.line_of_option("only"),
            )
        return only == "mentioned"


class DocumentsDirective(ArchivalDirective):
    """A listing of documents: the table of contents of an edition."""

    MEANING = "Lists the documents of the edition."
    has_content = False
    optional_arguments = 0
    OPTIONS = (
        DirectiveOption("by", f"In what order and groups: {', '.join(DOCUMENT_ORDERS)}."),
        DirectiveOption("kind", "Only documents of this kind (as their `:kind:` says)."),
        DirectiveOption("person", "Only documents in which this person takes part (a key)."),
        DirectiveOption("view", f"How they are shown: {', '.join(DOCUMENT_VIEWS)}."),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the placeholder."""
        by = self._one_of("by", DOCUMENT_ORDERS, "order by")
        view = self._one_of("view", DOCUMENT_VIEWS, "view")
        if view == "timeline" and "by" in self.values:
            self.warn(
                Diagnostic.LISTING,
                "documents: a time line is in the order of the dates; leave out “:by:”",
                self.line_of_option("by"),
            )
            by = DOCUMENT_ORDERS[0]
        listing = DocumentListing(
            by=by,
            kind=self.values.get("kind", ""),
            person=self.values.get("person", ""),
            view=view,
        )
        node = archival_documents(listing=listing.as_attributes())
        self.set_source_info(node)
        return [node]

    def _one_of(self, option: str, allowed: tuple[str, ...], what: str) -> str:
        """Return the value of *option*, or the first that is *allowed*."""
        value = self.values.get(option, allowed[0])
        if value in allowed:
            return value
        near = did_you_mean(value, allowed)
        self.warn(
            Diagnostic.LISTING,
            f"documents: there is no {what} “{value}”{near} ({one_of(allowed)})",
            self.line_of_option(option),
        )
        return allowed[0]


def setup(app: Sphinx) -> None:
    """Add ``register`` and ``documents``, the directives."""
    app.add_directive_to_domain("archival", "register", RegisterDirective)
    app.add_directive_to_domain("archival", "documents", DocumentsDirective)

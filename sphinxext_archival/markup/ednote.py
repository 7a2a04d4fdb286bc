"""``ednote``: an editorial note, and the role of that name: its marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst.states import Inliner
from sphinx.util.docutils import SphinxRole

from ..context import reading_of
from ..diagnostics import Diagnostic, did_you_mean, one_of
from ..model.series import NOTE_TYPES
from ..nodes import archival_note, archival_noteref
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class EditorialNote(ArchivalDirective):
    """A typed editorial note; its argument is the key that markers name."""

    MEANING = "An editorial note; its argument is its key, which markers name."
    OPTIONS = (
        DirectiveOption("type", f"Whose note it is: {', '.join(NOTE_TYPES)} (default: editor)."),
        DirectiveOption("resp", "Who wrote the note."),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the note; a transform numbers it and puts it in its place."""
        if not self.argument:
            self.warn(
                Diagnostic.NOTE_WITHOUT_MARKER,
                "ednote: it has no key, so that no marker can name it; write {ednote} key",
            )
        note_type = self.values.get("type", NOTE_TYPES[0])
        if note_type not in NOTE_TYPES:
            near = did_you_mean(note_type, NOTE_TYPES)
            self.warn(
                Diagnostic.UNKNOWN_KIND,
                f"ednote: “{note_type}” is no type of note{near} ({one_of(NOTE_TYPES)})",
                self.line_of_option("type"),
            )
            note_type = NOTE_TYPES[0]
        note = archival_note(
            key=self.argument,
            note_type=note_type,
            resp=self.values.get("resp", ""),
            support_smartquotes=False,
        )
        self.set_source_info(note)
        _look_for_document(self.env)
        note += self.parse_words()
        if not note.children:
            self.warn(Diagnostic.EMPTY, f"ednote: the note “{self.argument}” is empty")
        return [note]


class NoteMarker(SphinxRole):
    """The place of a note: its text is the note's key."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the marker; a transform gives it its number."""
        is_rst = isinstance(self.inliner, Inliner)
        written = self.rawtext if is_rst else f"{{ednote}}`{self.text}`"
        marker = archival_noteref(written, key=self.text.strip())
        self.set_source_info(marker)
        _look_for_document(self.env)
        return [marker], []


def _look_for_document(env: BuildEnvironment) -> None:
    reading = reading_of(env)
    reading.has_homeless_notes |= reading.document is None


def setup(app: Sphinx) -> None:
    """Add ``ednote``, the directive and the role."""
    app.add_directive_to_domain("archival", "ednote", EditorialNote)
    app.add_role_to_domain("archival", "ednote", NoteMarker())

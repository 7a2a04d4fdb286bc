"""``document``: the header of an archival document, rendered as its headnote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..context import entities_called, entity_of, reading_of
from ..diagnostics import Diagnostic
from ..model.anchors import (
    ascii_slug,
    document_anchor,
    document_stem,
    is_safe_identifier,
)
from ..model.dates import DateError, parse_date
from ..model.languages import LanguageError, language_name
from ..model.metadata import FIELDS, URL_FIELDS, is_web_address
from ..nodes import archival_headnote, archival_summary
from . import headnote, markdown_notes, restructuredtext
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from ..model.fences import Suspect


class Document(ArchivalDirective):
    """The header of a document: its identifier, its metadata, the editor's summary."""

    holds_text = False
    MEANING = "The header of a document: its argument is the identifier, its body the summary."
    OPTIONS = tuple(DirectiveOption(field.name, field.meaning) for field in FIELDS)
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the headnote, and let later directives of the file know the document."""
        self._keep_words_of_footnotes()
        identifier = self._identifier()
        part = self._part()
        metadata = self._checked_metadata()
        reading = reading_of(self.env)
        reading.document = identifier
        reading.labels = self._labels(metadata)
        node = archival_headnote(
            identifier=identifier,
            part=part,
            metadata=metadata,
            ids=[document_anchor(document_stem(identifier), part)],
            support_smartquotes=False,
        )
        self.set_source_info(node)
        fields = headnote.field_list(metadata, self.env, self.get_source_info())
        if fields.children:
            node += fields
        summary = archival_summary()
        self.set_source_info(summary)
        summary += self.parse_words()
        if summary.children:
            node += summary
        return [node]

    def _keep_words_of_footnotes(self) -> None:
        """Have the file's footnotes, which stand outside our directives, read as text too."""
        if self.is_markdown:
            markdown_notes.keep_words_of_footnotes(self.state, self.env, self._report_in_note)
        else:
            restructuredtext.keep_words_of_footnotes(
                self.state_machine, self.env, self._report_in_note
            )

    def _report_in_note(self, suspect: Suspect, source: str, line: int) -> None:
        self.report_suspect(suspect, "note", line, source)

    def _identifier(self) -> str:
        identifier = self.argument
        if not identifier:
            self.warn(
                Diagnostic.DOCUMENT_ID,
                "document: it has no identifier; write {document} 117254",
            )
            return self.env.docname.replace("/", "-")
        if not is_safe_identifier(identifier):
            self.warn(
                Diagnostic.DOCUMENT_ID,
                f"document: “{identifier}” cannot stand in an address as it is; its anchors are "
                f"made from “{ascii_slug(identifier)}”; use letters a–z, digits, “.”, “_” and “-”",
            )
        return identifier

    def _part(self) -> int:
        written = self.values.pop("part", "1")
        if written.isdecimal() and int(written) > 0:
            return int(written)
        self.warn(
            Diagnostic.PART,
            f"document: “:part: {written}” is no number of a part; write 2, 3 …",
            self.line_of_option("part"),
        )
        return 1

    def _checked_metadata(self) -> dict[str, str]:
        metadata = dict(self.values)
        self._check_date(metadata)
        self._find_keys_of_participants(metadata)
        for name in ("language", "original-language"):
            self._check_language(name, metadata)
        for name in ("transcription", "emendations"):
            self._check_file(name, metadata.get(name))
        for name in URL_FIELDS:
            address = metadata.get(name)
            if address and ":" in address.split("/")[0] and not is_web_address(address):
                self.warn(
                    Diagnostic.URL,
                    f"document: “:{name}: {address}” is no web address and gets no link; "
                    f"it must begin with https:// or http://",
                    self.line_of_option(name),
                )
        return metadata

    def _check_date(self, metadata: dict[str, str]) -> None:
        if "date" not in metadata:
            return
        try:
            metadata["date"] = parse_date(metadata["date"]).edtf
        except DateError as error:
            near = f"; did you mean “{error.suggestion}”?" if error.suggestion else ""
            self.warn(
                Diagnostic.DATE,
                f"document: “:date: {metadata['date']}”: {error.message}{near} "
                f"(allowed: EDTF, as 1990-08-23, 1990-08, 1990, 1990-08-23/1990-08-24, 1990?)",
                self.line_of_option("date"),
            )

    def _find_keys_of_participants(self, metadata: dict[str, str]) -> None:
        """Take a participant who is given by name for the entity that it means, if it is one."""
        written = headnote.keys_of(metadata.get("participants", ""))
        keys: dict[str, str] = {}
        for name in written:
            keys[name] = name
            # What is written as a key may be one that another page or a later line defines.
            if name.islower() or entity_of(self.env, name) is not None:
                continue
            reading_of(self.env).named.add(name)
            called = entities_called(self.env, name)
            if len(called) == 1:
                keys[name] = called[0]
                self.warn(
                    Diagnostic.PARTICIPANT,
                    f"document: “{name}” in “:participants:” is no key, and is taken for "
                    f"“{called[0]}”; write “{called[0]}”",
                    self.line_of_option("participants"),
                )
        if list(keys.values()) != written:
            metadata["participants"] = ", ".join(dict.fromkeys(keys.values()))

    def _check_language(self, name: str, metadata: dict[str, str]) -> None:
        if name not in metadata:
            return
        try:
            language_name(metadata[name], "en")
        except LanguageError as error:
            near = f"; did you mean “{error.suggestion}”?" if error.suggestion else ""
            self.warn(
                Diagnostic.LANGUAGE,
                f"document: “:{name}: {metadata[name]}” is no code of ISO 639{near} "
                f"(allowed: two or three letters, as en, ru, de)",
                self.line_of_option(name),
            )

    def _check_file(self, name: str, path: str | None) -> None:
        if not path:
            return
        relative, absolute = self.env.relfn2path(path)
        # Whether the text is that of its source is for the page to say, or not.
        self.env.note_dependency(relative)
        if not Path(absolute).is_file():
            folder = Path(absolute).parent
            beside = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
            there = f"; in its folder there is: {', '.join(beside[:8])}" if beside else ""
            self.warn(
                Diagnostic.FILE,
                f"document: “:{name}: {path}” names a file that does not exist{there} "
                f"(the path is relative to this document)",
                self.line_of_option(name),
            )

    def _labels(self, metadata: dict[str, str]) -> list[tuple[str, str]]:
        """Return the labels of the participants; an unknown one is reported where it is linked."""
        labels = []
        for key in headnote.keys_of(metadata.get("participants", "")):
            entity = entity_of(self.env, key)
            if entity is not None:
                labels += [(label, key) for label in entity.labels]
            else:
                needed_by = ("document", self.place[1])
                reading_of(self.env).without_labels.setdefault(key, needed_by)
        return labels


def setup(app: Sphinx) -> None:
    """Add ``document``."""
    app.add_directive_to_domain("archival", "document", Document)

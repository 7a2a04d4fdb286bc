"""``sphinx-build -b dataset``: an edition as data to compute with, in a Data Package.

Documents are read one after the other, and their rows are written as they come: memory does not
grow with the number of documents. What is written depends on the project alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.locale import __
from sphinx.util.display import status_iterator

from ...citations import missing_packages
from ...citations.files import formats as citation_formats
from ...diagnostics import Diagnostic, each_once, warn
from ...domain import domain_of
from ...domain.citing import item_of
from ..written import Written
from . import beacon, descriptor, network
from .addresses import Addresses, page_name
from .documents import Pages, documents
from .files import TableFiles, formats
from .linked import JsonList, document_thing, graph, person_thing
from .rows import Counts, DocumentRows, entity_rows
from .tables import TABLES, TURNS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from .documents import Document
    from .schema import Table

_NO_AUTHOR = "Author name not set"
"""What Sphinx takes for the author where a project names none."""


class DatasetBuilder(Builder):
    """Writes the tables, and all that belongs to them, into one folder."""

    name = "dataset"
    format = "dataset"
    epilog = __("The dataset is in %(outdir)s.")

    def init(self) -> None:
        """Say what is left out, where packages are missing."""
        self.folder = Path(self.outdir)
        self.files: list[str] = []
        missing = [] if "parquet" in formats() else ["dataset"]
        if {"bibtexparser", "rispy"}.intersection(missing_packages()):
            missing.append("edition")
        if missing:
            warn(
                Diagnostic.DATASET,
                f"dataset: some of its files are left out, which need other packages; run: "
                f"pip install 'sphinxext-archival[{','.join(missing)}]'",
            )

    def get_outdated_docs(self) -> str:
        """Say that a dataset is written as a whole."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page of the site that the data is about."""
        return page_name(domain_of(self.env), docname)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write everything."""
        self.folder.mkdir(parents=True, exist_ok=True)
        domain = domain_of(self.env)
        self.domain, self.index = domain, domain.index
        self.addresses, self.pages = Addresses(domain), Pages(domain)
        self.counts, self.conversations = Counts(), network.Conversations()
        self.about = self._about()
        with each_once(), ExitStack() as stack:
            self._open(stack)
            found = list(documents(domain))
            for document in status_iterator(
                found,
                __("writing output... "),
                "darkgreen",
                len(found),
                stringify_func=lambda document: document.identifier,
            ):
                self._write_document(document)
            self._write_entities()
        self._write_whole()

    def _open(self, stack: ExitStack) -> None:
        """Begin the files that grow with each document."""
        self.tables: dict[str, TableFiles] = {}
        for table in TABLES:
            self.tables[table.name] = stack.enter_context(TableFiles(self.folder, table))
            self.files += [f"{table.name}.{ending}" for ending in formats()]
        self.things = stack.enter_context(graph(self._new("documents.jsonld")))
        self.persons = stack.enter_context(graph(self._new("persons.jsonld")))
        self.items = stack.enter_context(JsonList(self._new("citations.json"), "[", "]"))
        self.references = {
            ending: (
                stack.enter_context(
                    self._new(f"citations.{ending}").open(
                        "w", encoding="utf-8", errors="replace", newline=""
                    )
                ),
                make,
            )
            for ending, make in citation_formats().items()
            if ending != "json"
        }

    def _new(self, name: str) -> Path:
        self.files.append(name)
        return self.folder / name

    def _write_document(self, document: Document) -> None:
        rows = DocumentRows(self.domain, self.addresses, self.counts, document)
        speakers: list[tuple[str, ...]] = []
        for table, row in rows.rows(self.pages):
            self._add(table, row)
            if table is TURNS:
                speakers.append(tuple(row["speakers"]))
        self.conversations.add(speakers)
        first = document.first
        self.about.add(first)
        headnote = self.pages[first.docname].headnotes[first.ordinal]
        anchor = self.index.addresses.of_document(first)
        self.things.add(document_thing(headnote, self.addresses, first.docname, anchor))
        item = item_of(self.domain, first)
        item["id"] = self.index.addresses.stem(first)
        self.items.add(item)
        for file, make in self.references.values():
            file.write(make(item))

    def _write_entities(self) -> None:
        entities = self.index.entities.values()
        for table, row in entity_rows(entities, self.addresses, self.counts):
            self._add(table, row)
        for entity in sorted(entities, key=lambda entity: entity.key):
            if entity.kind == "person":
                self.persons.add(person_thing(entity, self.addresses))

    def _add(self, table: Table, row: dict[str, Any]) -> None:
        self.tables[table.name].add(row)

    def _write_whole(self) -> None:
        """Write what is of the whole edition, and last the checksums of all."""
        network.write(self._new("network.graphml"), self.index, self.counts, self.conversations)
        if self.addresses.base:
            found = beacon.beacons(
                self.index.entities.values(),
                self.addresses,
                self.about.title,
                self.about.timestamp,
            )
            for scheme, text in found:
                self._write(beacon.file_name(scheme), text)
        self._write(descriptor.CITATION, descriptor.citation(self.about))
        text = descriptor.package(self.about, self.folder, list(self.files))
        self._write(descriptor.DESCRIPTOR, text)
        self._write(descriptor.CHECKSUMS, descriptor.checksums(self.folder, list(self.files)))

    def _write(self, name: str, text: str) -> None:
        self._new(name).write_bytes(text.encode(errors="replace"))

    def _about(self) -> descriptor.About:
        config = self.config
        author = str(config.author or "")
        return descriptor.About(
            title=" ".join(str(config.project or "").split()) or "Edition",
            author="" if author == _NO_AUTHOR else author,
            version=str(config.release or config.version or ""),
            homepage=self.addresses.base,
            timestamp=_timestamp(),
        )

    def finish(self) -> None:
        """Take away what an earlier build has left."""
        # Two datasets may share their doctrees.
        place = hashlib.sha256(str(self.outdir).encode()).hexdigest()[:12]
        written = Written(self.folder, Path(self.doctreedir, f"archival-dataset-{place}.txt"))
        for name in self.files:
            written.add(self.folder / name)
        written.tidy()


def _timestamp() -> str:
    """Return the time that ``SOURCE_DATE_EPOCH`` gives, as RFC 3339 has it; empty without one."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return ""
    try:
        time = dt.datetime.fromtimestamp(int(given), dt.UTC)
    except (ValueError, OverflowError, OSError):
        warn(
            Diagnostic.CONFIG,
            f"dataset: SOURCE_DATE_EPOCH is {given!r}, which is no number of seconds since 1970 up "
            f"to the year 9999; no day is named",
        )
        return ""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(DatasetBuilder)

"""``sphinx-build -b fidelity``: whether the edition says what its sources say, word for word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import status_iterator

from ...diagnostics import Diagnostic, warn
from ...domain import domain_of
from .record import line_of, record

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from ...fidelity.check import Result
    from ...model.fidelity.records import Difference

MOST_WARNINGS = 200
"""So many differences of one document are reported as warnings; all are in the record."""

_logger = logging.getLogger(__name__)


class FidelityBuilder(Builder):
    """Holds each document to its source, and what is built beside it to the document."""

    name = "fidelity"
    epilog = __("The record of the check is in %(outdir)s.")
    allow_parallel = True

    def init(self) -> None:
        """Begin with nothing found."""
        self.has_failed = False

    def get_outdated_docs(self) -> str:
        """Say that all documents are checked, whatever has changed."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return nothing: no page is written."""
        return ""

    def prepare_writing(self, _docnames: AbstractSet[str]) -> None:
        """See what there is beside this build."""
        from .outputs import Outputs  # noqa: PLC0415 (slow to import, and no other builder wants it)

        self.outputs = Outputs(self)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Check every document, one after the other."""
        documents = sorted(domain_of(self.env).index.documents)
        verbosity = getattr(self.config, "verbosity", 0)  # Sphinx 8.1 has it elsewhere
        shown = status_iterator(documents, __("checking "), "purple", len(documents), verbosity)
        records = [self._check(identifier) for identifier in shown]
        path = Path(self.outdir, "fidelity.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        found = {"project": str(self.config.project), "documents": records}
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def _check(self, identifier: str) -> dict[str, Any]:
        """Check a document, say what came of it, and return the record of it."""
        from ...fidelity.check import check  # noqa: PLC0415

        result = check(self.env, identifier)
        _logger.info("%s", line_of(result))
        if result.report is not None:
            self._report(result)
        elif result.source:
            self.has_failed = True
        found = list(self.outputs.check(domain_of(self.env).index.documents[identifier]))
        for output in found:
            if output.why:
                self.has_failed = True
                warn(Diagnostic.OUTPUT, output.why, (result.docname, result.line))
        return record(result, found)

    def _report(self, result: Result) -> None:
        differences = result.report.differences if result.report else []
        for difference in differences[:MOST_WARNINGS]:
            self._warn(result, difference)
        more = len(differences) - MOST_WARNINGS
        if more > 0:
            message = f"{result.source}: {more} more differences; all are in fidelity.json"
            warn(Diagnostic.FIDELITY, message, (result.docname, result.line))
        self.has_failed |= bool(differences)

    def _warn(self, result: Result, difference: Difference) -> None:
        name, line = difference.place
        place: Any = (name, line) if name in self.env.all_docs else f"{name}:{line}"
        said = f" ({difference.said})" if difference.said else ""
        warn(
            Diagnostic.FIDELITY,
            f"{result.source}:{difference.line}: source “{difference.source}” → edition "
            f"“{difference.edition}”{said}; what would declare it: {difference.advice}",
            place,
        )

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write no page."""

    def finish(self) -> None:
        """Leave all as it is."""


def end(app: Sphinx, exception: Exception | None) -> None:
    """Let a build fail that has found a difference."""
    builder = app.builder
    if exception is None and isinstance(builder, FidelityBuilder) and builder.has_failed:
        app.statuscode = 1


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(FidelityBuilder)
    app.connect("build-finished", end)

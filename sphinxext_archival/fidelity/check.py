"""One document, held to its source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import received
from ..diagnostics import Diagnostic, warn
from ..domain import domain_of
from ..markup.headnote import keys_of
from ..model.emendations import read_emendations
from ..model.fidelity.compare import compare
from ..model.fidelity.flat import Place
from ..model.fidelity.records import EditionText, Facts, Report
from ..model.received import ReceivedError
from ..model.statistics import count_words
from .flatten import Flattener

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.environment import BuildEnvironment

    from ..domain.records import DocumentRecord
    from ..model.emendations import Emendation

__all__ = ["Result", "check", "flattened"]

_SHORT = {"document", "part", "emendations", "transcription", "facsimile", "participants"}


class Result(NamedTuple):
    """What checking a document has shown; without a *report*, *why* says what it lacks."""

    identifier: str
    docname: str
    line: int
    source: str = ""
    sha256: str = ""
    report: Report | None = None
    why: str = ""

    @property
    def is_true(self) -> bool:
        """Whether the edition says what the source says."""
        return self.report is not None and self.report.is_true


def flattened(
    env: BuildEnvironment, records: Sequence[DocumentRecord], *, printed: bool = False
) -> Flattener:
    """Return the text of the document whose parts are *records*."""
    flattener = Flattener(printed=printed)
    for record in records:
        flattener.add(env.get_doctree(record.docname), record.docname, record.ordinal)
    return flattener


def check(env: BuildEnvironment, identifier: str, *, report: Callable[..., None] = warn) -> Result:
    """Hold the document *identifier* to its source; what is wrong with that is reported."""
    records = domain_of(env).index.documents[identifier]
    first = records[0]
    at = (first.docname, first.line)
    named = next(((r, r.field("transcription")) for r in records if r.field("transcription")), None)
    if named is None:
        return Result(identifier, *at, why="it names no source (`:transcription:`)")
    path = _path(env, *named)
    try:
        text = received.read(path)
    except ReceivedError as error:
        report(Diagnostic.RECEIVED, f"document: the source of “{identifier}”: {error}", at)
        return Result(identifier, *at, source=named[1], why=str(error))
    edition = edition_text(env, records)
    emendations = _emendations(env, records, report)
    found = compare(edition, text, emendations)
    for line, message in found.complaints:
        where = next(r for r in records if r.field("emendations"))
        path = _path(env, where, where.field("emendations"))
        report(Diagnostic.EMENDATIONS, message, f"{path}:{line}")
    return Result(identifier, *at, text.name, text.sha256, found)


def edition_text(env: BuildEnvironment, records: Sequence[DocumentRecord]) -> EditionText:
    """Return the text of the document whose parts are *records*, as it is compared."""
    flattener = flattened(env, records)
    first = records[0]
    body = flattener.body
    counts = dict(flattener.counts)
    counts["words"] = count_words(body.text)
    return EditionText(
        body,
        flattener.ordered_notes(),
        _facts(env, records),
        Place(first.docname, first.line),
        flattener.emended,
        counts,
    )


def _facts(env: BuildEnvironment, records: Sequence[DocumentRecord]) -> Facts:
    first = records[0]
    domain = domain_of(env)
    options = {name: value for name, value in first.metadata if name not in _SHORT}
    entities = domain.index.entities
    keys = keys_of(first.field("participants"))
    locales = dict.fromkeys(
        ("en", first.field("language"), first.field("original-language"), env.config.language)
    )
    names = [
        name
        for entity in entities.values()
        if entity.kind == "organization"
        for name in (entity.name, *entity.variants)
    ]
    return Facts(
        options,
        first.title,
        first.summary,
        [entities[key] for key in keys if key in entities],
        [_locale(code) for code in locales if code],
        names,
    )


def _locale(code: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return str(Locale.parse(code.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return "en"


def _path(env: BuildEnvironment, record: DocumentRecord, named: str) -> Path:
    return Path(env.relfn2path(named, record.docname)[1])


def _emendations(
    env: BuildEnvironment, records: Sequence[DocumentRecord], report: Callable[..., None]
) -> list[Emendation]:
    found: list[Emendation] = []
    for record in records:
        named = record.field("emendations")
        if not named:
            continue
        path = _path(env, record, named)
        try:
            data = path.read_bytes()
        except OSError:
            continue  # that has been reported where it is named
        entries, problems = read_emendations(data, str(path))
        for problem in problems:
            where = f"{problem.path}:{problem.line}"
            report(Diagnostic.EMENDATIONS, f"{problem.message} [{problem.code}]", where)
        found += entries
    return found


__all__ += ["edition_text"]

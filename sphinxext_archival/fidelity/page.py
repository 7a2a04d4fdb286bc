"""What ``{fidelity}`` shows: the comparison is made by the build that writes the page.

It is never taken from an earlier check, so that it says what is true of the text that readers see.
A result is kept until a page of its document is read again, which a changed source or file of
emendations makes happen.
"""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..catalogue import _
from ..diagnostics import Diagnostic, did_you_mean, place_of, warn
from ..domain import domain_of
from ..model.description import display_date
from ..nodes import archival_fidelity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..domain.edition import EditionIndex

    _Shown = Callable[[], Iterable[tuple[str, object]]]

_WANTED, _RESULTS = "archival_fidelity_wanted", "archival_fidelity_results"
_digests: WeakKeyDictionary[EditionIndex, str] = WeakKeyDictionary()


def _wanted(env: BuildEnvironment) -> dict[str, tuple[str, ...]]:
    """Return which documents each page shows the result of; the empty name means all."""
    if not hasattr(env, _WANTED):
        setattr(env, _WANTED, {})
    wanted: dict[str, tuple[str, ...]] = getattr(env, _WANTED)
    return wanted


def note_wanted(app: Sphinx, tree: nodes.document) -> None:
    """Remember what the page that has been read asks for."""
    asked = tuple(node["document"] for node in tree.findall(archival_fidelity))
    if asked:
        _wanted(app.env)[app.env.docname] = asked


def forget(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page."""
    _wanted(env).pop(docname, None)


def merge(
    _app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """Take what a parallel worker has read."""
    theirs = _wanted(other)
    _wanted(env).update({name: theirs[name] for name in docnames if name in theirs})


def shown(env: BuildEnvironment, besides: _Shown) -> Iterator[tuple[str, object]]:
    """Yield what *besides* does, and what each page shows of our results, which are made now."""
    yield from besides()
    for docname, asked in _wanted(env).items():
        yield docname, [result_of(env, name) for one in asked for name in _documents(env, one)]


def _documents(env: BuildEnvironment, asked: str) -> list[str]:
    documents = domain_of(env).index.documents
    return [asked] if asked in documents else [] if asked else sorted(documents)


def result_of(env: BuildEnvironment, identifier: str) -> dict[str, Any]:
    """Return the result of checking a document, as plain values."""
    if not hasattr(env, _RESULTS):
        setattr(env, _RESULTS, {})
    results: dict[str, tuple[object, dict[str, Any]]] = getattr(env, _RESULTS)
    records = domain_of(env).index.documents[identifier]
    key = [(one.docname, env.all_docs.get(one.docname), one.metadata) for one in records]
    whole = (key, _digest_of_names(domain_of(env).index))
    kept = results.get(identifier)
    if kept is None or kept[0] != whole:
        results[identifier] = (whole, _checked(env, identifier))
    return results[identifier][1]


def _digest_of_names(index: EditionIndex) -> str:
    """Return a digest of all names, made once for an edition: another process has the same."""
    if index not in _digests:
        entities = index.entities.values()
        names = sorted((one.key, one.name, one.labels, one.variants) for one in entities)
        _digests[index] = hashlib.sha256(repr(names).encode()).hexdigest()
    return _digests[index]


def _checked(env: BuildEnvironment, identifier: str) -> dict[str, Any]:
    from .check import check  # noqa: PLC0415 (slow to import, and few pages show a result)

    result = check(env, identifier, report=_silent)
    report = result.report
    return {
        "source": result.source,
        "sha256": result.sha256,
        "is_true": result.is_true,
        "is_checked": report is not None,
        "differences": len(report.differences) if report else 0,
        "counts": dict(report.counts) if report else {},
        "emendations": [tuple(one) for one in report.declared] if report else [],
    }


def _silent(*_args: object) -> None:
    """Report nothing: the builder ``fidelity`` does."""


class FillFidelity(SphinxPostTransform):
    """Put the results where a page asks for them."""

    default_priority = 4  # before the page is filled with all else

    def run(self, **_kwargs: Any) -> None:
        """Fill the page that is being written."""
        for node in list(self.document.findall(archival_fidelity)):
            node.replace_self(self._filled(node))

    def _filled(self, node: archival_fidelity) -> list[nodes.Node]:
        asked = node["document"]
        documents = domain_of(self.env).index.documents
        if asked and asked not in documents:
            message = f"fidelity: there is no document “{asked}”{did_you_mean(asked, documents)}"
            warn(Diagnostic.UNKNOWN_REFERENCE, message, place_of(node, self.env.docname))
            words = _("There is no document “%s”.") % asked
            return [nodes.paragraph("", words)]
        filled: list[nodes.Node] = []
        for name in _documents(self.env, asked):
            filled += _result(documents[name][0].title or name, result_of(self.env, name), self.env)
        return filled


def _result(title: str, result: dict[str, Any], env: BuildEnvironment) -> list[nodes.Node]:
    """Return the result of a document as a list of fields, and its emendations."""
    rows = [(_("Document"), title), (_("Result"), _verdict(result))]
    if result["source"]:
        rows.append((_("Compared with"), result["source"]))
    if result["sha256"]:
        rows.append(("SHA-256", result["sha256"]))
    if date := _date(env.config.language):
        rows.append((_("Date"), date))
    counts = result["counts"]
    if counts:
        insertions = sum(n for name, n in counts.items() if name.startswith("insertions"))
        rows += [
            (_("Words"), str(counts.get("words", 0))),
            (_("Turns"), str(counts.get("turns", 0))),
            (_("Insertions"), str(insertions)),
            (_("Notes"), str(counts.get("notes", 0))),
            (_("Emendations"), str(len(result["emendations"])) or "0"),
        ]
    fields = nodes.field_list(classes=["archival-fidelity"])
    for name, value in rows:
        body = nodes.field_body("", nodes.paragraph("", value))
        fields += nodes.field("", nodes.field_name("", str(name)), body)
    emendations = [_emendation(*one) for one in result["emendations"]]
    if not emendations:
        return [fields]
    items = nodes.bullet_list("", *emendations, bullet="-", classes=["archival-emendations"])
    return [fields, items]


def _verdict(result: dict[str, Any]) -> str:
    if not result["is_checked"]:
        return str(_("It has not been compared: no source is kept beside it."))
    if not result["is_true"]:
        return str(_("Places that differ from the source: %s") % result["differences"])
    if result["emendations"]:
        return str(_("Word for word the text of its source, but for the emendations listed here."))
    return str(_("Word for word the text of its source."))


def _emendation(
    source: str, edition: str, line: int | None, reason: str, resp: str
) -> nodes.list_item:
    words = f"“{source}” → “{edition}”"
    if line is not None:
        words = f"{_('line %s') % line}: {words}"
    said = "; ".join(part for part in (reason.strip(), resp) if part)
    return nodes.list_item("", nodes.paragraph("", f"{words} ({said})" if said else words))


def _date(language: str) -> str:
    """Return the day that the project gives its builds (SOURCE_DATE_EPOCH), if it gives one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdecimal():
        return ""
    day = datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()
    return display_date(day, language)


def begin(app: Sphinx) -> None:
    """Have a page written again when a result that it shows has changed."""
    domain = domain_of(app.env)
    domain.shown_besides = partial(shown, app.env, domain.shown_besides)


def setup(app: Sphinx) -> None:
    """Connect to what Sphinx reads and writes."""
    app.connect("doctree-read", note_wanted)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("builder-inited", begin, priority=900)
    app.add_post_transform(FillFidelity)

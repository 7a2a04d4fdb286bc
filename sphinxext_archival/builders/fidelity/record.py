"""What is said of a check: a line for people, and a record for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...fidelity.check import Result
    from .outputs import Output

_INSERTIONS = "insertions: "


def line_of(result: Result) -> str:
    """Return one line about a document: what it was held to, and what was counted."""
    head = f"{result.identifier}: "
    report = result.report
    if report is None:
        source = f"{result.source}: " if result.source else ""
        return f"{head}not checked: {source}{result.why}"
    counts = report.counts
    kinds = {
        name.removeprefix(_INSERTIONS): number
        for name, number in sorted(counts.items())
        if name.startswith(_INSERTIONS)
    }
    by_kind = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    verdict = "is its source" if report.is_true else f"{len(report.differences)} differences"
    parts = [
        f"{counts.get('words', 0)} words",
        f"{counts.get('turns', 0)} turns",
        f"{sum(kinds.values())} insertions" + (f" ({by_kind})" if by_kind else ""),
        f"{counts.get('notes', 0)} notes",
        f"{counts.get('joins', 0)} joins",
        f"{len(report.declared)} emendations",
        f"{sum(report.brackets.values())} brackets"
        + (
            f" ({report.brackets['unaccounted']} unaccounted)"
            if "unaccounted" in report.brackets
            else ""
        ),
    ]
    return f"{head}{verdict}: {', '.join(parts)}; {result.source} sha256:{result.sha256}"


def record(result: Result, outputs: Sequence[Output]) -> dict[str, Any]:
    """Return all that was found out about a document."""
    found: dict[str, Any] = {
        "document": result.identifier,
        "page": result.docname,
        "verdict": "unchecked"
        if result.report is None
        else "same"
        if result.is_true
        else "differs",
    }
    if result.why:
        found["why"] = result.why
    if result.source:
        found["source"] = {"name": result.source, "sha256": result.sha256}
    report = result.report
    if report is not None:
        found["counts"] = dict(sorted(report.counts.items()))
        found["brackets"] = {"source": sum(report.brackets.values()), **report.brackets}
        found["emendations"] = [one._asdict() for one in report.declared]
        found["differences"] = [
            {**one._asdict(), "place": {"page": one.place.name, "line": one.place.line}}
            for one in report.differences
        ]
        if report.hyphens:
            found["hyphens at line ends"] = [list(one) for one in report.hyphens]
    if outputs:
        found["outputs"] = [one._asdict() for one in outputs]
    return found

"""What of a page is no part of the document: left out, and declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..draft import SourceChange

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..draft import Draft
    from .units import Unit

__all__ = ["leave_out", "without_running"]


def without_running(units: list[Unit], running: Collection[int], draft: Draft) -> list[Unit]:
    """Leave out what stands on each page of the source."""
    kept = []
    for unit in units:
        if unit.line != unit.last_line or unit.line not in running:
            kept.append(unit)
            continue
        lines = (unit.line, unit.last_line)
        draft.changes.append(SourceChange("A line that stands on each page.", lines=lines))
        draft.find("inferred", "running-line", "on each page", unit.line, 0.85, unit.text)
    return kept


def leave_out(unit: Unit, units: list[Unit], draft: Draft) -> None:
    """Declare that *unit* is no part of the document."""
    reason = "Left over from the web page."
    if sum(other.line <= unit.line <= other.last_line for other in units) == 1:
        draft.changes.append(SourceChange(reason, lines=(unit.line, unit.last_line)))
        return
    for at, change in enumerate(draft.changes):
        head, *rest = change.edition.split("\n")
        if change.line == unit.line and rest and unit.text.endswith(head):
            # The end of its line is declared already.
            source = unit.text[: len(unit.text) - len(head)] + change.source
            draft.changes[at] = SourceChange(reason, source, "\n".join(rest), unit.line)
            return
    draft.changes.append(SourceChange(reason, unit.text, "", unit.line))

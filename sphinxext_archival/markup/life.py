"""From when to when an entity lived, and a person was in office, in the reader's language.

A date without its partner gets a word: `(1860 –)` would say that Per Holm is alive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalogue import _

if TYPE_CHECKING:
    from ..model.dates import Date
    from ..model.entities import Entity, Role


def years(entity: Entity, locale: str) -> str:
    """Return the dates of an entity's existence: ``2 March 1931 – 30 August 2022``, or nothing."""
    if entity.date is not None:
        return entity.date.display(locale)
    first = entity.born or entity.founded
    last = entity.died or entity.dissolved
    if first is not None and last is None and entity.born is not None:
        return str(_("b.\u00a0%s")) % first.display(locale)
    if last is not None and first is None and entity.died is not None:
        return str(_("d.\u00a0%s")) % last.display(locale)
    return _from_to(first, last, locale)


def office(role: Role, locale: str) -> str:
    """Return an office with its dates: ``General Secretary (11 March 1985 – 24 August 1991)``."""
    dates = _from_to(role.start, role.end, locale)
    return f"{role.title} ({dates})" if dates else role.title


def _from_to(first: Date | None, last: Date | None, locale: str) -> str:
    if first is not None and last is not None:
        return f"{first.display(locale)} – {last.display(locale)}"
    if first is not None:
        return str(_("from\u00a0%s")) % first.display(locale)
    return str(_("until\u00a0%s")) % last.display(locale) if last is not None else ""

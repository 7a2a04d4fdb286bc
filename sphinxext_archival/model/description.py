"""Dates in a reader's language, and the years of an entity as an index prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dates import DateError, parse_date

if TYPE_CHECKING:
    from .dates import Date
    from .entities import Entity


def display_date(edtf: str, locale: str) -> str:
    """Return an EDTF date in words of *locale* (ISO 639); as it is where it is no EDTF."""
    try:
        return parse_date(edtf).display(locale)
    except DateError:
        return edtf


def lifespan(entity: Entity, locale: str) -> str:
    """Return the years of an entity's existence, as an index prints them: ``1931–2022``.

    Where a year is not sure its date is printed as it is known, and that of an event in full.
    """
    if entity.date is not None:
        return entity.date.display(locale)
    first = entity.born or entity.founded
    last = entity.died or entity.dissolved
    if first is None and last is None:
        return ""
    return "–".join(_year(date, locale) if date else "" for date in (first, last))


def _year(date: Date, locale: str) -> str:
    first, last = date.earliest[:4], date.latest[:4]
    return date.display(locale) if first != last or set(date.edtf) & set("?~%") else first

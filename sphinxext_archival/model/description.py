"""Dates in a reader's language, and the years of an entity as an index prints them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .dates import DateError, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

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


_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?…])[\"”’)»]?\s+(?=[^\Wa-z\d_])")


def first_sentences(text: str, most: int = 240) -> str:
    """Return as many whole sentences of *text* as fit into *most* signs.

    Where not even the first fits, it is cut after a word, with ``…``.
    """
    if len(text) <= most:
        return text
    ends = [match.start() for match in _SENTENCE_END.finditer(text) if match.start() <= most]
    if ends:
        return text[: ends[-1]]
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def short_names(entities: Iterable[Entity]) -> dict[str, str]:
    """Return for each of *entities*, by key, the shortest name that tells it from the others.

    That is what stands before the comma of a person's sort form; with the initials of the rest
    where two have the same.
    """
    forms: dict[str, list[str]] = {}
    for entity in entities:
        family, _, rest = entity.sort.partition(",")
        full = entity.sort if entity.kind == "person" else entity.name
        initials = " ".join(f"{name[0]}." for name in rest.split())
        is_split = entity.kind == "person" and bool(initials)
        forms[entity.key] = [family, f"{family}, {initials}", full] if is_split else [full]
    taken = Counter(tried for tries in forms.values() for tried in dict.fromkeys(tries))
    return {
        key: next((one for one in tries if taken[one] == 1), tries[-1])
        for key, tries in forms.items()
    }


def split_after(text: str, most: int) -> tuple[str, str]:
    """Return the words of *text* that fit into *most* signs, at least one, and the rest."""
    if len(text) <= most:
        return text, ""
    at = text.rfind(" ", 0, most + 1)
    return (text[:at], text[at:]) if at > 0 else (text[:most], text[most:])

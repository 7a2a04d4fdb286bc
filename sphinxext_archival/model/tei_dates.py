"""Dates as TEI has them: the attributes of ``att.datable.w3c`` for a date in EDTF.

TEI knows one date (``@when``), a period (``@from``, ``@to``), and the first and the last day on
which something may have been (``@notBefore``, ``@notAfter``). What EDTF calls uncertain is
``@cert``, what it calls approximate ``@precision``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .dates import Date

__all__ = ["date_attributes", "office_attributes"]

_PLAIN = re.compile(r"(?P<date>(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?)[?~%]?\Z")
_OPEN = ("", "..")


def date_attributes(date: Date) -> dict[str, str]:
    """Return the attributes that say when *date* is, in the order in which TEI lists them.

    What the W3C has no date for (a year before 1, an open end) has none.
    """
    start, slash, end = date.edtf.partition("/")
    if slash:
        found = {"from": _plain(start), "to": _plain(end)}
        if any(
            side not in _OPEN and not found[name] for name, side in (("from", start), ("to", end))
        ):
            found = _bounds(date)
    elif plain := _plain(date.edtf):
        found = {"when": plain}
    else:
        found = _bounds(date)
    return {name: value for name, value in found.items() if value} | _doubts(date.edtf)


def office_attributes(start: Date | None, end: Date | None) -> dict[str, str]:
    """Return the attributes of a period whose first and last date are known, or only one is."""
    found: dict[str, str] = {}
    for date, name, bound in ((start, "from", "notBefore"), (end, "to", "notAfter")):
        if date is None:
            continue
        if plain := _plain(date.edtf):
            found[name] = plain
        elif day := _day(date.earliest if bound == "notBefore" else date.latest):
            found[bound] = day
        found |= _doubts(date.edtf)
    return found


def _plain(text: str) -> str:
    match = _PLAIN.match(text)
    return match["date"] if match else ""


def _bounds(date: Date) -> dict[str, str]:
    return {"notBefore": _day(date.earliest), "notAfter": _day(date.latest)}


def _day(day: str) -> str:
    """Return *day*, or nothing where it stands for an open end."""
    return "" if day.startswith("0000") or day == "9999-12-31" else day


def _doubts(edtf: str) -> dict[str, str]:
    uncertain = {"cert": "low"} if set(edtf) & set("?%") else {}
    return uncertain | ({"precision": "low"} if set(edtf) & set("~%") else {})

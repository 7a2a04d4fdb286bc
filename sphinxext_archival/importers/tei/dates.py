"""Dates of TEI, as EDTF has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model.dates import DateError, parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["edtf", "edtf_of"]

_DAY = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:T.*)?\Z")
_DOUBTS = {("cert", "low"): "?", ("cert", "unknown"): "?", ("precision", "low"): "~"}


def edtf(text: str) -> str:
    """Return the date *text* of the W3C (``1990-08-23T09:00``) in EDTF, or nothing."""
    match = _DAY.match(text.strip())
    return _valid(match[1]) if match else ""


def edtf_of(attributes: Mapping[str, str]) -> str:
    """Return what the attributes of ``att.datable`` say, in EDTF; nothing if it is no date."""
    doubt = next(
        (sign for (name, value), sign in _DOUBTS.items() if attributes.get(name) == value), ""
    )
    for name in ("when", "when-iso", "when-custom"):
        if day := edtf(attributes.get(name, "")):
            return _valid(f"{day}{doubt}") or day
    for names in (("from", "to"), ("from-iso", "to-iso"), ("notBefore", "notAfter")):
        start, end = (edtf(attributes.get(name, "")) for name in names)
        if start and start == end:
            return start
        if start and end:
            return _valid(f"{start}/{end}")
        if start or end:
            return start or end
    return ""


def _valid(text: str) -> str:
    try:
        return parse_date(text).edtf
    except DateError:
        return ""

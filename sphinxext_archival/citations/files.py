"""The files of a citation that reference managers read: BibTeX, RIS, CSL-JSON.

BibTeX is for biber and BibTeX alike: UTF-8, the date as biblatex has it beside the year and the
month of BibTeX, and nothing but what TeX would misread is escaped. ``bibtexparser`` writes it, and
not ``pybtex``: both are kept up, and it is typed. RIS has the tags as
Zotero reads them: DB the archive, DP the collection, AV and CN the shelf mark.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ..model.dates import DateError, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable

Item = dict[str, Any]

_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEFORE_SPRING = 20
_FOUR_DIGITS = 9999
_BIBLATEX = re.compile(
    r"[0-9]{2}[0-9X]{2}(-(0[1-9]|1[0-2]|XX))?(-[0-9X]{2})?[?~%]?(/|/\.\.)?|(\.\./|/)[-0-9]+[?~%]?"
)
"""What it reads, and CSL has no parts for: digits that are not known, and open ends."""
_RIS_TYPES = {"personal_communication": "PCOMM", "report": "RPRT"}


def formats() -> dict[str, Callable[[Item], str]]:
    """Return what can be written: the ending of a file, and what makes its text of an item."""
    found: dict[str, Callable[[Item], str]] = {}
    if find_spec("bibtexparser") is not None:
        found["bib"] = bibtex
    if find_spec("rispy") is not None:
        found["ris"] = ris
    return {**found, "json": csl_json}


MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}
"""The media types of the files, by which a page tells machines of them."""


def csl_json(item: Item) -> str:
    """Return *item* as a file of CSL-JSON, which is a list of items."""
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def bibtex(item: Item) -> str:
    """Return *item* as a file of BibTeX."""
    from bibtexparser.entrypoint import write_string  # noqa: PLC0415 (it is optional)
    from bibtexparser.library import Library  # noqa: PLC0415
    from bibtexparser.model import Entry, Field  # noqa: PLC0415

    fields = [Field(name, value) for name, value in _bibtex_fields(item).items() if value]
    if month := _month(item):
        fields.append(Field("month", month, enclosing="no-enclosing"))
    entry = Entry("misc", item["id"], sorted(fields, key=lambda field: field.key))
    return write_string(Library([entry]))


def _bibtex_fields(item: Item) -> dict[str, str]:
    texts = {
        "type": "genre",
        "shorttitle": "title-short",
        "venue": "event-place",
        "organization": "container-title",
        "library": "archive_location",
        "language": "language",
        "abstract": "abstract",
        "note": "note",
    }
    keepers = ("archive_location", "archive_collection", "archive", "archive-place")
    fields = {field: _tex(item.get(variable, "")) for field, variable in texts.items()}
    return fields | {
        # A second pair of braces: no style may write “m. s. gorbachev”.
        "title": f"{{{_tex(item['title'])}}}" if item.get("title") else "",
        "date": _edtf(item),
        "year": _year(item),
        "howpublished": _tex(", ".join(item[name] for name in keepers if item.get(name))),
        "translator": _bibtex_names(item.get("translator", [])),
        "editor": _bibtex_names(item.get("editor", [])),
        "keywords": _tex(item.get("keyword", "").replace(",", "").replace("; ", ", ")),
        # An address is read verbatim; a brace in it would end the field.
        "url": item.get("URL", "").replace("{", "%7B").replace("}", "%7D"),
    }


def _bibtex_names(names: list[dict[str, str]]) -> str:
    from bibtexparser.middlewares import NameParts  # noqa: PLC0415 (it is optional)

    written = []
    for name in names:
        parts = {part: _tex(text) for part, text in name.items()}
        if "literal" in parts:
            written.append(f"{{{parts['literal']}}}")
            continue
        split = NameParts(
            first=[parts["given"]] if parts.get("given") else [],
            von=[parts[p] for p in ("non-dropping-particle",) if parts.get(p)],
            last=[f"{{{parts['family']}}}" if " " in parts["family"] else parts["family"]],
            jr=[parts["suffix"]] if parts.get("suffix") else [],
        )
        written.append(split.merge_last_name_first)
    return " and ".join(written)


@cache
def _encoder() -> Any:
    from pylatexenc.latexencode import (  # noqa: PLC0415 (bibtexparser brings it)
        RULE_DICT,
        UnicodeToLatexConversionRule,
        UnicodeToLatexEncoder,
    )

    signs = {ord(sign): tex for sign, tex in _TEX.items()}
    return UnicodeToLatexEncoder(
        conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, signs)],
        replacement_latex_protection="none",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


def _tex(text: str) -> str:
    return str(_encoder().unicode_to_latex(text))


def _date_parts(item: Item) -> list[list[int]]:
    parts: list[list[int]] = item.get("issued", {}).get("date-parts", [])
    return parts


def _edtf(item: Item) -> str:
    """Return the date as biblatex reads it: EDTF of the levels 0 and 1, without lists."""
    issued = item.get("issued", {})
    doubt = "~" if issued.get("circa") else ""
    season = [issued["season"] + _BEFORE_SPRING] if "season" in issued else []
    sides = []
    for year, *rest in _date_parts(item):
        astronomical = year if year > 0 else year + 1
        sign = "Y" if abs(year) > _FOUR_DIGITS else ""
        number = f"{'-' if astronomical < 0 else ''}{abs(astronomical):04}"
        sides.append("-".join([f"{sign}{number}", *(f"{part:02}" for part in (*rest, *season))]))
    literal = issued.get("literal", "")
    if not sides and _BIBLATEX.fullmatch(literal) and _years(literal):
        return str(literal)
    return "/".join(f"{side}{doubt}" for side in sides)


def _year(item: Item) -> str:
    """Return what stands for the year with those that know no other date: ``44 BC``, ``1990--91``.

    It is printed as it is, so that a period is one, with both its years.
    """
    parts = _date_parts(item)
    literal = item.get("issued", {}).get("literal", "")
    if parts:
        years: tuple[int | None, int | None] | None = (parts[0][0], parts[-1][0])
    else:
        years = _years(literal)
    if years is None:
        return _tex(literal)
    first, last = years
    if first == last:
        return _era(first)
    if first is not None and last is not None and first < last < 0:
        return f"{-first}--{_era(last)}"
    return f"{_era(first)}--{_era(last)}"


def _years(date: str) -> tuple[int | None, int | None] | None:
    """Return the first and the last year of *date*, or None where it has none at all."""
    try:
        years = parse_date(date).years
    except DateError:
        return None
    return None if years == (None, None) else years


def _era(year: int | None) -> str:
    if year is None:
        return ""
    return str(year) if year > 0 else f"{-year} BC"


def _month(item: Item) -> str:
    """Return the month of a day, or of a period within one month."""
    months = {tuple(side[:2]) for side in _date_parts(item)}
    if len(months) != 1:
        return ""
    (side,) = months
    return _MONTHS[side[1] - 1] if len(side) > 1 else ""


def ris(item: Item) -> str:
    """Return *item* as a file of RIS."""
    import rispy  # noqa: PLC0415 (it is optional)
    from rispy.config import TAG_KEY_MAPPING  # noqa: PLC0415

    class OneReference(rispy.RisWriter):  # type: ignore[misc]
        """Writes a reference without a number above it, and lines as the format ends them."""

        NEWLINE = "\r\n"

        def set_header(self, count: int) -> str:
            return ""

    mapping = {**TAG_KEY_MAPPING, "AV": "location_in_archive"}
    reference = {name: value for name, value in _ris_fields(item).items() if value}
    text = rispy.dumps([reference], implementation=OneReference, mapping=mapping)
    return str(text)


def _ris_fields(item: Item) -> Item:
    parts = _date_parts(item)
    # What comes before our era is a text: RIS counts no such years.
    is_counted = bool(parts) and parts[0][0] > 0
    first = [f"{parts[0][0]:04}", *(f"{n:02}" for n in parts[0][1:])] if is_counted else []
    archive = ", ".join(item[n] for n in ("archive", "archive-place") if item.get(n))
    return {
        "type_of_reference": _RIS_TYPES.get(item["type"], "MANSCPT"),
        "id": item["id"],
        "title": item.get("title"),
        "short_title": item.get("title-short"),
        "secondary_title": item.get("container-title"),
        "secondary_authors": [_ris_name(name) for name in item.get("editor", [])],
        "subsidiary_authors": [_ris_name(name) for name in item.get("translator", [])],
        "year": first[0] if first else _year_of_text(item),
        "date": "/".join([*first, "", "", ""][:4]) if first else "",
        "type_of_work": item.get("genre"),
        "place_published": item.get("event-place"),
        "name_of_database": archive,
        "database_provider": item.get("archive_collection"),
        "location_in_archive": item.get("archive_location"),
        "call_number": item.get("archive_location"),
        "language": item.get("language"),
        "abstract": item.get("abstract"),
        "keywords": [word for word in item.get("keyword", "").split("; ") if word],
        "notes": [item["note"]] if item.get("note") else [],
        "urls": [item["URL"]] if item.get("URL") else [],
    }


def _year_of_text(item: Item) -> str:
    """Return the first year of a date that has no parts, or else the date as it is written."""
    parts = _date_parts(item)
    if parts:
        return _era(parts[0][0])
    literal = str(item.get("issued", {}).get("literal", ""))
    found = [f"{year:04}" for year in _years(literal) or () if year is not None]
    return found[0] if found else literal


def _ris_name(name: dict[str, str]) -> str:
    """Return *name* as RIS has it: ``family, given, suffix``; an institution as it is."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(name[p] for p in ("non-dropping-particle", "family") if name.get(p))
    return ", ".join(part for part in (family, name.get("given"), name.get("suffix")) if part)

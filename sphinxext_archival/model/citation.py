"""A document as citation tools know it: an item of CSL-JSON, made from its metadata.

CSL-JSON is the neutral form from which notes, BibTeX and RIS are made; its variables are those of
CSL 1.0.2. A document in an archive is a ``manuscript`` (Zotero says so too) where its kind names
nothing else that CSL knows. Who takes part is no author: the participants are keywords.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sphinxext_archival.model.metadata import is_web_address
from sphinxext_archival.model.personal_names import names_in

__all__ = ["Cited", "csl_item", "issued"]

Item = dict[str, Any]

_TYPES = (
    (re.compile(r"(?i)\binterview"), "interview"),
    (re.compile(r"(?i)\b(?:letter|telegram|cable|e-?mail)\b"), "personal_communication"),
    (re.compile(r"(?i)\b(?:speech|address)\b"), "speech"),
    (re.compile(r"(?i)\breport\b"), "report"),
    (re.compile(r"(?i)\btreaty\b"), "treaty"),
)
_SIDE = re.compile(
    r"(?P<year>-?[0-9]{4}|Y-?[0-9]{5,12})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_UNSPECIFIED = re.compile(r"(?:-XX){1,2}$")
_SPACE = re.compile(r"\s+")
_QUALIFIERS = "?~%"
_SEASON = 21
_SEASONS = 4
_MONTHS = range(1, 13)
_NAMES = ("translator", "editor", "contributor")


class Cited(NamedTuple):
    """A document, and what the edition knows of the names in its metadata.

    ``key`` is ASCII and fit for a citation key. ``address`` is where a reader finds the document,
    or empty; ``edition`` and ``editors`` are the title and the author of the edition.
    ``participants`` and ``sorted_names`` are names as the register files them (``Goldberg, Gary``),
    the latter as pairs of the written and the filed; ``place_of_archive`` is the end of the
    archive's name where that is a place.
    """

    key: str
    title: str
    metadata: tuple[tuple[str, str], ...]
    summary: str = ""
    address: str = ""
    edition: str = ""
    editors: str = ""
    participants: tuple[str, ...] = ()
    sorted_names: tuple[tuple[str, str], ...] = ()
    place_of_archive: str = ""


def csl_item(cited: Cited) -> Item:
    """Return the item of CSL-JSON for *cited*; what is not known is left out.

    Its ``URL`` is the address in the edition, or else the one where the document was published.
    """
    metadata = dict(cited.metadata)
    sorted_names = dict(cited.sorted_names)
    source = metadata.get("source", "")
    archive, place = _archive(metadata.get("repository", ""), cited.place_of_archive)
    item: Item = {
        "id": cited.key,
        "type": _type(metadata.get("kind", "")),
        "title": cited.title,
        "title-short": metadata.get("short-title", ""),
        "genre": metadata.get("kind", ""),
        "issued": issued(metadata.get("date", "")),
        "event-place": metadata.get("place", ""),
        **{
            role: names_in(metadata.get(role, ""), lambda name: sorted_names.get(name, ""))
            for role in _NAMES
        },
        "archive": archive,
        "archive-place": place,
        "archive_collection": metadata.get("collection", ""),
        "archive_location": metadata.get("reference-code", ""),
        "dimensions": metadata.get("physical", ""),
        "container-title": cited.edition,
        "container-author": names_in(cited.editors),
        "URL": cited.address or (source if is_web_address(source) else ""),
        "language": metadata.get("language", ""),
        "abstract": cited.summary,
        "keyword": "; ".join(cited.participants),
        "note": _note(metadata, cited),
    }
    return {name: _plain(value) for name, value in item.items() if value}


def issued(date: str) -> dict[str, Any]:
    """Return *date* (EDTF) as CSL-JSON has dates; what has no parts there stays as it is written.

    An uncertain or an approximate date is ``circa``, the one doubt that CSL knows. EDTF counts the
    years before our era from 0, which is 1 BC; CSL has them as -1, -2 … A season stands beside its
    year, where it is no end of a period.
    """
    sides = date.split("/")
    certain = [side.rstrip(_QUALIFIERS) for side in sides]
    parts = [_date_parts(_UNSPECIFIED.sub("", side)) for side in certain]
    season = parts[0][1] - _SEASON + 1 if len(parts) == 1 and parts[0][1:] else 0
    if 0 < season <= _SEASONS:
        parts = [parts[0][:1]]
    is_whole = all(parts) and not any(side[1:] and side[1] not in _MONTHS for side in parts)
    if not is_whole or len(parts) > 2:  # noqa: PLR2004
        return {"literal": date} if date else {}
    found: dict[str, Any] = {"date-parts": parts}
    if 0 < season <= _SEASONS:
        found["season"] = season
    if certain != sides:
        found["circa"] = True
    return found


def _date_parts(side: str) -> list[int]:
    match = _SIDE.fullmatch(side)
    if match is None:
        return []
    year, *rest = (int(part.removeprefix("Y")) for part in match.groups() if part)
    return [year if year > 0 else year - 1, *rest]


def _type(kind: str) -> str:
    return next((name for pattern, name in _TYPES if pattern.search(kind)), "manuscript")


def _archive(repository: str, place: str) -> tuple[str, str]:
    name, comma, end = repository.rpartition(",")
    return (name.strip(), place) if comma and place and end.strip() == place else (repository, "")


def _note(metadata: dict[str, str], cited: Cited) -> str:
    """Return what no variable of CSL holds: the source that is not the address, and the like."""
    source, original = metadata.get("source", ""), metadata.get("original-language", "")
    said = []
    if source and (cited.address or not is_web_address(source)):
        said.append(f"Source: {source}")
    if original and original != metadata.get("language"):
        said.append(f"Original language: {original}")
    return "; ".join(said)


def _plain(value: Any) -> Any:
    """Return *value* with its blanks and line ends as single blanks."""
    return _SPACE.sub(" ", value).strip() if isinstance(value, str) else value

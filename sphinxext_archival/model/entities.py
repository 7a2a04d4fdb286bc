"""Persons, organizations, places, events, works and concepts: what a register says of each.

``FIELDS``, ``ROLE_FIELDS`` and ``AUTHORITIES`` are the one table of what may be written of an
entity. The reader of registers checks against it, and the reference page is printed from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

from sphinxext_archival.model.anchors import ascii_slug

if TYPE_CHECKING:
    from sphinxext_archival.model.dates import Date

__all__ = [
    "AUTHORITIES",
    "FIELDS",
    "FIELD_TYPES",
    "KINDS",
    "ROLE_FIELDS",
    "Authority",
    "Entity",
    "Field",
    "FieldType",
    "Role",
    "authority_url",
]

KINDS = ("person", "organization", "place", "event", "work", "concept")

FieldType = Literal[
    "kind", "text", "texts", "date", "roles", "coordinates", "url", "flag", "identifier"
]

FIELD_TYPES: dict[FieldType, str] = {
    "kind": "one of " + ", ".join(KINDS),
    "text": "a text",
    "texts": "a text, or a list of texts",
    "date": "a date in EDTF: `1990-08-23`, `1990-08`, `1990`",
    "roles": "a list of `{title: …, from: …, to: …}`",
    "coordinates": "latitude and longitude in degrees: `55.7558, 37.6173`",
    "url": "an address that begins with `https://` or `http://`",
    "flag": "`true` or `false`",
    "identifier": "the identifier alone, without the address of the authority",
}
"""What is right for each type of field, in an editor's words."""


class Field(NamedTuple):
    """A field of a register: its name, its type, the kinds of entity it fits, its meaning."""

    name: str
    type: FieldType
    kinds: tuple[str, ...]
    meaning: str


class Authority(NamedTuple):
    """An authority file: the form of its identifiers and the address of its records."""

    scheme: str
    kinds: tuple[str, ...]
    title: str
    form: re.Pattern[str]
    example: str
    address: str


# The forms follow the authorities' own rules, as Wikidata states them for each scheme.
AUTHORITIES: dict[str, Authority] = {
    authority.scheme: authority
    for authority in (
        Authority(
            "wikidata",
            KINDS,
            "Wikidata",
            re.compile(r"Q[1-9][0-9]*"),
            "Q30487",
            "https://www.wikidata.org/wiki/{}",
        ),
        Authority(
            "viaf",
            KINDS,
            "Virtual International Authority File",
            re.compile(r"[1-9][0-9]{1,21}"),
            "71383775",
            "https://viaf.org/viaf/{}",
        ),
        Authority(
            "gnd",
            KINDS,
            "Gemeinsame Normdatei",
            re.compile(r"1[012]?[0-9]{7}[0-9X]|[47][0-9]{6}-[0-9]|[1-9][0-9]{0,7}-[0-9X]"),
            "118540998",
            "https://d-nb.info/gnd/{}",
        ),
        Authority(
            "lccn",
            KINDS,
            "Library of Congress name authority",
            re.compile(r"n[abors]?[0-9]{8,10}"),
            "n82272426",
            "https://id.loc.gov/authorities/names/{}",
        ),
        Authority(
            "isni",
            ("person", "organization"),
            "International Standard Name Identifier (ISO 27729)",
            re.compile(r"[0-9]{15}[0-9X]"),
            "0000000121442746",
            "https://isni.org/isni/{}",
        ),
        Authority(
            "geonames",
            ("place",),
            "GeoNames",
            re.compile(r"[1-9][0-9]*"),
            "524901",
            "https://www.geonames.org/{}",
        ),
    )
}

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("kind", "kind", KINDS, "What the entity is; required."),
        Field("name", "text", KINDS, "The full name, as the register prints it; required."),
        Field("sort", "text", KINDS, "The name as it is sorted: `Gorbachev, Mikhail`."),
        Field(
            "labels",
            "texts",
            ("person", "organization"),
            "What is printed where the entity speaks, without the stop or colon after it.",
        ),
        Field("variants", "texts", KINDS, "Other written forms of the name."),
        Field("roles", "roles", ("person",), "Offices held, each with its dates."),
        Field("born", "date", ("person",), "Date of birth."),
        Field("died", "date", ("person",), "Date of death."),
        Field("date", "date", ("event", "work"), "When it happened, or was made."),
        Field("founded", "date", ("organization", "place"), "When it was founded."),
        Field("dissolved", "date", ("organization", "place"), "When it ceased to be."),
        Field("coordinates", "coordinates", ("place",), "Where it lies (WGS 84)."),
        *(
            Field(scheme, "identifier", authority.kinds, f"Identifier in: {authority.title}.")
            for scheme, authority in AUTHORITIES.items()
        ),
        Field("url", "url", KINDS, "A page about the entity."),
        Field("note", "text", KINDS, "What a reader should know, in the project's markup."),
        Field("autolink", "flag", KINDS, "Whether its names are linked without markup."),
    )
}

ROLE_FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("title", "text", ("person",), "The title of the office; required."),
        Field("from", "date", ("person",), "When it was taken up."),
        Field("to", "date", ("person",), "When it was laid down."),
    )
}


@dataclass(frozen=True, slots=True)
class Role:
    """An office: its title, and the dates from and to which it was held, where known."""

    title: str
    start: Date | None = None
    end: Date | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """All that a register says of one entity; ``FIELDS`` gives the meaning of each field.

    ``sort`` is the name where nothing else is given. ``coordinates`` are latitude and longitude in
    degrees. ``authorities`` are pairs of scheme and identifier. ``source`` and ``line`` (from 1)
    are the place of the entry; ``note_line`` is the line where the words of the note begin, or 0.
    """

    key: str
    kind: str
    name: str
    sort: str = ""
    labels: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    born: Date | None = None
    died: Date | None = None
    date: Date | None = None
    founded: Date | None = None
    dissolved: Date | None = None
    coordinates: tuple[float, float] | None = None
    authorities: tuple[tuple[str, str], ...] = ()
    url: str = ""
    note: str = ""
    autolink: bool = True
    source: str = ""
    line: int = 0
    note_line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Every written form of the name, the name first; labels are not among them."""
        return tuple(dict.fromkeys((self.name, *self.variants)))

    @property
    def anchor(self) -> str:
        """Where the entity stands, in every output: ``person-gorbachev``; ASCII, no colon."""
        return f"{self.kind}-{ascii_slug(self.key)}"

    def office_at(self, date: Date) -> str | None:
        """The title of the office held during the whole of ``date``, or None.

        Of several held at once the first in the register is given. An office without dates was
        held at no known time; an office that begins or ends within ``date`` is not guessed.
        """
        for role in self.roles:
            begun = role.start is None or role.start.earliest <= date.earliest
            ended = role.end is not None and role.end.latest < date.latest
            if (role.start or role.end) and begun and not ended:
                return role.title
        return None


def authority_url(scheme: str, identifier: str) -> str:
    """The address of a record: ``authority_url("wikidata", "Q30487")``.

    ``scheme`` is a key of ``AUTHORITIES``; another one raises ``KeyError``.
    """
    return AUTHORITIES[scheme].address.format(quote(identifier, safe=""))

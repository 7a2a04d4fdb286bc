"""BEACON: which records of an authority an edition has something about (draft-voss-beacon-003).

A file for each authority, that others harvest to link back: identifier, name, and address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model.entities import AUTHORITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model.entities import Entity
    from .addresses import Addresses

_BREAKS = re.compile(r"[\s|]+")


def file_name(scheme: str) -> str:
    """Return the name of the file for an authority."""
    return f"beacon-{scheme}.txt"


def beacons(
    entities: Iterable[Entity], addresses: Addresses, title: str, timestamp: str
) -> Iterator[tuple[str, str]]:
    """Yield the scheme of each authority that *entities* have identifiers of, and its file.

    *timestamp* is a time of RFC 3339, or empty.
    """
    links: dict[str, dict[str, str]] = {scheme: {} for scheme in AUTHORITIES}
    for entity in sorted(entities, key=lambda entity: entity.key):
        for scheme, identifier in entity.authorities:
            link = "|".join((identifier, _clean(entity.name), addresses.in_site(entity.key)))
            links[scheme].setdefault(identifier, link)
    for scheme, found in links.items():
        if not found:
            continue
        fields = {
            "FORMAT": "BEACON",
            "PREFIX": AUTHORITIES[scheme].address.replace("{}", "{ID}"),
            "TARGET": f"{addresses.base}{{+ID}}",
            "NAME": _clean(title),
            "HOMEPAGE": addresses.base,
            "TIMESTAMP": timestamp,
        }
        head = [f"#{name}: {value}" for name, value in fields.items() if value]
        yield scheme, "\n".join([*head, "", *(found[one] for one in sorted(found)), ""])


def _clean(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()

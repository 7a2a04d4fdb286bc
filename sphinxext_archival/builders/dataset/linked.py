"""Documents and persons as schema.org describes them, in JSON-LD."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ...model.metadata import is_web_address
from ...writers.page_metadata import thing
from .addresses import same_as

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, Self

    from docutils import nodes

    from ...model.dates import Date
    from ...model.entities import Entity
    from .addresses import Addresses

_ISO = re.compile(r"\d{4}(-\d\d){0,2}")


class JsonList:
    """A file that holds a list of JSON, between *head* and *tail*."""

    def __init__(self, path: Path, head: str, tail: str) -> None:
        """Begin the file."""
        self._file: IO[str] = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._file.write(head)
        self._tail = tail
        self._joint = "\n"

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the list, and the file."""
        self._file.write(f"\n{self._tail}\n")
        self._file.close()

    def add(self, item: dict[str, Any]) -> None:
        """Write an item of the list, on a line."""
        self._file.write(self._joint + json.dumps(item, ensure_ascii=False))
        self._joint = ",\n"


def graph(path: Path) -> JsonList:
    """Return a file of JSON-LD, of which each item is a thing of schema.org."""
    return JsonList(path, '{"@context": "https://schema.org", "@graph": [', "]}")


def document_thing(
    headnote: nodes.Element, addresses: Addresses, docname: str, anchor: str
) -> dict[str, Any]:
    """Return a document as the head of its page describes it, linked with ``persons.jsonld``."""
    found = thing(headnote, addresses.of(docname))
    found["@id"] = _iri(addresses.of(docname, anchor), anchor)
    about = zip(found.get("about", ()), headnote["participants"], strict=True)
    if linked := [{"@id": entity_iri(entity["key"], addresses), **one} for one, entity in about]:
        found["about"] = linked
    return found


def person_thing(entity: Entity, addresses: Addresses) -> dict[str, Any]:
    """Return a person as schema.org describes one."""
    same = [address for address in same_as(entity) if is_web_address(address)]
    described = {
        "@type": "Person",
        "@id": entity_iri(entity.key, addresses),
        "identifier": entity.key,
        "name": entity.name,
        "alternateName": list(entity.variants),
        "birthDate": _iso(entity.born),
        "deathDate": _iso(entity.died),
        "hasOccupation": [
            _without_empty(
                {
                    "@type": "Role",
                    "roleName": role.title,
                    "startDate": _iso(role.start),
                    "endDate": _iso(role.end),
                }
            )
            for role in entity.roles
        ],
        "url": addresses.of_entity(entity.key),
        "sameAs": same,
    }
    return _without_empty(described)


def entity_iri(key: str, addresses: Addresses) -> str:
    """Return the IRI of an entity: its address, or its anchor alone where there is none."""
    return _iri(addresses.of_entity(key), addresses.in_site(key).partition("#")[2])


def _iri(address: str, anchor: str) -> str:
    return address or f"#{anchor}"


def _iso(date: Date | None) -> str:
    """Return a date that is one to other standards too; ``1990?`` is not."""
    return date.edtf if date is not None and _ISO.fullmatch(date.edtf) else ""


def _without_empty(described: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in described.items() if value}

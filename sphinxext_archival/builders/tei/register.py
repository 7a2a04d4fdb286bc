"""The register as lists of TEI: of each entity all that is known, or its names alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...model.entities import authority_url
from ...model.tei_dates import date_attributes, office_attributes
from ...writers.tei.elements import ID, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree import ElementTree as ET

    from ...model.dates import Date
    from ...model.entities import Entity
    from ...writers.tei.elements import Item


class Listed(NamedTuple):
    """How entities of a kind are listed: ``file`` (without its ending), and the elements."""

    file: str
    list: str
    entry: str
    name: str


LISTS = {
    "person": Listed("listPerson", "listPerson", "person", "persName"),
    "organization": Listed("listOrg", "listOrg", "org", "orgName"),
    "place": Listed("listPlace", "listPlace", "place", "placeName"),
    "event": Listed("listEvent", "listEvent", "event", "label"),
    "work": Listed("listBibl", "listBibl", "bibl", "title"),
    "concept": Listed("listConcept", "list", "item", "term"),
}
"""By kind. TEI has no list of concepts; a plain one has them as terms."""


def names_of(entity: Entity) -> list[ET.Element]:
    """Return the name of *entity*."""
    return [element(LISTS[entity.kind].name, entity.name)]


def listed(
    kind: str, entities: Iterable[Entity], ids: dict[str, str], made: Sequence[ET.Element]
) -> ET.Element:
    """Return the list of the *entities* of one *kind*, each of which is one of *made*."""
    for entity, own in zip(entities, made, strict=True):
        own.attrib = {ID: ids[entity.key], **own.attrib}
    tag = LISTS[kind].list
    return element(tag, *made, type="concepts" if tag == "list" else None)


def short_entry(entity: Entity) -> ET.Element:
    """Return what a document says of an entity that it names: who that is, and where more is."""
    shown = LISTS[entity.kind]
    return element(shown.entry, *_with_identifiers(entity, names_of(entity), []))


def entry(entity: Entity, note: Sequence[Item], locale: str) -> ET.Element:
    """Return all that the register says of *entity*; its *note* is what that has become."""
    shown = LISTS[entity.kind]
    first = names_of(entity)
    if entity.sort and entity.sort != entity.name:
        first.append(element(shown.name, entity.sort, type="sort"))
    for kind, texts in (("variant", entity.variants), ("speaker", entity.labels)):
        first += [element(shown.name, text, type=kind) for text in texts]
    after: list[ET.Element] = []
    if entity.kind == "person":
        first += _life(entity, locale)
    else:
        after += _dates(entity, locale)
    if entity.coordinates is not None:
        latitude, longitude = entity.coordinates
        first.append(element("location", element("geo", f"{latitude:g} {longitude:g}")))
    if note:
        after.append(element("note", *note))
    return element(shown.entry, *_with_identifiers(entity, first, after))


def _life(entity: Entity, locale: str) -> Iterator[ET.Element]:
    for tag, date in (("birth", entity.born), ("death", entity.died)):
        if date is not None:
            yield _date(tag, date, locale)
    for role in entity.roles:
        yield element("occupation", role.title, **office_attributes(role.start, role.end))


def _dates(entity: Entity, locale: str) -> Iterator[ET.Element]:
    said = {"date": entity.date, "founded": entity.founded, "dissolved": entity.dissolved}
    for name, date in said.items():
        if date is not None:
            yield element("note", _date("date", date, locale), type=name)


def _date(tag: str, date: Date, locale: str) -> ET.Element:
    return element(tag, date.display(locale), **date_attributes(date))


def _with_identifiers(
    entity: Entity, first: list[ET.Element], after: list[ET.Element]
) -> list[ET.Element]:
    """Return what an entry holds, in the order that TEI wants for its kind."""
    numbers = [
        element("idno", identifier, type=scheme, corresp=authority_url(scheme, identifier))
        for scheme, identifier in entity.authorities
    ]
    if entity.url:
        numbers.append(element("idno", entity.url, type="URL"))
    if entity.kind == "event":
        return [*numbers, *first, *after]
    if entity.kind == "place":
        return [*first, *after, *numbers]
    return [*first, *numbers, *after]

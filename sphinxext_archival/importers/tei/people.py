"""Persons, organizations and whatever else a file lists, as entries of a register."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from ...model.entities import AUTHORITIES, FIELDS
from ..draft import Entry
from ..markdown import escaped
from ..register import key_for
from .dates import edtf, edtf_of
from .names import name_of, turned
from .source import XML_ID, XML_LANG, child, children, local, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

__all__ = ["People", "identifiers_of", "kind_of_name"]

_KINDS = {
    "person": "person",
    "personGrp": "organization",
    "org": "organization",
    "nym": "concept",
    "place": "place",
    "event": "event",
    "bibl": "work",
    "item": "concept",
}
_NAMES = {
    "person": ("persName", "name", "label"),
    "organization": ("orgName", "name", "label"),
    "place": ("placeName", "geogName", "name", "label"),
    "event": ("label", "eventName", "head", "desc"),
    "work": ("title",),
    "concept": ("term", "label"),
}
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_OPAQUE = re.compile(r"(?:p|t|pers|person)_?[A-Z]{1,6}_?\d*\Z")
_ALIASES = {"pnd": "gnd", "lc": "lccn", "naf": "lccn"}
_HOSTS = {"wikidata.org": "wikidata", "viaf.org": "viaf", "d-nb.info": "gnd",
          "isni.org": "isni", "geonames.org": "geonames"}  # fmt: skip


def kind_of_name(name: str, attributes: Mapping[str, str]) -> str:
    """Return the kind of entity that the element *name*, a name in a sentence, is of."""
    kinds = {"persName": "person", "orgName": "organization", "placeName": "place",
             "geogName": "place", "term": "concept"}  # fmt: skip
    if name in kinds:
        return kinds[name]
    if name in {"name", "rs"}:
        given = attributes.get("type", "")
        kind = {"org": "organization", "per": "person", "loc": "place"}.get(given.lower(), given)
        return kind if kind in _NAMES else ""
    return ""


class People:
    """All that the file, and the lists beside it, say of whom it names.

    An entry is found by the ``xml:id`` that a pointer has.
    """

    def __init__(self, language: str = "") -> None:
        """Know nobody; of names in several languages those in *language* come first."""
        self.entries: dict[str, Entry] = {}
        self.lines: dict[str, int] = {}
        self._language = language
        self._keys: set[str] = set()

    def read(self, root: Element, skip: Element | None = None) -> None:
        """Take what the lists below *root* say."""
        elements = [el for el in root.iter("{*}*") if local(el) in {*_KINDS, "persName"}]
        for element in elements:
            identifier = element.get(XML_ID, "")
            if not identifier or identifier in self.entries or not _is_listed(element):
                continue
            if skip is not None and skip in element.iterancestors():
                continue
            entry = self._entry(element, identifier)
            if entry is not None:
                self.entries[identifier] = entry
                self.lines[identifier] = element.sourceline or 0
                self._keys.add(entry.key)

    def find(self, pointer: str) -> Entry | None:
        """Return the entry that *pointer* (``#id``, ``file.xml#id``) leads to."""
        return self.entries.get(re.split(r"[#:]", pointer)[-1])

    def invented(self, identifier: str, name: str, line: int) -> Entry:
        """Return an entry for somebody who is pointed to and stands in no list."""
        entry = Entry(self._key(identifier, name), {"kind": "person", "name": name})
        self.entries[identifier] = entry
        self.lines[identifier] = line
        self._keys.add(entry.key)
        return entry

    def _key(self, identifier: str, name: str) -> str:
        for kind in FIELDS["kind"].kinds:
            identifier = identifier.removeprefix(f"{kind}-")
        if _OPAQUE.match(identifier):
            identifier = name
        letters = unicodedata.normalize("NFKD", identifier)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        if _KEY.fullmatch(plain) and plain not in self._keys:
            return plain
        return key_for(identifier, self._keys)

    def _entry(self, element: Element, identifier: str) -> Entry | None:
        if local(element) == "persName":
            return self._named_in_list(element, identifier)
        kind = _KINDS[local(element)]
        forms = list(children(element, *_NAMES[kind]))
        by_type: dict[str, list[Element]] = {}
        for form in forms:
            by_type.setdefault(form.get("type", ""), []).append(form)
        main = self._main([form for form in forms if form.get("type") not in _FORMS] or forms)
        if main is None:
            return None
        name, sort = name_of(main)
        if not name:
            return None
        fields: dict[str, Any] = {"kind": kind, "name": name}
        given = next((words_of(form) for form in by_type.get("sort", ())), "") or sort
        if given and given != name:
            fields["sort"] = given
        labels = [words_of(form) for form in by_type.get("speaker", ())]
        if labels:
            fields["labels"] = labels
        others = [form for form in forms if form is not main]
        known = [name_of(form)[0] for form in others if form.get("type") not in _UNNAMED]
        if variants := [form for form in dict.fromkeys(known) if form and form != name]:
            fields["variants"] = variants
        fields |= _life(element, kind)
        fields |= identifiers_of(element, kind)
        note = " ".join(_marked(note) for note in children(element, "note") if _is_said(note))
        if note:
            fields["note"] = note
        return Entry(self._key(identifier, sort or name), fields)

    def _main(self, forms: list[Element]) -> Element | None:
        def rank(form: Element) -> tuple[bool, bool, bool]:
            language = form.get(XML_LANG, self._language)
            is_short = form.get("full") in {"init", "abb", "no"}
            return (is_short, bool(form.get("to")), bool(language) and language != self._language)

        return min(forms, key=rank, default=None)

    def _named_in_list(self, element: Element, identifier: str) -> Entry | None:
        """Return an entry for a name in an item, with what the item says of it: as FRUS does."""
        name, sort = turned(words_of(element).strip(" ,;:"))
        if not name:
            return None
        item = next((it for it in element.iterancestors() if local(it) == "item"), None)
        said = words_of(item).removeprefix(words_of(element)).strip(" ,;:")
        fields: dict[str, Any] = {"kind": "person", "name": name}
        if sort:
            fields["sort"] = sort
        if said:
            fields["note"] = said if said.endswith(".") else f"{said}."
        return Entry(self._key(identifier, sort or name), fields)

    def name_offices(self) -> None:
        """Give offices, once all lists are read, the names of those that they were held in."""
        for entry in self.entries.values():
            for role in entry.fields.get("roles", ()):
                org = self.entries.get(role.pop("org", ""))
                if org is not None and org.name not in role["title"]:
                    role["title"] = f"{role['title']}, {org.name}"


_FORMS = frozenset({"sort", "variant", "speaker"})
_UNNAMED = frozenset({"sort", "speaker"})


def _is_listed(element: Element) -> bool:
    """Say whether *element* stands in a list of what there is, and not in a sentence."""
    name = local(element)
    above = {local(it) for it in element.iterancestors()}
    if name == "persName":
        return "item" in above
    if name == "item":
        parent = element.getparent()
        return parent is not None and parent.get("type") == "concepts"
    if name == "bibl":
        return "listBibl" in above and "standOff" in above
    if name == "event":
        return "listEvent" in above and not above & {"org", "person", "place"}
    return True


def _marked(note: Element) -> str:
    """Return the words of a note in our markup, of which it has emphasis alone."""
    parts: list[str] = []
    pending: list[Element | str] = [note]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        inner = [
            it for part in item if isinstance(part.tag, str) for it in (part, _text(part.tail))
        ]
        sign = "*" if "italic" in item.get("rend", "") and not len(item) else ""
        pending += reversed([sign, _text(item.text), *inner, sign])
    return " ".join("".join(parts).split())


def _text(words: str | None) -> str:
    return escaped(" ".join(f"|{words or ''}|".split())[1:-1])


def _is_said(note: Element) -> bool:
    return note.get("type", "") not in {"founded", "dissolved", "date"}


def _life(element: Element, kind: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, tag in (("born", "birth"), ("died", "death")):
        found = child(element, tag)
        if kind == "person" and found is not None:
            fields[name] = edtf_of(found.attrib) or edtf_of(_attributes(child(found, "date")))
    if kind in {"organization", "event", "work", "place"}:
        fields |= _dates(element, kind)
    if kind == "person" and (roles := list(_roles(element))):
        fields["roles"] = roles
    geo = words_of(child(element, "location", "geo")).replace(",", " ").split()
    if kind == "place" and len(geo) == 2:  # noqa: PLR2004
        fields["coordinates"] = ", ".join(geo)
    return {name: value for name, value in fields.items() if value}


def _dates(element: Element, kind: str) -> dict[str, str]:
    fields = {}
    for note in children(element, "note"):
        date = child(note, "date")
        if date is not None and note.get("type") in {"founded", "dissolved", "date"}:
            fields[str(note.get("type"))] = edtf_of(date.attrib)
    existence = child(element, "event")
    if kind == "organization" and existence is not None:
        fields.setdefault("founded", edtf(existence.get("from", "")))
        fields.setdefault("dissolved", edtf(existence.get("to", "")))
    if kind in {"event", "work"}:
        fields.setdefault("date", edtf_of(element.attrib) or edtf_of(_attributes(child(element, "date"))))  # fmt: skip # noqa: E501
    return {name: value for name, value in fields.items() if name in FIELDS}


def _attributes(element: Element | None) -> Mapping[str, str]:
    return element.attrib if element is not None else {}


def _roles(element: Element) -> Iterator[dict[str, str]]:
    """Yield the offices: those of ParlaMint are affiliations with a role and an organization."""
    for said in children(element, "occupation", "affiliation", "socecStatus", "state"):
        title = words_of(child(said, "roleName")) or words_of(said) or said.get("role", "")
        if not title:
            continue
        role = {"title": title}
        if start := edtf(said.get("from", "") or said.get("notBefore", "")):
            role["from"] = start
        end = edtf(said.get("to", "") or said.get("notAfter", ""))
        if end and end >= start:  # one that ended before it began is a slip of the list
            role["to"] = end
        if said.get("ref"):
            role["org"] = re.split(r"[#:]", said.get("ref", ""))[-1]
        yield role


def identifiers_of(element: Element, kind: str) -> dict[str, str]:
    """Return the numbers in authority files, and an address, where they have the right form."""
    said = [(number.get("type", ""), words_of(number)) for number in children(element, "idno")]
    said += [("URL", address) for name in ("ana", "sameAs", "ref", "source")
             for address in element.get(name, "").split() if "://" in address]  # fmt: skip
    fields: dict[str, str] = {}
    for type_, value in said:
        host = next((scheme for host, scheme in _HOSTS.items() if host in value), "")
        scheme = host or _ALIASES.get(type_.lower(), type_.lower())
        authority = AUTHORITIES.get(scheme)
        if authority is not None and kind in authority.kinds:
            number = value.rstrip("/").rsplit("/", 1)[-1]
            if authority.form.fullmatch(number):
                fields.setdefault(scheme, number)
        elif value.startswith(("https://", "http://")) and not set(value) & set(' "<>'):
            fields.setdefault("url", value)
    return fields

"""The header of a document: every field of its metadata in the place that TEI has for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...catalogue import _
from ...markup.headnote import caption, keys_of
from ...model.dates import DateError, parse_date
from ...model.languages import LanguageError, language_name
from ...model.metadata import is_web_address
from ...model.tei_dates import date_attributes
from ...writers.tei.elements import ID, address, append, element
from .declarations import author_of, editorial_declaration, revisions, tagging
from .languages import language_of, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree import ElementTree as ET

    from sphinx.config import Config

    from ...domain.edition import EditionIndex
    from ...domain.records import DocumentRecord
    from ...writers.tei.base import Hands
    from ...writers.tei.elements import Item

_SUPPORT = re.compile(
    r"support|fund|grant|financ|sponsor|förder|finanz|soutien|subvention|поддержк|финансир",
    re.IGNORECASE,
)


class Header:
    """The header of *records*, the parts of one document."""

    def __init__(
        self,
        config: Config,
        records: Sequence[DocumentRecord],
        index: EditionIndex,
        ids: dict[str, str],
    ) -> None:
        """Take what is said of the document from the header of its first part."""
        self.index = index
        self.version = ""
        self.named: set[str] = set()
        self.config = config
        self.records = records
        self.record = records[0]
        self.entities = index.entities
        self.ids = ids
        self.locale = str(config.language)
        self.language = language_of(config, self.record)
        self.is_plain = config.archival_tei_profile == "parla-clarin"

    def made(self, stem: str, abstract: Sequence[Item], hands: Hands) -> ET.Element:
        """Return the header, with the paragraphs of the *abstract*; *hands* are those at work."""
        return element(
            "teiHeader",
            element(
                "fileDesc",
                self._title_statement(hands, stem),
                *self._edition(),
                self._extent(),
                self._publication(),
                element("sourceDesc", *self._sources()),
            ),
            element(
                "encodingDesc",
                *editorial_declaration(self.config),
                tagging(self.version),
            ),
            element("profileDesc", *self._profile(abstract, hands)),
            *revisions(self.config, self.record.field("revision")),
        )

    def _said(self, name: str) -> str:
        return self.record.field(name).strip()

    def _title_statement(self, hands: Hands, stem: str) -> ET.Element:
        record = self.record
        short = self._said("short-title")
        credit = self._said("credits")
        return element(
            "titleStmt",
            element("title", record.title or record.identifier, type="main"),
            *([element("title", short, type="short")] if short else []),
            *([element("funder", credit)] if _SUPPORT.search(credit) else []),
            *self._responsible(hands, stem),
        )

    def _responsible(self, hands: Hands, stem: str) -> Iterator[ET.Element]:
        for role in ("editor", "translator", "contributor"):
            name = self._said(role) or (author_of(self.config) if role == "editor" else "")
            if self._said(role) or role in hands.responsible:
                yield self._responsibility(f"{stem}-{role}", caption(role), name)
        for who, own in hands.responsible.items():
            if who == "source":
                yield self._responsibility(own, str(_("The source")), str(_("The source")))
            elif own != f"{stem}-{who}":
                yield self._responsibility(own, str(_("Responsible")), who)
        if self.is_plain:
            for who, own in hands.written.items():
                yield self._responsibility(own, str(_("Hand")), who)

    def _responsibility(self, own: str, role: str, name: str) -> ET.Element:
        tag = "persName" if name else "name"
        made = element("respStmt", element("resp", role), element(tag, name or str(_("not named"))))
        made.set(ID, own)
        return made

    def _edition(self) -> list[ET.Element]:
        release = str(self.config.release)
        if not release:
            return []
        words = f"{self.config.project}, {release}"
        return [element("editionStmt", element("edition", words, n=release))]

    def _extent(self) -> ET.Element:
        turns = sum(len(record.turns) for record in self.records)
        words = sum(sum(record.figures.words) for record in self.records)
        return element(
            "extent",
            element("measure", unit="turns", quantity=str(turns)),
            element("measure", unit="words", quantity=str(words)),
        )

    def _publication(self) -> ET.Element:
        return element(
            "publicationStmt",
            element("publisher", author_of(self.config) or str(self.config.project)),
            element("idno", self.record.identifier, type="document"),
            *self._availability(),
        )

    def _availability(self) -> list[ET.Element]:
        found: list[ET.Element] = []
        if licence := self._said("license"):
            target = address(licence) if is_web_address(licence) else None
            found.append(element("licence", licence, target=target))
        if rights := self._said("rights"):
            found.append(element("p", rights))
        credit = self._said("credits")
        if credit and not _SUPPORT.search(credit):
            found.append(element("p", credit))
        return [element("availability", *found)] if found else []

    # --- The source ----------------------------------------------------------------------------

    def _sources(self) -> Iterator[ET.Element]:
        yield self._plain_source() if self.is_plain else self._manuscript()
        if source := self._said("source"):
            yield element("bibl", _linked(source), type="published")
        for name in ("transcription", "emendations"):
            if path := self._said(name):
                file = re.split(r"[/\\]", path)[-1]
                yield element("bibl", element("idno", file, type="filename"), type=name)

    def _plain_source(self) -> ET.Element:
        """Return the source where there is no description of manuscripts: in Parla-CLARIN."""
        made = element("bibl", type="source")
        for tag, name in (
            ("orgName", "repository"), ("title", "collection"), ("idno", "reference-code"),
            ("note", "physical"), ("persName", "contributor"),
        ):  # fmt: skip
            if said := self._said(name):
                made.append(element(tag, said, type="shelfmark" if tag == "idno" else None))
        if images := self._said("facsimile"):
            append(made, _linked(images))
        if not len(made):
            made.append(element("title", self.record.title or self.record.identifier))
        return made

    def _manuscript(self) -> ET.Element:
        where = [
            element(tag, said)
            for tag, name in (("repository", "repository"), ("collection", "collection"))
            if (said := self._said(name))
        ]
        if code := self._said("reference-code"):
            where.append(element("idno", code, type="shelfmark"))
        if not where:
            where.append(element("msName", self.record.title or self.record.identifier))
        return element(
            "msDesc",
            element("msIdentifier", *where),
            *self._contents(),
            *self._physical(),
            *self._history(),
            *self._surrogates(),
        )

    def _contents(self) -> list[ET.Element]:
        code = tag_of(self._said("original-language"))
        if not code:
            return []
        return [element("msContents", element("textLang", self._name(code), mainLang=code))]

    def _physical(self) -> list[ET.Element]:
        said = self._said("physical")
        return [element("physDesc", element("p", said))] if said else []

    def _history(self) -> list[ET.Element]:
        contributor = self._said("contributor")
        if not contributor:
            return []
        return [element("history", element("acquisition", element("persName", contributor)))]

    def _surrogates(self) -> list[ET.Element]:
        images = self._said("facsimile")
        if not images:
            return []
        link = _linked(images)
        return [element("additional", element("surrogates", element("bibl", link)))]

    # --- What it is about ------------------------------------------------------------------------

    def _profile(self, abstract: Sequence[Item], hands: Hands) -> Iterator[ET.Element]:
        if abstract:
            yield element("abstract", *abstract)
        if creation := self._creation():
            yield element("creation", *creation)
        yield element("langUsage", *self._languages())
        if parties := self._participants():
            yield element("particDesc", *parties)
        if hands.written and not self.is_plain:
            yield element("handNotes", *self._hands(hands))
        if terms := self._terms():
            yield element("textClass", element("keywords", *terms))

    def _creation(self) -> list[Item]:
        found: list[Item] = []
        if written := self._said("date"):
            found.append(date_of(written, self.locale))
        if self.record.place:
            found.append(element("placeName", self.record.place, ref=self._ref(self.record.place)))
        return found

    def _ref(self, name: str) -> str | None:
        """Return the pointer to the one place that *name* names."""
        keys = self.index.find(name, "place")
        if len(keys) != 1:
            return None
        self.named.add(keys[0])
        return f"#{self.ids[keys[0]]}"

    def _name(self, code: str) -> str:
        try:
            return language_name(code, self.locale)
        except LanguageError:
            return code

    def _languages(self) -> Iterator[ET.Element]:
        codes = [self.language, tag_of(self._said("original-language"))]
        for code in dict.fromkeys(filter(None, codes)):
            yield element("language", self._name(code), ident=code)

    def _participants(self) -> list[ET.Element]:
        found: dict[str, list[ET.Element]] = {"listPerson": [], "listOrg": []}
        for key in dict.fromkeys(keys_of(self._said("participants"))):
            entity = self.entities.get(key)
            if entity is None:
                found["listPerson"].append(element("person", element("persName", key)))
                continue
            self.named.add(key)
            tag = "org" if entity.kind == "organization" else "person"
            name = "orgName" if tag == "org" else "persName"
            made = element(tag, element(name, entity.name), sameAs=f"#{self.ids[key]}")
            found["listOrg" if tag == "org" else "listPerson"].append(made)
        return [element(tag, *entries) for tag, entries in found.items() if entries]

    def _hands(self, hands: Hands) -> Iterator[ET.Element]:
        for name, own in hands.written.items():
            made = element("handNote", name)
            made.set(ID, own)
            yield made

    def _terms(self) -> list[ET.Element]:
        said = {"kind": self.record.kind, "classification": self._said("classification")}
        return [element("term", words, type=name) for name, words in said.items() if words]


def _linked(said: str) -> Item:
    """Return what is *said* as a link, if it is an address."""
    return element("ref", said, target=address(said)) if is_web_address(said) else said


def date_of(written: str, locale: str, tag: str = "date") -> ET.Element:
    """Return a date in EDTF in words, with the attributes by which it is reckoned."""
    try:
        date = parse_date(written)
    except DateError:
        return element(tag, written)
    attributes: dict[str, Any] = date_attributes(date)
    return element(tag, date.display(locale), **attributes)

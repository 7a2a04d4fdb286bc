"""What Pagefind is given: a small page of HTML for each speaker of a document.

A record is what one speaker says in one document, or what its notes or its headnote say, or a page
that is no document. It is not one of each turn: Pagefind lets a reader download a line of each
record of the edition (6 bytes), so that twenty times as many would be twenty times as much before
the first word is looked up. Within a record each turn is an anchor, and the script of the search
page shows the turns in which the words stand, each with a link of its own.

After the words of a passage come those that it can be found by and does not show: the other names
of whom it mentions, and the sound of each name (:mod:`...model.spelling`).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from ...domain.edition import short_title
from ...domain.records import SPEAKS
from ...model.dates import DateError, parse_date
from ...model.description import display_date
from ...model.spelling import sound_key
from .gather import HEADNOTE, NOTES, PAGE, TEXT, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...domain import ArchivalDomain
    from ...domain.records import DocumentRecord, PageRecord

HIDDEN = "+"
"""The anchor behind which the words of a passage end."""

_WEIGHTS = {TEXT: 1.0, NOTES: 0.7, HEADNOTE: 0.6, PAGE: 0.3}
"""How much a word counts, by the part that it stands in: the words of a document come first."""

_HIDDEN = 0.4
"""How much a hidden word counts, of what one does that is shown."""

_NAMED = ("person", "place")
"""Kinds whose other names are names. Those of others are made of words (“Military District”), which
a reader who asks for them means as words; of them only those of one word count (“CPSU”)."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʹʼ-][^\W\d_]+)*")
_MOST_YEARS = 20


class Record(NamedTuple):
    """A record: its language, and its HTML."""

    language: str
    html: str


class Records:
    """Makes the records of an edition, page by page; *language* is that of its own words."""

    def __init__(self, domain: ArchivalDomain, language: str) -> None:
        """Begin with what the domain knows."""
        self._domain = domain
        self._language = language

    def of_page(self, docname: str, title: str, passages: Iterable[Passage]) -> Iterator[Record]:
        """Yield the records of a page whose *title* and *passages* are given."""
        groups: dict[Any, list[Passage]] = defaultdict(list)
        for passage in passages:
            speaker = passage.speakers or (passage.speaker_label,)
            groups[passage.document, passage.part, speaker].append(passage)
        page = self._domain.pages.get(docname)
        mentions = self._mentions(page) if page is not None else {}
        lower = {word for group in groups.values() for one in group for word in _lower_words(one)}
        for (document, part, _speaker), group in groups.items():
            described = (
                page.documents[document] if page is not None and document is not None else None
            )
            language = self._language_of(part, described)
            about, filters = self._about(part, group[0], described, title)
            persons: dict[str, None] = {}
            body = []
            for passage in group:
                keys = mentions.get(_place(passage), {})
                persons.update(dict.fromkeys(self._persons(keys)))
                body.append(_passage(passage, self._hidden(passage, keys, lower)))
            filters["person"] = list(persons)
            html = _html(language, {**filters, "about": [about]}, body)
            yield Record(language, html)

    def _language_of(self, part: str, document: DocumentRecord | None) -> str:
        """Return the language that words are stemmed in; an editor's words are the edition's."""
        if part != TEXT or document is None:
            return self._language
        language = document.field("language").lower().partition("-")[0]
        return language if re.fullmatch("[a-z]{2,3}", language) else self._language

    def _about(
        self, part: str, first: Passage, document: DocumentRecord | None, title: str
    ) -> tuple[str, dict[str, list[str]]]:
        """Return what a result says of itself, as JSON, and what it can be filtered by."""
        about: dict[str, Any] = {"part": part, "title": title}
        filters: dict[str, list[str]] = {"part": [part]}
        if document is not None:
            files = self._domain.index.documents[document.identifier]
            date = document.field("date")
            about["title"] = short_title(files[0] if files else document)
            if date:
                about["date"] = display_date(date, self._language)
                filters["year"] = _years(date)
            if document.kind:
                filters["kind"] = [document.kind]
        if first.turn is not None:
            names = [self._name(key) for key in first.speakers] or [
                first.speaker_label.rstrip(".:")
            ]
            about["speaker"] = names
            filters["speaker"] = names
        return json.dumps(about, ensure_ascii=False, sort_keys=True), filters

    def _name(self, key: str) -> str:
        entity = self._domain.index.entities.get(key)
        return entity.name if entity is not None else key

    def _mentions(self, page: PageRecord) -> dict[tuple[Any, ...], dict[str, None]]:
        """Return whom each passage of *page* mentions, by key."""
        found: dict[tuple[Any, ...], dict[str, None]] = defaultdict(dict)
        for one in page.occurrences:
            if one.role == SPEAKS or one.document is None:
                continue
            keys = self._domain.index.find(one.target, one.kind)
            if len(keys) == 1:
                note = None
                if one.note is not None:
                    note = page.documents[one.document].notes[one.note].key
                place = (one.document, None if note is not None else one.turn, note)
                found[place][keys[0]] = None
        return found

    def _persons(self, keys: Iterable[str]) -> Iterator[str]:
        entities = self._domain.index.entities
        return (entities[key].name for key in keys if entities[key].kind == "person")

    def _hidden(self, passage: Passage, keys: Iterable[str], lower: set[str]) -> list[str]:
        """Return what *passage* can be found by and does not say.

        Each is ``written|found by``: a search that finds the second shows the first.
        """
        hidden: list[str] = []
        for key in keys:
            entity = self._domain.index.entities[key]
            written = next((name for name in entity.names if name in passage.words), "")
            others = [name for name in entity.names if name != written]
            if entity.kind not in _NAMED:
                others = [name for name in others if " " not in name]
            words = (word for name in others for word in _WORD.findall(name) if word[0].isupper())
            sounds = dict.fromkeys(map(sound_key, words))
            if others:
                hidden.append(f"{written} | {' '.join((*others, *filter(None, sounds)))}")
        if passage.part != PAGE:
            hidden += (
                f"{word} | {key}"
                for word in dict.fromkeys(_WORD.findall(passage.words))
                if word[0].isupper() and word.lower() not in lower and (key := sound_key(word))
            )
        return hidden


def _lower_words(passage: Passage) -> Iterator[str]:
    return (word for word in passage.words.split() if word.islower())


def _place(passage: Passage) -> tuple[Any, ...]:
    return passage.document, passage.turn, passage.note


def _years(edtf: str) -> list[str]:
    """Return the years of a date; none where it does not say which."""
    try:
        first, last = parse_date(edtf).years
    except DateError:
        return []
    if first is None or last is None or last - first >= _MOST_YEARS:
        return []
    return [str(year) for year in range(first, last + 1)]


def _passage(passage: Passage, hidden: list[str]) -> str:
    anchor = escape(f"{passage.anchor}|{'_'.join(passage.label.split())}")
    weight = _WEIGHTS[passage.part]
    words = f'<b id="{anchor}"></b> {_weighed(passage.words, weight)}'
    if not hidden:
        return words
    more = _weighed(" | ".join(hidden), weight * _HIDDEN)
    return f'{words} <b id="{HIDDEN}"></b> {more}'


def _weighed(text: str, weight: float) -> str:
    text = escape(text, quote=False)
    return text if weight == 1 else f'<i data-pagefind-weight="{weight:.2f}"> {text} </i>'


def _html(language: str, filters: dict[str, list[str]], body: list[str]) -> str:
    values = "".join(
        f'<i data-pagefind-filter="{name}[data-value]" data-value="{escape(value)}"></i>'
        for name, group in filters.items()
        for value in group
    )
    text = "\n".join(body)
    return (
        f'<html lang="{language}"><body><main data-pagefind-body>{values}\n'
        f"{text}\n</main></body></html>"
    )


__all__ = ["HEADNOTE", "HIDDEN", "NOTES", "PAGE", "TEXT", "Record", "Records"]

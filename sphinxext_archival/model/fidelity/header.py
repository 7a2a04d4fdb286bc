"""The header of a source, and what stands below its text: every word of it is accounted for.

It may say what the options of the document say, in whatever order and form: a date in words, the
name of a language. The source's names of its fields, `Citation:`, belong to it, and what follows
one must be what the option says. Between two fields in one paragraph stands a sign or an `and`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..dates import DateError, parse_date
from ..languages import LanguageError, language_name
from .flat import Flat, Gap, Place, tokenize
from .records import Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .flat import Tokens
    from .records import Facts

__all__ = ["check"]

ALL = "*"
_LABELS: dict[str, tuple[str, ...]] = {
    "date|date of document|date and time|дата|datum": ("date",),
    "title|название|titel|titre": ("title",),
    "citation|cite as|source citation|zitation|цитата": (ALL,),
    "summary|description|abstract|zusammenfassung|аннотация|résumé": ("summary",),
    "credits|credit|acknowledgements": ("credits",),
    "original language|language of original|original|язык оригинала|originalsprache|"
    "langue originale": (
        "original-language",
    ),
    "language|languages|sprache|язык|langue": ("language", "original-language"),
    "contents|content|document contents": ("language", "kind", "physical", "translator"),
    "source|sources|provenance|quelle|источник": (
        "source", "repository", "collection", "reference-code", "translator", "contributor",
    ),
    "rights|copyright|rechte": ("rights", "license"),
    "license|licence": ("license", "rights"),
    "place|location|place of meeting|ort|место|lieu": ("place",),
    "participants|present|those present|attended by|attendees|участники|teilnehmer": (
        "participants",
    ),
    "translator|translation|translated by|übersetzung": ("translator", "language"),
    "contributor|contributed by|provided by|obtained by": ("contributor",),
    "editor|edited by": ("editor",),
    "archive|repository|archiv|архив": ("repository", "reference-code", "collection"),
    "collection|collections|fond": ("collection",),
    "reference|reference code|shelf mark|call number|signatur|шифр": ("reference-code",),
    "classification|classified": ("classification",),
    "document type|type|kind": ("kind",),
    "subject|re": ("title",),
}  # fmt: skip
_BEFORE = {
    "translator": (
        "translated by", "translation by", "translation", "übersetzt von", "traduit par", "перевод",
    ),
    "contributor": ("provided by", "contributed by", "obtained by", "obtained and provided by"),
    "editor": ("edited by",),
    "original-language": ("translated from", "original in"),
    "language": ("translation", "translated into", "translation -", "translation into"),
    "names": ("for", "for the"),
}  # fmt: skip
_ATTACHED = {"names", "source"}
"""What follows another field without a sign: for whom it was made, and an address."""

_AND = {"and", "und", "et", "и", "&"}
_DATES = ("d MMMM y", "MMMM d, y", "d MMM y", "MMM d, y", "MMMM d y", "y MMMM d", "MM/dd/y",
          "M/d/y", "dd.MM.y", "d.M.y", "d. MMMM y", "y-MM-dd", "MMMM y",
          "EEEE, MMMM d, y")  # fmt: skip


class _Phrase(NamedTuple):
    """Words that a header may say, and the field that says them."""

    words: tuple[str, ...]
    field: str


def check(
    tokens: Tokens, stretches: Iterable[tuple[int, int]], facts: Facts, place: Place
) -> list[Difference]:
    """Return what of the header, *stretches* of *tokens*, no option of the document says."""
    phrases = _Phrases(facts)
    found: list[Difference] = []
    for start, end in stretches:
        paragraphs = list(_paragraphs(tokens, start, end))
        found += _Reader(tokens, phrases, place).read(paragraphs)
    return found


def _paragraphs(tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for at in range(start + 1, end):
        if tokens.gaps[at] == Gap.PARAGRAPH:
            yield first, at
            first = at
    if end > first:
        yield first, end


class _Reader:
    """Reads the paragraphs of a header one after the other."""

    def __init__(self, tokens: Tokens, phrases: _Phrases, place: Place) -> None:
        self.tokens, self.phrases, self.place = tokens, phrases, place
        self.found: list[Difference] = []
        self.said: dict[tuple[str, ...], int] = {}

    def read(self, paragraphs: Sequence[tuple[int, int]]) -> list[Difference]:
        """Return what is wrong with them."""
        pending: tuple[int, int, tuple[str, ...]] | None = None
        for start, end in paragraphs:
            at = start
            while at < end:
                label = self.phrases.label_at(self.tokens.words, at, end)
                if label is None:
                    at = self._value(at, end, pending[2] if pending else ())
                    pending = None
                    continue
                if pending is not None:
                    self._lost(pending[0], pending[1], "nothing follows it")
                stop, fields = label
                pending = (at, stop, fields)
                at = stop
            self._once(start, end)
        if pending is not None:
            self._lost(pending[0], pending[1], "nothing follows it")
        return self.found

    def _once(self, start: int, end: int) -> None:
        words = tuple(self.tokens.words[start:end])
        if words in self.said:
            self._lost(start, end, "the header says it twice")
        self.said[words] = start

    def _value(self, start: int, end: int, fields: tuple[str, ...]) -> int:
        """Read words up to the next label, and return where they end."""
        words, gaps = self.tokens.words, self.tokens.gaps
        uncovered: list[tuple[int, int]] = []
        named: set[str] = set()
        at = start
        is_apart = True
        while at < end:
            if at > start and gaps[at] >= Gap.EITHER:
                is_apart = True
                if self.phrases.label_at(words, at, end) is not None:
                    break
            phrase = self.phrases.at(words, at, end, () if ALL in fields else fields)
            if phrase is not None and (is_apart or phrase.field in _ATTACHED):
                named.add(phrase.field)
                at += len(phrase.words)
                is_apart = False
            elif not any(map(str.isalnum, words[at])) or (
                not is_apart and words[at].lower() in _AND
            ):
                at += 1
                is_apart = True
            else:
                uncovered.append((at, at + 1))
                at += 1
                is_apart = True
        for first, last in _runs(uncovered):
            self._lost(first, last, "")
        if ALL in fields and not uncovered and len(named) < 2:  # noqa: PLR2004
            self._lost(start, at, "it is no citation")
        return at

    def _lost(self, start: int, end: int, said: str) -> None:
        words = self.tokens.spelled(start, end)
        line = self.tokens.place(start).line
        advice = "the option of {document} that says it, or an entry in the file of emendations"
        self.found.append(Difference("header", line, words, "", self.place, advice, said))


def _runs(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    run: tuple[int, int] | None = None
    for start, end in places:
        if run is not None and start - run[1] <= 1:
            run = (run[0], end)
            continue
        if run is not None:
            yield run
        run = (start, end)
    if run is not None:
        yield run


def _words(text: str) -> tuple[str, ...]:
    flat = Flat()
    flat.add(text, Place("", None))
    return tuple(word.casefold() for word in tokenize(flat).words)


class _Phrases:
    """What a header may say, by the first word of it."""

    def __init__(self, facts: Facts) -> None:
        self._by_word: dict[str, list[_Phrase]] = {}
        self._labels: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for names, fields in _LABELS.items():
            for name in names.split("|"):
                words = _words(name)
                self._labels.setdefault(words[0], []).append((words, fields))
        for field, text in _said(facts):
            words = _words(text)
            if field != "names" and words:
                self._add(_Phrase(words, field))
            for before in _BEFORE.get(field, ()) if words else ():
                self._add(_Phrase((*_words(before), *words), field))
        for found in self._by_word.values():
            found.sort(key=lambda phrase: -len(phrase.words))

    def _add(self, phrase: _Phrase) -> None:
        self._by_word.setdefault(phrase.words[0], []).append(phrase)

    def at(
        self, words: Sequence[str], at: int, end: int, fields: tuple[str, ...]
    ) -> _Phrase | None:
        """Return the longest phrase at *at*, of one of *fields* if any are named."""
        for phrase in self._by_word.get(words[at].casefold(), ()):
            length = len(phrase.words)
            if fields and phrase.field not in fields:
                continue
            there = tuple(word.casefold() for word in words[at : min(at + length, end)])
            if there == phrase.words:
                return phrase
        return None

    def label_at(
        self, words: Sequence[str], at: int, end: int
    ) -> tuple[int, tuple[str, ...]] | None:
        """Return where the name of a field at *at* ends, with its colon, and what it may say."""
        for label, fields in self._labels.get(words[at].casefold(), ()):
            stop = at + len(label)
            there = tuple(word.casefold() for word in words[at:stop])
            if stop < end and words[stop] == ":" and there == label:
                return stop + 1, fields
        return None


def _said(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield each field of the document with each form in which a source may say it."""
    for name, value in facts.options.items():
        yield name, value
        if name == "date":
            yield from (("date", text) for text in _dates(value, facts.locales))
        elif name in {"language", "original-language"}:
            for text in _languages(value, facts.locales):
                yield from ((name, text), (name, f"{text} translation"))
    if facts.title:
        yield "title", facts.title
    if facts.summary:
        yield "summary", facts.summary
    for entity in facts.participants:
        for text in {entity.name, *entity.labels, *entity.variants}:
            yield "participants", text
    for name in facts.names:
        yield "names", name


def _dates(value: str, locales: Sequence[str]) -> Iterator[str]:
    from babel.dates import format_date  # noqa: PLC0415  # it is slow to import, and seldom needed

    try:
        date = parse_date(value)
    except DateError:
        return
    for locale in locales:
        yield date.display(locale)
    for part in re.findall(r"\d{4}-\d\d-\d\d", value):
        from datetime import date as day  # noqa: PLC0415

        for locale in locales:
            for pattern in _DATES:
                yield format_date(day.fromisoformat(part), pattern, locale=locale)


def _languages(value: str, locales: Sequence[str]) -> Iterator[str]:
    for locale in locales:
        try:
            yield language_name(value, locale)
        except LanguageError:
            return

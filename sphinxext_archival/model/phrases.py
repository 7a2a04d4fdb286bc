"""Fixed phrases in brackets, and the kind of insertion that they show: `[sic]`, `[illegible]`.

The defaults are English, after the house style of editions of diplomatic papers (*Foreign
Relations of the United States*, the Digital Archive of the Wilson Center); a project adds its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS = (
    "supplied", "original", "expansion", "alteration", "identification", "gloss",
    "sic", "omission", "gap", "unclear", "redaction", "stage",
)  # fmt: skip
"""The kinds of insertion."""

INFLECTIONS = ("d", "ed", "en", "er", "es", "est", "ied", "ies", "ing", "ly", "n", "s", "ting")
"""English endings that an editor adds to a word: `walk[ed]` is an alteration."""

LONGEST_PHRASE = 120
"""Longer words, in characters, are no phrase: the work on nested brackets stays linear."""

_NODE = "\ufffc"
# A doubtful reading is a word or a name; a longer question is a question.
_LONGEST_READING = 4

_UNITS = (
    "character", "letter", "line", "name", "page", "paragraph", "passage", "sentence",
    "sign", "signature", "text", "title", "word",
)  # fmt: skip
# These say by themselves what happened to the words; `[lost]` may be a word that the sense needs.
_UNREADABLE = (
    "garbled", "illegible", "inaudible", "indecipherable", "indistinct", "not legible", "unclear",
    "unintelligible", "unreadable",
)  # fmt: skip
_LOST = (*_UNREADABLE, "cut off", "left blank", "lost", "missing", "torn off")
_WITHHELD = ("blacked out", "excised", "not declassified", "redacted", "sanitized")

_NUMBER_WORD = (
    r"\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|and|half|few|several|some|many)\b"
)
_COUNT = (
    r"(?:\{n\}|\d+(?:[.,/]\d+)*(?:\s?[½⅓⅔¼¾])?|[½⅓⅔¼¾]"
    rf"|{_NUMBER_WORD}(?:[ -]{_NUMBER_WORD})*)"
)
_NUMBER = re.compile(rf"{_COUNT}(?:\s?(?:-|–|to|or)\s?{_COUNT})?")
# `[pages missing – ed.]`, `[illegible.]`: the phrase, signed, or with a full stop.
_SIGNED = re.compile(r"(?:\s*[-–—,:]\s*(?:eds?|editors?|trans|transl|tr|translator))?\.?$")


class PhraseTable:
    """The fixed phrases that show the kind of a bracket.

    *extra* maps a kind to the phrases of a project's languages and house style, and wins over the
    English defaults; in a phrase ``{n}`` stands for a number in digits or in English words.
    *inflections* are the endings that make a bracket touching a word an alteration.
    Raises `ValueError` for a kind that is none of `KINDS`.
    """

    def __init__(
        self,
        extra: Mapping[str, Sequence[str]] = MappingProxyType({}),
        inflections: Sequence[str] = INFLECTIONS,
    ) -> None:
        if unknown := sorted(set(extra) - set(KINDS)):
            raise ValueError(f"{unknown[0]!r} is no kind of insertion: {', '.join(KINDS)}")
        self._layers = (_Phrases(extra), _english())
        self._inflections = frozenset(map(_normal, inflections))

    def is_inflection(self, words: str) -> bool:
        """Whether *words* are one of the endings."""
        return _normal(words) in self._inflections

    def kind_of(self, words: str) -> str | None:
        """Return the kind that *words*, the inside of a bracket, have as a fixed phrase."""
        if len(words) > LONGEST_PHRASE:
            return None
        normal = _normal(words)
        for phrase in (normal, _SIGNED.sub("", normal)):
            for layer in self._layers:
                if kind := layer.kind_of(phrase):
                    return kind
        doubtful = normal.endswith(("?", "？", "؟")) and len(normal.split()) <= _LONGEST_READING
        return "unclear" if doubtful else None


class _Phrases:
    """One layer of a table: phrases as they are, and phrases with numbers, by what is around."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._literal: dict[str, str] = {}
        self._counted: dict[str, list[tuple[str, str]]] = {}
        for kind, listed in phrases.items():
            for phrase in map(_normal, listed):
                if "{n}" in phrase:
                    self._counted.setdefault(_NUMBER.sub("#", phrase), []).append((phrase, kind))
                elif phrase:
                    self._literal[phrase] = kind

    def kind_of(self, words: str) -> str | None:
        if kind := self._literal.get(words):
            return kind
        counted = self._counted.get(_NUMBER.sub("#", words), [])
        return next((kind for phrase, kind in counted if _pattern(phrase).fullmatch(words)), None)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(re.escape(phrase).replace(re.escape("{n}"), _NUMBER.pattern))


@cache
def _english() -> _Phrases:
    units = [form for unit in _UNITS for form in (unit, f"{unit}s")]
    counted = [*units, *(f"{{n}} {unit}" for unit in units)]
    lengths = [f"{{n}} {unit} ({{n}} {line})" for unit in units for line in ("line", "lines")]
    withheld = ["handling restriction", *counted, *(f"less than {u}" for u in counted), *lengths]
    return _Phrases({
        "sic": ["sic", "sic!", "(sic)", "!", "!!", "!?", "?!", "so in the original",
                "so in original", "so in the source", "as in the original", "as in original"],
        "omission": ["…", "...", "....", ". . .", ". . . .", "omission",
                     *(f"{unit} omitted" for unit in counted)],
        "gap": [*_UNREADABLE, "garble",
                *(f"{unit} {state}" for unit in counted for state in _LOST),
                *(f"{state} {unit}" for unit in units for state in ("illegible", "missing")),
                *(f"{{n}} illegible {unit}" for unit in units)],
        "redaction": [*_WITHHELD, *(f"{u} {state}" for u in withheld for state in _WITHHELD)],
        "stage": ["applause", "laughter", "laughs", "prolonged applause", "stormy applause"],
    })  # fmt: skip


def _normal(phrase: str) -> str:
    words = " ".join(phrase.replace(_NODE, "").split())
    return unicodedata.normalize("NFC", words).casefold()

"""What a bracket is: by its words, by what stands around it, with a confidence.

The markup knows fixed phrases, completions and remarks by itself. What remains is a word that the
sense needs, a word of the original, a gloss, or a statement of who is meant.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ...model.brackets import parse_brackets
from ...model.phrases import PhraseTable
from .words import ENGLISH, SHORT_ENGLISH, TRANSLITERATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model.brackets import Span

__all__ = ["Kind", "is_transliterated", "kind_of", "spans_of"]

_FEW = 3
_COGNATE = 5


@cache
def _model() -> tuple[dict[str, float], dict[str, float]]:
    return _learnt(ENGLISH), _learnt(TRANSLITERATED)


def _learnt(words: Iterable[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for word in words:
        for gram in _grams(word):
            counts[gram] = counts.get(gram, 0) + 1
    total = sum(counts.values())
    size = 27 * 27
    learnt = {
        gram: math.log((count + 0.4) / (total + 0.4 * size)) for gram, count in counts.items()
    }
    learnt[""] = math.log(0.4 / (total + 0.4 * size))
    return learnt


def _grams(word: str) -> Iterator[str]:
    padded = f"^{word.lower()}$"
    for size in (2, 3):
        for at in range(len(padded) - size + 1):
            yield padded[at : at + size]


def is_transliterated(word: str) -> float:
    """Return from 0 to 1 how sure it is that *word* is no English one, by its letters."""
    letters = re.sub(r"[^\w']", "", word)
    if letters.lower() in ENGLISH or letters.lower() in SHORT_ENGLISH:
        return 0.02
    if letters.lower() in TRANSLITERATED:
        return 0.98
    if re.search(r"[^\x00-\x7f]", letters) or re.search(
        r"[A-Za-z]'[a-z]*[bcdfghjklmnpqrstvwxz]", letters
    ):
        return 0.9
    english, other = _model()
    grams = list(_grams(letters))
    difference = sum(other.get(gram, other[""]) - english.get(gram, english[""]) for gram in grams)
    if re.search(r"(?i)(?:ing|ed|tion|ness|ment|ly|ous|ful|able|ible|ship|s)$", letters):
        difference -= 3
    if re.search(
        r"(?i)(?:iye|iya|nyy|skiy|stvo|ost'?|nik|ovat'?|shch|zh|ovan|eniye|chik)", letters
    ):
        difference += 4
    return 1 / (1 + math.exp(-difference / 4))


class Kind(NamedTuple):
    """The kind of a bracket, how sure it is, whose hand (or empty), and the rule."""

    kind: str
    confidence: float
    resp: str
    rule: str


@cache
def _phrases() -> PhraseTable:
    return PhraseTable()


def spans_of(text: str) -> tuple[Span, ...]:
    """Return the brackets of *text*, a paragraph, as the markup reads them."""
    return parse_brackets(text, _phrases()).spans


_EDITOR = re.compile(
    r"(?i)^\s*(?P<who>translator|trans|tr|editor|ed)(?:['’]?s)?\.?(?:\s+notes?)?\s*[:.–-]\s"
)
_TITLE_WORD = re.compile(
    r"(?i)\b(?:minister|secretary|president|premier|chairman|leader|ambassador|general|marshal|king|"
    r"director|head|chief|member|writer|poet|philosopher|commander|adviser|advisor|representative|"
    r"deputy|former|foreign|prime|master|mayor|governor|delegate|agitator|revolutionary)\b"
)
_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|has|have|had|will|would|should|could|can|did|does|do|said)\b"
)


def kind_of(  # noqa: PLR0911
    text: str, span: Span, *, repeated: bool = False
) -> Kind:
    """Return the kind of the bracket *span* of *text*; its words may be *repeated* elsewhere."""
    if span.kind != "supplied":
        return Kind(span.kind, 0.95, "", f"bracket-{span.kind}")
    words = text[span.inner_start : span.inner_end].strip()
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    signed = _EDITOR.match(words)
    if signed:
        resp = "editor" if signed["who"].lower().startswith("ed") else "translator"
        return Kind("gloss", 0.9, resp, "bracket-signed-remark")
    parts = words.split()
    if re.fullmatch(r"(?i)(?:page|p\.?|pp\.?)\s*\d+(?:[-–]\d+)?", words):
        return Kind("gloss", 0.6, "", "bracket-page-number")
    if words.endswith((".", "!", "?")) and len(parts) > _FEW:
        return Kind("supplied", 0.7, "", "bracket-sentence")
    if len(parts) > 1 and _is_identification(words, parts, after):
        return Kind("identification", 0.8, "", "bracket-before-a-name")
    if len(parts) <= _FEW and parts and all(re.fullmatch(r"[\w'’-]+[,.]?", part) for part in parts):
        return _few_words(words, parts, before, after, repeated=repeated)
    return Kind("supplied", 0.75, "", "bracket-supplied")


def _is_identification(words: str, parts: list[str], after: str) -> bool:
    """Whether a bracket says who bears the name right behind it."""
    follows = re.match(r"[^\W\d_]", after)
    is_name = bool(follows) and after[:1].isupper()
    has_title = bool(_TITLE_WORD.search(words))
    if not is_name or _VERB.search(words):
        return False
    return has_title or (len(parts) > 2 and parts[-1][:1].isupper())  # noqa: PLR2004


def _few_words(words: str, parts: list[str], before: str, after: str, *, repeated: bool) -> Kind:
    last = re.search(r"[\w'’-]+$", before)
    previous = last[0] if last else ""
    foreign = sum(map(is_transliterated, parts)) / len(parts)
    if words[:1].isupper():
        if previous[:1].isupper() and not repeated:
            return Kind("gloss", 0.75, "", "bracket-other-name")
        return Kind("supplied", 0.6, "", "bracket-capitalised")
    if previous and _is_cognate(previous, words) and len(parts) == 1:
        foreign = max(foreign, 0.85)
    if repeated:
        foreign *= 0.3
    if foreign >= 0.6:  # noqa: PLR2004
        return Kind("original", min(0.98, foreign), "", "bracket-letters-of-another-language")
    return Kind("supplied", 1 - foreign, "", "bracket-word")


def _is_cognate(previous: str, words: str) -> bool:
    """Whether a bracket has the word before it as another language spells it: `institution`."""
    one, other = previous.casefold(), words.casefold()
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return (
        one != other
        and shared >= _COGNATE
        and shared >= 0.6 * len(other)
        and not one.startswith(other + "s")
    )

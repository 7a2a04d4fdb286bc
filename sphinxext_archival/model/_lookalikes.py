"""What looks like a speaker label, and is none that is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ._label_grammar import after_space, delimited

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f]|['’‐-](?=\w))*")
# As far as a paragraph counts to ten or thirty-nine: `LI` and `DIX` are names.
_ROMAN_NUMBER = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\.?")
_PARTICLES = frozenset({
    "al", "ben", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "le", "of", "ten", "ter", "the", "v", "van", "von", "y", "zu", "zum", "zur",
})  # fmt: skip
# 1st SPEAKER, 2e SPREKER
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|er|e)")
# What stands in small letters at the head of a name in capitals.
_HEAD_OF_NAME = re.compile(
    r"(?:[^\W\d_]{1,2}['’])?(?:Mc|Mac|De|Del|Di|Du|Da|La|Le|Van|Von|Fitz|de|di|du|la|le|van|von)?"
)
_JOINERS = frozenset({"and", "e", "en", "et", "och", "og", "und", "y", "и"})
_MOST_WORDS = 6
_LONGEST_ABBREVIATION = 5  # Comr.


class Lookalike(NamedTuple):
    """What looks like a label, as written with its delimiter, and the nearest known label."""

    text: str
    nearest: str | None


_PROSE = re.compile(rf"\s*[^\W\d_]+ (?!(?:{'|'.join(sorted(_PARTICLES | _JOINERS))})\b)[a-z]+[ ,]")


def begins_as_prose(text: str) -> bool:
    """Whether the second word of *text* is none that a label has: then it has no candidates."""
    return _PROSE.match(text) is not None


def candidates(text: str, at: int) -> Iterator[tuple[list[str], int]]:
    """Yield each run of up to six capitalised words from *at* that a delimiter follows."""
    words: list[str] = []
    while len(words) < _MOST_WORDS and (match := _WORD.match(text, at)):
        word = match[0]
        particle = word in _PARTICLES or _joins_names(words, text, match)
        if words:
            is_part = particle or not word.islower()
        else:
            is_part = not (word.islower() or word[0].isdecimal()) or bool(_ORDINAL.fullmatch(word))
        if not is_part:
            return
        words.append(word)
        at = match.end()
        tail = delimited(text, at)
        if tail is not None and not particle:
            yield list(words), tail.end
        if text.startswith(".", at):
            if len(word) > _LONGEST_ABBREVIATION or word[0].isdecimal():
                return
            words[-1] += "."
            at += 1
        at = after_space(text, at)


def _joins_names(words: list[str], text: str, joiner: re.Match[str]) -> bool:
    """Whether *joiner* stands between two names in capitals, as `LINDQVIST and PETERSEN`."""
    if joiner[0] not in _JOINERS or not words or not _is_name_in_capitals(words[-1]):
        return False
    following = _WORD.match(text, after_space(text, joiner.end()))
    return following is not None and _is_name_in_capitals(following[0])


def is_capitals(words: list[str]) -> bool:
    """Whether a name in capitals stands in *words*, and else only what may stand beside one."""
    capitals = [
        word
        for word in words
        if word.isupper() and sum(map(str.isalpha, word)) > 1 and not _ROMAN_NUMBER.fullmatch(word)
    ]
    return bool(capitals) and all(
        word.isupper() or word.isdecimal() or word in _PARTICLES or word.endswith(".")
        for word in words
    )


def has_name_in_capitals(words: list[str], delimiter: str) -> bool:
    """Whether a name in capitals stands in *words*, as in `De GAULLE`, `Frau v. STEIN`, `McCOY`.

    Before a full stop it is the last of them: `NATO Summit. They met` is no label.
    """
    return any(map(_is_name_in_capitals, words[-1:] if delimiter == "." else words))


def _is_name_in_capitals(word: str) -> bool:
    *heads, last = word.removesuffix(".").split("-")
    if not all(head.istitle() or head.isupper() or head in _PARTICLES for head in heads):
        return False
    head = _HEAD_OF_NAME.match(last)
    name = last[head.end() :] if head else last
    if not name.isupper():
        name = last
    is_name = name.isupper() and sum(map(str.isalpha, name)) > 1
    return is_name and not _ROMAN_NUMBER.fullmatch(name)

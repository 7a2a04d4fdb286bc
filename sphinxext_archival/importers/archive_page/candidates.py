"""What may be the label of a speaker, by its form alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Candidate",
    "alias_in",
    "begins_with_initials",
    "candidate_at",
    "family_of",
    "fold_name",
    "has_title",
    "is_in_capitals",
]

_TITLE = re.compile(
    r"(?i)^(?:cdes?|coms?|comrades?|comr|mr|mrs|ms|miss|dr|prof|sir|lord|lady|gen|general|col|colonel|"
    r"maj|major|capt|captain|lt|adm|admiral|marshal|chairman|chairwoman|chair|president|premier|"
    r"prime|vice|deputy|minister|secretary|ambassador|senator|representative|delegat\w*|leader|"
    r"king|queen|prince|emir|judge|justice|herr|frau|gen|gospodin|tov|tovarishch|the|speaker|male|"
    r"female|voices?|interpreter|member|members|q|a|question|answer|man|woman|director|chief|"
    r"chancellor|commissioner|governor|mayor|bishop|father|presid\w+|moderator|interviewer)\.?\d*$"
)
_PARTICLE = re.compile(
    r"(?i)^(?:al|bin|da|de|del|della|den|der|di|du|el|ibn|la|le|of|the|van|von|y|zu|and|&|for)$"
)
_REMARK = r"(?:\s*(?:\([^()\n]{1,160}\)|\[[^\[\]\n]{1,160}\]))"
_INITIALS = r"(?:[^\W\d_a-z][^\W\d_]?\.\s?){1,3}"
_LABEL = re.compile(
    rf"\s*(?P<name>(?:{_INITIALS})?(?:[^\W_]|\d(?=st|nd|rd|th))[^\n:.!?;()\[\]\"“”—–]{{0,48}}?"
    rf"(?:\.[ ]?[^\n:.!?;()\[\]\"“”—–]{{1,40}}?){{0,3}}?)"
    rf"(?P<remark>{_REMARK}{{0,2}})\s*"
    rf"(?:(?P<sign>[:：])|(?P<dash>--|—|–(?=\s*[A-ZА-Я]))|(?P<stop>\.)(?=\s|$|[A-ZА-ЯÀ-Þ\"“«(\[]))",
)
_ALIAS = re.compile(
    r"(?i)[(\[]\s*(?:hereafter|henceforth|hereinafter|further)[\w ]*?\s"
    r"(?:abbreviated|referred to as|called|as)?"
    r"\s*(?:as\s+)?[\"“«]?(?P<alias>[^)\]\"”»]{1,30}?)[\"”»]?\s*[)\]]"
)
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a label: its ``name`` without remark and delimiter, where all of it ends."""

    name: str
    remark: str
    sign: str
    end: int
    alone: bool

    @property
    def key(self) -> str:
        """What is the same for all spellings of a label."""
        return fold_name(self.name)


def fold_name(name: str) -> str:
    """Return *name* without case, titles' stops and blanks between initials."""
    return re.sub(r"[\s.]+", " ", name.casefold()).strip()


def candidate_at(text: str) -> Candidate | None:  # noqa: PLR0911 - each way in which it is none
    """Return what may be a label at the head of *text*: the shortest that may."""
    match = _LABEL.match(text)
    if match is None:
        return None
    name = match["name"].strip()
    words = name.split()
    if not words or len(words) > _MOST_WORDS or not any(map(str.isalpha, name)):
        return None
    if not _has_name(words):
        return None
    sign = match["sign"] or match["dash"] or "."
    rest = text[match.end() :]
    remark = (match["remark"] or "").strip()
    if re.fullmatch(r"\([^\W\d_a-z][^\W\d_a-z.'’ -]+\)", remark):
        # `West (KIM):` names a side, and who speaks for it.
        name, remark = text[match.start("name") : match.end("remark")].strip(), ""
    if sign == "." and alias_in(remark):
        return Candidate(name, remark, sign, match.end(), not rest.strip())
    if sign == "." and not _is_named_before_stop(name, words):
        return _longer(text, match.end(), sign)
    if sign in {":", "："} and rest[:1].isdigit() and name[-1:].isdigit():
        return None
    return Candidate(name, remark, sign, match.end(), not rest.strip())


def _longer(text: str, end: int, _sign: str) -> Candidate | None:
    """Try what goes on behind an abbreviation: `Cde. Mik:`."""
    head = text[:end]
    if end > 24 or len(head.split()) > 3:  # noqa: PLR2004
        return None
    rest = candidate_at(text[end:])
    if rest is None or not head.strip()[:1].isupper():
        return None
    name = f"{head.strip()} {rest.name}"
    return Candidate(name, rest.remark, rest.sign, end + rest.end, rest.alone)


def _has_name(words: Sequence[str]) -> bool:
    """Whether words are as those of a name: capitalised, but for particles and numbers."""
    plain = [word for word in words if not _PARTICLE.match(word)]
    return (
        bool(plain)
        and all(
            word[:1].isupper()
            or word[:1].isdigit()
            or word[:2] in {"al", "d'"}
            or _TITLE.match(word)
            or not word[:1].islower()
            for word in plain
        )
    ) or (len(words) < _MOST_WORDS and bool(_TITLE.match(words[0])) and words[0][:1].isupper())


def _capitals(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _is_named_before_stop(name: str, words: Sequence[str]) -> bool:
    """Whether a full stop may end a label: one in capitals, or initials and a name."""
    last = re.split(r"[.\s]+", name.rstrip("."))[-1]
    if _capitals(re.sub(r"^(?:Mc|Mac|De|O['’])", "", last)) or _capitals(last.split("-")[-1]):
        return True
    return re.match(rf"^{_INITIALS}[^\W\d_]{{2,}}$", name) is not None


def family_of(key: str) -> str:
    """Return the last word of a folded label: mostly the family's name."""
    return re.split(r"[\s(]+", key.rstrip(")"))[-1]


def alias_in(text: str) -> str:
    """Return the short name that a remark gives: `(hereafter abbreviated Lin)`; else nothing."""
    match = _ALIAS.search(text)
    return match["alias"].strip() if match else ""


def is_in_capitals(name: str) -> bool:
    """Whether a word of *name* is in capitals, and more than an initial."""
    return any(
        _capitals(word.strip(".,-")) or _capitals(re.split(r"[.-]", word)[-1])
        for word in name.split()
    )


def begins_with_initials(name: str) -> bool:
    """Whether *name* begins with initials."""
    return re.match(rf"^{_INITIALS}", name) is not None


def has_title(name: str) -> bool:
    """Whether *name* begins with a title or an office, and has more than that."""
    words = name.split()
    return bool(_TITLE.match(words[0])) and (len(words) > 1 or words[0][-1:].isdigit())

"""Who speaks: labels at the head of lines, told from other words by evidence.

No single sign decides. A label comes back, stands in capitals or has a title or initials, is
followed by a colon, is answered by another one, is named where the participants are; a sentence, a
heading or a field of a form does none of this, or has words that no label has.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Candidate", "Speakers", "candidate_at", "find_speakers"]

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
_FORM = re.compile(
    r"(?i)^(?:to|from|re|subject|date|time|date and time|place|location|participants?|present|"
    r"attended by|those (?:present|taking part)|distribution(?: list)?|copies|copy|note|notes|key|"
    r"ps|p\.s|"
    r"source|sources|reference|ref|no|nr|number|summary|citation|title|contents?|attachments?|"
    r"enclosures?|agenda|language|translat\w+|interpreters?|guests?|foreign guests|classification|"
    r"chairing|chaired by|signed|drafted by|approved by|cc|copy to|via|attn|attention|tel|fax|page|"
    r"translator.s notes?|ed\. note|editor.s note|however|therefore|first|second|third|finally|"
    r"for example|question|conclusion|secret|top secret|confidential|warning|remark|comment|item|"
    r"part|chapter|section|article|point|appendix|annex|table|figure|draft|copy no|http|https)\.?$"
)
_WORD = r"[^\W\d_][\w'’ʼ\u0300-\u036f-]*|\d{1,3}"
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
_ENOUGH = 3.0


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


@dataclass(slots=True)
class Speakers:
    """The labels that were accepted, by their key, with a confidence; and other names for them."""

    names: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def label_at(self, text: str) -> Candidate | None:
        """Return the label at the head of *text*, if it is that of somebody who speaks."""
        found = candidate_at(text)
        if found is not None and found.key in self.names:
            return found
        return None


def family_of(key: str) -> str:
    """Return the last word of a folded label: mostly the family's name."""
    return re.split(r"[\s(]+", key.rstrip(")"))[-1]


def alias_in(text: str) -> str:
    """Return the short name that a remark gives: `(hereafter abbreviated Lin)`; else nothing."""
    match = _ALIAS.search(text)
    return match["alias"].strip() if match else ""


def find_speakers(  # noqa: C901 - one step after the other
    texts: Sequence[str], named: Iterable[str] = ()
) -> Speakers:
    """Return who speaks in the lines *texts*; *named* are words of those who take part."""
    found = [candidate_at(text) for text in texts]
    by_key: dict[str, list[int]] = {}
    for at, candidate in enumerate(found):
        if candidate is not None:
            by_key.setdefault(candidate.key, []).append(at)
    words = Counter(word.casefold() for name in named for word in re.findall(r"[^\W\d_]{3,}", name))
    aliases = {
        fold_name(alias): candidate.key
        for candidate in found
        if candidate is not None and (alias := alias_in(candidate.remark))
    }
    speakers = Speakers(aliases=aliases)
    scores = {
        key: _score(key, [found[at] for at in places], places, found, texts, words)
        for key, places in by_key.items()
    }
    for key in aliases:
        if key in scores:
            scores[key] = (scores[key][0] + 3, scores[key][1] + ", a short name")
    families = Counter(family_of(key) for key in by_key)
    for key, (score, why) in scores.items():
        if score > 0 and families[family_of(key)] > 1 and len(family_of(key)) > 2:  # noqa: PLR2004
            scores[key] = (score + 1.5, f"{why}, the same name in two spellings")
    strong = {key for key, (score, _) in scores.items() if score >= _ENOUGH}
    signs = {one.sign for key in strong for at in by_key[key] if (one := found[at])}
    surnames = {key.split()[-1] for key in strong}
    for key, (score, why) in scores.items():
        usual = any(one.sign in signs for at in by_key[key] if (one := found[at]))
        more = (1.5 if usual and strong and len(strong - {key}) else 0) + (
            1 if key.split()[-1] in surnames and key not in strong else 0
        )
        if score + more < _ENOUGH or score <= 0:
            continue
        first = found[by_key[key][0]]
        speakers.names[key] = first.name if first else key
        speakers.confidence[key] = min(0.99, 0.5 + (score + more) / 16)
        speakers.why[key] = why
    if len(speakers.names) == 1 and sum(len(by_key[key]) for key in speakers.names) == 1:
        (only,) = speakers.names
        if scores[only][0] < _ENOUGH + 1:
            speakers.names.clear()
    return speakers


def _score(  # noqa: PLR0912, PLR0913, PLR0917, C901 - one line for each kind of evidence
    key: str,
    candidates: Sequence[Candidate | None],
    places: Sequence[int],
    found: Sequence[Candidate | None],
    texts: Sequence[str],
    named: Counter[str],
) -> tuple[float, str]:
    first = candidates[0]
    if first is None or _FORM.match(first.name.strip(". ")):
        return -5.0, ""
    score, why = 0.0, []

    def count(points: float, reason: str) -> None:
        nonlocal score
        score += points
        why.append(reason)

    words = first.name.split()
    if any(
        _capitals(word.strip(".,-")) or _capitals(re.split(r"[.-]", word)[-1]) for word in words
    ):
        count(2, "capitals")
    if re.match(rf"^{_INITIALS}", first.name):
        count(1.5, "initials")
    if _TITLE.match(words[0]) and (len(words) > 1 or words[0][-1:].isdigit()):
        count(1, "a title")
    if first.sign in {":", "："}:
        count(1.5, "a colon")
    if first.sign in {"--", "—"}:
        count(0.5, "a dash")
    if len(places) > 1:
        count(min(2.0, 0.75 * (len(places) - 1) + 0.25), f"{len(places)} times")
    if any(
        word.casefold().strip(".,") in named for word in re.findall(r"[^\W\d_]{3,}", first.name)
    ):
        count(2, "named among those who take part")
    others = sum(
        1
        for at in places
        for near in (at - 1, at + 1)
        if 0 <= near < len(found) and (other := found[near]) is not None and other.key != key
    )
    if others:
        count(0.75, "answered by another")
    if alias_in(first.remark):
        count(2, "a short name is given for it")
    if len(words) > 4 and len(places) == 1:  # noqa: PLR2004
        count(-1.5, "long")
    if "," in first.name:
        count(-2, "a comma")
    if all(candidate is not None and candidate.alone for candidate in candidates):
        count(-1.5 if first.sign != ":" else -0.75, "nothing behind it")
    said = [
        texts[at][candidate.end :].strip()
        for at, candidate in zip(places, candidates, strict=True)
        if candidate
    ]
    if said and all(words_[:1].islower() for words_ in said if words_) and any(said):
        count(-2, "a sentence goes on")
    if re.search(r"\d{2,}|\b(?:19|20)\d\d\b", first.name):
        count(-3, "a number")
    return score, ", ".join(why)

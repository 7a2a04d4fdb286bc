"""What speaks for a label, and what against it, in points."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .candidates import alias_in, begins_with_initials, has_title, is_in_capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .candidates import Candidate

__all__ = ["Lines", "score"]

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
_WORDS = re.compile(r"[^\W\d_]{3,}")
_LONG = 4


class Lines:
    """The lines of a page, what each may be the label of, and the words of those who take part."""

    def __init__(
        self, texts: Sequence[str], found: Sequence[Candidate | None], named: Iterable[str]
    ) -> None:
        self.texts = texts
        self.found = found
        self.named = Counter(word.casefold() for name in named for word in _WORDS.findall(name))

    def is_answered(self, places: Sequence[int], key: str) -> bool:
        """Whether another label stands right before or behind one of the lines *places*."""
        near = {at + step for at in places for step in (-1, 1)}
        others = (self.found[at] for at in near if 0 <= at < len(self.found))
        return any(other is not None and other.key != key for other in others)


def score(lines: Lines, places: Sequence[int]) -> tuple[float, str]:
    """Return the points of the label at the lines *places*, and in words what gave them."""
    candidates = [one for at in places if (one := lines.found[at]) is not None]
    if _FORM.match(candidates[0].name.strip(". ")):
        return -5.0, ""
    points = [*_for(candidates, places, lines), *_against(candidates, places, lines)]
    return sum(value for value, _ in points), ", ".join(reason for _, reason in points)


def _for(
    candidates: Sequence[Candidate], places: Sequence[int], lines: Lines
) -> Iterator[tuple[float, str]]:
    first = candidates[0]
    if is_in_capitals(first.name):
        yield 2, "capitals"
    if begins_with_initials(first.name):
        yield 1.5, "initials"
    if has_title(first.name):
        yield 1, "a title"
    if first.sign in {":", "："}:
        yield 1.5, "a colon"
    elif first.sign in {"--", "—"}:
        yield 0.5, "a dash"
    if len(places) > 1:
        yield min(2.0, 0.75 * (len(places) - 1) + 0.25), f"{len(places)} times"
    if any(word.casefold() in lines.named for word in _WORDS.findall(first.name)):
        yield 2, "named among those who take part"
    if lines.is_answered(places, first.key):
        yield 0.75, "answered by another"
    if alias_in(first.remark):
        yield 2, "a short name is given for it"


def _against(
    candidates: Sequence[Candidate], places: Sequence[int], lines: Lines
) -> Iterator[tuple[float, str]]:
    first = candidates[0]
    if len(first.name.split()) > _LONG and len(places) == 1:
        yield -1.5, "long"
    if "," in first.name:
        yield -2, "a comma"
    if all(one.alone for one in candidates):
        yield (-0.75 if first.sign == ":" else -1.5), "nothing behind it"
    pairs = zip(places, candidates, strict=True)
    said = [words for at, one in pairs if (words := lines.texts[at][one.end :].strip())]
    if said and all(words[:1].islower() for words in said):
        yield -2, "a sentence goes on"
    if first.sign in {"--", "—"} and said and all(map(_is_name, said)):
        yield -3, "a list of offices"
    if re.search(r"\d{2,}", first.name):
        yield -3, "a number"


def _is_name(words: str) -> bool:
    """Whether what stands behind a dash is a name and no sentence: `EUR—Mr. Kohler`."""
    is_short = len(words.split()) <= _LONG
    return is_short and words[:1].isupper() and words[-1] not in ".!?…" and "," not in words

"""Personal names as citations need them: the family's apart from the given.

Only what leaves no doubt is split; a name that may be an institution's, or whose order is not
known, is cited as it is written. A register that says how a person is sorted always decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Name = dict[str, str]
    """A name as CSL-JSON has it: ``family`` and ``given`` …, or ``literal``."""

_BETWEEN = re.compile(r"\s*;\s*|,?\s+(?:and|und|et|и|&)\s+")
_LIST = re.compile(r"\s*,\s*")
_PARTICLES = frozenset(
    word
    for line in (
        "af al al- bin da de del della den der des di do dos du el",
        "la le ten ter van von zu zum",
    )
    for word in line.split()
)
_SUFFIXES = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_WORD = re.compile(r"[^\W\d_][\w’'ʼ.‐-]*")
_LONGEST = 4
# What no person is called: the words of institutions in the languages of the interface.
_INSTITUTION = re.compile(
    r"(?i)\b(?:the|agency|archiv\w*|association|bureau|cent(?:er|re)|college|comit\w+|commission|"
    r"committee|council|department|editors?|embassy|foundation|fondation|group|institut\w*|"
    r"library|ministry|museum|office|press|project|school|secretariat|service|society|staff|"
    r"stiftung|team|translators?|union|universit\w*|фонд\w*|институт\w*|архив\w*|"
    r"министерств\w*|редакц\w*|комитет\w*)\b"
)


def names_in(text: str, sorted_as: Callable[[str], str] = lambda _name: "") -> list[Name]:
    """Return the persons that *text* names, as CSL-JSON has names.

    *sorted_as* gives the form under which a register files a name (``Goldberg, Gary``), or nothing
    for a name that it does not have. Several persons stand with semicolons or “and” between them;
    commas part them only beside an “and”, because one alone may part a person from an institution.
    """
    whole = " ".join(text.split())
    if not whole:
        return []
    if sorted_as(whole):
        return [_name(whole, sorted_as)]
    parts = [part for part in _BETWEEN.split(whole) if part]
    joined = " ".join(parts)
    if len(parts) > 1 and ";" not in whole and "," in joined:
        parts = [piece for part in parts for piece in _LIST.split(part) if piece]
    if len(parts) > 1 and ";" not in whole and any(map(_is_institution, parts)):
        # “Ministry of Trade and Industry” is one, and no list.
        return [{"literal": whole}]
    return [_name(part, sorted_as) for part in parts] or [{"literal": whole}]


def _is_institution(text: str) -> bool:
    return _INSTITUTION.search(text) is not None


def _name(text: str, sorted_as: Callable[[str], str]) -> Name:
    filed = sorted_as(text)
    if filed:
        family, comma, given = (part.strip() for part in filed.partition(","))
        return {"family": family, "given": given} if comma and given else {"literal": text}
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIXES.fullmatch(words[-1]) else ""  # noqa: PLR2004
    words = [word.removesuffix(",") if suffix else word for word in words]
    if not _is_person(words) or _is_institution(text):
        return {"literal": text}
    first = next((n for n, word in enumerate(words) if word in _PARTICLES), len(words) - 1)
    particles = [word for word in words[first:-1] if word in _PARTICLES]
    if len(particles) != len(words) - 1 - first:
        return {"literal": text}
    name = {"family": words[-1], "given": " ".join(words[:first])}
    if particles:
        name["non-dropping-particle"] = " ".join(particles)
    if suffix:
        name["suffix"] = suffix
    return name


def _is_person(words: list[str]) -> bool:
    """Whether *words* are a given and a family name, in this order: none is left in doubt."""
    if not 2 <= len(words) <= _LONGEST or words[0] in _PARTICLES or words[-1] in _PARTICLES:  # noqa: PLR2004
        return False
    if words[-1].endswith("."):
        return False
    return all(
        _WORD.fullmatch(word) and (word[0].isupper() or word in _PARTICLES) for word in words
    )

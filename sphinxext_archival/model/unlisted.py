"""Names that a text has and no register knows: capitalised words that recur.

A guess, and no more: capitals are all that tells a name from another word, and so a writing without
capitals has none. Where a language writes every noun with one (German), a name must have two words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale, UnknownLocaleError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["Candidate", "calendar_words", "candidates", "recurring"]

_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "gsw", "nds"})
"""Languages (ISO 639) that write every noun with a capital."""

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'ʼ‐-][^\W\d_]+)*\.?|[^\s]")
_PARTICLES = frozenset(
    word
    for line in ("af al bin da de del della der di do dos", "du el ibn la le ten ter van von zu")
    for word in line.split()
)
_ENDS = frozenset(".!?…:")
_OPENS = frozenset("“”„«»‹›\"'‘’([{—–-*")
_LONGEST = 5
_SHORTEST = 3


class Candidate(NamedTuple):
    """A possible name; ``sure`` says that it does not open a sentence, where any word may be so."""

    words: str
    sure: bool


def candidates(
    text: str, language: str, known: Collection[tuple[int, int]] = ()
) -> list[Candidate]:
    """Return what may be a name in ``text``, in order; ``known`` are the extents of known names.

    ``language`` is a code of ISO 639. A name is one capitalised word or more, with initials and
    particles between them: ``N. I. Ryzhkov``, ``Charles de Gaulle``. Words in capitals alone are
    abbreviations or labels, and are no names.
    """
    least = 2 if language.partition("-")[0] in _NOUNS_IN_CAPITALS else 1
    found = []
    for whole_run, opens in _runs(text, known):
        # There the word that opens a sentence tells nothing even before a name: `Der Minister`.
        run = whole_run[1:] if opens and least > 1 else whole_run
        if not run:
            continue
        words = [word for word in run if not _is_initial(word)]
        whole = " ".join(run)
        if len(words) >= least and max(map(len, words)) >= _SHORTEST and len(run) <= _LONGEST:
            found.append(Candidate(whole, not opens or len(run) > 1))
    return found


def calendar_words(language: str) -> set[str]:
    """The names of months and days in a language (CLDR, by Babel), which are nobody's."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return set()
    tables = (locale.months, locale.days)
    return {
        name
        for table in tables
        for form in ("format", "stand-alone")
        for name in table[form]["wide"].values()
    }


def recurring(found: dict[str, tuple[int, int]], least: int) -> list[str]:
    """Return the names that recur, the most frequent first.

    ``found`` has how often each stands, and how often where only a name can. A single word that
    also stands in a longer name counts for itself.
    """
    names = [name for name, (count, sure) in found.items() if count >= least and sure]
    return sorted(names, key=lambda name: (-found[name][0], name))


def _runs(text: str, known: Collection[tuple[int, int]]) -> Iterator[tuple[list[str], bool]]:
    """Yield each run of capitalised words, and whether its first word opens a sentence."""
    extents = sorted(known, reverse=True)
    run: list[str] = []
    opens = True
    run_opens = True
    for match in _TOKEN.finditer(text):
        while extents and extents[-1][1] <= match.start():
            extents.pop()
        word = match[0]
        is_known = bool(extents) and extents[-1][0] < match.end()
        is_name = not is_known and _is_capitalised(word)
        # A stop after a word that is no initial ends a sentence.
        bare = word if _is_initial(word) else word.rstrip(".")
        if is_name:
            if not run:
                run_opens = opens
            run.append(bare)
        elif run and not is_known and word in _PARTICLES:
            run.append(word)
            continue
        if run and (not is_name or bare != word):
            yield from _closed(run, run_opens)
            run = []
        if word in _ENDS or bare != word:
            opens = True
        elif word not in _OPENS:
            opens = False
    yield from _closed(run, run_opens)


def _closed(run: list[str], opens: bool) -> Iterator[tuple[list[str], bool]]:  # noqa: FBT001 (one fact of the run)
    while run and run[-1] in _PARTICLES:
        run = run[:-1]
    if run and not all(map(_is_initial, run)):
        yield run, opens


def _is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital and goes on in small letters, or is an initial."""
    return (word[0].isupper() and any(map(str.islower, word[1:]))) or _is_initial(word)


def _is_initial(word: str) -> bool:
    """Whether a word is an initial (``M.``, ``Eh.`` is not: it may be a word)."""
    return len(word) == 2 and word[0].isupper() and word[1] == "."  # noqa: PLR2004 (a letter and a stop)

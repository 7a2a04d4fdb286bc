"""What an editor probably meant by a date that is not EDTF: ``August 23, 1990`` → ``1990-08-23``.

Only for the message of ``DateError``: nothing here ever becomes a date by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["suggest_edtf"]

# Headers are pasted in the language of the archive.
_LANGUAGES = ("en", "de", "es", "fr", "ru")
_LONGEST = 80
_LAST_MONTH = 12

_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DECADE = re.compile(r"(\d{3})0['\u2019]?s")
_ABOUT = re.compile(r"(?:circa|about|around|approx\.|ca?\.)\s*", re.IGNORECASE)
_DOUBT = re.compile(r"\s*[(\[]?\?[)\]]?")
_BETWEEN = re.compile(r"\s*(?:\bto\b|\buntil\b|[\u2013\u2014/]|\s-\s)\s*")
_DAYS_OF_ONE_MONTH = re.compile(
    r"(?P<before>\D*)\b(?P<first>\d{1,2})\s*[-\u2013]\s*(?P<last>\d{1,2})\b(?P<after>.*)"
)
_WORD = re.compile(r"\d+|[^\W\d_]+")
_SILENT = frozenset({"st", "nd", "rd", "th", "of", "the", "de", "le", "den", "г", "года"})


def suggest_edtf(text: str) -> Iterator[str]:
    """Give what ``text`` may mean in EDTF, best first; each still has to be checked."""
    text = text.strip().rstrip(".,;")
    if len(text) > _LONGEST:
        return
    yield from _one(text)
    if match := _DAYS_OF_ONE_MONTH.fullmatch(text):
        days = [
            next(_one(f"{match['before']}{day}{match['after']}"), None)
            for day in (match["first"], match["last"])
        ]
        if all(days):
            yield "/".join(day for day in days if day)
    match _BETWEEN.split(text):
        case [start, end]:
            yield f"{next(_one(start), start)}/{next(_one(end), end)}"


def _one(text: str) -> Iterator[str]:
    if about := _ABOUT.match(text):
        yield from (f"{date}~" for date in _one(text[about.end() :]))
    elif doubt := re.search(_DOUBT.pattern + "$", text):
        yield from (f"{date}?" for date in _one(text[: doubt.start()]))
    elif text.isdecimal() and len(text) == len("1990"):
        yield text
    else:
        yield from _numbers(text)
        yield from _words(text)


def _numbers(text: str) -> Iterator[str]:
    if match := _YEAR_FIRST.fullmatch(text):
        year, second, third = match.groups()
        yield _edtf(year, second, third)
        if third:
            yield _edtf(year, third, second)
    elif match := _YEAR_LAST.fullmatch(text):
        first, sign, second, year = match.groups()
        # 3/8/1990 is March in one country and August in another: no guess.
        if sign == "." or int(first) > _LAST_MONTH or first == second:
            yield _edtf(year, second, first)
        elif int(second) > _LAST_MONTH:
            yield _edtf(year, first, second)
    elif match := _MONTH_YEAR.fullmatch(text):
        yield _edtf(match[2], match[1])
    elif match := _EIGHT_DIGITS.fullmatch(text):
        yield _edtf(*match.groups())
    elif match := _DECADE.fullmatch(text):
        yield f"{match[1]}X"


def _words(text: str) -> Iterator[str]:
    """``23 August 1990``, ``August 23rd, 1990``, ``1990 August``: a year, a month's name, a day."""
    year = month = day = None
    for word in _WORD.findall(text.casefold()):
        if word.isdecimal() and len(word) == len("1990") and year is None:
            year = word
        elif word.isdecimal() and len(word) <= len("23") and day is None:
            day = word
        elif word in _months() and month is None:
            month = _months()[word]
        elif word not in _SILENT:
            return
    if year and month:
        yield _edtf(year, month, day)


def _edtf(year: str, month: str, day: str | None = None) -> str:
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")


@lru_cache(maxsize=1)
def _months() -> dict[str, str]:
    """Each name of a month, long or short and without its full stop, with its number."""
    from babel.dates import get_month_names  # noqa: PLC0415

    return {
        name.casefold().rstrip("."): str(number)
        for language in _LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, language).items()
    }

"""Dates as archives print them, in words and in figures, as EDTF."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

__all__ = ["edtf_of", "is_date"]

_LOCALES = ("en", "de", "fr", "ru", "es", "it", "pl", "cs")
_NOISE = re.compile(r"(?i)\b(?:the|of|year|г|года)\b\.?|(?<=\d)(?:st|nd|rd|th)\b")


@cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for code in _LOCALES:
        names = Locale.parse(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    months.setdefault(name.casefold().rstrip("."), number)
    return months


_WORD = re.compile(r"[^\W\d_]+|\d+")
_DASHED = re.compile(r"\s*[-–—]\s*")


def edtf_of(text: str) -> str:  # noqa: PLR0911 - each form of a date
    """Return *text*, a date and nothing else, as EDTF; empty where it is none, or in doubt."""
    words = _NOISE.sub(" ", text.strip().rstrip("."))
    doubtful = "?" if words.endswith("?") else ""
    words = re.sub(r"(?i)^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", "", words.rstrip("?"))
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words):
        return _made(int(match[1]), int(match[2]), int(match[3])) + doubtful
    if match := re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", words):
        return _made(int(match[3]), int(match[2]), int(match[1])) + doubtful
    if not re.fullmatch(r"[\w\s.,–—-]+", words):
        return ""
    found = _WORD.findall(words)
    months = [_months().get(word.casefold()) for word in found if word.isalpha()]
    numbers = [int(word) for word in found if word.isdecimal()]
    years = [number for number in numbers if 1000 <= number <= 2100]  # noqa: PLR2004
    days = [number for number in numbers if 1 <= number <= 31]  # noqa: PLR2004
    if None in months or len(years) != 1 or len(years) + len(days) != len(numbers):
        return ""
    if len(months) == 1 and len(days) <= 1:
        return _made(years[0], int(months[0] or 0), days[0] if days else 0) + doubtful
    if len(months) == 1 and len(days) == 2 and _DASHED.search(words):  # noqa: PLR2004
        first, last = (_made(years[0], int(months[0] or 0), day) for day in days)
        return f"{first}/{last}" if first and last else ""
    return f"{years[0]}{doubtful}" if not months and not days and len(found) == 1 else ""


def _made(year: int, month: int, day: int) -> str:
    import datetime as dt  # noqa: PLC0415

    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return ""
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def is_date(text: str) -> bool:
    """Whether *text* is a date, and nothing else."""
    return len(text) < 60 and bool(edtf_of(text))  # noqa: PLR2004

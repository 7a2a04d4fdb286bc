"""Dates of documents, persons and events, written in EDTF (ISO 8601-2:2019, Annex A).

``parse_date`` takes what an editor wrote and gives a ``Date``, which sorts by ``Date.earliest`` and
reads well in any language by ``Date.display``. What is not a date raises ``DateError``, which says
in one sentence what is wrong and, where it can, what would be right.

Years, months and days, with or without ``?``, ``~`` and ``%``, are nearly all the dates that an
edition has. They are read here; everything else is read by the library ``edtf``, whose grammar
needs about 3 ms for one date: half a minute for a register of five thousand persons.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

__all__ = ["Date", "DateError", "babel_locale", "parse_date"]

# Open ends, and years that have no four digits, sort first or last.
_FIRST = "0000-01-01"
_LAST = "9999-12-31"

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_FULL_DAY = re.compile(r"(?<![0-9X])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9X])")
# Only signs of EDTF, in a length that no true date has: the grammar is slow on long texts. The
# exponent form (`Y1E9`) is left out: it is a number that no memory holds.
_WORTH_PARSING = re.compile(r"[0-9XYSTZ:?~%/.,{}\[\] +-]{1,120}")
_QUALIFIERS = re.compile(r"[?~%]")
_SEASONS = range(21, 42)
_FORMS = (
    "dates are written `1990-08-23`, `1990-08` or `1990`, with `?` after an uncertain one, `~` "
    "after an approximate one, and `/` between two"
)


class DateError(ValueError):
    """The text is not a date in EDTF.

    ``message`` is one sentence for an editor; ``suggestion`` is the EDTF that was probably
    meant, or None.
    """

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message, suggestion)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        if self.suggestion is None:
            return self.message
        return f"{self.message}; did you mean `{self.suggestion}`?"


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written, with the first and the last day that it may mean.

    ``edtf`` is the text as written. ``earliest`` and ``latest`` are ISO 8601 days (``1990-08-01``)
    to sort and compare as text: an open or unknown end, and a year before 0 or after 9999, stand
    at ``0000-01-01`` or ``9999-12-31``. ``?``, ``~`` and ``%`` do not widen them.
    """

    edtf: str
    earliest: str
    latest: str

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The first and the last year that it may mean; None is an open end, or no year at all."""
        ends = (self.earliest, self.latest)
        first, last = (None if day in {_FIRST, _LAST} else int(day[:4]) for day in ends)
        return first, last

    def display(self, locale: str) -> str:
        """The date in words: ``23 August 1990``, ``23–24 August 1990``, ``c. 1990``, ``1990–``.

        ``locale`` is a language or locale code (``en``, ``en_US``, ``pt-BR``). An unknown one gives
        English; a date that has no words here (a season, a decade) gives the EDTF as written.
        """
        return _display(self.edtf, locale)


def parse_date(text: str) -> Date:
    """Read a date in EDTF, levels 0 to 2 without exponents; raises ``DateError``.

    Impossible days (``1990-02-31``) and periods that end before they begin are refused too.
    """
    return _parse(text.strip())


@lru_cache(maxsize=4096)
def _parse(text: str) -> Date:
    try:
        return _read(text)
    except DateError as error:
        # Only a date that is wrong needs it.
        from sphinxext_archival.model._date_suggestions import suggest_edtf  # noqa: PLC0415

        suggestion = error.suggestion or next(filter(_is_date, suggest_edtf(text)), None)
        message = error.message if suggestion else f"{error.message}; {_FORMS}"
        raise DateError(message, suggestion) from None


def _is_date(text: str) -> bool:
    try:
        _read(text)
    except DateError:
        return False
    return True


def _read(text: str) -> Date:
    if not text:
        raise DateError("the date is empty")
    days = _plain_days(text)
    if days is not None:
        return Date(text, *days)
    return _read_several(text) or _read_rare(text)


def _plain_days(text: str) -> tuple[str, str] | None:
    """The days of a year, a month or a day, or None for anything else."""
    plain = _PLAIN.fullmatch(text)
    if plain is None or (plain[2] and not plain[3] and int(plain[2]) in _SEASONS):
        return None
    year, month, day = (int(part) if part else None for part in plain.group(1, 2, 3))
    return _days_of(year or 0, month, day)


def _read_several(text: str) -> Date | None:
    """A period between two plain dates, or a set of them (`1990/1991`, `[1947,1949]`)."""
    is_set = text[0] + text[-1] in {"[]", "{}"}
    parts = text[1:-1].split(",") if is_set else text.split("/")
    days = [_plain_days(part.strip() if is_set else part) for part in parts]
    if not all(days) or len(days) < 2 or (not is_set and len(days) > 2):  # noqa: PLR2004
        return None
    spans = [span for span in days if span]
    if is_set:
        return Date(text, min(span[0] for span in spans), max(span[1] for span in spans))
    if spans[0][0] > spans[1][1]:
        raise _ends_before_it_begins(text)
    return Date(text, spans[0][0], spans[1][1])


def _ends_before_it_begins(text: str) -> DateError:
    start, _, end = text.partition("/")
    message = f"the period `{text}` ends before it begins"
    return DateError(message, f"{end}/{start}" if end else None)


def _days_of(year: int, month: int | None, day: int | None) -> tuple[str, str]:
    """The first and the last day of a year, a month or a day, as ISO days."""
    if month is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    if month not in range(1, 13):
        raise DateError(f"there is no month {month:02}")
    # The calendar of year 0, which `calendar` does not know, is that of the leap year 2000.
    length = monthrange(year or 2000, month)[1]
    if day is None:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{length}"
    if not 1 <= day <= length:
        raise DateError(f"{year:04}-{month:02} has only {length} days")
    iso = f"{year:04}-{month:02}-{day:02}"
    return iso, iso


def _read_rare(text: str) -> Date:
    """Intervals, sets, seasons, unspecified digits and the like, by the library."""
    # `/..` and `../` make the library print a traceback's worth of words to the console.
    if not _WORTH_PARSING.fullmatch(text) or text in {"/", "/..", "../"}:
        raise _not_a_date(text)
    for year, month, day in _FULL_DAY.findall(_QUALIFIERS.sub("", text)):
        _days_of(int(year), int(month), int(day))
    # Here, because building the grammar is slow and most editions never need it.
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415

    try:
        parsed = parse_edtf(text)
        first = _iso(parsed.lower_strict(), _FIRST)
        last = _iso(parsed.upper_strict(), _LAST)
    except (EDTFParseException, TypeError, ValueError, RecursionError):
        raise _not_a_date(text) from None
    # The library takes an unknown end for ten years; the standard says that it is unknown.
    first, last = _FIRST if text.startswith("/") else first, _LAST if text.endswith("/") else last
    if first > last:
        raise _ends_before_it_begins(text)
    return Date(text, first, last)


def _iso(day: object, if_open: str) -> str:
    """A ``struct_time`` of the library as an ISO day; its infinities are open ends."""
    if not isinstance(day, tuple):
        return if_open
    year, month, month_day = day[:3]
    if year < 0:
        return _FIRST
    if year > dt.MAXYEAR:
        return _LAST
    return f"{year:04}-{month:02}-{month_day:02}"


def _not_a_date(text: str) -> DateError:
    return DateError(f"`{shorten(text, 60, placeholder='…')}` is not a date in EDTF")


# "About" in front of a year; Latin *circa* where the table is silent.
_CIRCA = {"de": "ca.", "fr": "vers", "ru": "ок.", "uk": "бл."}


@lru_cache(maxsize=4096)
def _display(text: str, locale: str) -> str:
    language = babel_locale(locale)
    if text[:1] + text[-1:] in {"[]", "{}"}:
        members = [_one(member.strip(), language) for member in text[1:-1].split(",")]
        if None in members:
            return text
        words = [member for member in members if member]
        return format_list(words, "or" if text[0] == "[" else "standard", language)
    start, slash, end = text.partition("/")
    if slash:
        return _period(start, end, language) or text
    return _one(text, language) or text


def babel_locale(code: str) -> Locale:
    """Return the locale of *code*, of its language, or English as it is written in Britain."""
    code = code.replace("-", "_")
    for candidate in (code, code.split("_")[0].split("@")[0]):
        if candidate in {"", "en"}:
            break
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    # Plain "en" would put the month first, which is American and takes a comma in a sentence.
    return Locale.parse("en_GB")


def _one(text: str, locale: Locale) -> str | None:
    """A single date in words, or None if there are no words for it here."""
    # Unspecified months and days say no more than their absence.
    plain = _PLAIN.fullmatch(re.sub(r"(?:-XX){1,2}(?=[?~%]?$)", "", text))
    if not plain or plain[1] == "0000":
        return None
    try:
        day = dt.date(int(plain[1]), int(plain[2] or 1), int(plain[3] or 1))
    except ValueError:
        return None
    if plain[3]:
        words = format_date(day, "long", locale)
    else:
        words = format_skeleton("yMMMM" if plain[2] else "y", day, locale=locale)
    if plain[4] in {"~", "%"}:
        words = f"{_CIRCA.get(locale.language, 'c.')} {words}"
    return f"{words}?" if plain[4] in {"?", "%"} else words


def _period(start: str, end: str, locale: Locale) -> str | None:
    if start[:7] == end[:7] and len(start) == len(end) == len("1990-08-23"):
        return _days_of_one_month(start, end, locale)
    # A dash alone says "open" in every language.
    words = [side if side in {"", ".."} else _one(side, locale) for side in (start, end)]
    if words[0] is None or words[1] is None:
        return None
    first, last = ("" if side == ".." else side for side in words if side is not None)
    blank = " " if first and last and " " in first + last else ""
    return f"{first}{blank}–{blank}{last}" if first or last else None


def _days_of_one_month(start: str, end: str, locale: Locale) -> str | None:
    """``23–24 August 1990``: the locale's short form of it, with the month in full."""
    patterns = locale.interval_formats.get("yMMMd", {}).get("d", ())
    try:
        days = (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    except ValueError:
        return None
    return "".join(
        format_date(day, re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern), locale)
        for day, pattern in zip(days, patterns, strict=True)
    )

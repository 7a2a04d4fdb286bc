"""Numbers as they are written in the language of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from .dates import babel_locale

if TYPE_CHECKING:
    from collections.abc import Sequence


def number(value: int, locale: str) -> str:
    """Return *value* as a number of *locale* (a code of ISO 639): ``12,345``, ``12.345``."""
    return format_decimal(value, locale=babel_locale(locale))


def percent(share: float, locale: str) -> str:
    """Return *share* (0 to 1) as a percentage with one decimal: ``47.2%``, ``47,2 %``."""
    language = babel_locale(locale)
    pattern = language.percent_formats[None].pattern.replace("0", "0.0", 1)
    return format_percent(share, pattern, locale=language)


def joined(names: Sequence[str], locale: str) -> str:
    """Return *names* as a list in a sentence: ``A, B and C``."""
    return format_list(names, locale=babel_locale(locale))


def month(date: str, locale: str) -> str:
    """Return the month of *date* (``1990-08``) in short; what is only a year stays as it is."""
    if "-" not in date:
        return date
    return str(babel_locale(locale).months["stand-alone"]["abbreviated"][int(date[5:7])])

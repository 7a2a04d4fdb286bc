"""Languages by the names that archives print, as codes of ISO 639 (CLDR, by Babel)."""

from __future__ import annotations

from functools import cache

from babel import Locale

__all__ = ["code_of"]


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for locale in ("en", "de", "fr", "ru", "es", "it", "pl"):
        for code, name in Locale.parse(locale).languages.items():
            if "_" not in code:
                codes.setdefault(name.casefold(), code)
    return codes


def code_of(name: str) -> str:
    """Return the code of a language that is written as its name; empty where it is none."""
    return _codes().get(" ".join(name.casefold().strip(" .").split()), "")

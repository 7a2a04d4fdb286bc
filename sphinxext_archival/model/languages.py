"""Languages by their ISO 639 code, in a reader's language (CLDR, by Babel)."""

from __future__ import annotations

import functools

from babel import Locale, UnknownLocaleError


class LanguageError(ValueError):
    """A text that is no language code; ``suggestion`` is the code it may mean."""

    def __init__(self, text: str, suggestion: str | None) -> None:
        """Remember what may have been meant by *text*."""
        super().__init__(text)
        self.suggestion = suggestion


@functools.cache
def language_name(code: str, locale: str) -> str:
    """Return the name of the language *code* (ISO 639, ``ru`` or ``ru-Latn``) in *locale*.

    Raise :exc:`LanguageError` where *code* is none.
    """
    names = _names(locale)
    name = names.get(code.partition("-")[0])
    if name is None:
        raise LanguageError(code, _code_of(code))
    script = code.partition("-")[2]
    return f"{name} ({script})" if script else name


@functools.cache
def _names(locale: str) -> dict[str, str]:
    try:
        parsed = Locale.parse(locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        parsed = Locale.parse("en")
    return dict(parsed.languages)


def _code_of(name: str) -> str | None:
    """Return the code of a language that is written as its English name."""
    folded = name.casefold()
    for code, english in _names("en").items():
        if english.casefold() == folded:
            return code
    return None

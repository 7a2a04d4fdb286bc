"""How notes and turns are numbered.

Each type of note has its own series (the practice of documentary editing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

NOTE_TYPES = ("editor", "translator", "source", "author")
"""Whose note it is. Printed as 1 2 3, a b c, i ii iii and A B C, in this order."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = 26


def note_label(note_type: str, number: int) -> str:
    """Return what the marker of the *number*-th note (1…) of *note_type* prints."""
    if note_type == "translator":
        return _alphabetic(number)
    if note_type == "source":
        return _roman(number)
    if note_type == "author":
        return _alphabetic(number).upper()
    return str(number)


def free_number(number: str, taken: Container[str]) -> str:
    """Return the turn number *number*, or the first of ``12a``, ``12b`` … that is not *taken*."""
    candidate = number
    letter = 0
    while candidate in taken:
        place, sign = divmod(letter, _LETTERS)
        candidate = number + "z" * place + chr(ord("a") + sign)
        letter += 1
    return candidate


def _alphabetic(number: int) -> str:
    """Count a … z, aa … as printers do."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + place) + letters
    return letters


def _roman(number: int) -> str:
    numeral = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral

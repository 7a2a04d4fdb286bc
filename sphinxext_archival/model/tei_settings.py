"""What a project may set for TEI: the profiles, the practices, the revisions, and their checks.

A check returns what is wrong with a value, as the end of a sentence about it, or None.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = [
    "PRACTICES",
    "PROFILES",
    "problem_of_declaration",
    "problem_of_profile",
    "problem_of_revisions",
]

PROFILES = ("tei", "parla-clarin")
"""How turns are written: as those of a play, or as those of the corpora of parliaments."""

PRACTICES = (
    "correction", "hyphenation", "interpretation", "normalization", "punctuation", "quotation",
    "segmentation", "stdVals",
)  # fmt: skip
"""The practices that an editorial declaration may speak of by name."""

_DAY = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def problem_of_profile(value: Any) -> str | None:
    """Check that *value* is one of the profiles."""
    if value in PROFILES:
        return None
    return f"is no profile that is known (allowed: {', '.join(PROFILES)})"


def problem_of_revisions(value: Any) -> str | None:
    """Check that *value* is a list of dates, what was done, and perhaps by whom."""
    if not isinstance(value, list | tuple):
        return "must be a list of (date, what was done) or (date, what was done, by whom)"
    for revision in value:
        if (
            not _is_texts(revision)
            or len(revision) not in {2, 3}
            or not _DAY.fullmatch(revision[0])
        ):
            return (
                f"has {revision!r}; a date and what was done would be right, as "
                f'("2026-03-01", "Notes added")'
            )
    return None


def problem_of_declaration(value: Any) -> str | None:
    """Check that *value* is a text, some paragraphs, or such for each of some practices."""
    if not isinstance(value, dict):
        if isinstance(value, str) or _is_texts(value):
            return None
        return "must be a text, a list of texts, or a mapping of practices to texts"
    for name, words in value.items():
        if name not in PRACTICES:
            return f"has no practice “{name}” (allowed: {', '.join(PRACTICES)})"
        if not isinstance(words, str) and not _is_texts(words):
            return f"[{name!r}] must be a text or a list of texts"
    return None


def _is_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(text, str) for text in value)

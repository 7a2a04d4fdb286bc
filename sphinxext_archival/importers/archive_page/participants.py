"""Who takes part, by the lists above the text: names that labels may have."""

from __future__ import annotations

import re

from .candidates import candidate_at

__all__ = ["participants"]

_LONGEST_LINE = 90

_LIST_OF_PEOPLE = re.compile(
    r"(?i)^\W*(?:participants|present|attended by|those (?:present|taking part)|attendees|guests|"
    r"foreign guests|chair\w*(?: by)?|interpreters?|members|teilnehmer|участники|присутствовали)\b"
    r"[^:]*(?::|$)(?P<rest>.*)"
)


def participants(lines: list[str]) -> list[str]:
    """Return the lines that name those who take part."""
    named: list[str] = []
    open_for = 0
    for line in lines[:60]:
        match = _LIST_OF_PEOPLE.match(line.strip())
        if match:
            named.append(match["rest"])
            open_for = 12 if not match["rest"].strip() else 3
        elif open_for and line.strip():
            found = candidate_at(line)
            if len(line) < _LONGEST_LINE and (found is None or found.alone):
                named.append(line)
                open_for -= 1
            else:
                open_for = 0
    return named

"""Random harms to a text: what a fidelity check must catch, every one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

UNITS = {
    "word": re.compile(r"[^\W_]+"),
    "sign": re.compile(r"(?<!\x03)[^\w\s\[\]\\()#^*<>\x00-\x1f]"),
    "bracket": re.compile(r"(?<![\\^\[\w])\[(?=[A-Za-z])|(?<=[A-Za-z.])\](?!\()"),
    "marker": re.compile(r"\[\\\[\d\\\]\]\(#\)|\^\[\d\]|\x01[^\x04]*\x04"),
    "paragraph": re.compile(r"[^\n]+(?:\n[^\n]+)*"),
}
HARMS = ("drop", "change", "double", "swap", "split", "join")


def spans(text: str, unit: str) -> list[tuple[int, int]]:
    return [match.span() for match in UNITS[unit].finditer(text) if match[0].strip()]


def harmed(text: str, unit: str, harm: str, chance: random.Random) -> tuple[str, str] | None:
    """*text* with one harm done to it, and what was done; None where nothing can be done."""
    found = spans(text, unit)
    if unit == "paragraph" and harm in {"split", "join"}:
        return _paragraphs(text, harm, chance)
    if len(found) < 2 or harm in {"split", "join"}:
        return None
    place = chance.randrange(len(found) - (harm == "swap"))
    start, end = found[place]
    piece = text[start:end]
    gap = {"word": " ", "paragraph": "\n\n"}.get(unit, "")
    if harm == "drop":
        made = text[:start] + text[end:]
    elif harm == "double":
        made = text[:end] + gap + text[start:]
    elif harm == "change":
        made = text[:start] + _other(piece, unit, chance) + text[end:]
    else:
        after, last = found[place + 1]
        made = text[:start] + text[after:last] + text[end:after] + piece + text[last:]
    what = f"{harm} {unit} {piece[:40]!r} at {start}"
    return (made, what) if _words(made) != _words(text) else None


def _words(text: str) -> str:
    """The text but for the amount of spaces and the spelling of markers, which are no harm."""
    text = re.sub(r"\[\\\[(\d)\\\]\]\(#\)|\^\[(\d)\]", r"[\1\2]", text)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "\n\n".join(part for part in paragraphs if part)


def _other(piece: str, unit: str, chance: random.Random) -> str:
    if unit == "marker":
        return piece.replace(next(filter(str.isdigit, piece), "?"), "8")
    if unit == "bracket":
        return "(" if piece == "[" else ")"
    if unit == "sign":
        return ";" if piece != ";" else ","
    if unit == "paragraph":
        return "Nobody wrote this paragraph, and so it is a harm."
    at = chance.randrange(len(piece))
    return piece[:at] + ("q" if piece[at] != "q" else "z") + piece[at + 1 :]


def _paragraphs(text: str, harm: str, chance: random.Random) -> tuple[str, str] | None:
    if harm == "join":
        breaks = [match.span() for match in re.finditer(r"(?<=\S)\n\s*\n(?=\S)", text)]
        if not breaks:
            return None
        start, end = chance.choice(breaks)
        return text[:start] + " " + text[end:], f"join at {start}"
    gaps = [match.span() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    if not gaps:
        return None
    start, end = chance.choice(gaps)
    return text[:start] + "\n\n" + text[end:], f"split at {start}"

"""Text as Typst's markup, in which it means itself.

The source of the rules is Typst's reference, "Syntax", of version 0.15: its markup, its shorthands
(``--``, ``...``, ``-?``, and ``-1``, which is a minus) and the links that it finds by themselves.
"""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\r\n]+")
_SIGNS = re.compile(
    r"[\\#$*_`~@<>\[\]/]"
    r"|(?<![^\W\d_])-|-(?![^\W\d_])"  # a hyphen, but between two letters
    r"|\.(?=\.)"
    r"|(?<!\S)[=+.]|(?<!\S)\d+(?=\.(?!\.))"  # what begins a line may make a heading or a list
)
_STRING = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u2028": "\\u{2028}"}
)
_LABEL = re.compile(r"[^A-Za-z0-9_.:-]")


def markup(text: str) -> str:
    """Return *text* as markup; white space is one blank, as it is to docutils."""
    return _SIGNS.sub(_escaped, _SPACE.sub(" ", text))


def _escaped(match: re.Match[str]) -> str:
    # What stands before the full stop of a number stays; the full stop itself is escaped after it.
    sign = match[0]
    return f"{sign}\\" if sign[0].isdecimal() else f"\\{sign}"


def string(text: str) -> str:
    """Return *text* as a string of Typst's code, in its quotation marks."""
    return f'"{text.translate(_STRING)}"'


def label(docname: str, anchor: str) -> str:
    """Return the label of the *anchor* on a page: letters of other scripts by their numbers."""
    return _LABEL.sub(lambda sign: f"_{ord(sign[0]):x}_", f"{docname}:{anchor}")


def argument(value: object) -> str:
    """Return a plain *value* as Typst's code: a text, a number, a flag, nothing, or a sequence."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        pairs = ", ".join(f"{string(str(key))}: {argument(given)}" for key, given in value.items())
        return f"({pairs or ':'})"
    if isinstance(value, list | tuple):
        inner = ", ".join(map(argument, value))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return string(str(value))


def arguments(**values: object) -> str:
    """Return named *values* as the arguments of a call; what is None is left out."""
    return ", ".join(
        f"{name.replace('_', '-')}: {argument(value)}"
        for name, value in values.items()
        if value is not None
    )

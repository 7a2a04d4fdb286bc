r"""Words written so that Markdown gives them back as they are.

The rules are those of CommonMark 0.31 and of what MyST adds to it, as `model.fences` knows them; a
backslash before a sign of ASCII punctuation makes text of it. A paragraph is written in one line,
so that only its first signs can begin a block.
"""

from __future__ import annotations

import re
import unicodedata

from ..model.characters import without_unprintable

__all__ = ["as_heading", "as_option", "at_line_start", "can_wrap", "escaped", "one_line"]

# White space that Markdown may change; a no-break space is a sign like any other.
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_SIGN = re.compile(
    r"[\\`*<|]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word it is no emphasis
    r"|&(?=[#\w])"
    r"|(?<=\])\("  # [words](address)
    r"|(?<=\[)\^"  # [^key]
    r"|\{(?=[{%])"  # a substitution
    r"|(?<=\{)\{"
)
_BLOCK_START = re.compile(r"[-+=>~:%|#](?!\\)")
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_TARGET = re.compile(r"\(.+\)=$")
_NOTE = re.compile(r"\[\^[^\]\s]+\](?=:)")
_PLAIN_VALUE = re.compile(r"(?!---|\.\.\.)[\w./(][^#\\\"'|>]*")
# What a project may have switched on: mathematics, signs for abbreviations, words struck out.
_HEADING_ONLY = re.compile(r"(?i)[$~]|\((?=(?:c|r|p|tm)\))")


def one_line(text: str) -> str:
    """Return *text* in one line, without what no output can print."""
    return _SPACE.sub(" ", without_unprintable(text))


def escaped(text: str, before: str = "") -> str:
    r"""Return *text*, one line, with backslashes before what is markup inside a paragraph.

    *before* is the sign that stands before it: ``]`` and ``(x)`` make a link.
    """
    found = _SIGN.sub(lambda sign: f"\\{sign[0]}", before + text)
    # The sign before it may have become two.
    return found[len(_SIGN.sub(lambda sign: f"\\{sign[0]}", before)) :] if before else found


def at_line_start(line: str) -> str:
    """Return *line*, written already, with a backslash where its first signs begin a block."""
    if _BLOCK_START.match(line):
        return f"\\{line}"
    if number := _NUMBER.match(line):
        return f"{number[0]}\\{line[number.end() :]}"
    if _TARGET.match(line):
        return f"{line[:-1]}\\="
    if note := _NOTE.match(line):
        return f"{note[0]}\\{line[note.end() :]}"
    if line.startswith("[") and not line.startswith("[^") and "]:" in line:
        return f"\\{line}"
    return line


def as_heading(text: str) -> str:
    """Return *text* as the words of a heading, which the rules of the project are in force for."""
    words = escaped(one_line(text).strip())
    words = _HEADING_ONLY.sub(lambda sign: f"\\{sign[0]}", words)
    return re.sub(r"(?<!\\)(?=#+$)", r"\\", words)


def as_option(value: str) -> str:
    """Return *value* so that MyST, which reads options as a subset of YAML, takes it as it is."""
    value = one_line(value).strip()
    is_plain = _PLAIN_VALUE.fullmatch(value) and ": " not in value and not value.endswith(":")
    return value if is_plain else "'" + value.replace("'", "''") + "'"


def can_wrap(before: str, inner: str, after: str) -> bool:
    """Whether asterisks around *inner*, as written, are emphasis between these neighbours.

    CommonMark 6.2: an opening run is left-flanking, a closing one right-flanking. One that is both,
    inside a word or between two signs, may be matched with any other: those are not written.
    """
    if not inner or "*" in {before[-1:], after[:1], inner[0], inner[-1]}:
        return False
    return _is_edge(before[-1:], inner[0]) and _is_edge(after[:1], inner[-1])


def _is_edge(outside: str, inside: str) -> bool:
    if inside.isspace():
        return False
    if not outside or outside.isspace():
        return True
    return _is_punctuation(outside) and not _is_punctuation(inside)


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"

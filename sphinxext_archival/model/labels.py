"""Speaker labels: how a paragraph of a transcript says who speaks.

A label opens a turn when it stands, whole, at the beginning of a paragraph and is followed by a
full stop or a colon, or when it stands alone on its line. The text is that of one paragraph, flat:
an inline node that is no plain text (a note marker, a role's node, a link) is one character
U+FFFC. All offsets count the characters of that text, as it was given.

Matching is exact but for runs of white space and for Unicode form (canonical equivalence, UAX 15).
What only looks like a label is never taken for one; :meth:`LabelTable.lookalike` reports it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NODE = "\ufffc"
DELIMITERS = ".:："

_CLOSING = {"(": ")", "[": "]"}
# Three dots and no fourth are a hesitation (`GORBACHEV . . . said`), not a delimiter.
_ELLIPSIS = re.compile(r"\.(?:[^\S\n]?\.){2}(?![^\S\n]?\.)")
_LINE_END = re.compile(r"[^\S\n]*(?:\n|\Z)")
_SPACE = re.compile(r"\s*")
_UNEVEN_SPACE = re.compile(r"[^\S ]|  ")
_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f]|['’‐-](?=\w))*")
# As far as a paragraph counts to ten or thirty-nine: `LI` and `DIX` are names.
_ROMAN_NUMBER = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\.?")
_PARTICLES = frozenset({
    "al", "ben", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn",
    "la", "le", "of", "the", "van", "von", "y", "zu",
})  # fmt: skip
_MOST_WORDS = 6
_LONGEST_ABBREVIATION = 5  # Comr.
_CLOSE = 0.8
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """The label that opens a paragraph.

    ``label`` is the table's spelling and ``keys`` the entities that have it. ``printed`` is what
    the edition prints: label, remark and delimiter as written, up to ``end``; what is said begins
    at ``text_start``. ``remark`` is the bracketed or parenthesised remark between label and
    delimiter, or empty. ``alone``: nothing follows on the line.
    """

    label: str
    keys: tuple[str, ...]
    printed: str
    end: int
    text_start: int
    remark: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Lookalike:
    """What looks like a label, as written with its delimiter, and the nearest known label."""

    text: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class _Tail:
    """Where a label ends, and the remark before its delimiter."""

    end: int
    remark: str = ""


class LabelTable:
    """The labels of the speakers who may take part: pairs of a label and an entity's key.

    A label that several entities have still matches, with the keys of all; ``conflicts`` names
    each such label and its keys.
    """

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        self._entries: dict[str, tuple[str, tuple[str, ...]]] = {}
        for label, key in labels:
            folded, _ = _fold(label.strip())
            if folded:
                known, keys = self._entries.get(folded, (label.strip(), ()))
                self._entries[folded] = known, keys if key in keys else (*keys, key)
        self._lengths = sorted({len(folded) for folded in self._entries}, reverse=True)
        self._initials = {folded[0] for folded in self._entries}
        self._nearest = {label.casefold(): label for label, _ in self._entries.values()}
        self.conflicts: dict[str, tuple[str, ...]] = {
            label: keys for label, keys in self._entries.values() if len(keys) > 1
        }

    def match(self, text: str) -> LabelMatch | None:
        """Return the label that opens *text*, or None. White space before it is passed over.

        A node before the label hides it; a note marker that touches the end of the label does not.
        """
        start = _after_space(text, 0)
        if unicodedata.normalize("NFD", text[start : start + 1])[:1] not in self._initials:
            return None
        folded, cut = _fold(text, start, self._lengths[0])
        for length in self._lengths:
            entry = self._entries.get(folded[:length])
            end = cut(length) if entry is not None else None
            if entry is None or end is None:
                continue
            tail = _tail(text, start, end)
            if tail is not None:
                return LabelMatch(
                    *entry,
                    printed=text[start : tail.end],
                    end=tail.end,
                    text_start=_after_space(text, tail.end),
                    remark=tail.remark,
                    alone=_LINE_END.match(text, tail.end) is not None,
                )
        return None

    def lookalike(self, text: str) -> Lookalike | None:
        """Return what looks like a label at the beginning of *text* and is not known, or None.

        That is at most six capitalised words and a delimiter, when they are in capitals, or are
        two and more before a colon. Else (`Moscow. It was`, `Note: the`) it is ordinary prose,
        unless a known label is close.
        """
        if self.match(text) is not None:
            return None
        start = _after_space(text, 0)
        candidates = list(_candidates(text, start))
        # Of `MR. LOTT. I`, the last: an abbreviation is a part of the label that it begins.
        for words, end in reversed(candidates):
            if _is_capitals(words) or (text[end - 1] != "." and self._is_named(words)):
                return Lookalike(text[start:end], self._near(words, _NEAR))
        for words, end in candidates:
            if near := self._near(words, _CLOSE):
                return Lookalike(text[start:end], near)
        return None

    def _is_named(self, words: list[str]) -> bool:
        """Whether *words* before a colon name somebody, and are no `Note:` or `However:`."""
        capitalised = [word for word in words if any(map(str.isupper, word))]
        if len(capitalised) > 1 or words[0].isupper():
            return True
        return bool(capitalised) and not self._entries

    def _near(self, words: list[str], likeness: float) -> str | None:
        name = " ".join(words).casefold()
        found = difflib.get_close_matches(name, self._nearest, 1, likeness)
        return self._nearest[found[0]] if found else None


def _fold(
    text: str, start: int = 0, limit: int | None = None
) -> tuple[str, Callable[[int], int | None]]:
    """Return *text* blind to white space and Unicode form, and where it may be cut.

    The function goes from a length of the folded text to the offset in *text*, or to None: there
    is no cut between a letter and its combining marks. Folding stops after *limit* characters.
    """
    end = len(text) if limit is None else start + limit
    # With the sign after it: that may be a mark upon the last letter.
    if text[start : end + 1].isascii() and not _UNEVEN_SPACE.search(text, start, end):
        # Nearly every paragraph begins so, and has nothing to fold.
        even = text[start:end]
        return even, lambda length: start + length if length <= len(even) else None
    folded: list[str] = []
    offsets: dict[int, int] = {}
    length, at = 0, start
    while at < len(text) and (limit is None or length < limit):
        if text[at].isspace():
            at, piece = _after_space(text, at), " "
        else:
            begin, at = at, at + 1
            while at < len(text) and unicodedata.combining(text[at]):
                at += 1
            piece = unicodedata.normalize("NFD", text[begin:at])
        folded.append(piece)
        length += len(piece)
        offsets[length] = at
    return "".join(folded), offsets.get


def _after_space(text: str, at: int) -> int:
    if not text[at : at + 1].isspace():
        return at
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _tail(text: str, start: int, at: int) -> _Tail | None:
    """Return the end of the label from *start* to *at*, if what follows shows that it is one."""
    if (delimited := _delimited(text, at)) is not None:
        return delimited
    if text[at - 1] in DELIMITERS and _opens_speech(text, at - 1):
        return _Tail(at)
    marked = _after_nodes(text, at)
    remark = _after_remarks(text, marked)
    # A bracket on the next line is what is said; only a delimiter shows that it is a remark.
    for end in (remark, marked) if "\n" not in text[marked:remark] else (marked,):
        line_end = _LINE_END.match(text, end)
        if line_end is None:
            continue
        # A sentence that was wrapped after its first word goes on in lower case.
        wrapped = text[line_end.end() :].lstrip()[:1].islower()
        if text[start:at].isupper() or not wrapped:
            return _Tail(end, text[marked:end].strip())
    return None


def _delimited(text: str, at: int) -> _Tail | None:
    """Return the end of the delimiter after what ends at *at*, with the remark between."""
    at = _after_nodes(text, at)
    remark = _after_remarks(text, at)
    delimiter = _after_space(text, remark)
    if text[delimiter : delimiter + 1] in tuple(DELIMITERS) and _opens_speech(text, delimiter):
        return _Tail(delimiter + 1, text[at:remark].strip())
    return None


def _after_nodes(text: str, at: int) -> int:
    while text.startswith(NODE, at):
        at += 1
    return at


def _after_remarks(text: str, at: int) -> int:
    """Return the offset after the balanced brackets and parentheses that begin at *at*."""
    end = at
    expected: list[str] = []
    for offset in range(_after_space(text, at), len(text)):
        character = text[offset]
        if character in _CLOSING:
            expected.append(_CLOSING[character])
        elif expected and character == expected[-1]:
            expected.pop()
            if not expected:
                end = offset + 1
        elif (not expected and not character.isspace()) or character in ")]":
            break
    return end


def _opens_speech(text: str, at: int) -> bool:
    """Whether what follows the delimiter at *at* shows that it ends a label.

    White space, the end, a node, a capital, an opening mark: so `BORUN.And what` is a label, and
    `KIM.5`, `K.G. Kim` and `Kim.com` are none.
    """
    following = text[at + 1 : at + 2]
    if _ELLIPSIS.match(text, at):
        return False
    if not following or following.isspace() or following == NODE or text[at] == "：":
        return True
    category = unicodedata.category(following)
    if category in {"Lu", "Lt", "Lo"}:
        return text[at] != "." or text[at + 2 : at + 3] != "."
    return category in {"Pi", "Pf", "Ps"} or following in "\"'¿¡…—"


def _candidates(text: str, at: int) -> Iterator[tuple[list[str], int]]:
    """Yield each run of up to six capitalised words from *at* that a delimiter follows."""
    words: list[str] = []
    while len(words) < _MOST_WORDS and (match := _WORD.match(text, at)):
        word = match[0]
        particle = word in _PARTICLES
        if (word.islower() and not particle) or (not words and (particle or word[0].isdecimal())):
            return
        words.append(word)
        at = match.end()
        tail = _delimited(text, at)
        if tail is not None and not particle:
            yield list(words), tail.end
        if text.startswith(".", at):
            if len(word) > _LONGEST_ABBREVIATION or word[0].isdecimal():
                return
            words[-1] += "."
            at += 1
        at = _after_space(text, at)


def _is_capitals(words: list[str]) -> bool:
    """Whether a name in capitals stands in *words*, and else only what may stand beside one."""
    capitals = [
        word
        for word in words
        if word.isupper() and sum(map(str.isalpha, word)) > 1 and not _ROMAN_NUMBER.fullmatch(word)
    ]
    return bool(capitals) and all(
        word.isupper() or word.isdecimal() or word in _PARTICLES or word.endswith(".")
        for word in words
    )

"""Text as a sequence of tokens: words, signs and note markers, and what stands between them.

A flat text is a string that says everything by itself: what is no sign of the text in it (the end
of a paragraph, a note marker, a page) is written with control characters, which no text has.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

__all__ = ["BULLET", "Flat", "Gap", "Place", "Tokens", "head", "marker", "page", "tokenize"]

PARAGRAPH = "\n"
"""The end of a paragraph; every other space in a flat text is a blank."""

EITHER = "\x0b"
"""A break that may be the end of a paragraph, or a space."""

WRAP = "\r"
"""The end of a line, and of nothing else."""

_MARKER, _HEAD, _PAGE, _END = "\x01", "\x02", "\x03", "\x04"
BULLET = "\x05"
"""What a list prints before an item: it is typography, and the source may have it or not."""

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_MADE = ("\x06", "\x07")
"""What stands between these is made by the extension, and no word of the document."""

_TOKEN = re.compile(
    rf"(?P<gap>[\s{PARAGRAPH}{EITHER}]+|{_PAGE}[^{_END}]*{_END})"
    rf"|(?P<made>[{_MADE[0]}{_MADE[1]}])"
    rf"|[^\W_]+|[{_MARKER}{_HEAD}][^{_END}]*{_END}|\S"
)


class Gap(IntEnum):
    """What stands before a token."""

    NONE = 0
    SPACE = 1
    EITHER = 2
    PARAGRAPH = 3


class Place(NamedTuple):
    """Where something stands: ``name`` is a docname or a file, ``line`` is from 1."""

    name: str
    line: int | None


def marker(label: str) -> str:
    """Return a note marker that calls the note *label*."""
    return f"{_MARKER}{label}{_END}"


def head(label: str) -> str:
    """Return the head of the note *label*."""
    return f"{_HEAD}{label}{_END}"


def page(number: str) -> str:
    """Return the beginning of page *number* of the source (``?`` where it must have begun)."""
    return f"{_PAGE}{number}{_END}"


def made(text: str) -> str:
    """Return *text* as made by the extension."""
    return f"{_MADE[0]}{text}{_MADE[1]}"


def spelled(token: str) -> str:
    """Return *token* as a reader sees it: a marker as ``[1]``."""
    if token[:1] in {_MARKER, _HEAD}:
        return f"[{token[1:-1]}]"
    return "-" if token == BULLET else token


def label_of(token: str) -> str | None:
    """Return the label that a marker, or the head of a note, shows; None for all else."""
    return token[1:-1] if token[:1] in {_MARKER, _HEAD} else None


def is_head(token: str) -> bool:
    """Say whether *token* is the head of a note."""
    return token[:1] == _HEAD


@dataclass(slots=True)
class Flat:
    """A flat text that is being put together; where each piece of it stands is kept."""

    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    length: int = 0
    kinds: dict[int, str] = field(default_factory=dict)
    """The kind of each insertion, by the offset of its ``[``."""

    def add(self, text: str, place: Place) -> None:
        """Add *text*, which begins at *place*."""
        if not text:
            return
        if not text.isascii():
            text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
        if not self.places or self.places[-1] != place:
            self.starts.append(self.length)
            self.places.append(place)
        self.parts.append(text)
        self.length += len(text)

    def extend(self, other: Flat) -> None:
        """Add all of *other*."""
        self.kinds |= {at + self.length: kind for at, kind in other.kinds.items()}
        self.starts += [at + self.length for at in other.starts]
        self.places += other.places
        self.parts += other.parts
        self.length += other.length

    def slice(self, start: int, end: int) -> Flat:
        """Return a part of it, that remembers where it stands."""
        part = Flat()
        if start >= end:
            return part
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end)
        part.starts = [max(at - start, 0) for at in self.starts[first:last]]
        part.places = self.places[first:last]
        part.parts = [self.text[start:end]]
        part.length = end - start
        part.kinds = {at - start: kind for at, kind in self.kinds.items() if start <= at < end}
        return part

    @property
    def text(self) -> str:
        """The whole text."""
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def place_at(self, offset: int) -> Place:
        """Return where the text at *offset* stands."""
        index = bisect_right(self.starts, offset) - 1
        return self.places[max(index, 0)] if self.places else Place("", None)


class Tokens:
    """The tokens of a flat text: their words, and for each its gap, offset, page and maker."""

    __slots__ = ("flat", "gaps", "made", "offsets", "pages", "words")

    def __init__(self, flat: Flat) -> None:
        """Begin without tokens."""
        self.flat = flat
        self.words: list[str] = []
        self.gaps: list[Gap] = []
        self.offsets: list[int] = []
        self.pages: dict[int, list[str]] = {}
        self.made: set[int] = set()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.words)

    def place(self, index: int) -> Place:
        """Return where a token stands; behind the last, where that stands."""
        if not self.offsets:
            return self.flat.place_at(0)
        return self.flat.place_at(self.offsets[min(index, len(self.offsets) - 1)])

    def kind(self, index: int) -> str | None:
        """Return the kind of insertion that the ``[`` at *index* opens, or None."""
        return self.flat.kinds.get(self.offsets[index])

    def spelled(self, start: int, end: int) -> str:
        """Return the tokens from *start* to *end* as a reader sees them, with ``¶``."""
        signs = {Gap.NONE: "", Gap.SPACE: " ", Gap.EITHER: " ", Gap.PARAGRAPH: " ¶ "}
        return "".join(
            (signs[self.gaps[at]] if at > start else "") + spelled(self.words[at])
            for at in range(start, end)
        )


def tokenize(flat: Flat) -> Tokens:
    """Return the tokens of *flat*."""
    tokens = Tokens(flat)
    words, gaps, offsets = tokens.words, tokens.gaps, tokens.offsets
    none, space, gap = Gap.NONE, Gap.SPACE, Gap.PARAGRAPH
    pages: list[str] = []
    is_made = False
    for match in _TOKEN.finditer(flat.text):
        kind = match.lastgroup
        if kind is None:
            if pages:
                tokens.pages[len(words)] = pages
                pages = []
            if is_made:
                tokens.made.add(len(words))
            words.append(match[0])
            gaps.append(gap)
            offsets.append(match.start())
            gap = none
        elif kind == "made":
            is_made = match[0] == _MADE[0]
        elif match[0] == " ":
            if gap is none:
                gap = space
        elif match[0][0] == _PAGE:
            pages.append(match[0][1:-1])
        else:
            gap = max(gap, _gap(match[0]))
    if pages:
        tokens.pages[len(words)] = pages
    return tokens


def _gap(space: str) -> Gap:
    if PARAGRAPH in space:
        return Gap.PARAGRAPH
    return Gap.EITHER if EITHER in space else Gap.SPACE

r"""Inline content of a draft as MyST, and as the flat text that the markup's grammar will see.

What is no text there (a note marker, a page, a mention) is one character U+FFFC in the flat text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..model.brackets import parse_brackets
from ..model.labels import NODE
from ..model.phrases import PhraseTable
from .draft import (
    Emendation,
    Emphasis,
    Feature,
    Insertion,
    Mention,
    NoteRef,
    Page,
    Strong,
    Text,
    inline_text,
)
from .markdown import can_wrap, escaped, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .draft import Inline

__all__ = ["Written", "written_inline"]

# What a role may hold between its backquotes and not be changed by it.
_ROLE_WORDS = re.compile(r"(?![!~\s])[^`<>\\\[\]{}\n\ufffc]+(?<!\s)")
_ROLE_BLANKS = re.compile(r"[^`<>\\\n\ufffc]*")
_PLAIN_ATTRIBUTE = re.compile(r"[^\s\"'{}\[\]=]+")
_LETTER = re.compile(r"[^\W\d_]")


class _Piece(NamedTuple):
    """A piece of inline content: as MyST, as flat text, and what kind of piece it is."""

    written: str
    flat: str
    is_page: bool = False
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """Inline content as MyST and as flat text."""

    pieces: tuple[_Piece, ...]

    @property
    def written(self) -> str:
        """The content as MyST, in one line."""
        return "".join(piece.written for piece in self.pieces).strip(" ")

    @property
    def flat(self) -> str:
        """The content as flat text."""
        return "".join(piece.flat for piece in self.pieces).strip(" ")

    @property
    def after_pages(self) -> str:
        """The flat text after the page breaks at its head."""
        pieces = list(self.pieces)
        while pieces and (pieces[0].is_page or not pieces[0].flat.strip()):
            pieces.pop(0)
        return "".join(piece.flat for piece in pieces).strip(" ")

    def silenced(self) -> str:
        """The content as MyST with a backslash that says that no label begins it."""
        parts = [piece.written for piece in self.pieces]
        for at, piece in enumerate(self.pieces):
            if piece.is_text and piece.flat.strip():
                start = len(parts[at]) - len(parts[at].lstrip(" "))
                if _LETTER.match(parts[at], start):
                    parts[at] = f"{parts[at][:start]}\\{parts[at][start:]}"
                elif piece.flat.lstrip().startswith("\\"):
                    # One backslash would be taken for what silences, and taken away.
                    parts[at] = parts[at].replace("\\\\", "`\\`", 1)
                break
        return "".join(parts).strip(" ")


@cache
def _phrases() -> PhraseTable:
    return PhraseTable()


def written_inline(
    content: Sequence[Inline],
    marker: Callable[[str], str],
    *,
    is_text: bool = True,
    is_alone: bool = True,
) -> Written:
    """Write inline content; *marker* gives the place of a note by its key.

    *is_text*: brackets are insertions there. *is_alone*: the content is a whole paragraph.
    """
    plain = _Inline(marker, None)
    plain.add(content)
    if not is_text or "[" not in plain.flat:
        return Written(tuple(plain.pieces))
    flat = plain.flat
    spans = list(parse_brackets(flat, _phrases(), alone=is_alone).spans)
    kinds = {}
    while spans:
        span = spans.pop()
        kinds[span.start] = (span.kind, span.inner_end)
        spans += span.children
    given = _Inline(marker, kinds)
    given.add(content)
    return Written(tuple(given.pieces))


class _Inline:
    """Writes inline content, piece by piece; *kinds* are what each bracket is by itself."""

    def __init__(
        self, marker: Callable[[str], str], kinds: dict[int, tuple[str, int]] | None
    ) -> None:
        self.pieces: list[_Piece] = []
        self._marker = marker
        self._kinds = kinds
        # What stands behind the last item.
        self._end = ""
        # Offsets in the flat text of the first pass, which has no classes after brackets.
        self._position = 0

    @property
    def flat(self) -> str:
        return "".join(piece.flat for piece in self.pieces)

    def add(self, content: Sequence[Inline], *, wrapped: bool = False) -> None:
        for at, item in enumerate(content):
            if isinstance(item, Text):
                self._text(item.text)
            elif isinstance(item, Insertion):
                self._insertion(item, content[at + 1 : at + 2], wrapped=wrapped)
            elif isinstance(item, NoteRef):
                self._put(self._marker(item.key), NODE)
            elif isinstance(item, Page):
                n = re.sub(r"[`\\<>]", "", one_line(item.n)).strip() or "?"
                self._put(f"{{page}}`{n}`", NODE, is_page=True)
            elif isinstance(item, Mention):
                self._mention(item, wrapped=wrapped)
            elif isinstance(item, Emphasis | Strong):
                self._wrapped(item, content[at + 1 : at + 2], wrapped=wrapped)
            elif isinstance(item, Feature):
                self._feature(item, wrapped=wrapped)
            else:
                self._emendation(item)

    def _add_inner(self, content: Sequence[Inline], end: str, *, wrapped: bool) -> None:
        """Add *content*, behind which *end* stands."""
        outer, self._end = self._end, end
        self.add(content, wrapped=wrapped)
        self._end = outer

    def _put(
        self, written: str, flat: str, *, is_page: bool = False, is_text: bool = False
    ) -> None:
        self.pieces.append(_Piece(written, flat, is_page, is_text))
        self._position += len(flat)

    def _last(self) -> str:
        return next((piece.written[-1] for piece in reversed(self.pieces) if piece.written), "")

    def _text(self, text: str) -> None:
        words = one_line(text)
        if "]{" in words and self._kinds is not None:
            # Braces that stand behind a bracket as text: a class of our own before them keeps them.
            at = 0
            for end in _ends_before_braces(words):
                self._words(words[at:end])
                self.pieces.append(_Piece("{.supplied}", "{.supplied}"))
                at = end
            words = words[at:]
        self._words(words)

    def _words(self, words: str) -> None:
        if not words:
            return
        before = self._last()
        written = escaped(words, before if before in {"]", "[", "{"} else "")
        if written.startswith("{") and self.pieces:
            written = f"\\{written}"  # no attribute of what stands before it
        if written.startswith(":") and before == "]":
            written = f"\\{written}" if self._is_at_start() else written
        self._put(written, words, is_text=True)

    def _is_at_start(self) -> bool:
        return len(self.pieces) == 1

    def _insertion(self, item: Insertion, following: Sequence[Inline], *, wrapped: bool) -> None:
        start = self._position
        self._put("[", "[")
        self._add_inner(item.content, "]", wrapped=wrapped)
        inner_end = self._position
        if self._kinds is None:
            self._put("]", "]")
            return
        kind, end = self._kinds.get(start, ("", -1))
        given = kind if end == inner_end else ""
        follows = following[0] if following else None
        if not _is_balanced(item.content):
            self._put("]", "]")
            return
        is_block_next = isinstance(follows, Text) and follows.text.startswith("{")
        is_right = bool(given) and item.kind in {"", given}
        if is_right and not item.resp and not is_block_next:
            self._put("]", "]")
        elif not is_right or item.resp or is_block_next:
            name = item.kind or given or "supplied"
            resp = f" resp={item.resp}" if item.resp else ""
            block = f"{{.{name}{resp}}}"
            self.pieces.append(_Piece(f"]{block}", f"]{block}"))
            self._position += 1

    def _mention(self, item: Mention, *, wrapped: bool) -> None:
        words = one_line(inline_text(item.content))
        plain = all(isinstance(inner, Text) for inner in item.content)
        if plain and _ROLE_WORDS.fullmatch(words) and _ROLE_WORDS.fullmatch(item.key):
            self._put(f"{{{item.kind}}}`{words} <{item.key}>`", NODE)
        else:
            self.add(item.content, wrapped=wrapped)

    def _wrapped(
        self, item: Emphasis | Strong, following: Sequence[Inline], *, wrapped: bool
    ) -> None:
        mark = len(self.pieces)
        before = self._last()
        self.add(item.content, wrapped=True)
        inner = "".join(piece.written for piece in self.pieces[mark:])
        follows = _first_written(following, self._marker) if following else self._end
        if wrapped or not can_wrap(before, inner, follows):
            return
        sign = "*" if isinstance(item, Emphasis) else "**"
        self.pieces.insert(mark, _Piece(sign, ""))
        self.pieces.append(_Piece(sign, ""))

    def _feature(self, item: Feature, *, wrapped: bool) -> None:
        if not _is_balanced(item.content):
            self._add_inner(item.content, "a", wrapped=wrapped)
            return
        self._put("[", "[")
        self._add_inner(item.content, "]", wrapped=wrapped)
        given = [f".{item.name}"]
        for name, value in item.attributes:
            words = one_line(value).replace('"', "'").strip()
            quoted = words if _PLAIN_ATTRIBUTE.fullmatch(words) else f'"{words}"'
            given.append(f"{name}={quoted}")
        block = f"{{{' '.join(given)}}}"
        self._put(f"]{block}", f"]{block}")

    def _emendation(self, item: Emendation) -> None:
        edition, source = one_line(item.edition).strip(), one_line(item.source).strip()
        if _ROLE_WORDS.fullmatch(edition) and _ROLE_BLANKS.fullmatch(source):
            self._put(f"{{emend}}`{edition} <{source}>`", edition)
        else:
            self._text(item.edition)


def _ends_before_braces(text: str) -> list[int]:
    """Return where the brackets of *text* end that braces follow as if they were attributes."""
    spans = list(parse_brackets(text, _phrases(), alone=False).spans)
    ends = []
    while spans:
        span = spans.pop()
        spans += span.children
        if span.end > span.inner_end + 1:
            ends.append(span.inner_end + 1)
    return sorted(ends)


def _is_balanced(content: Sequence[Inline]) -> bool:
    """Whether the brackets in *content* belong to each other: else no class can follow them."""
    depth = 0
    for sign in inline_text(content):
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            return False
    return depth == 0


def _first_written(following: Sequence[Inline], marker: Callable[[str], str]) -> str:
    """Return the first sign of what follows, as it is written."""
    for item in following:
        rest = _Inline(marker, None)
        rest.add([item])
        if written := "".join(piece.written for piece in rest.pieces):
            return written[0]
    return ""

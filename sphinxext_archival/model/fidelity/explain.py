"""What makes two stretches that differ the same text all the same.

It is the spelling of a note marker, a hyphen at the end of a line, the number of a page that the
edition marks there, typography, what the extension has made, and what a file of emendations adds.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .flat import BULLET, EITHER, PARAGRAPH, WRAP, Gap, label_of, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..emendations import Emendation
    from .align import Stretch
    from .flat import Tokens

__all__ = ["Explained", "Explainer", "gap_fits"]

_LINE_ENDS = {EITHER, PARAGRAPH, WRAP}
_HYPHENS = {"-", "\u2010", "\u2011", "¬"}
_MOST_SLIDES = 60
_STYLES = ("[{}]", "{}", "({})", "{})", "{}/", "^{}", "({}", "/{}/")
_PAGE = re.compile(
    r"[\[(<{\-–—=/\s¶]*(?:page|pages|p|pp|pg|seite|s|стр|с|л|l|fol|f)?\W*(?P<number>[\w?]+)"
    r"\W*(?:ob|об)?\W*\Z",
    re.IGNORECASE,
)


class Explained(NamedTuple):
    """Why a stretch is no difference; *added* is the emendation that adds its words.

    ``gap_counts`` says whether what stands between words still counts right behind it.
    """

    why: str
    stretch: Stretch
    added: Emendation | None = None
    gap_counts: bool = True


def gap_fits(source: Gap, edition: Gap, pages: Sequence[str] | None) -> bool:
    """Say whether what stands before a token in the source may stand so in the edition.

    *pages* are the pages of the source that the edition has begin there.
    """
    if pages:
        if "?" in pages and edition < Gap.PARAGRAPH:
            return source >= Gap.EITHER
        if source >= Gap.EITHER:
            return True
    match edition:
        case Gap.NONE:
            return source == Gap.NONE
        case Gap.SPACE:
            return source in {Gap.SPACE, Gap.EITHER}
        case Gap.EITHER:
            return source >= Gap.SPACE
    return source >= Gap.EITHER


class Explainer:
    """Explains the differences between the tokens of a source and those of an edition."""

    def __init__(self, source: Tokens, edition: Tokens, added: Sequence[Emendation]) -> None:
        """Begin; each of *added* explains one stretch."""
        self.source, self.edition = source, edition
        self.added = {one: _spelled(one.edition) for one in added}
        self.hyphens: list[int] = []

    def explain(self, stretch: Stretch) -> Explained | None:
        """Return why *stretch* is no difference, or None."""
        return (
            self._typography(stretch)
            or self._page(stretch)
            or self._addition(stretch)
            or self._spelling(stretch)
        )

    def _typography(self, stretch: Stretch) -> Explained | None:
        """Explain what is printed without being a word of the document."""
        if stretch.a_start != stretch.a_end:
            return None
        for window in self._slides(stretch):
            if all(self._is_made(at) for at in range(window.b_start, window.b_end)):
                return Explained("made", window)
        return None

    def _is_made(self, at: int) -> bool:
        return at in self.edition.made or self.edition.words[at] == BULLET

    def _page(self, stretch: Stretch) -> Explained | None:
        """Explain the number of a page, where the edition marks the page."""
        if stretch.b_start != stretch.b_end or stretch.a_end - stretch.a_start > _MOST_SLIDES:
            return None
        for window in self._slides(stretch):
            pages = self.edition.pages.get(window.b_start, [])
            match = pages and _PAGE.match(self.source.spelled(window.a_start, window.a_end))
            if match and match["number"] in pages:
                return Explained("page", window, gap_counts=False)
        return None

    def _addition(self, stretch: Stretch) -> Explained | None:
        """Explain words that a file of emendations has the edition add."""
        if stretch.a_start != stretch.a_end or not self.added:
            return None
        for window in self._slides(stretch):
            words = _spelled(self.edition.spelled(window.b_start, window.b_end))
            lines = {
                self.source.place(max(at, 0)).line for at in (window.a_start - 1, window.a_start)
            }
            for one, wanted in self.added.items():
                if wanted == words and one.line in lines:
                    del self.added[one]
                    return Explained("emendation", window, one, gap_counts=False)
        return None

    def _spelling(self, stretch: Stretch) -> Explained | None:
        """Explain what is spelled in another way only."""
        edition = self._without_made(stretch)
        calls = any(label_of(word) is not None for word, _ in edition)
        has_hyphen = any(
            self._ends_line(at)
            for at in range(stretch.a_start, min(stretch.a_end, len(self.source)))
        )
        if len(edition) > _MOST_SLIDES * 4 or not (
            calls or has_hyphen or len(edition) < stretch.b_end - stretch.b_start
        ):
            return None
        for style in _STYLES if calls else _STYLES[:1]:
            wanted = _joined(edition, style)
            for drop in (False, True) if has_hyphen else (False,):
                written = self._written(stretch, drop=drop)
                if wanted in {written, unicodedata.normalize("NFKC", written)}:
                    if drop:
                        self.hyphens.append(stretch.a_start)
                    return Explained("spelling", stretch)
        return None

    def _without_made(self, stretch: Stretch) -> list[tuple[str, Gap]]:
        tokens = self.edition
        return [
            (tokens.words[at], tokens.gaps[at])
            for at in range(stretch.b_start, stretch.b_end)
            if not self._is_made(at)
        ]

    def _written(self, stretch: Stretch, *, drop: bool) -> str:
        """Return the words of the source, where *drop* without the hyphens at ends of lines."""
        pairs: list[tuple[str, Gap]] = []
        after_hyphen = False
        for at in range(stretch.a_start, stretch.a_end):
            if drop and self._ends_line(at):
                after_hyphen = True
                continue
            gap = Gap.NONE if after_hyphen else self.source.gaps[at]
            pairs.append((self.source.words[at], gap))
            after_hyphen = False
        return _joined(pairs, _STYLES[0])

    def _ends_line(self, at: int) -> bool:
        """Say whether a hyphen is at *at* that ends a line."""
        if self.source.words[at] not in _HYPHENS or self.source.gaps[at]:
            return False
        behind = self.source.offsets[at] + 1
        return self.source.flat.text[behind : behind + 1] in _LINE_ENDS

    def _slides(self, stretch: Stretch) -> Iterator[Stretch]:
        """Yield *stretch*, and where it may stand as well because what is around it is equal."""
        yield stretch
        a_start, a_end, b_start, b_end = stretch
        words, start, end = self.edition.words, b_start, b_end
        if b_start == b_end:
            words, start, end = self.source.words, a_start, a_end
        for step in (-1, 1):
            for shift in range(step, step * _MOST_SLIDES, step):
                edge = start + shift if step < 0 else end + shift - 1
                if min(start, a_start, b_start) + shift < 0 or edge >= len(words):
                    break
                if words[edge] != words[edge + (end - start) * -step]:
                    break
                yield type(stretch)(a_start + shift, a_end + shift, b_start + shift, b_end + shift)


def _joined(pairs: Sequence[tuple[str, Gap]], style: str) -> str:
    """Return tokens as one text, with the markers in *style*; what is before the first is not."""
    parts: list[str] = []
    for word, gap in pairs:
        label = label_of(word)
        if parts and gap and label is None:
            parts.append("¶" if gap == Gap.PARAGRAPH else " ")
        parts.append(spelled(word) if label is None else style.format(label))
    return "".join(parts)


def _spelled(text: str) -> str:
    return "".join(text.replace("¶", "").split())

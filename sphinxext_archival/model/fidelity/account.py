"""The account of brackets, and of the emendations that are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .flat import is_head, label_of
from .records import Declared, Difference
from .source import EMENDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .explain import Explainer
    from .flat import Tokens
    from .records import EditionText, Report
    from .source import Applied

__all__ = ["brackets", "declarations"]

MARKERS, HEADS, HEADER, EMENDATIONS, LOST = (
    "note markers", "notes", "header", "emendations", "unaccounted",
)  # fmt: skip


def brackets(
    applied: Applied,
    sides: tuple[Tokens, Tokens],
    pairs: Sequence[tuple[int, int]],
    extent: tuple[int, int],
    report: Report,
) -> None:
    """Find each ``[`` of the source again, and add what each is to *report*.

    *pairs* are the tokens of both *sides* that are equal; outside of *extent* is the header.
    """
    source, edition = sides
    partner = dict(pairs)
    counts: dict[str, int] = {}
    if applied.brackets:
        counts[EMENDATIONS] = applied.brackets
    spelled_otherwise = _calls_of(edition, set(partner.values()))
    for at, word in enumerate(source.words):
        if word != "[" and (word[0] > " " or label_of(word) is None):
            continue
        if source.kind(at) == EMENDED:
            continue
        what = _what(at, word, partner, sides, extent)
        if what is None and spelled_otherwise and _is_call(source, at):
            what = MARKERS
        if what is None:
            what = LOST
            if at in partner:
                report.differences.append(_lost(source, edition, at, partner[at]))
        counts[what] = counts.get(what, 0) + 1
    report.brackets = dict(sorted(counts.items()))


def _what(
    at: int,
    word: str,
    partner: dict[int, int],
    sides: tuple[Tokens, Tokens],
    extent: tuple[int, int],
) -> str | None:
    """Return what the bracket at *at* is, or None where the edition does not have it."""
    if at not in partner:
        return HEADER if not extent[0] <= at < extent[1] else None
    if label_of(word) is not None:
        return HEADS if is_head(word) else MARKERS
    kind = sides[1].kind(partner[at])
    return EMENDATIONS if kind == EMENDED else kind


def _calls_of(edition: Tokens, equal: set[int]) -> bool:
    return any(
        word[0] < " " and label_of(word) is not None and at not in equal
        for at, word in enumerate(edition.words)
    )


def _is_call(source: Tokens, at: int) -> bool:
    """Say whether the bracket at *at* is spelled as a note marker."""
    return source.words[at] == "[" and source.words[at + 2 : at + 3] == ["]"]


def _lost(source: Tokens, edition: Tokens, at: int, partner: int) -> Difference:
    end = min(at + 6, len(source))
    words = source.spelled(at, end)
    line = source.place(at).line
    advice = f"a kind, as `[…]{{.supplied}}`, or an entry in the file of emendations (line {line})"
    said = "the bracket is no insertion in the edition"
    return Difference("bracket", line, words, words, edition.place(partner), advice, said)


def declarations(
    edition: EditionText, applied: Applied, explainer: Explainer, report: Report
) -> None:
    """Add to *report* what is declared, and what is wrong with it."""
    report.declared += edition.emended
    for one, times in applied.used:
        if one.lines is not None:
            first, last = one.lines
            what = f"lines {first}–{last}" if last != first else f"line {first}"
        else:
            what = one.source or ""
        again = f" ({times} times)" if times > 1 and one.lines is None else ""
        line = one.line if one.lines is None else one.lines[0]
        report.declared.append(Declared(what + again, one.edition, line, one.reason, one.resp))
    for one in applied.added:
        if one in explainer.added:
            message = f"the edition does not add “{one.edition}” at line {one.line} of the source"
            report.complaints.append((one.at, message))
        else:
            report.declared.append(Declared("", one.edition, one.line, one.reason, one.resp))
    report.complaints += [(one.line, one.message) for one in applied.complaints]
    report.complaints.sort()
    for at in explainer.hyphens:
        report.hyphens.append(
            (explainer.source.place(at).line, explainer.source.spelled(at, at + 3))
        )

"""The differences of a text that are left when all that can be explained has been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .explain import gap_fits
from .flat import Gap, is_head, label_of
from .records import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .align import Stretch
    from .explain import Explainer
    from .flat import Tokens
    from .records import Report

__all__ = ["text_differences"]

_SHOWN = 24
"""So many words of a stretch are shown at its beginning, and half as many at its end."""

_NEAR = 2


def text_differences(
    source: Tokens,
    edition: Tokens,
    aligned: tuple[int, Sequence[Stretch]],
    explainer: Explainer,
    report: Report,
) -> list[tuple[int, int]]:
    """Add what differs to *report*, and return which tokens are equal, as pairs of places.

    *aligned* is where the edition's text begins in the source, and how the two differ from there.
    """
    start, found = aligned
    pairs: list[tuple[int, int]] = []
    left: list[Stretch] = []
    loose: set[int] = set()
    where: list[Stretch] = []
    skipped: dict[int, Gap] = {}
    spelled: list[tuple[int, int]] = []
    for stretch in found:
        explained = explainer.explain(stretch)
        if explained is None:
            left.append(stretch)
            where.append(stretch)
            loose.add(stretch.b_end)
            continue
        window = explained.stretch
        where.append(window)
        if explained.why == "spelling" and window.a_start < len(source):
            spelled.append((window.a_start, window.b_start))
        if not explained.gap_counts:
            loose.add(window.b_end)
        elif explained.why == "made":
            gaps = edition.gaps[window.b_start : window.b_end + 1]
            skipped[window.b_end] = max(gaps, default=Gap.NONE)
    a_at, b_at = start, 0
    for one in sorted(where):
        _add_pairs(pairs, a_at, b_at, one.b_start - b_at)
        a_at, b_at = one.a_end, one.b_end
    _add_pairs(pairs, a_at, b_at, len(edition) - b_at)
    report.differences += [_difference(source, edition, one) for one in _merged(left)]
    for a_index, b_index in [*pairs, *spelled]:
        gap = skipped.get(b_index, edition.gaps[b_index])
        if gap is source.gaps[a_index] and b_index not in edition.pages:
            continue
        fits = _gap_fits(source, edition, a_index, b_index, gap)
        if b_index not in loose and not fits:
            report.differences.append(_break(source, edition, a_index, b_index, gap))
    report.differences.sort(key=lambda one: one.line or 0)
    return pairs


def _add_pairs(pairs: list[tuple[int, int]], a_at: int, b_at: int, length: int) -> None:
    pairs += zip(range(a_at, a_at + length), range(b_at, b_at + length), strict=True)


def _gap_fits(source: Tokens, edition: Tokens, a_at: int, b_at: int, gap: Gap) -> bool:
    word = edition.words[b_at]
    there = source.gaps[a_at]
    if label_of(word) is not None and not is_head(word):
        # Whether a marker touches the word before it is a matter of its spelling.
        return (there == Gap.PARAGRAPH) == (gap == Gap.PARAGRAPH) or there == Gap.EITHER
    if b_at and is_head(edition.words[b_at - 1]) and there < Gap.EITHER and gap < Gap.EITHER:
        return True
    return gap_fits(there, gap, edition.pages.get(b_at))


def _merged(left: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield *left*, with those as one that only a word or two part."""
    last: Stretch | None = None
    for one in left:
        if last is not None and one.a_start - last.a_end <= _NEAR:
            last = type(one)(last.a_start, one.a_end, last.b_start, one.b_end)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _shown(tokens: Tokens, start: int, end: int) -> str:
    if end - start <= 2 * _SHOWN:
        return tokens.spelled(start, end)
    return f"{tokens.spelled(start, start + _SHOWN)} … {tokens.spelled(end - _SHOWN // 2, end)}"


def _has_word(tokens: Tokens, start: int, end: int) -> bool:
    return any(any(map(str.isalnum, word)) for word in tokens.words[start:end])


def _difference(source: Tokens, edition: Tokens, stretch: Stretch) -> Difference:
    """Return the difference, with a word around it where one side has nothing."""
    a_start, a_end, b_start, b_end = stretch
    code = "text"
    if not _has_word(source, a_start, a_end) or not _has_word(edition, b_start, b_end):
        if a_start and b_start:
            a_start, b_start = a_start - 1, b_start - 1
        if a_end < len(source) and b_end < len(edition):
            a_end, b_end = a_end + 1, b_end + 1
    written, printed = _shown(source, a_start, a_end), _shown(edition, b_start, b_end)
    at = min(stretch.a_start, max(len(source) - 1, 0))
    line = source.place(at).line if len(source) else None
    is_short = len(written) + len(printed) <= 2 * 80
    advice = _advice(written, printed, line, is_short=is_short)
    return Difference(code, line, written, printed, edition.place(stretch.b_start), advice)


def _advice(written: str, printed: str, line: int | None, *, is_short: bool) -> str:
    is_plain = not any(sign in written + printed for sign in "¶`<>[]…")
    if is_short and is_plain:
        return f"{{emend}}`{printed} <{written}>`"
    return f"an entry in the file of emendations, with `line: {line}`"


def _break(source: Tokens, edition: Tokens, a_at: int, b_at: int, gap: Gap) -> Difference:
    """Return what differs in the space, or the end of a paragraph, before a token."""
    a_start, b_start = max(a_at - 1, 0), max(b_at - 1, 0)
    written = source.spelled(a_start, a_at + 1)
    printed = edition.spelled(b_start, b_at + 1)
    line = source.place(a_at).line
    there = source.gaps[a_at]
    pages = edition.pages.get(b_at)
    if pages and "?" in pages and gap < Gap.PARAGRAPH:
        advice = "nothing: the source does not break here, and {page}`?` says that it does"
    elif there == Gap.PARAGRAPH and gap == Gap.SPACE:
        advice = "{page}`?` where the source breaks the paragraph"
    elif Gap.PARAGRAPH in {there, gap}:
        advice = f"an entry in the file of emendations, with `line: {line}`"
    else:
        advice = _advice(written, printed, line, is_short=True)
    code = "paragraph" if Gap.PARAGRAPH in {there, gap} else "text"
    return Difference(code, line, written, printed, edition.place(b_at), advice)

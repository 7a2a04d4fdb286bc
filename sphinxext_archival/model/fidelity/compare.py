"""The comparison of one document with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import account, header
from .align import Stretch, differences
from .explain import Explainer
from .feet import at_end
from .flat import BULLET, Flat, Gap, Tokens, head, marker, tokenize
from .heads import find_heads, in_order, resolved
from .records import Report
from .source import apply, flat_source
from .stretches import text_differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..emendations import Emendation
    from ..received import ReceivedText
    from .heads import Head
    from .records import EditionText

__all__ = ["compare"]

_RUN = 5
"""So many equal tokens are no chance: the text of a document begins with the first such run."""


class _Sides(NamedTuple):
    """The tokens of the source from *start* to *end*, and how they differ from the edition."""

    start: int
    end: int
    found: list[Stretch]


def compare(
    edition: EditionText, received: ReceivedText, emendations: Sequence[Emendation] = ()
) -> Report:
    """Compare *edition* with its source *received*, from which *emendations* differ."""
    applied = apply(flat_source(received), emendations)
    tokens = tokenize(applied.flat)
    texts = [tokenize(note.flat) for note in edition.notes]
    heads = find_heads(tokens, edition.notes, texts)
    ours = _edition_tokens(edition, heads)
    placed = sorted(
        (one.start, len(text))
        for one, text in zip(heads, texts, strict=True)
        if one is not None and one.label is not None
    )
    source = at_end(resolved(tokens, heads), ours, [length for _, length in placed])
    sides = _aligned(source, ours)
    explainer = Explainer(source, ours, applied.added)
    result = Report(counts=dict(edition.counts))
    pairs = text_differences(source, ours, (sides.start, sides.found), explainer, result)
    outside = [(0, sides.start), (sides.end, len(source))]
    around = header.check(source, outside, edition.facts, edition.place)
    result.differences[:0] = around
    account.brackets(applied, (source, ours), pairs, sides[:2], result)
    account.declarations(edition, applied, explainer, result)
    return result


def _edition_tokens(edition: EditionText, heads: Sequence[Head | None]) -> Tokens:
    """Return body and notes as one text, whose markers have the labels of the source."""
    whole = Flat()
    whole.extend(edition.body)
    labels: dict[str, str] = {}
    numbered = {
        note.note_type
        for note, one in zip(edition.notes, heads, strict=True)
        if one is not None and one.label is not None
    }
    for place in in_order(edition.notes, heads):
        note, one = edition.notes[place], heads[place]
        label = note.label if one is None else one.label
        if label is None and note.note_type in numbered:
            label = note.label  # it is the only one without: its number is lost
        whole.add("\n", note.place)
        if label is not None:
            whole.add(f"{head(label)} ", note.place)
        whole.extend(note.flat)
        labels[marker(note.name)] = marker(label or note.label)
    tokens = tokenize(whole)
    tokens.words = [labels.get(word, word) for word in tokens.words]
    return tokens


def _aligned(source: Tokens, edition: Tokens) -> _Sides:
    """Align both; what of the source stands before and after the edition's text is left out."""
    found = _slid(source.words, differences(source.words, edition.words))
    start, end = 0, len(source)
    if not edition.words:
        return _Sides(end, end, [])
    first, last = _first_run(found, source, edition), _last_run(found, source, edition)
    if first is None or last is None:
        return _Sides(0, end, found)
    start = _paragraph_start(source, first)
    end = _paragraph_end(source, last)
    is_plain = found[:1] == [Stretch(0, start, 0, 0)] or start == 0
    ends = len(source), len(edition)
    if not is_plain or (end < ends[0] and found[-1:] != [Stretch(end, ends[0], ends[1], ends[1])]):
        inner = differences(source.words[start:end], edition.words)
        return _Sides(start, end, [Stretch(s[0] + start, s[1] + start, s[2], s[3]) for s in inner])
    kept = [one for one in found if one.a_start >= start or one.b_start != one.b_end]
    kept = [one for one in kept if one.a_start < end or one.b_start != one.b_end]
    return _Sides(start, end, kept)


def _slid(words: Sequence[str], found: list[Stretch]) -> list[Stretch]:
    """Let what is left out at the head stand before all else, and what is at the end behind it.

    The words of a title may be the first of the text too: the later ones are the text's.
    """
    count = 0
    while count < len(found) and found[count].b_start == found[count].b_end:
        count += 1
    slid = found[:]
    for index in range(count - 1, -1, -1):
        a_start, a_end, b_start, _ = slid[index]
        least = slid[index - 1].a_end if index else 0
        while a_start > least and words[a_start - 1] == words[a_end - 1]:
            a_start, a_end, b_start = a_start - 1, a_end - 1, b_start - 1
        slid[index] = Stretch(a_start, a_end, b_start, b_start)
        if index and a_start == slid[index - 1].a_end:
            before = slid[index - 1]
            slid[index - 1 : index + 1] = [Stretch(before.a_start, a_end, b_start, b_start)]
    if slid and slid[-1].b_start == slid[-1].b_end:
        a_start, a_end, b_start, _ = slid[-1]
        while a_end < len(words) and words[a_start] == words[a_end]:
            a_start, a_end, b_start = a_start + 1, a_end + 1, b_start + 1
        slid[-1] = Stretch(a_start, a_end, b_start, b_start)
    return slid


def _runs(found: Sequence[Stretch], source: Tokens, edition: Tokens) -> list[tuple[int, int, int]]:
    """Return the equal runs: where each begins and ends in the source, and its length."""
    runs = []
    at = 0
    # What a list prints before its items is no difference: short items would be no run with it.
    apart = [one for one in found if not _are_bullets(one, edition)]
    for one in [*apart, Stretch(len(source), len(source), len(edition), len(edition))]:
        if one.a_start > at:
            runs.append((at, one.a_start, one.a_start - at))
        at = one.a_end
    return runs


def _are_bullets(one: Stretch, edition: Tokens) -> bool:
    words = edition.words[one.b_start : one.b_end]
    return one.a_start == one.a_end and all(word == BULLET for word in words)


def _first_run(found: Sequence[Stretch], source: Tokens, edition: Tokens) -> int | None:
    runs = _runs(found, source, edition)
    return next((run[0] for run in runs if run[2] >= min(_RUN, len(edition))), None)


def _last_run(found: Sequence[Stretch], source: Tokens, edition: Tokens) -> int | None:
    runs = _runs(found, source, edition)
    return next((run[1] for run in reversed(runs) if run[2] >= min(_RUN, len(edition))), None)


def _paragraph_start(tokens: Tokens, at: int) -> int:
    while at > 0 and tokens.gaps[at] < Gap.EITHER:
        at -= 1
    return at


def _paragraph_end(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens.gaps[at] < Gap.EITHER:
        at += 1
    return at

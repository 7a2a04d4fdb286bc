"""Who speaks: labels at the head of lines, told from other words by evidence.

No single sign decides. A label comes back, stands in capitals or has a title or initials, is
followed by a colon, is answered by another one, is named where the participants are; a sentence, a
heading or a field of a form does none of this, or has words that no label has.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .candidates import alias_in, candidate_at, family_of, fold_name
from .evidence import Lines, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .candidates import Candidate

__all__ = ["Speakers", "find_speakers"]

_ENOUGH = 2.75
_SHORTEST_NAME = 3
_SAME_NAME = 1.5
_USUAL_SIGN = 1.5
_SHORT_NAME = 3


@dataclass(slots=True)
class Speakers:
    """The labels that were accepted, by their key, with a confidence; and other names for them."""

    names: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def label_at(self, text: str) -> Candidate | None:
        """Return the label at the head of *text*, if it is that of somebody who speaks."""
        found = candidate_at(text)
        if found is not None and found.key in self.names:
            return found
        return None


def find_speakers(texts: Sequence[str], named: Iterable[str] = ()) -> Speakers:
    """Return who speaks in the lines *texts*; *named* are words of those who take part."""
    found = [candidate_at(text) for text in texts]
    lines = Lines(texts, found, named)
    places: dict[str, list[int]] = {}
    for at, candidate in enumerate(found):
        if candidate is not None:
            places.setdefault(candidate.key, []).append(at)
    aliases = {
        fold_name(alias): candidate.key
        for candidate in found
        if candidate is not None and (alias := alias_in(candidate.remark))
    }
    points = {key: score(lines, at) for key, at in places.items()}
    _count_relations(points, aliases)
    strong = {key for key, (value, _) in points.items() if value >= _ENOUGH}
    signs = {one.sign for key in strong for at in places[key] if (one := found[at])}
    surnames = {family_of(key) for key in strong}
    speakers = Speakers(aliases=aliases)
    for key, (value, why) in points.items():
        # Where labels are known by then, one that is written as they are needs less.
        is_usual = any(one.sign in signs for at in places[key] if (one := found[at]))
        more = _USUAL_SIGN if is_usual and strong - {key} else 0
        more += 1 if family_of(key) in surnames and key not in strong else 0
        first = found[places[key][0]]
        if value + more >= _ENOUGH and value > 0 and first is not None:
            speakers.names[key] = first.name
            speakers.confidence[key] = min(0.99, 0.5 + (value + more) / 16)
            speakers.why[key] = why
    if len(speakers.names) == 1:
        (only,) = speakers.names
        if len(places[only]) == 1 and points[only][0] < _ENOUGH + 1:
            # One who speaks once and is not answered is more likely a heading.
            speakers.names.clear()
    return speakers


def _count_relations(points: dict[str, tuple[float, str]], aliases: dict[str, str]) -> None:
    """Count what labels say of each other: a short name given, a family's name that two have."""
    for key in aliases.keys() & points.keys():
        value, why = points[key]
        points[key] = value + _SHORT_NAME, f"{why}, a short name"
    families = Counter(family_of(key) for key in points)
    for key, (value, why) in points.items():
        family = family_of(key)
        if value > 0 and families[family] > 1 and len(family) >= _SHORTEST_NAME:
            points[key] = value + _SAME_NAME, f"{why}, the same name in two spellings"

"""What an author asks of a listing: which entities or documents, and in what order."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from .entities import Entity

DOCUMENT_ORDERS = ("date", "person", "place", "kind", "title")
"""How documents can be ordered; all but the first and last make groups with headings."""

DOCUMENT_VIEWS = ("table", "cards", "timeline")
"""How documents can be shown: each with all that is known of it, as cards, or by their dates."""

STATISTICS = ("speech", "mentions")
"""Of what there are statistics: who speaks how much, and who is named with whom."""

LIMIT = 20
LARGEST_LIMIT = 60
"""How many names statistics have where nothing else is said, and at most."""

_RANGE = re.compile(r"\s*(?P<first>\w)\s*(?:[-–]\s*(?P<last>\w))?\s*\Z")


def initial(sort: str) -> str:
    """Return the letter under which *sort* stands: upper case, without its accents."""
    for sign in unicodedata.normalize("NFD", sort):
        if sign.isalnum():
            return sign.upper()
    return "#"


def parse_letters(text: str) -> tuple[tuple[str, str], ...] | None:
    """Return the ranges that ``A-F, M`` names, or None where *text* is no such thing."""
    ranges = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _RANGE.match(part)
        if match is None:
            return None
        first = match["first"].upper()
        ranges.append((first, (match["last"] or first).upper()))
    return tuple(ranges)


class RegisterListing(NamedTuple):
    """Which entities a ``register`` lists."""

    kinds: tuple[str, ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
    only_mentioned: bool = False

    def admits(self, entity: Entity) -> bool:
        """Say whether *entity* may stand in the listing, its mentions aside."""
        if self.kinds and entity.kind not in self.kinds:
            return False
        letter = initial(entity.sort)
        return not self.letters or any(first <= letter <= last for first, last in self.letters)

    def as_attributes(self) -> dict[str, Any]:
        """Return plain values for a node."""
        return self._asdict()

    @classmethod
    def from_attributes(cls, attributes: dict[str, Any]) -> Self:
        """Return the listing that a node holds."""
        return cls(
            tuple(attributes["kinds"]),
            tuple((first, last) for first, last in attributes["letters"]),
            attributes["only_mentioned"],
        )


class DocumentListing(NamedTuple):
    """Which documents a ``documents`` lists, and in what order."""

    by: str = DOCUMENT_ORDERS[0]
    kind: str = ""
    person: str = ""
    view: str = DOCUMENT_VIEWS[0]

    def as_attributes(self) -> dict[str, Any]:
        """Return plain values for a node."""
        return self._asdict()

    @classmethod
    def from_attributes(cls, attributes: dict[str, Any]) -> Self:
        """Return the listing that a node holds."""
        return cls(**attributes)


class StatisticsRequest(NamedTuple):
    """What an author wants to see counted: of a *document*, or of the whole edition."""

    of: tuple[str, ...] = STATISTICS
    document: str = ""
    limit: int = LIMIT

    def as_attributes(self) -> dict[str, Any]:
        """Return plain values for a node."""
        return self._asdict()

    @classmethod
    def from_attributes(cls, attributes: dict[str, Any]) -> Self:
        """Return the request that a node holds."""
        return cls(tuple(attributes["of"]), attributes["document"], attributes["limit"])

"""What is compared, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..entities import Entity
    from .flat import Flat, Place

__all__ = ["Declared", "Difference", "EditionText", "Facts", "NoteText", "Report"]


class NoteText(NamedTuple):
    """A note of the edition: ``name`` is how its markers call it, ``label`` what it prints."""

    name: str
    note_type: str
    label: str
    flat: Flat
    place: Place


class Facts(NamedTuple):
    """What a document says of itself: its options, and who takes part.

    ``locales`` are the languages in which its source may say it. ``names`` are those that the
    register has of organizations.
    """

    options: dict[str, str]
    title: str = ""
    summary: str = ""
    participants: Sequence[Entity] = ()
    locales: Sequence[str] = ("en",)
    names: Sequence[str] = ()


class Declared(NamedTuple):
    """An emendation that is declared: in the text, or in a file; ``line`` is the source's."""

    source: str
    edition: str
    line: int | None = None
    reason: str = ""
    resp: str = ""


@dataclass
class EditionText:
    """The text of a document: ``body`` and ``notes``, in the order of their markers.

    Where the edition emends, they have what the source has. ``printed`` is what is printed.
    """

    body: Flat
    notes: list[NoteText]
    facts: Facts
    place: Place
    emended: list[Declared] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class Difference(NamedTuple):
    """A difference that nobody has declared.

    ``code`` is ``text``, ``paragraph``, ``header`` or ``bracket``; ``line`` is the source's, and
    ``place`` the edition's. ``advice`` says what it takes to declare it.
    """

    code: str
    line: int | None
    source: str
    edition: str
    place: Place
    advice: str
    said: str = ""


@dataclass
class Report:
    """What comparing a document with its source has shown."""

    differences: list[Difference] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    brackets: dict[str, int] = field(default_factory=dict)
    declared: list[Declared] = field(default_factory=list)
    complaints: list[tuple[int, str]] = field(default_factory=list)
    hyphens: list[tuple[int | None, str]] = field(default_factory=list)

    @property
    def is_true(self) -> bool:
        """Whether edition and source say the same."""
        return not self.differences

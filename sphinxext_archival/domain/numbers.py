"""The numbers of turns and notes in a whole document: its files count on from one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model.series import free_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .records import DocumentRecord, NoteRecord, TurnRecord

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Offsets:
    """By how much the numbers of a part count on from the parts before it."""

    turns: int = 0
    notes: dict[str, int] = field(default_factory=dict)


class Numbers:
    """Gives the turns and notes of all documents their last numbers."""

    def __init__(self, documents: Mapping[str, list[DocumentRecord]]) -> None:
        """Count through *documents*: the parts of each, in their order, by identifier."""
        self.offsets = {
            (identifier, document.part): offsets
            for identifier, parts in documents.items()
            for document, offsets in _offsets(parts)
        }
        self.duplicates: list[tuple[DocumentRecord, TurnRecord, str]] = []
        self._changed: dict[tuple[str, int, str], str] = {}
        self._turns: dict[str, tuple[DocumentRecord, TurnRecord]] = {}
        for identifier, parts in documents.items():
            self._count(identifier, parts)

    def find(self, target: str) -> tuple[DocumentRecord, TurnRecord] | None:
        """Return the document and turn that ``117254#12`` means, or None."""
        return self._turns.get(target)

    def of_turn(self, document: DocumentRecord, turn: TurnRecord) -> str:
        """Return the number of *turn* in the whole *document*."""
        return self.of_numbered(document, turn.number, relative=turn.relative)

    def of_numbered(self, document: DocumentRecord, number: str, *, relative: bool) -> str:
        """Return the number in the whole *document* of the turn that has *number* in its file."""
        changed = self._changed.get((document.docname, document.ordinal, number))
        if changed or not relative:
            return changed or number
        return shifted(number, self.offsets[document.identifier, document.part].turns)

    def changed(self, document: DocumentRecord) -> list[str]:
        """Return the numbers that turns of *document* got because an earlier part has theirs."""
        places = ((document.docname, document.ordinal, turn.number) for turn in document.turns)
        return [self._changed[place] for place in places if place in self._changed]

    def of_note(self, document: DocumentRecord, note: NoteRecord) -> int:
        """Return the number of *note* in its series."""
        offsets = self.offsets[document.identifier, document.part]
        return note.number + offsets.notes.get(note.note_type, 0)

    def _count(self, identifier: str, parts: list[DocumentRecord]) -> None:
        """Find every turn; of two with one number the second gets another, as in one file."""
        numbers: dict[str, tuple[DocumentRecord, TurnRecord]] = {}
        second: list[tuple[DocumentRecord, TurnRecord, str]] = []
        for document in parts:
            for turn in document.turns:
                number = self.of_turn(document, turn)
                if numbers.setdefault(number, (document, turn))[1] is not turn:
                    second.append((document, turn, number))
        for document, turn, number in second:
            free = free_number(number, numbers)
            self._changed[document.docname, document.ordinal, turn.number] = free
            numbers[free] = (document, turn)
        self.duplicates += second
        self._turns |= {f"{identifier}#{number}": found for number, found in numbers.items()}


def shifted(number: str, offset: int) -> str:
    """Return the turn number *number* (``12``, ``12a``) *offset* turns later."""
    digits = number.rstrip(_LETTERS)
    return f"{int(digits) + offset}{number[len(digits) :]}"


def _offsets(parts: list[DocumentRecord]) -> Iterable[tuple[DocumentRecord, Offsets]]:
    turns = 0
    notes: dict[str, int] = {}
    for document in parts:
        yield document, Offsets(turns, dict(notes))
        if document.turns:
            last = document.turns[-1]
            number = shifted(last.number, turns if last.relative else 0)
            turns = int(number.rstrip(_LETTERS))
        for note in document.notes:
            notes[note.note_type] = notes.get(note.note_type, 0) + 1

"""What is wrong with an edition as a whole: said in every build that changes anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, path_in_project, warn

if TYPE_CHECKING:
    from ..model.entities import Entity
    from .edition import EditionIndex
    from .records import DocumentRecord


def check(index: EditionIndex, srcdir: str | Path) -> None:
    """Report identifiers and keys that are used twice, and parts that do not fit together."""
    for first, second in index.duplicates:
        warn(
            Diagnostic.DUPLICATE_DOCUMENT,
            f"the identifier “{second.identifier}” is used twice: here and in "
            f"{first.source}:{first.line}; give one of the documents another, or “:part: 2” if "
            f"it goes on here",
            _at(second, srcdir),
        )
    for known, entity in index.duplicate_entities:
        warn(
            Diagnostic.DUPLICATE_ENTITY,
            f"the key “{entity.key}” is defined twice: here and in "
            f"{path_in_project(Path(srcdir, known.source), srcdir)}:{known.line}; give one of "
            f"the two another key",
            _at(entity, srcdir),
        )
    for parts in index.documents.values():
        for place, document in enumerate(parts, start=1):
            if document.part != place:
                warn(
                    Diagnostic.PART,
                    f"the document “{document.identifier}” has a part {document.part} and no part "
                    f"{place}",
                    _at(document, srcdir),
                )
                break
    for document, turn in index.duplicate_turns:
        warn(
            Diagnostic.TURN_NUMBER,
            f"the number {index.turn_number(document, turn)} is taken by a turn of an earlier part "
            f"of the document “{document.identifier}”; pin one of the two (“{turn.label} "
            f"{turn.incipit}”) to another",
            _at(document, srcdir),
        )


def _at(written: DocumentRecord | Entity, srcdir: str | Path) -> str:
    """Return where *written* stands; a page may include its file."""
    return f"{Path(srcdir, written.source)}:{written.line}"

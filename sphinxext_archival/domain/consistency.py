"""What is wrong with an edition as a whole: said in every build that changes anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, path_in_project, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.entities import Entity
    from .addresses import Clash
    from .edition import Address, EditionIndex
    from .records import DocumentRecord


def check(index: EditionIndex, homes: Mapping[str, Address], srcdir: str | Path) -> None:
    """Report what is used twice (identifiers, keys, anchors), and parts that do not fit."""
    for clash in index.addresses.clashes:
        _report_clash(clash, index, srcdir)
    for known, entity in index.duplicate_entities:
        warn(
            Diagnostic.DUPLICATE_ENTITY,
            f"the key “{entity.key}” is defined twice: here and in {_place(known, srcdir)}; give "
            f"one of the two another key",
            _at(entity, srcdir),
        )
    _check_entities(index, homes, srcdir)
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
    for document, turn, number in index.numbers.duplicates:
        warn(
            Diagnostic.TURN_NUMBER,
            f"the number {number} is taken by a turn of an earlier part of the document "
            f"“{document.identifier}”, and this one (“{turn.label} {turn.incipit}”) gets "
            f"{index.numbers.of_turn(document, turn)}; pin one of the two to another",
            _at(document, srcdir),
        )


def _report_clash(clash: Clash, index: EditionIndex, srcdir: str | Path) -> None:
    document, other, anchor = clash
    identifier = document.identifier
    instead = f"the anchors of this one begin with “{index.addresses.stem(document)}” instead"
    diagnostic = Diagnostic.ANCHOR
    if other is None:
        message = (
            f"the document “{identifier}” has an anchor, “{anchor}”, that a heading or label on "
            f"its page has already; {instead}; change that, or the identifier"
        )
    elif other.identifier == identifier:
        diagnostic = Diagnostic.DUPLICATE_DOCUMENT
        message = (
            f"the identifier “{identifier}” is used twice: here and in {_place(other, srcdir)}; "
            f"{instead}; give one of the documents another, or “:part: 2” if it goes on here"
        )
    else:
        message = (
            f"the documents “{identifier}” and “{other.identifier}” ({_place(other, srcdir)}) both "
            f"have the anchor “{anchor}”; {instead}; give one of the two another identifier"
        )
    warn(diagnostic, message, _at(document, srcdir))


def _check_entities(index: EditionIndex, homes: Mapping[str, Address], srcdir: str | Path) -> None:
    for other, entity in index.addresses.entity_clashes:
        warn(
            Diagnostic.ANCHOR,
            f"the keys “{entity.key}” and “{other.key}” ({_place(other, srcdir)}) give one anchor, "
            f"“{entity.anchor}”; that of this one is made different; give one of the two another "
            f"key",
            _at(entity, srcdir),
        )
    for key, home in homes.items():
        entity = index.entities[key]
        if home.docname in index.pages and entity.anchor in index.pages[home.docname].taken:
            warn(
                Diagnostic.ANCHOR,
                f"the anchor “{entity.anchor}” of “{key}” is that of a heading or label on its "
                f"page, “{home.docname}”; the entity has “{home.anchor}” instead; change the "
                f"heading or label",
                _at(entity, srcdir),
            )


def _place(written: DocumentRecord | Entity, srcdir: str | Path) -> str:
    """Return where *written* stands, as an editor knows it."""
    return f"{path_in_project(Path(srcdir, written.source), srcdir)}:{written.line}"


def _at(written: DocumentRecord | Entity, srcdir: str | Path) -> str:
    """Return where *written* stands; a page may include its file."""
    return f"{Path(srcdir, written.source)}:{written.line}"

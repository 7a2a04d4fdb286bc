"""What to say of a reference that leads nowhere, or to several: what is wrong, what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, did_you_mean, warn
from ..model.entities import KINDS

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref

    from .edition import EditionIndex


def report_missing(index: EditionIndex, node: pending_xref) -> None:
    """Warn of a reference to nothing, or to several, with what may have been meant."""
    role, target = node["reftype"], node["reftarget"].strip()
    if role == "document":
        warn(Diagnostic.UNKNOWN_REFERENCE, _about_document(index, target), node)
    elif role == "turn":
        warn(Diagnostic.UNKNOWN_REFERENCE, _about_turn(index, target), node)
    else:
        warn(*_about_entity(index, role, target), node)


def _about_document(index: EditionIndex, target: str) -> str:
    if not target:
        return "the reference names no document; write its identifier, as {document}`117254`"
    return f"there is no document “{target}”{did_you_mean(target, index.documents)}"


def _about_turn(index: EditionIndex, target: str) -> str:
    identifier, separator, number = target.rpartition("#")
    if not target:
        return "the reference names no turn; write 117254#12, or #12 in the same document"
    if not separator:
        return f"“{target}” is no turn; write 117254#12, or #12 in the same document"
    if not identifier:
        return (
            f"“{target}” is a turn of the document around it, and no {{document}} stands above it; "
            f"write the identifier before the “#”, as 117254#{number or '12'}"
        )
    if identifier not in index.documents:
        near = did_you_mean(identifier, index.documents)
        return f"there is no document “{identifier}”{near}, and so no turn {number} of it"
    count = sum(len(part.turns) for part in index.documents[identifier])
    has = f"it has {count or 'no'} turn{'' if count == 1 else 's'}"
    if not number:
        return (
            f"“{target}” lacks the number of the turn; write {identifier}#1, or #1 in the same "
            f"document; {has}"
        )
    return f"the document “{identifier}” has no turn {number}; {has}"


def _about_entity(index: EditionIndex, role: str, target: str) -> tuple[Diagnostic, str]:
    kind = role if role in KINDS else None
    what = kind or "entity"
    if not target:
        return (
            Diagnostic.UNKNOWN_ENTITY,
            (
                f"the reference names no {what}; write a key, a name or a variant of the register, "
                f"as {{{what}}}`gorbachev`, or {{{what}}}`his own words <gorbachev>`"
            ),
        )
    keys = index.find(target, kind)
    if len(keys) > 1:
        candidates = " or ".join(f"“{key}” ({index.entities[key].name})" for key in keys)
        return (
            Diagnostic.AMBIGUOUS_ENTITY,
            f"“{target}” names {len(keys)} entities; write which one: {candidates}",
        )
    others = index.find(target)
    if others:
        other = index.entities[others[0]]
        return (
            Diagnostic.UNKNOWN_ENTITY,
            f"“{target}” is no {what}: it is a {other.kind}; write {{{other.kind}}}`{target}`",
        )
    suggested = index.names.suggest(target, kind)
    near = "; did you mean " + " or ".join(f"“{n}”" for n in suggested) + "?" if suggested else "."
    return (
        Diagnostic.UNKNOWN_ENTITY,
        (
            f"no {what} is called “{target}”{near} Write a key, a name or a variant of the "
            f"register, or “!{target}” for text without a link"
        ),
    )

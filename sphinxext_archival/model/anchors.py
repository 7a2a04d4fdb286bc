"""Anchors: the addresses of an edition, the same in every output.

All are ASCII and free of colons (EPUB rewrites colons), begin with a letter (``xml:id`` must) and
carry the document's identifier, so that they are unique in a project.
"""

from __future__ import annotations

import re

NOTE_LETTERS = {"editor": "", "translator": "t", "source": "s", "author": "a"}
"""What tells the series of notes apart in an anchor: ``d1-n3``, ``d1-nt3``."""

_INSIDE = re.compile(
    r"(?P<stem>.+)-(?:(?P<inside>part\d+|t\d+[a-z]*|n[a-z]?\d+)(?:-p\d+|-ref\d+|-speaker)?)\Z"
)
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


def ascii_slug(text: str) -> str:
    """Return *text* as a deterministic ASCII word that may stand in an anchor.

    An identifier of ASCII letters, digits, ``.``, ``_`` and ``-`` is returned as it is; in any
    other the rest is encoded by Punycode (RFC 3492), which loses nothing and collides with nothing.
    """
    if _SAFE.match(text):
        return text
    encoded = text.encode("punycode").decode("ascii")
    return "x-" + re.sub(r"[^A-Za-z0-9_-]", lambda m: f".{ord(m.group()):x}.", encoded)


def is_safe_identifier(text: str) -> bool:
    """Say whether *text* can be an identifier as it is."""
    return _SAFE.match(text) is not None


def document_stem(identifier: str) -> str:
    """Return what every anchor of a document begins with: ``d117254``."""
    return f"d{ascii_slug(identifier)}"


def document_anchor(stem: str, part: int = 1) -> str:
    """Return the anchor of a document's headnote: ``d117254``, ``d117254-part2``."""
    return stem if part == 1 else f"{stem}-part{part}"


def turn_anchor(stem: str, number: str) -> str:
    """Return the anchor of a turn: ``d117254-t12``."""
    return f"{stem}-t{number}"


def paragraph_anchor(turn: str, number: int) -> str:
    """Return the anchor of the *number*-th paragraph of the turn whose anchor is *turn*."""
    return f"{turn}-p{number}"


def note_anchor(stem: str, note_type: str, number: int) -> str:
    """Return the anchor of a note: ``d117254-n3``."""
    return f"{stem}-n{NOTE_LETTERS.get(note_type, '')}{number}"


def marker_anchor(note: str, number: int) -> str:
    """Return the anchor of the *number*-th marker of the note whose anchor is *note*."""
    return f"{note}-ref{number}"


def speaker_anchor(turn: str) -> str:
    """Return the anchor of the label of the turn whose anchor is *turn*."""
    return f"{turn}-speaker"


def split_anchor(anchor: str) -> tuple[str, str]:
    """Return the stem of *anchor* and what it names in a document: ``d117254``, ``t12``.

    That is empty where *anchor* has not the form of one inside a document. With a part of a turn
    or note comes what it is a part of, alone: ``d117254-t12-p2`` is in ``t12``.
    """
    match = _INSIDE.match(anchor)
    return (match["stem"], match["inside"]) if match else (anchor, "")

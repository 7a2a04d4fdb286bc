"""Anchors: the addresses of an edition, the same in every output.

All are ASCII and free of colons (EPUB rewrites colons), begin with a letter (``xml:id`` must) and
carry the document's identifier, so that they are unique in a project.
"""

from __future__ import annotations

import re

NOTE_LETTERS = {"editor": "", "translator": "t", "source": "s", "author": "a"}
"""What tells the series of notes apart in an anchor: ``d1-n3``, ``d1-nt3``."""

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


def document_anchor(identifier: str, part: int = 1) -> str:
    """Return the anchor of a document's headnote: ``d117254``, ``d117254-part2``."""
    anchor = f"d{ascii_slug(identifier)}"
    return anchor if part == 1 else f"{anchor}-part{part}"


def turn_anchor(identifier: str, number: str) -> str:
    """Return the anchor of a turn: ``d117254-t12``."""
    return f"d{ascii_slug(identifier)}-t{number}"


def paragraph_anchor(turn: str, number: int) -> str:
    """Return the anchor of the *number*-th paragraph of the turn whose anchor is *turn*."""
    return f"{turn}-p{number}"


def note_anchor(identifier: str, note_type: str, number: int) -> str:
    """Return the anchor of a note: ``d117254-n3``."""
    return f"d{ascii_slug(identifier)}-n{NOTE_LETTERS.get(note_type, '')}{number}"


def marker_anchor(note: str, number: int) -> str:
    """Return the anchor of the *number*-th marker of the note whose anchor is *note*."""
    return f"{note}-ref{number}"

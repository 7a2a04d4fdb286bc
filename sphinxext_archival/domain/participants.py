"""Who takes part in a document: what the head of its page tells machines of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..markup.headnote import keys_of
from ..model.entities import authority_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .edition import EditionIndex


def participants(index: EditionIndex, metadata: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the participants that the header *metadata* names and the edition knows.

    Each is ``key``, ``kind``, ``name`` and ``same_as``: the addresses of its records in authority
    files, and of its own page.
    """
    known = (index.entities.get(key) for key in keys_of(metadata.get("participants", "")))
    return [
        {
            "key": entity.key,
            "kind": entity.kind,
            "name": entity.name,
            "same_as": [
                *(authority_url(scheme, identifier) for scheme, identifier in entity.authorities),
                *([entity.url] if entity.url else []),
            ],
        }
        for entity in known
        if entity is not None
    ]

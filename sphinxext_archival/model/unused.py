"""Written forms of names that a register has and no text uses."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .entities import Entity
from .names import NameMatcher, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["form_finder", "scripts_of", "unused_variants"]


def form_finder(entities: Iterable[Entity]) -> NameMatcher:
    """A finder of every written form of *entities*: the ``key`` of a match is the form.

    It finds the names of entities that are not linked, and those that two of them share.
    """
    forms = {fold(name) for entity in entities for name in entity.names}
    return NameMatcher(Entity(form, "concept", form) for form in sorted(forms))


def unused_variants(
    entity: Entity, used: Collection[str], scripts: Collection[str]
) -> tuple[str, ...]:
    """The variants of an entity that no text has, in the order of the register.

    ``used`` are the forms found in the texts, and ``scripts`` are those that the texts are written
    in. A variant in another script is there for the search of a site, and is not counted.
    """
    return tuple(
        variant
        for variant in entity.variants
        if fold(variant) not in used and scripts_of(variant) <= set(scripts)
    )


def scripts_of(text: str) -> set[str]:
    """The scripts of the letters in ``text``, as the names of characters have them: ``LATIN``."""
    return {
        unicodedata.name(letter, "").partition(" ")[0] for letter in set(text) if letter.isalpha()
    }

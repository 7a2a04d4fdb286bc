"""Which pages must be read again because the register has changed.

Parsing depends on little of it. The labels of the participants of a page open its turns, so the
page keeps a digest of those, and of whom a participant's name means. With ``archival_autolink``,
names are found in its words: it keeps the words too, in few bytes, and is read again when the names
that begin with one of them have changed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ..context import edition_of, reading_of
from ..model import word_set
from .records import ReadWith

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..context import Edition
    from . import ArchivalDomain


def read_with(
    env: BuildEnvironment, keys: Iterable[str], names: Sequence[tuple[str, int, int]]
) -> ReadWith:
    """Return what of the register the page that has just been read depends on.

    *keys* are the entities that take part in its documents, or speak in them; *names* are those
    found in its words: for each the key, and where it stands.
    """
    words = reading_of(env).words
    called = reading_of(env).named.union(keys)
    return ReadWith(
        keys=frozenset(called),
        labels=_labels(edition_of(env), called),
        names=_digest(names),
        words=word_set.pack(words) if words else b"",
    )


def outdated(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Return the pages that would be read otherwise with the register of this build."""
    domain: ArchivalDomain = env.get_domain("archival")  # type: ignore[assignment]
    edition = domain.edition
    names = edition.matcher.digests if edition.autolink else {}
    changed = _changed_words(domain.data["names"], names)
    # The pages that are not read are right with these names too.
    domain.data["names"] = names

    def is_outdated(read: ReadWith) -> bool:
        if read.labels != _labels(edition, read.keys):
            return True
        if not (changed and read.words):
            return False
        return not changed.isdisjoint(word_set.tokens_in(read.words))

    return [
        docname
        for docname, page in domain.pages.items()
        if docname not in removed and page.read_with is not None and is_outdated(page.read_with)
    ]


def _changed_words(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Return the words that begin other names than *before*."""
    words = before.keys() | after.keys()
    return {word for word in words if before.get(word) != after.get(word)}


def _labels(edition: Edition, keys: Iterable[str]) -> str:
    """Return a digest of the labels of *keys*; an entity without any speaks by its name.

    What is no key may be a name, of one or of several.
    """
    found: list[tuple[str, str | tuple[str, ...]]] = []
    for key in sorted(keys):
        entity = edition.register.entities.get(key)
        said = (entity.labels or entity.name) if entity else edition.names.find(key)
        found.append((key, said))
    return _digest(found)


def _digest(said: Any) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

"""Which pages must be read again because the register has changed.

Parsing depends on little of it. The labels of the participants of a page open its turns, so the
page keeps a digest of those. With ``archival_autolink``, names are found in its words: it keeps the
words too, in few bytes, and is read again when what begins with one of them has changed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ..context import edition_of, reading_of
from ..model import word_set
from .records import ReadWith

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..model.register import Register
    from . import ArchivalDomain

_MANY = 100
"""So many changed words that to look for each of them would cost more than to read all pages."""


def read_with(env: BuildEnvironment, keys: Iterable[str]) -> ReadWith:
    """Return what of the register the page that has just been read depends on.

    *keys* are the entities that take part in its documents, or speak in them.
    """
    edition = edition_of(env)
    words = reading_of(env).words
    digests = edition.matcher.digests
    names = [(word, digests[word]) for word in sorted(digests.keys() & words)]
    return ReadWith(
        keys=frozenset(keys),
        labels=_labels(edition.register, keys),
        names=_digest(names),
        words=word_set.pack(words),
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
        if read.labels != _labels(edition.register, read.keys):
            return True
        is_found = any(word_set.may_hold(read.words, word) for word in changed[:_MANY])
        return is_found or (len(changed) > _MANY and bool(read.words))

    return [
        docname
        for docname, page in domain.pages.items()
        if docname not in removed and page.read_with is not None and is_outdated(page.read_with)
    ]


def _changed_words(before: Mapping[str, str], after: Mapping[str, str]) -> list[int]:
    """Return the words that begin other names than *before*."""
    return [
        word_set.fingerprint(word)
        for word in sorted(before.keys() | after.keys())
        if before.get(word) != after.get(word)
    ]


def _labels(register: Register, keys: Iterable[str]) -> str:
    """Return a digest of the labels of *keys*; an entity without any speaks by its name."""
    found = []
    for key in sorted(keys):
        entity = register.entities.get(key)
        found.append((key, entity and (entity.labels or entity.name)))
    return _digest(found)


def _digest(said: Any) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

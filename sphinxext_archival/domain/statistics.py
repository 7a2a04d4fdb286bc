"""Figures of a document or of the edition, summed up from its records when a page asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..markup.headnote import keys_of
from ..model.statistics import Mentions, speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..model.entities import Entity
    from ..model.statistics import Speech
    from .records import DocumentRecord

    _Find = Callable[[str, str | None], tuple[str, ...]]

KINDS_IN_A_NETWORK = ("person", "organization")


class Statistics:
    """Counts each document once; the name of the whole edition is the empty text."""

    def __init__(
        self,
        documents: Mapping[str, Sequence[DocumentRecord]],
        entities: Mapping[str, Entity],
        find: _Find,
    ) -> None:
        """Count in *documents* (their parts, by identifier), with *find* for who is meant."""
        self.documents = documents
        self.entities = entities
        self.find = find
        self._speech: dict[str, list[Speech]] = {}
        self._mentions: dict[str, Mentions] = {}

    def speech(self, document: str = "") -> list[Speech]:
        """Return who speaks in *document*, or in all, who says most first."""
        if document not in self._speech:
            turns = (turn for name in self._wanted(document) for turn in self._turns(name))
            self._speech[document] = speech(turns)
        return self._speech[document]

    def mentions(self, document: str = "") -> Mentions:
        """Return which persons and organizations are named in *document*, or in all, together."""
        if document not in self._mentions:
            named = map(self._named, self._wanted(document))
            self._mentions[document] = Mentions(named)
        return self._mentions[document]

    def voices(self, document: str) -> dict[str, int]:
        """Return the number of the voice of each who speaks in *document*, as labels have it.

        Participants come first, in the order of the header.
        """
        parts = self.documents[document]
        keys = [key for part in parts[:1] for key in keys_of(part.field("participants"))]
        known = [key for key in keys if key in self.entities]
        alone = [speakers[0] for speakers, _words in self._turns(document) if len(speakers) == 1]
        return {key: voice for voice, key in enumerate(dict.fromkeys([*known, *alone]), start=1)}

    def digest(self, document: str = "") -> list[Any]:
        """Return all that can be shown of the figures of *document*, or of the edition."""
        mentions = self.mentions(document)
        voices = list(self.voices(document).items()) if document else []
        return [
            self.speech(document),
            voices,
            sorted(mentions.named.items()),
            sorted(mentions.pairs.items()),
            sorted(mentions.documents.items()),
        ]

    def keys(self, document: str = "") -> set[str]:
        """Return the keys of those who speak, or are named, in *document* or in the edition."""
        speakers = {key for one in self.speech(document) for key in one.speakers}
        return speakers | self.mentions(document).named.keys()

    def _wanted(self, document: str) -> Sequence[str]:
        return [document] if document else list(self.documents)

    def _turns(self, document: str) -> Iterator[tuple[tuple[str, ...], int]]:
        for part in self.documents[document]:
            for turn, words in zip(part.turns, part.figures.words, strict=False):
                yield tuple(self._key(key) for key in turn.speakers), words

    def _key(self, written: str) -> str:
        keys = self.find(written, None)
        return keys[0] if len(keys) == 1 else written

    def _named(self, document: str) -> Iterator[set[str]]:
        for part in self.documents[document]:
            for named in part.figures.named:
                found = (self.find(target, kind) for target, kind in named)
                keys = {keys[0] for keys in found if len(keys) == 1}
                yield {key for key in keys if self.entities[key].kind in KINDS_IN_A_NETWORK}

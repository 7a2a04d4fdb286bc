"""Which paragraphs open turns, and which would by chance, as the markup will read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.joint_labels import joint_label
from ..model.labels import DELIMITERS, LabelTable
from .draft import Turn, inline_text, inner_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.entities import Entity
    from .draft import Block, Draft

__all__ = ["Labels"]


class Labels:
    """The labels of a draft: those of its entries, and those that are used only there.

    ``participants`` are the keys of the entries that speak, in the order in which they begin to.
    """

    def __init__(self, draft: Draft, register: Iterable[Entity] = ()) -> None:
        entries = {entry.key: entry for entry in draft.entries}
        turns = list(draft.turns())
        speakers = [key for turn in turns for key in turn.speakers if key in entries]
        written = [key.strip() for key in draft.metadata.get("participants", "").split(",")]
        self.participants = list(dict.fromkeys([*filter(None, written), *speakers]))
        pairs = [(label, key) for key in self.participants if key in entries
                 for label in entries[key].labels]  # fmt: skip
        known = set(pairs)
        self._own: dict[str, str] = {}
        for turn in turns:
            label, key = bare_label(turn), turn.speakers[0] if turn.speakers else ""
            if (_undelimited(turn), key) in known:
                continue
            if len(turn.speakers) < 2 and (label, key) not in known and _can_open(turn, label):  # noqa: PLR2004
                self._own.setdefault(label, key)
        self._all = LabelTable([*pairs, *self._own.items()])
        others = [(label, entity.key) for entity in register for label in entity.labels]
        others += [(label, entry.key) for entry in draft.entries for label in entry.labels]
        self._others = LabelTable(others)

    def own_labels(self, blocks: Sequence[Block]) -> dict[str, str]:
        """Return the labels in *blocks* that no entry has, with the key of each or nothing."""
        used = {bare_label(block) for block in inner_blocks(blocks) if isinstance(block, Turn)}
        return {label: key for label, key in self._own.items() if label in used}

    def speakers_of(self, blocks: Sequence[Block]) -> str:
        """Return the value of the option ``speakers`` for a transcript of *blocks*."""
        own = self.own_labels(blocks).items()
        return "; ".join(f"{label} = {key}" if key else label for label, key in own)

    def opens(self, turn: Turn, label: str, words: str, between: str = " ") -> bool:
        """Whether *label* before *words* opens *turn*, and is printed whole: both as flat text."""
        match = self._all.match(f"{label}{between}{words}" if words else label)
        if match is None or match.printed != label or match.alone != (not words):
            return False
        return tuple(key for key in match.keys if key) == turn.speakers

    def must_silence(self, words: str) -> bool:
        """Whether a paragraph of *words*, flat, would open a turn or be reported as if it did."""
        if self._all.match(words) is not None or self._all.lookalike(words) is not None:
            return True
        if joint_label(words, (self._all, self._others)) is not None:
            return True
        match = self._others.match(words)
        return match is not None and sum(map(str.isalpha, match.label)) > 1


def _undelimited(turn: Turn) -> str:
    label = " ".join(inline_text(turn.label).split())
    return label[:-1].rstrip() if label[-1:] and label[-1] in DELIMITERS else label


def bare_label(turn: Turn) -> str:
    """Return the label of *turn* without its delimiter and a remark before that."""
    label = _undelimited(turn)
    opening = {")": "(", "]": "["}.get(label[-1:])
    at = label.rfind(opening) if opening else -1
    return label[:at].rstrip() if at > 0 else label


def _can_open(turn: Turn, label: str) -> bool:
    """Whether *turn* may begin with *label*, and that can stand in the option ``speakers``."""
    ends = inline_text(turn.label).rstrip()[-1:] in set(DELIMITERS)
    return bool(label) and (ends or turn.alone) and not set(";=") & set(label)

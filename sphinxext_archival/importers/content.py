"""The words of a draft: inline content as a small tree, whose leaves are :class:`Text`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Emendation",
    "Emphasis",
    "Feature",
    "Inline",
    "Insertion",
    "Mention",
    "NoteRef",
    "Page",
    "Strong",
    "Text",
    "inline_text",
    "walk_inline",
]


@dataclass(frozen=True, slots=True)
class Text:
    """Words as the document has them, without any markup. An end of a line is a space."""

    text: str


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words in square brackets, which are printed; the brackets are not part of ``content``.

    ``kind`` is one of `model.phrases.KINDS`, or empty for the one that the markup gives by itself.
    ``resp`` is one of `model.brackets.HANDS`, or empty for the translator. ``confidence`` is from
    0 to 1.
    """

    content: tuple[Inline, ...]
    kind: str = ""
    resp: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The place of a note; ``key`` is that of a :class:`Note` of the draft."""

    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an entity of the register; ``kind`` is one of `model.entities.KINDS`."""

    key: str
    content: tuple[Inline, ...]
    kind: str = "person"


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of the source begins; ``n`` is ``?`` where it must have begun."""

    n: str = "?"
    facs: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in italics."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold type."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """What the source shows beside its words.

    ``name`` is one of `model.brackets.FEATURES`; ``attributes`` may be ``place`` and ``hand``.
    """

    name: str
    content: tuple[Inline, ...]
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Emendation:
    """Words that the edition prints in the place of those that the source has."""

    edition: str
    source: str


Inline: TypeAlias = (
    Text | Insertion | NoteRef | Mention | Page | Emphasis | Strong | Feature | Emendation
)


def walk_inline(content: Sequence[Inline]) -> Iterator[Inline]:
    """Yield inline content and what is in it, in the order of the text."""
    pending = list(reversed(content))
    while pending:
        item = pending.pop()
        yield item
        pending.extend(reversed(getattr(item, "content", ())))


def inline_text(content: Sequence[Inline]) -> str:
    """Return the words of inline content as they are printed, with the brackets of insertions."""
    parts: list[str] = []
    for item in content:
        if isinstance(item, Text):
            parts.append(item.text)
        elif isinstance(item, Insertion):
            parts += ["[", inline_text(item.content), "]"]
        elif isinstance(item, Emendation):
            parts.append(item.edition)
        elif not isinstance(item, NoteRef | Page):
            parts.append(inline_text(item.content))
    return "".join(parts)

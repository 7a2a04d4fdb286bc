"""XML as a plain tree whose words know where they stand; by Python's own parser.

Entities are refused, nothing outside of the file is read, and depth is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from ..model.received import ReceivedError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Node", "Words", "parse"]

_DEEPEST = 200
_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


@dataclass(slots=True, eq=False)
class Words:
    """Words: their line (from 1), and their offset in the file's text."""

    text: str
    line: int
    offset: int


@dataclass(slots=True, eq=False)
class Node:
    """An element, by its local name; ``xml:id`` is the attribute ``id``."""

    name: str
    attributes: dict[str, str]
    parent: Node | None
    content: list[Node | Words] = field(default_factory=list)

    @property
    def inner(self) -> list[Node]:
        """The elements right in it."""
        return [it for it in self.content if isinstance(it, Node)]

    @property
    def above(self) -> Iterator[Node]:
        """The elements that it stands in, the next first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the elements in it, in their order; those of *names*, if any are given."""
        pending = list(reversed(self.inner))
        while pending:
            node = pending.pop()
            if not names or node.name in names:
                yield node
            pending += reversed(node.inner)

    @property
    def words(self) -> str:
        """All the words in it."""
        parts: list[str] = []
        pending: list[Node | Words] = [self]
        while pending:
            it = pending.pop()
            if isinstance(it, Words):
                parts.append(it.text)
            else:
                pending += reversed(it.content)
        return "".join(parts)


def parse(data: bytes, name: str) -> Node:
    """Return the root of *data*, the bytes of the file *name*; raise :exc:`ReceivedError`."""
    return _Tree(data, name).root


class _Tree:
    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.root = Node("", {}, None)
        self._here = self.root
        self._depth = 0
        self._data = data
        self._counted = (0, 0)
        self._parser = expat.ParserCreate(namespace_separator="\t")
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words
        try:
            self._parser.Parse(data, True)  # noqa: FBT003
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise ReceivedError(f"{name} is not well-formed XML: {error}") from error
        if not self.root.inner:
            raise ReceivedError(f"{name} holds no XML")
        self.root = self.root.inner[0]
        self.root.parent = None

    def _entity(self, entity: str, *_more: object) -> None:
        line = self._parser.CurrentLineNumber
        advice = "entities are not expanded: write the characters themselves"
        raise ReceivedError(
            f"{self.name}, line {line}: it declares the entity “{entity}”; {advice}"
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            line = self._parser.CurrentLineNumber
            raise ReceivedError(f"{self.name}, line {line}: elements stand in each other too deep")
        given = {key.removeprefix(f"{_NAMESPACE}\t"): it for key, it in attributes.items()}
        node = Node(name.rpartition("\t")[2], given, self._here)
        self._here.content.append(node)
        self._here = node

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._here.parent is not None:
            self._here = self._here.parent

    def _words(self, text: str) -> None:
        line, at = self._parser.CurrentLineNumber, self._parser.CurrentByteIndex
        counted, characters = self._counted
        if at >= counted:
            characters += len(self._data[counted:at].decode("utf-8", "ignore"))
            self._counted = (at, characters)
        self._here.content.append(Words(text, line, characters))

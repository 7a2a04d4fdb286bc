"""An entity written in a document, checked exactly as an entry of a register file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.error import Mark
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ._register_entry import read_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.nodes import Node

    from .entities import Entity

_TEXT = "tag:yaml.org,2002:str"


def entity_from_fields(
    key: str, fields: Mapping[str, str | list[str]], source: str, line: int
) -> tuple[Entity | None, list[str]]:
    """Return the entity *key* with *fields*, and the message of each problem.

    *source* and *line* (from 1) are where the entity is written.
    """
    mark = Mark(source, 0, line - 1, 0, None, 0)
    problems: list[str] = []
    node = MappingNode(
        "tag:yaml.org,2002:map",
        [(_scalar(name, mark), _value(value, mark)) for name, value in fields.items()],
        mark,
        mark,
    )

    def report(_line: int, _code: str, message: str) -> None:
        problems.append(message)

    entry = read_entry(key, node, source, line, report)
    return (entry.entity if entry else None), problems


def _value(value: str | list[str], mark: Mark) -> Node:
    if isinstance(value, str):
        return _scalar(value, mark)
    texts = [_scalar(text, mark) for text in value]
    return SequenceNode("tag:yaml.org,2002:seq", texts, mark, mark)


def _scalar(text: str, mark: Mark) -> ScalarNode:
    return ScalarNode(_TEXT, text, mark, mark)

"""YAML that editors write, a register above all, read to nodes that know their lines.

Nothing is constructed from the nodes by PyYAML: no tag runs code, and no scalar becomes a number,
a date or a boolean before its field says so. Aliases and deep nesting, with which a small file can
stall or crash a reader, are stopped while the nodes are composed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml
from yaml.composer import Composer, ComposerError
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode

from .characters import describe, unprintable_lines, without_unprintable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Report = Callable[[int, str, str], None]

    _Loader = yaml.SafeLoader
else:
    _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = ["ALIAS", "Problem", "read_nodes", "read_source"]

ALIAS = "!alias"
"""The tag of the node that stands where the file has an alias."""

# A register has three levels: entries, fields, roles.
_DEEPEST = 16

# What PyYAML says, and what it mostly comes from.
_CAUSES = (
    ("mapping values are not allowed", "a value that contains a colon must stand in quotes"),
    (
        "cannot start any token",
        "lines are indented with blanks, not tabs; a value with such a sign in front needs quotes",
    ),
    ("end of stream", "a quotation mark is not closed"),
    ("expected ',' or ']'", "a list that begins with `[` must end with `]`"),
    ("expected ',' or '}'", "what begins with `{` must end with `}`"),
    ("expected key", "the fields of one entry must begin in one column"),
    ("block end", "the fields of one entry must begin in one column"),
    ("could not find expected ':'", "a field needs a colon and a blank before its value"),
    ("single document", "the line `---` may stand only at the head of the file"),
    ("undefined alias", "a value that begins with `*` must stand in quotes"),
    # PyYAML 6.0.4 has a limit of its own.
    ("nesting depth", "lists and fields stand inside each other too deep"),
)


class Problem(NamedTuple):
    """What is wrong in a register: file, line (from 1), a code, and one sentence for an editor."""

    path: str
    line: int
    code: str
    message: str


class _PythonComposer(Composer):
    """Stands in front of the composer of the fast C parser, which no method can be put into."""


class _Source(_PythonComposer, _Loader):
    _depth = 0

    def __init__(self, text: str, report: Report) -> None:
        _Loader.__init__(self, text)
        Composer.__init__(self)
        self._report = report

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            return ScalarNode(ALIAS, f"*{event.anchor}", event.start_mark, event.end_mark)
        if self._depth > _DEEPEST:
            message = f"lists and fields stand inside each other more than {_DEEPEST} deep"
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise ComposerError(None, None, message, mark)
        self._depth += 1
        node: Node | None = super().compose_node(parent, index)
        self._depth -= 1
        # In quotation marks YAML has ways to write them: "\x07".
        if isinstance(node, ScalarNode) and (found := describe(node.value)):
            self._report(node.start_mark.line + 1, *_about(found))
            node.value = without_unprintable(node.value)
        return node


def read_source(path: Path, report: Report) -> MappingNode | Problem | None:
    """The entries of a register file; None if it is empty; a ``syntax`` problem if unreadable.

    ``report`` takes the line, the code and the message of what does not keep it from being read:
    control characters, which are left out.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the register cannot be read: {error.strerror or error}"
        return Problem(str(path), 1, "syntax", message)
    node = read_nodes(data, str(path), report, "register")
    if node is None or isinstance(node, MappingNode | Problem):
        return node
    line, message = node.start_mark.line + 1, "a register is made of entries, each `key:`"
    return Problem(str(path), line, "syntax", message)


def read_nodes(data: bytes, path: str, report: Report, what: str) -> Node | Problem | None:
    """The YAML of *data*, the file *path*, as nodes; None if it is empty.

    A ``syntax`` problem says what keeps it from being read; *what* is what the file is. ``report``
    is that of :func:`read_source`.
    """
    try:
        text = data.decode("utf-8-sig")
        for index, found in unprintable_lines(text):
            report(index + 1, *_about(found))
        return _compose(without_unprintable(text), report)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = f"the {what} is not in UTF-8; save it in that encoding"
    except yaml.MarkedYAMLError as error:
        line, message = _syntax(error, what)
    return Problem(path, line, "syntax", message)


def _compose(text: str, report: Report) -> Node | None:
    loader = _Source(text, report)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _about(found: str) -> tuple[str, str]:
    """The code and the message of what holds the characters that are described in *found*."""
    message = f"no output can print {found}; it is left out; remove it, or write what is meant"
    return "control_character", message


def _syntax(error: yaml.MarkedYAMLError, what: str) -> tuple[int, str]:
    """The line of a syntax error and what to do about it."""
    said = error.problem or "the YAML is not valid"
    if error.context and error.context.startswith("expected a single document"):
        said = error.context
    # An unclosed quotation mark is noticed at the end of the file: show where it was opened.
    opened = error.context_mark if "end of stream" in said else None
    mark = opened or error.problem_mark or error.context_mark
    cause = next((cause for part, cause in _CAUSES if part in said), None)
    message = f"the {what} cannot be read from here on: {said}"
    return (mark.line + 1 if mark else 1), f"{message} ({cause})" if cause else message

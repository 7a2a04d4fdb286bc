"""A file of emendations: how an edition differs from its source where the text has no place for it.

It is YAML, a list of entries. Each says one of three things, and why::

    - source: tbe                       # words of the source …
      edition: the                      # … and what the edition has (nothing: they are left out)
      line: 45                          # the line of the source, where they occur more than once
      reason: A slip of the scanner.
    - lines: 12-30                      # lines of the source that are left out whole
      reason: The head of each page.
    - edition: "[signature]"            # words that the edition adds …
      line: 210                         # … at this line of the source
      reason: It is seen on the facsimile.
      resp: A. Editor

``everywhere: true`` in place of ``line`` means all occurrences.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ._register_source import ALIAS, Problem, read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FIELDS", "Emendation", "EmendationField", "read_emendations"]


class EmendationField(NamedTuple):
    """A field of an entry, and its meaning."""

    name: str
    meaning: str


FIELDS = (
    EmendationField("source", "Words of the source, exactly; the amount of space does not matter."),
    EmendationField("edition", "What the edition has; empty or absent, they are left out."),
    EmendationField("line", "The line of the source in which they stand, or begin."),
    EmendationField("everywhere", "`true`: all occurrences of them are meant."),
    EmendationField("lines", "Lines of the source that are left out whole: `12-30`, or `12`."),
    EmendationField("reason", "Why: every emendation says it."),
    EmendationField("resp", "Who answers for it."),
)
_NAMES = tuple(one.name for one in FIELDS)
_LINES = re.compile(r"([1-9]\d*)(?:\s*[-–]\s*([1-9]\d*))?\Z")
_NUMBER = re.compile(r"[1-9]\d*\Z")
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}


class Emendation(NamedTuple):
    """One entry; ``at`` is its line in the file of emendations, all other lines the source's.

    ``source`` is None where it adds words only; ``lines`` are the first and the last left out.
    """

    at: int
    source: str | None = None
    edition: str = ""
    line: int | None = None
    everywhere: bool = False
    lines: tuple[int, int] | None = None
    reason: str = ""
    resp: str = ""


def read_emendations(data: bytes, path: str) -> tuple[list[Emendation], list[Problem]]:
    """Read the file *path*, whose bytes are *data*: its entries, and what is wrong with it.

    An entry that is not right is left out, but for one that lacks its reason only.
    """
    problems: list[Problem] = []

    def report(line: int, code: str, message: str) -> None:
        problems.append(Problem(path, line, code, message))

    root = read_nodes(data, path, report, "file of emendations")
    if isinstance(root, Problem):
        return [], [*problems, root]
    if root is None:
        return [], problems
    if not isinstance(root, SequenceNode):
        message = (
            "a file of emendations is a list: each entry begins with `- source:` or `- lines:`"
        )
        report(_line(root), "not_a_list", message)
        return [], problems
    found = [_Entry(node, path, problems).read() for node in root.value]
    return [emendation for emendation in found if emendation is not None], problems


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


class _Entry:
    """Reads one entry."""

    def __init__(self, node: Node, path: str, problems: list[Problem]) -> None:
        self.node, self.path, self.problems = node, path, problems
        self.values: dict[str, tuple[str, int]] = {}

    def _problem(self, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, code, message))

    def read(self) -> Emendation | None:
        """Return the entry, or None where it cannot be one."""
        if not isinstance(self.node, MappingNode):
            message = "an entry has fields: `source:` and `edition:`, or `lines:`, and `reason:`"
            self._problem(_line(self.node), "no_entry", message)
            return None
        before = len(self.problems)
        for key, value in self.node.value:
            self._take(key, value)
        emendation = self._emendation(before)
        if len(self.problems) > before:
            return None
        if not emendation.reason:
            message = "the entry does not say why; add `reason:`"
            self._problem(emendation.at, "no_reason", message)
        return emendation

    def _take(self, key: Node, value: Node) -> None:
        name = key.value if isinstance(key, ScalarNode) else ""
        if name not in _NAMES:
            near = difflib.get_close_matches(name, _NAMES, 1)
            choice = f"did you mean `{near[0]}`?" if near else f"it may be {', '.join(_NAMES)}"
            self._problem(_line(key), "unknown_field", f"there is no field `{name}`; {choice}")
        elif name in self.values:
            self._problem(_line(key), "duplicate_field", f"`{name}` stands twice in this entry")
        elif not isinstance(value, ScalarNode) or value.tag == ALIAS:
            self._problem(_line(value), "value", f"`{name}` is one text; put it in quotes")
        else:
            is_null = value.style is None and value.value in {"", "~", "null"}
            self.values[name] = ("" if is_null else value.value, _line(value))

    def _emendation(self, before: int) -> Emendation:
        has = self.values.keys()
        at = _line(self.node)
        source = self._text("source").strip() if "source" in has else None
        edition = self._text("edition")
        line = self._number()
        lines = self._lines()
        everywhere = self._everywhere()
        if len(self.problems) == before:
            for code, message in self._contradictions(source, edition):
                self._problem(at, code, message)
        return Emendation(
            at, source, edition, line, everywhere, lines, self._text("reason"), self._text("resp")
        )

    def _contradictions(self, source: str | None, edition: str) -> Iterator[tuple[str, str]]:
        """Yield what of the fields of the entry does not go together."""
        has = self.values.keys()
        if "lines" in has:
            for name in ("source", "edition", "line", "everywhere"):
                if name in has:
                    yield "contradiction", f"`lines` leaves whole lines out: `{name}` has no place"
        elif source == "":
            yield "value", "`source` is empty; write the words of the source"
        elif source is None and not edition.strip():
            yield "no_words", "the entry needs `source`, `lines`, or `edition` with `line`"
        elif source is None and "line" not in has:
            message = (
                "words that the edition adds need `line`, the line of the source they stand at"
            )
            yield "value", message
        elif "everywhere" in has and "line" in has:
            yield "contradiction", "`line` means one place, and `everywhere` all: write one of them"

    def _text(self, name: str) -> str:
        return self.values.get(name, ("", 0))[0]

    def _number(self) -> int | None:
        if "line" not in self.values:
            return None
        written, line = self.values["line"]
        if _NUMBER.match(written):
            return int(written)
        self._problem(line, "value", f"`line: {written}` is no line; write a number, as 45")
        return None

    def _lines(self) -> tuple[int, int] | None:
        if "lines" not in self.values:
            return None
        written, line = self.values["lines"]
        match = _LINES.match(written)
        if match is not None and int(match[1]) <= int(match[2] or match[1]):
            return int(match[1]), int(match[2] or match[1])
        self._problem(line, "value", f"`lines: {written}` are no lines; write them as 12-30, or 12")
        return None

    def _everywhere(self) -> bool:
        if "everywhere" not in self.values:
            return False
        written, line = self.values["everywhere"]
        if written.lower() not in _TRUE | _FALSE:
            message = f"`everywhere: {written}` is neither `true` nor `false`"
            self._problem(line, "value", message)
        return written.lower() in _TRUE

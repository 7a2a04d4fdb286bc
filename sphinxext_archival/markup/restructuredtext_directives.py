"""Slips for which docutils drops one of our directives, words and all: they are read as meant.

With one colon a directive is a comment; with a line that is no option right below its options, or
with an option that lacks a colon, docutils refuses the whole of it. It is asked before docutils
makes up its mind, so that lines, files and what is literal are those that it knows.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import states
from docutils.statemachine import StringList

from ..context import is_directive
from ..diagnostics import Diagnostic, warn
from . import options

if TYPE_CHECKING:
    from docutils import nodes

_DIRECTIVE = re.compile(
    rf"\.\. +(?P<name>{states.Inliner.simplename}) ?(?P<colons>::?)(?: +|$)", re.UNICODE
)
_EXPLICIT = re.compile(r"\.\.(?: +|$)")
_FIELD = re.compile(states.Body.patterns["field_marker"])


def setup() -> None:
    """Be asked about what may be one of our directives, before docutils looks at it."""
    constructs = states.Body.explicit.constructs
    if (_read, _DIRECTIVE) not in constructs:
        constructs.insert(0, (_read, _DIRECTIVE))


def _read(state: Any, match: re.Match[str]) -> tuple[list[nodes.Node], bool]:
    """Read what begins with *match*; what is none of ours is left to docutils."""
    env = getattr(state.document.settings, "env", None)
    is_meant = match["colons"] == "::"
    read = state.directive
    if env is not None and is_directive(env, match["name"]):
        if not is_meant:
            _report_comment(state, match["name"])
        read = partial(_read_directive, state)
    elif not is_meant:
        read = state.comment
        match = _EXPLICIT.match(match.string) or match
    result: tuple[list[nodes.Node], bool] = read(match)
    return result


def _report_comment(state: Any, name: str) -> None:
    source, line = state.state_machine.get_source_and_line()
    warn(
        Diagnostic.COMMENT,
        f"“.. {name}:” is a comment to reStructuredText, which would not be printed; it is read as "
        f"“.. {name}::”; write two colons",
        f"{Path(source).resolve()}:{line}",
    )


def _read_directive(state: Any, match: re.Match[str]) -> Any:
    name = match["name"].rpartition(":")[2].lower()
    given = state.parse_directive_block

    def parse_directive_block(
        indented: StringList, line_offset: int, directive: Any, presets: dict[str, Any]
    ) -> Any:
        known = [option.name for option in directive.OPTIONS]
        return given(_with_options_apart(indented, known, name), line_offset, directive, presets)

    state.parse_directive_block = parse_directive_block
    try:
        return state.directive(match)
    finally:
        vars(state).pop("parse_directive_block", None)


def _with_options_apart(block: StringList, known: list[str], name: str) -> StringList:
    """Return *block*, the lines of the directive *name*, with a blank line after its options."""
    read = _OptionLines(name, known)
    end = 0
    while end < len(block) and read.takes(block[end], block.items[end]):
        end += 1
    if read.lines == list(block)[:end]:
        return block
    items = [*read.items, *block.items[end:]]
    return StringList([*read.lines, *block[end:]], items=items)


class _OptionLines:
    """The lines of a directive down to its last option, as docutils can read them."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.lines: list[str] = []
        self.items: list[tuple[str, int]] = []
        self._name = name
        self._known = known
        self._seen: dict[str, str] = {}
        self._margin: int | None = None
        self._is_kept = True

    def takes(self, line: str, item: tuple[str, int]) -> bool:
        """Take *line*, which stands at *item*, unless it ends the options."""
        words = line.lstrip(" ")
        if not words.strip() and self.lines:
            return False
        place = len(line) - len(words)
        if self._margin is not None and place > self._margin:
            self._add(line, item)  # the value goes on
            return True
        option = options.option_in(words, self._known, is_first=self._margin is None)
        if option is not None:
            self._margin = place
            self._add_option(option, words, item)
        elif self._margin is None and not (self.lines and _FIELD.match(words)):
            self._add(line, item)
        else:
            self._report_words(words.strip(), item)
            self.lines.append("")
            self.items.append(item)
            return False
        return True

    def _add(self, line: str, item: tuple[str, int]) -> None:
        if self._is_kept:
            self.lines.append(line)
            self.items.append(item)

    def _add_option(self, option: options.Option, words: str, item: tuple[str, int]) -> None:
        self._is_kept = option.name not in self._seen
        if not self._is_kept:
            message = options.repeated(option.name, self._seen[option.name])
            _report(Diagnostic.DOCUMENT_VALUE, f"{self._name}: {message}", item)
        elif option.slip:
            _report(Diagnostic.DOCUMENT_VALUE, f"{self._name}: {option.slip}", item)
        self._seen.setdefault(option.name, option.value)
        self._add(option.line if option.slip else words, item)

    def _report_words(self, words: str, item: tuple[str, int]) -> None:
        where, advice = (
            ("right below the options", "after the options")
            if self._seen
            else ("where options do", "before it")
        )
        _report(
            Diagnostic.DOCUMENT_OPTION,
            f"{self._name}: “{words}” stands {where} and is none; it is kept as text; leave a "
            f"blank line {advice}",
            item,
        )


def _report(diagnostic: Diagnostic, message: str, item: tuple[str, int]) -> None:
    source, offset = item
    warn(diagnostic, message, f"{Path(source).resolve()}:{offset + 1}")

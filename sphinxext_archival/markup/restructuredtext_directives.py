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
    lines = list(block)
    items = list(block.items)
    margin: int | None = None
    for index, line in enumerate(block):
        words = line.lstrip(" ")
        if not words.strip():
            if index == 0:
                continue  # the directive's own line
            break
        place = len(line) - len(words)
        if margin is not None and place > margin:
            continue  # the value goes on
        slip = options.mended(words, known, is_first=margin is None)
        if _FIELD.match(words):
            margin = place
        elif slip is not None:
            margin = place
            words = slip.line
            _report(f"{name}: {slip.message}", items[index])
        elif margin is not None:
            _report(
                f"{name}: “{words.strip()}” stands right below the options and is no option; it is "
                f"kept as text; leave a blank line after the options",
                items[index],
                Diagnostic.DOCUMENT_OPTION,
            )
            lines.insert(index, "")
            items.insert(index, items[index])
            break
        if margin is not None:
            lines[index] = words
    return block if lines == list(block) else StringList(lines, items=items)


def _report(
    message: str, item: tuple[str, int], diagnostic: Diagnostic = Diagnostic.DOCUMENT_VALUE
) -> None:
    source, offset = item
    warn(diagnostic, message, f"{Path(source).resolve()}:{offset + 1}")

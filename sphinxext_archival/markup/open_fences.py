"""What to say of fences of Markdown that are not closed, or closed too early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..context import lines_of, reading_of
from ..model.open_fences import Forgotten, forgotten_fences
from .options import is_opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from ..model.fences import HoldsWords, OpenFence

MOST_LINES_ADDED = 4
"""How many lines too many are looked for: more directives are not put into each other."""


def reports_of_fences(
    env: BuildEnvironment,
    name: str,
    place: tuple[str, int],
    unclosed: Sequence[tuple[int, OpenFence]],
    holds_words: HoldsWords,
) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the fences of the directive *name* at *place*, and where.

    *unclosed* are those in its content, each with its line (from 1); *holds_words* tells those that
    are text.
    """
    path, line = place
    forgotten = _forgotten_in(env, path, holds_words)
    lines = lines_of(env, path)
    line = line_of_opening(lines, line, name)
    is_closed = line not in forgotten
    if not is_closed:
        yield line, f"{name}: it is not closed: {_advice(forgotten[line])}"
    ours = env.get_domain("archival").directives
    for counted, inner in unclosed:
        inner_line = line_of_opening(lines, counted, inner.name)
        lacking = forgotten.get(inner_line)
        if lacking is not None and lacking.fence == inner.fence:
            # A directive of ours says it of itself.
            if inner.name.removeprefix("archival:") not in ours:
                what = f"the fence of “{inner.name}”" if inner.name else f"“{inner.fence}”"
                yield inner_line, f"{name}: {what} in it is not closed: {_advice(lacking)}"
        elif is_closed:
            yield (
                inner_line,
                (
                    f"{name}: the fence of “{inner.name}” is not closed inside it: its "
                    f"“{inner.fence}” closed “{name}” too early, and what follows stands outside; "
                    f"open and close “{name}” with more colons than “{inner.fence}” has"
                ),
            )


def line_of_opening(lines: Sequence[str], line: int, name: str) -> int:
    """Return the *line* (from 1) on which the fence of *name* opens.

    MyST counts one too many for each directive around it whose words begin with a colon, as a fence
    does.
    """
    if not name or any(f"{name}}}" in there for there in lines[line - 1 : line]):
        return line
    for near in range(line, line - MOST_LINES_ADDED - 1, -1):
        if 0 < near <= len(lines) and is_opening(lines[near - 1]) and name in lines[near - 1]:
            return near
    return line


def _advice(forgotten: Forgotten) -> str:
    if forgotten.lacks_before is None:
        return (
            f"it goes on to the end of the file; write “{forgotten.fence}” on a line of its own "
            f"below its last line"
        )
    return (
        f"is its “{forgotten.fence}” missing before line {forgotten.lacks_before + 1}? What "
        f"stands there is taken for a part of it"
    )


def _forgotten_in(
    env: BuildEnvironment, path: str, holds_words: HoldsWords
) -> Mapping[int, Forgotten]:
    """Return the fences of the file *path* that are not closed, by their lines (from 1)."""
    known = reading_of(env).forgotten_fences
    if path not in known:
        found = forgotten_fences(lines_of(env, path), holds_words)
        known[path] = {at + 1: fence for at, fence in found.items()}
    return known[path]

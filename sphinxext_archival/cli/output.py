"""What a command says: to a person on a terminal, or to a program as JSON.

Answers go to the standard output, and all else to the standard error. Colours and progress are for
terminals alone, and ``NO_COLOR`` is heard (Rich sees to both).
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import rich_click as click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FINE, FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: all is well; something was found; the command cannot be carried out as given."""


class UnusableError(Exception):
    """What keeps a command from being carried out at all; it says what would be right."""


class Commands(click.RichGroup):
    """The commands: what keeps one from being carried out is said in a line, for a log as well."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is asked for."""
        try:
            return super().invoke(ctx)
        except UnusableError as error:
            remarks().print(f"sphinx-archival: {error}", style="bold red")
            ctx.exit(UNUSABLE)


def answers() -> Console:
    """Return the console for answers: what is written is neither cut nor made bold by chance."""
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def remarks() -> Console:
    """Return the console for all else, the standard error."""
    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


def write_json(value: Any) -> None:
    """Write *value* for a program: one document of JSON, in UTF-8, with a line end."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        stream.write(text.encode())
        stream.flush()


@contextmanager
def progress(what: str, *, shown: bool = True) -> Iterator[Callable[[int, int], None]]:
    """Show how far *what* is, on a terminal; call the result with what is done, and with all.

    The bar is taken away at the end: what remains are the answers.
    """
    console = remarks()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    disabled = not shown or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=disabled) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for a program.")
"""The option ``--json``, which each command has."""

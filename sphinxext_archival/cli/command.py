"""The group of commands, and the small ones: ``schema`` and ``completion``."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import rich_click as click
from click.shell_completion import get_completion_class

from ..model.schemas import SCHEMAS
from .check import check
from .importing import import_
from .new import new
from .output import Commands, UnusableError, json_option, write_json
from .watch import watch

_SHELLS = ("bash", "zsh", "fish")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("sphinxext-archival"), package_name="sphinxext-archival")
def cli() -> None:
    """Begin an edition of transcripts, draft documents, check them, and watch the site grow.

    Exit codes: 0 all is well, 1 something was found, 2 the command cannot be carried out as given.
    """


@cli.command()
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
@json_option
def schema(name: str, *, as_json: bool) -> None:
    """Print the JSON Schema of a file that editors write.

    It is the same with and without --json.
    """
    write_json(SCHEMAS[name]())


@cli.command()
@click.argument("shell", type=click.Choice(_SHELLS), required=False)
@json_option
def completion(shell: str | None, *, as_json: bool) -> None:
    """Print the script that completes this command in a shell.

    Without SHELL it is the one of your login. In bash, say once:

    sphinx-archival completion bash >> ~/.bashrc
    """
    name = shell or Path(os.environ.get("SHELL", "")).name
    found = get_completion_class(name) if name in _SHELLS else None
    if found is None:
        raise UnusableError(f"which shell is yours? say one of {', '.join(_SHELLS)}")
    script = found(cli, {}, "sphinx-archival", "_SPHINX_ARCHIVAL_COMPLETE").source()
    if as_json:
        write_json({"shell": name, "script": script})
    else:
        click.echo(script)


for command in (new, import_, check, watch):
    cli.add_command(command)

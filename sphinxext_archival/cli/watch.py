"""``sphinx-archival watch``: the site is built anew as one types, and the browser shows it."""

from __future__ import annotations

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

import rich_click as click

from .output import UnusableError, json_option, write_json

IGNORED = (
    r"/_build/",
    r"/\.(git|venv|vscode|idea|hypothesis|\w+_cache)/",
    r"/(venv|env|node_modules|__pycache__)/",
    # What editors keep beside a file that is being written.
    r"(~|\.sw[a-z]|\.tmp|\.bak|\.new)$",
    r"/(\.#|#)[^/]*$",
    r"/4913$",
)
"""Regular expressions of paths whose changes are nothing to a reader."""


@click.command()
@click.argument(
    "folder",
    metavar="[DIR]",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "-p", "--port", default=8000, show_default=True, help="The port of the site; 0 for a free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address that it is served at."
)
@click.option("--open/--no-open", "opens", default=False, help="Open it in the browser.")
@click.option(
    "-b",
    "--builder",
    type=click.Choice(("html", "dirhtml")),
    default="html",
    show_default=True,
    help="The builder of Sphinx that makes the site.",
)
@json_option
def watch(folder: Path, *, port: int, host: str, opens: bool, builder: str, as_json: bool) -> None:
    """Build the site of an edition, and build it anew whenever a file changes.

    The page in the browser is loaded again by itself. Ctrl+C ends it. With --json the address is
    written first, as one document of JSON.
    """
    folder = folder.resolve()
    if not (folder / "conf.py").is_file():
        raise UnusableError(
            f"{folder}: there is no conf.py; name the folder of an edition, or begin one: "
            f"sphinx-archival new DIR"
        )
    if find_spec("sphinx_autobuild") is None:
        raise UnusableError(
            "sphinx-autobuild is not installed; say: pip install 'sphinxext-archival[watch]'"
        )
    port = _free(host, port)
    output = folder / "_build" / builder
    if as_json:
        write_json({"address": f"http://{host}:{port}", "folder": str(output)})
    import colorama
    from sphinx_autobuild.__main__ import main as autobuild

    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        colorama.init(strip=True)  # it colours what it says, whoever reads it
    autobuild(arguments(folder, output, builder, host=host, port=port, opens=opens))


def arguments(
    folder: Path, output: Path, builder: str, *, host: str, port: int, opens: bool
) -> list[str]:
    """Return what sphinx-autobuild is told."""
    told = [str(folder), str(output), "-b", builder, "--host", host, "--port", str(port)]
    told += ["-d", str(folder / "_build" / "doctrees"), "-j", "auto", "-q"]
    for pattern in IGNORED:
        told += ["--re-ignore", pattern]
    return [*told, "--open-browser", "--delay", "0"] if opens else told


def _free(host: str, port: int) -> int:
    """Return *port*, or one that is free for 0; say so where it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UnusableError(
                f"http://{host}:{port} cannot be served ({error.strerror or error}); choose "
                f"another port, or any that is free: --port 0"
            ) from error
        return int(probe.getsockname()[1])

"""``sphinx-archival check``: all that a build would warn of, and more, without building."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import rich_click as click

from .findings import ordered, print_for_github, print_for_people
from .output import FOUND, UnusableError, answers, json_option, progress, remarks, write_json
from .sphinx_run import check_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .findings import Finding

_TIMES = 3
_SECONDS = 30


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--inventory",
    metavar="FILE",
    help="The objects.inv of the published edition, a file or a web address: find every address "
    "that has gone or moved.",
)
@click.option(
    "--names", is_flag=True, help="Find names in the text that recur and that no register knows."
)
@click.option(
    "--times",
    type=click.IntRange(min=1),
    default=_TIMES,
    show_default=True,
    help="How often a name must stand to be found by --names.",
)
@click.option("--strict", is_flag=True, help="Count notes as findings, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "github")),
    default="text",
    help="How findings are written; github is for annotations in a workflow.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="How many processes read [default: all cores]."
)
@json_option
def check(
    paths: tuple[Path, ...],
    *,
    inventory: str | None,
    names: bool,
    times: int,
    strict: bool,
    form: str,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Check an edition without building it: labels, brackets, notes, register, links, addresses.

    PATHS are the folder of an edition (with its conf.py), or files in it; without any it is the
    working folder. Given files, only what is wrong in these is reported, and in the edition as a
    whole. A second check reads only what has changed.

    Exit codes: 0 nothing was found, 1 something was, 2 there is no edition that can be read.
    """
    settings: dict[str, Any] = {}
    if names:
        settings["archival_check_names"] = times
    found: set[Finding] = set()
    projects = _projects(paths)
    form = "json" if as_json else form
    with _local(inventory) as published:
        if published:
            settings["archival_published_inventory"] = published
        for folder, wanted in projects.items():
            with progress(f"Reading {folder.name}", shown=form == "text") as follow:
                findings = check_project(folder, settings, jobs or os.cpu_count() or 1, follow)
            found |= {
                # It is called as it was typed, wherever it lies.
                one._replace(message=one.message.replace(published or "\0", inventory or ""))
                for one in findings
                if _is_wanted(one, wanted)
            }
    _print(ordered(found), form, projects)
    if any(strict or one.severity != "note" for one in found):
        raise SystemExit(FOUND)


def _projects(paths: tuple[Path, ...]) -> dict[Path, list[Path]]:
    """Return the folder of each edition, with the paths that are asked for in it; none for all."""
    found: dict[Path, list[Path]] = {}
    for path in paths or (Path(),):
        whole = path.resolve()
        if not whole.exists():
            raise UnusableError(f"{path}: there is no such file or folder")
        folders = (whole, *whole.parents) if whole.is_dir() else whole.parents
        folder = next((one for one in folders if (one / "conf.py").is_file()), None)
        if folder is None:
            if whole.is_dir():
                raise UnusableError(
                    f"{path}: there is no conf.py in this folder, nor above it; name the folder of "
                    f"an edition, or begin one: sphinx-archival new DIR"
                )
            continue  # a file of the repository that no edition has, as its README
        wanted = found.setdefault(folder, [])
        wanted.append(whole)
    # The folder itself, among its files, is all of them.
    return {folder: [] if folder in wanted else wanted for folder, wanted in found.items()}


def _is_wanted(finding: Finding, wanted: list[Path]) -> bool:
    if not wanted or finding.path is None:
        return True
    return any(finding.path.is_relative_to(path) for path in wanted)


def _print(findings: list[Finding], form: str, projects: dict[Path, list[Path]]) -> None:
    notes = sum(one.severity == "note" for one in findings)
    counted = len(findings) - notes
    if form == "json":
        write_json(
            {
                "findings": [one.as_data() for one in findings],
                "count": {"findings": counted, "notes": notes},
            }
        )
        return
    if form == "github":
        print_for_github(findings, answers())
    else:
        print_for_people(findings, answers())
    console = remarks()
    if not projects:
        console.print("No edition has any of these files.")
    elif not counted:
        console.print("Nothing is wrong." if not notes else f"Nothing is wrong; {_notes(notes)}.")
    else:
        listed = "1 finding" if counted == 1 else f"{counted} findings"
        console.print(f"{listed}, {_notes(notes)}." if notes else f"{listed}.", style="bold")


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"


@contextmanager
def _local(inventory: str | None) -> Iterator[str]:
    """Give the path of an inventory; one that is named by its address is fetched first."""
    if inventory is None:
        yield ""
        return
    if not inventory.startswith(("https://", "http://")):
        path = Path(inventory).resolve()
        if not path.is_file():
            raise UnusableError(f"--inventory {inventory}: there is no such file")
        yield str(path)
        return
    import requests

    try:
        answer = requests.get(inventory, timeout=_SECONDS)
        answer.raise_for_status()
    except requests.RequestException as error:
        raise UnusableError(f"--inventory {inventory}: it cannot be fetched ({error})") from error
    with TemporaryDirectory() as folder:
        fetched = Path(folder, "objects.inv")
        fetched.write_bytes(answer.content)
        yield str(fetched)

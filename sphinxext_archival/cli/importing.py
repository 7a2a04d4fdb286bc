"""``sphinx-archival import``: what others wrote becomes drafts in an edition."""

from __future__ import annotations

import glob
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from ..importers import FORMATS
from ..importers.files import plan, write
from ..importers.many import read_all
from ..importers.report import counts
from .output import FOUND, UnusableError, answers, json_option, progress, remarks, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..importers.draft import Draft
    from ..importers.files import Plan
    from ..importers.many import Read

_ENDINGS = frozenset({".txt", ".text", ".htm", ".html", ".xhtml", ".xml", ".pdf"})
"""The endings of files that are taken from a folder; a file that is named may have any."""

_SHOWN = 20
_DONE = {"create": "written", "update": "written again", "unchanged": "as before"}
_WOULD = {"create": "to be written", "update": "to be written again", "unchanged": "as before"}


@click.command("import")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--into",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the edition [default: the working folder].",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="The format of the files [default: each file's content tells].",
)
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing, and say what would be.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="How many processes read [default: all cores]."
)
@json_option
def import_(
    sources: tuple[str, ...],
    *,
    into: Path,
    form: str | None,
    dry_run: bool,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Draft documents from pages of archives (text, HTML, PDF), from TEI, from the Record.

    FILE is a file, a folder of them, or a pattern as 'pages/*.txt'. Each gives a document in
    documents/, its source in sources/, a report in imports/, and entries of the register. A file
    that you have edited is never written again, and a second import changes nothing.

    Exit codes: 0 all files were read, 1 some could not be, 2 nothing can be read or written.
    """
    into = into.resolve()
    paths = list(dict.fromkeys(path for source in sources for path in _expanded(source, into)))
    with progress("Reading", shown=not as_json and len(paths) > 1) as follow:
        reads = read_all(paths, form, jobs or os.cpu_count() or 1, follow)
    planned = _planned(reads, into)
    if not dry_run:
        try:
            write(planned)
        except OSError as error:
            raise UnusableError(f"{error.filename}: {error.strerror}") from error
    if as_json:
        write_json(_as_data(reads, planned, dry_run=dry_run))
    else:
        _say(reads, planned, dry_run=dry_run)
        if not (into / "conf.py").is_file():
            remarks().print(
                f"{into}: there is no conf.py, and drafts there are in no edition yet; begin one "
                f"by sphinx-archival new DIR, and import with --into DIR",
                style="yellow",
            )
    if any(read.imported is None for read in reads):
        raise SystemExit(FOUND)


def _expanded(source: str, into: Path) -> Iterator[Path]:
    """Yield the files that *source* means, in the order of their names."""
    path = Path(source)
    if path.is_dir():
        found = [one for one in path.rglob("*") if _is_taken(one.relative_to(path))]
    elif path.exists():
        found = [path]
    else:
        # Where the shell has not done it: the pattern is in quotes, or the shell has none.
        found = [Path(name) for name in glob.iglob(source, recursive=True)]  # noqa: PTH207 (it may be absolute)
    files = sorted(one for one in found if one.is_file())
    if not files:
        raise UnusableError(f"{source}: there is no such file, or nothing to read in it")
    for file in files:
        if not _is_ours(file.resolve(), into):
            yield file


def _is_taken(path: Path) -> bool:
    """Whether a file is taken from a folder: *path* is its path in it."""
    return path.suffix.lower() in _ENDINGS and not any(p.startswith(".") for p in path.parts)


def _is_ours(path: Path, into: Path) -> bool:
    """Whether a file is what an import has written itself, or a build."""
    parts = path.relative_to(into).parts if path.is_relative_to(into) else ()
    return bool(parts) and parts[0] in {"_build", "imports"}


def _planned(reads: list[Read], into: Path) -> Plan:
    """Plan it all at once: the register is merged in the order of the files, not of the work."""
    try:
        return plan([read.imported for read in reads if read.imported is not None], into)
    except ImportError as error:
        raise UnusableError(
            f"{error.name} is not installed; say: pip install 'sphinxext-archival[import]'"
        ) from error


def _drafts(reads: list[Read]) -> list[Draft]:
    return [draft for read in reads if read.imported is not None for draft in read.imported.drafts]


def _as_data(reads: list[Read], planned: Plan, *, dry_run: bool) -> dict[str, Any]:
    return {
        "into": str(planned.into),
        "dry_run": dry_run,
        "documents": [
            {
                "identifier": draft.identifier,
                "title": draft.title,
                "source": draft.source_name,
                "format": draft.format,
                "counts": counts(draft),
                "findings": dict(sorted(Counter(one.kind for one in draft.findings).items())),
            }
            for draft in _drafts(reads)
            if not draft.is_register
        ],
        "files": [{"path": file.path, "action": file.action} for file in planned.files],
        "register": [
            {"kind": one.kind, "rule": one.rule, "message": one.message} for one in planned.findings
        ],
        "errors": [
            {"file": str(read.path), "message": read.error}
            for read in reads
            if read.imported is None
        ],
    }


def _say(reads: list[Read], planned: Plan, *, dry_run: bool) -> None:
    console, others = answers(), remarks()
    documents = [draft for draft in _drafts(reads) if not draft.is_register]
    for draft in documents[:_SHOWN]:
        found = counts(draft)
        decisions = sum(one.kind == "decision" for one in draft.findings)
        asks = f"; {decisions} to decide" if decisions else ""
        console.print(
            f"{draft.identifier}: {found['words']} words, {found['turns']} turns, "
            f"{found['notes']} notes{asks}"
        )
    if len(documents) > _SHOWN:
        console.print(f"… and {len(documents) - _SHOWN} more documents")
    if dry_run:
        for file in planned.changes:
            console.print(f"would write {file.path}")
    for file in planned.kept:
        others.print(f"{file.path}: you have edited it, and it stays as it is", style="yellow")
    for one in planned.findings:
        others.print(one.message, style="yellow")
    for read in reads:
        if read.imported is None:
            why = read.error.removeprefix(f"{read.path.name}: ")
            others.print(f"{read.path}: {why}", style="bold red")
    actions = Counter(file.action for file in planned.files)
    said = _WOULD if dry_run else _DONE
    listed = [f"{count} {said[action]}" for action, count in actions.items() if action in said]
    others.print(f"Files: {', '.join(listed)}." if listed else "Nothing was read.", style="bold")
    if documents and not dry_run:
        others.print("The reports, with what is to decide, are in imports/.")

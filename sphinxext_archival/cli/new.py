"""``sphinx-archival new``: an edition that builds, with a document to begin from."""

from __future__ import annotations

import os
import re
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from .output import UnusableError, answers, json_option, write_json
from .template import Edition, files_of, languages

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z]{2,4})?")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", help="The title of the edition [default: made from the name of DIR].")
@click.option("--author", help="Who edits it [default: The editors].")
@click.option(
    "--language",
    help=f"The language of the site, a code of ISO 639 [default: en]; the pages are there in "
    f"{', '.join(languages())}.",
)
@click.option("--add", is_flag=True, help="Add to a folder that has files; no file is overwritten.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing, and take the defaults.")
@json_option
def new(
    folder: Path,
    *,
    title: str | None,
    author: str | None,
    language: str | None,
    add: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Begin an edition in the folder DIR: settings, register, pages, and a first document.

    On a terminal it asks for what no option says. A folder that has files is refused.
    """
    if not add and folder.is_dir() and any(not _is_hidden(path) for path in folder.iterdir()):
        raise UnusableError(
            f"{folder}: there are files in this folder; name a new one, or say --add, which leaves "
            f"what is there as it is"
        )
    asks = not yes and not as_json and _is_a_talk()
    title = _asked("Title", title, _title_of(folder), asks=asks)
    author = _asked("Editors", author, "The editors", asks=asks)
    language = _asked("Language of the site", language, "en", asks=asks)
    if not _is_language(language):
        raise UnusableError(f"--language {language}: this is no code of ISO 639, as en, de, fr, ru")
    made = Edition(title, author, language, _year(), _identifier(folder, title))
    written, kept = [], []
    for name, text in files_of(made).items():
        path = folder / name
        if path.exists():
            kept.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        written.append(name)
    if as_json:
        write_json({"folder": str(folder.resolve()), "written": written, "kept": kept})
    else:
        _say(folder, written, kept)


def _is_a_talk() -> bool:
    """Whether somebody is there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _is_hidden(path: Path) -> bool:
    """Whether a file is one that a folder may have before: ``.git``, an environment."""
    return path.name.startswith(".") or (path / "pyvenv.cfg").is_file()


def _asked(what: str, given: str | None, default: str, *, asks: bool) -> str:
    """Return what an option gives, or an answer, or the default; it has words and is one line."""
    value = given if given is not None else default
    if given is None and asks:
        value = str(click.prompt(what, default=default))
    value = " ".join(value.split())
    if not value:
        raise UnusableError(f"{what}: it is empty")
    return value


def _title_of(folder: Path) -> str:
    words = re.sub(r"[\W_]+", " ", folder.resolve().name).strip()
    return words[:1].upper() + words[1:] or "Edition"


def _is_language(code: str) -> bool:
    from ..model.languages import LanguageError, language_name

    try:
        language_name(code.replace("_", "-").partition("-")[0], "en")
    except LanguageError:
        return False
    return _LANGUAGE.fullmatch(code) is not None


def _year() -> int:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return now.year


def _identifier(folder: Path, title: str) -> str:
    """Return the identifier of the e-book: letters of the title, and what no other edition has."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:40].strip("-") or "edition"
    if "SOURCE_DATE_EPOCH" in os.environ:
        return f"{slug}-{uuid.uuid5(uuid.NAMESPACE_URL, f'{folder.name}/{title}')}"
    return f"{slug}-{uuid.uuid4()}"


def _say(folder: Path, written: list[str], kept: list[str]) -> None:
    console = answers()
    console.print(f"An edition begins in {folder}: {len(written)} files.", style="bold")
    if kept:
        console.print(f"These were there, and stay as they are: {', '.join(kept)}")
    console.print("\nGo on with:\n")
    if folder.resolve() != Path.cwd():
        console.print(f"  cd {folder}")
    console.print("  sphinx-archival watch --open      see it, and see it change as you type")
    console.print("  sphinx-archival check             what is wrong, without building")
    console.print("  sphinx-archival import FILE…      drafts from pages of archives, from TEI")

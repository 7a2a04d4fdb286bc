"""``sphinx-archival import``: from files to drafts, and what is said of them."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_archival.importers import many
from sphinxext_archival.importers.many import read_all
from tests.cli.test_command import real

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Edition, Run

pytest.importorskip("ruamel.yaml", reason="ruamel.yaml, of the extra `import`, is not installed")

PAGE = """\
August {day}, 1990

Record of a Conversation, {day}

Original Language:

Russian

OKOYE. Good morning, Mr. Adler. You have salt [aboard], I hear?[1]

ADLER. Forty barrels. It is all in the papers.

OKOYE. Then we shall have to open the box.

ADLER. The key is on my watch chain.

[1] Salt was taxed by the barrel.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of pages, one of which nobody can read, with files that are no pages."""
    folder = tmp_path / "pages"
    (folder / "more").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for day in (1, 2, 3):
        (folder / f"page{day}.txt").write_text(PAGE.format(day=day), "utf-8")
    (folder / "more" / "page4.txt").write_text(PAGE.format(day=4), "utf-8")
    (folder / ".hidden" / "page5.txt").write_text(PAGE.format(day=5), "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "broken.xml").write_text("<TEI><text>", "utf-8")
    return folder


def state(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_build" not in path.parts
    }


def test_a_folder_becomes_drafts_and_one_bad_file_stops_none(
    run: Run, edition: Edition, pages: Path
) -> None:
    folder = edition()
    result = run("import", pages, "--into", folder, "-j", "1")
    assert result.exit_code == 1
    assert result.stdout.count(" turns, 1 notes") == 4
    assert f"{pages / 'broken.xml'}: " in result.stderr
    written = state(folder)
    for name in ("page1", "page2", "page3", "page4"):
        assert f"documents/{name}.md" in written
        assert f"sources/{name}.txt" in written
        assert f"imports/{name}.json" in written
    assert not [path for path in written if "page5" in path or "picture" in path]
    draft = (folder / "documents" / "page1.md").read_text("utf-8")
    assert ":date: 1990-08-01" in draft
    assert ":transcription: ../sources/page1.txt" in draft
    assert "adler" in (folder / "register.yml").read_text("utf-8")


def test_a_second_import_changes_nothing(run: Run, edition: Edition, pages: Path) -> None:
    folder = edition()
    run("import", pages, "--into", folder)
    before = state(folder)
    again = json.loads(run("import", pages, "--into", folder, "--json").stdout)
    assert {file["action"] for file in again["files"]} == {"unchanged"}
    assert state(folder) == before


def test_a_file_that_was_edited_is_left_alone_and_named(
    run: Run, edition: Edition, pages: Path
) -> None:
    folder = edition()
    source = pages / "page1.txt"
    assert run("import", source, "--into", folder).exit_code == 0
    draft = folder / "documents" / "page1.md"
    draft.write_text(draft.read_text("utf-8") + "\nMine.\n", "utf-8")
    source.write_text(PAGE.format(day=1).replace("Forty", "Fifty"), "utf-8")
    result = run("import", source, "--into", folder)
    assert "documents/page1.md: you have edited it, and it stays as it is" in result.stderr
    assert draft.read_text("utf-8").endswith("\nMine.\n")


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(
    run: Run, edition: Edition, pages: Path
) -> None:
    folder = edition()
    before = state(folder)
    result = run("import", pages / "page1.txt", "--into", folder, "--dry-run")
    assert result.exit_code == 0
    assert "would write documents/page1.md\n" in result.stdout
    assert state(folder) == before
    told = json.loads(run("import", pages / "page1.txt", "--into", folder, "-n", "--json").stdout)
    run("import", pages / "page1.txt", "--into", folder)
    new = {path for path, digest in state(folder).items() if before.get(path) != digest}
    assert {file["path"] for file in told["files"]} == new


def test_the_number_of_processes_changes_nothing(
    run: Run, edition: Edition, pages: Path, tmp_path: Path
) -> None:
    states = []
    for jobs in ("1", "3"):
        folder = edition().rename(tmp_path / f"jobs{jobs}")
        data = json.loads(run("import", pages, "--into", folder, "-j", jobs, "--json").stdout)
        states.append((state(folder), data["documents"], data["errors"]))
    assert states[0] == states[1]


def test_json_says_all_of_it(run: Run, edition: Edition, pages: Path) -> None:
    data = json.loads(run("import", pages, "--into", edition(), "--json").stdout)
    assert [one["identifier"] for one in data["documents"]] == ["page4", "page1", "page2", "page3"]
    first = data["documents"][0]
    assert first["counts"]["turns"] == 4
    assert first["format"] == "text"
    (error,) = data["errors"]
    assert error["file"].endswith("broken.xml")
    assert error["message"]
    assert data["dry_run"] is False


def test_a_pattern_in_quotes_is_a_pattern(run: Run, edition: Edition, pages: Path) -> None:
    data = json.loads(run("import", pages / "page[12].txt", "--into", edition(), "--json").stdout)
    assert [one["identifier"] for one in data["documents"]] == ["page1", "page2"]


def test_a_file_named_twice_is_imported_once(run: Run, edition: Edition, pages: Path) -> None:
    twice = (pages / "page1.txt", pages / "page1.txt")
    data = json.loads(run("import", *twice, "--into", edition(), "--json").stdout)
    assert len(data["documents"]) == 1


def test_what_cannot_be_done_ends_with_two(run: Run, edition: Edition) -> None:
    folder = edition()
    for arguments, words in (
        (("nowhere.txt", "--into", folder), "no such file"),
        ((folder / "talk.md", "--into", folder / "talk.md"), "is a file"),
        ((folder / "talk.md", "--into", folder, "--format", "word"), "word"),
    ):
        result = run("import", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr


def test_a_draft_is_an_edition_in_which_nothing_is_wrong(
    run: Run, edition: Edition, pages: Path
) -> None:
    folder = edition()
    run("import", pages / "page1.txt", pages / "page2.txt", "--into", folder)
    result = run("check", folder)
    assert result.exit_code == 0, result.stdout


def _die(*_arguments: object) -> None:
    os._exit(1)


def test_a_process_that_dies_takes_one_file_with_it(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is sent to a process is found there by its name: this one ends it.
    submit = ProcessPoolExecutor.submit

    def submit_one(pool: Any, function: Any, path: Path, *rest: Any) -> Any:
        return submit(pool, _die if path.name == "page2.txt" else function, path, *rest)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit_one)
    paths = sorted(pages.glob("page*.txt"))
    reads = read_all(paths, jobs=2)
    assert [read.path for read in reads] == paths
    assert [read.path.name for read in reads if read.imported is None] == ["page2.txt"]
    assert "has died" in reads[1].error


def test_a_fault_of_an_importer_is_an_error_of_one_file(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(many, "import_bytes", fail)
    (read,) = read_all([pages / "page1.txt"])
    assert "RuntimeError: on purpose" in read.error
    (read,) = read_all([pages / "nowhere.txt"])
    assert "cannot be read" in read.error


def test_it_is_a_command_of_the_system(edition: Edition, pages: Path) -> None:
    folder = edition()
    result = real("import", pages, cwd=folder)
    assert result.returncode == 1
    assert "Files: " in result.stderr
    assert "\x1b" not in result.stdout + result.stderr
    assert (folder / "documents" / "page4.md").is_file()


def test_drafts_may_come_before_their_edition(run: Run, pages: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    result = run("import", pages / "page1.txt", "--into", drafts)
    assert result.exit_code == 0
    assert "sphinx-archival new DIR" in " ".join(result.stderr.split())
    assert "archival_registers" not in result.stderr
    assert (drafts / "documents" / "page1.md").is_file()
    assert "okoye" in (drafts / "register" / "persons.yml").read_text(encoding="utf-8")

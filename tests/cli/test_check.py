"""``sphinx-archival check``: what it finds, where it says so, and how it ends."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import EDITION, REGISTER, TALK
from tests.cli.test_command import real

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Edition, Run
    from tests.conftest import Build

WRONG = TALK.replace("Lagos.", "[Lagos.").replace("1990-08-23", "23 August 1990")


def found(run: Run, *arguments: str | Path) -> list[tuple[str | None, int | None, str]]:
    """The file, the line and the name of each finding."""
    data = json.loads(run("check", "--json", *arguments).stdout)
    return [(one["file"], one["line"], one["name"]) for one in data["findings"]]


def test_an_edition_in_which_nothing_is_wrong(run: Run, edition: Edition) -> None:
    result = run("check", edition())
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Nothing is wrong." in result.stderr


def test_what_is_wrong_has_a_line_each(
    run: Run, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(edition({"talk.md": WRONG}))
    result = run("check")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("talk.md:4: document: “:date: 23 August 1990”")
    assert first.endswith("[archival.date]")
    assert second.startswith("talk.md:9: `[` is not closed")
    assert second.endswith("[archival.unbalanced]")
    assert "2 findings." in result.stderr


def test_nothing_is_built(run: Run, edition: Edition) -> None:
    folder = edition()
    run("check", folder)
    written = {path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file()}
    assert written == {*EDITION, "index.md", "_build"}
    assert not list(folder.rglob("*.html"))
    assert "*" in (folder / "_build" / "check" / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"talk.md": TALK.replace("OKOYE. We", "OKAFOR. We")},
            "talk.md:9 archival.unknown_speaker",
        ),
        (
            {"talk.md": TALK.replace("Lagos.", "Lagos.[^1]")},
            "talk.md:9 archival.marker_without_note",
        ),
        (
            {"talk.md": TALK.replace("{document} talk", "{document} a b")},
            "talk.md:3 archival.document_id",
        ),
        ({"talk.md": f":::{{document}} x\n\n{TALK}"}, "talk.md:1 archival.fence"),
        ({"register.yml": REGISTER + "  wikidata: 5\n"}, "register.yml:6 archival.register"),
        ({"two.md": TALK}, "two.md:3 archival.duplicate_document"),
        ({"talk.md": TALK + "\n{turn}`talk#9`\n"}, "talk.md:14 archival.unknown_reference"),
        ({"index.md": "# Contents\n"}, "talk.md: "),
        ({"conf.py": EDITION["conf.py"] + "archival_autolnik = True\n"}, ": archival.config"),
        ({"conf.py": EDITION["conf.py"] + 'extensions.append("sphinx.ext.nowhere")\n'}, None),
    ],
)
def test_each_lint_is_run(
    run: Run, edition: Edition, files: dict[str, str], expected: str | None
) -> None:
    folder = edition(files)
    result = run("check", folder, "--json")
    if expected is None:
        assert result.exit_code == 2
        assert "nowhere" in result.stderr
        return
    assert result.exit_code == 1
    listed = [
        f"{Path(one['file'] or '').name}:{one['line'] or ''} {one['name'] or ''} {one['message']}"
        for one in json.loads(result.stdout)["findings"]
    ]
    assert any(one.startswith(expected) for one in listed), listed


def test_a_variant_that_nobody_uses_is_a_note(run: Run, edition: Edition) -> None:
    folder = edition({"register.yml": REGISTER.replace("[Okoye]", "[Okoye, A. Okoye]")})
    result = run("check", folder)
    assert result.exit_code == 0
    assert "note: no text uses the variant “A. Okoye” of “okoye”" in result.stdout
    assert "Nothing is wrong; 1 note." in result.stderr
    assert run("check", folder, "--strict").exit_code == 1


def test_names_that_no_register_knows_are_found_when_asked_for(run: Run, edition: Edition) -> None:
    talk = TALK.replace("Lagos.", "Lagos. It was in Lagos, at the port of Lagos.")
    folder = edition({"talk.md": talk})
    assert found(run, folder) == []
    result = run("check", "--names", folder)
    assert "“Lagos” stands 3 times in the text" in result.stdout
    assert run("check", "--names", "--times", "4", folder).stdout == ""


def test_files_that_are_named_are_reported_alone(run: Run, edition: Edition) -> None:
    other = WRONG.replace("{document} talk", "{document} other")
    folder = edition({"talk.md": WRONG, "other.md": other, "README": "no page\n"})
    assert len(found(run, folder)) == 4
    named = found(run, folder / "other.md")
    assert {Path(file or "").name for file, _line, _name in named} == {"other.md"}
    assert found(run, folder / "README", folder / "register.yml") == []
    assert len(found(run, folder, folder / "other.md")) == 4


def test_a_file_of_no_edition_is_passed_over_and_a_folder_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Nothing\n", "utf-8")
    result = run("check", tmp_path / "README.md")
    assert (result.exit_code, result.stdout) == (0, "")
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert "sphinx-archival new DIR" in result.stderr
    assert run("check", tmp_path / "nowhere").exit_code == 2


def test_a_project_without_the_extension_is_refused_in_a_line(run: Run, edition: Edition) -> None:
    folder = edition({"conf.py": "extensions = ['myst_parser']\n"})
    result = run("check", folder)
    assert result.exit_code == 2
    assert "add “sphinxext_archival” to `extensions`" in result.stderr
    assert result.stderr.count("\n") == 1


def test_github_gets_annotations(
    run: Run, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = edition({"talk.md": WRONG})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder.parent))
    result = run("check", folder, "--format", "github")
    assert result.exit_code == 1
    first = result.stdout.splitlines()[0]
    assert first.startswith("::warning file=edition/talk.md,title=archival.date,line=4::document: ")


@pytest.fixture
def moved(build: Build, edition: Edition) -> tuple[Path, Path]:
    """An edition whose first turn has gone since it was published, and the old inventory."""
    site = build({**EDITION, "index.md": "# Contents\n\n```{toctree}\ntalk\n```\n"})
    return edition({"talk.md": TALK.replace("OKOYE. We met in Lagos.\n\n", "")}), (
        site.outdir / "objects.inv"
    )


def test_an_address_that_has_gone_is_found_in_the_inventory(
    run: Run, moved: tuple[Path, Path]
) -> None:
    folder, inventory = moved
    assert found(run, folder) == []
    result = run("check", folder, "--inventory", inventory)
    assert result.exit_code == 1
    assert "a turn “talk#2”" in result.stdout
    assert "“OKOYE. Okoye did, that is.”" in result.stdout
    assert str(inventory) in result.stdout
    assert "[archival.published]" in result.stdout
    assert run("check", folder, "--inventory", folder / "no.inv").exit_code == 2


def test_a_page_that_has_moved_is_found_in_the_inventory(
    run: Run, moved: tuple[Path, Path]
) -> None:
    folder, inventory = moved
    (folder / "talk.md").rename(folder / "conversation.md")
    (folder / "conversation.md").write_text(TALK, "utf-8")
    result = run("check", folder, "--inventory", inventory)
    assert "on the page “talk” is now on “conversation”" in result.stdout


@pytest.fixture
def served(moved: tuple[Path, Path]) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_args: Any) -> None:
            pass

    handler = partial(Quiet, directory=str(moved[1].parent))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_inventory_is_fetched_from_the_site_when_asked_for(
    run: Run, moved: tuple[Path, Path], served: str
) -> None:
    result = run("check", moved[0], "--inventory", f"{served}/objects.inv")
    assert result.exit_code == 1
    assert f"{served}/objects.inv: the published edition has a turn “talk#2”" in result.stdout
    result = run("check", moved[0], "--inventory", f"{served}/no.inv")
    assert result.exit_code == 2
    assert "404" in result.stderr


def test_it_is_a_command_of_the_system(edition: Edition) -> None:
    folder = edition({"talk.md": WRONG})
    result = real("check", cwd=folder)
    assert result.returncode == 1
    assert result.stdout.startswith("talk.md:4: ")
    data = json.loads(real("check", "--json", "talk.md", cwd=folder).stdout)
    assert data["count"] == {"findings": 2, "notes": 0}
    assert {one["file"] for one in data["findings"]} == {"talk.md"}

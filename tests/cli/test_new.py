"""``sphinx-archival new``: an edition that builds without a warning, and says nothing untrue."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from sphinx.testing.util import SphinxTestApp

from sphinxext_archival.cli import new as module
from sphinxext_archival.cli.template import languages
from sphinxext_archival.model.schemas import SCHEMAS
from tests.cli.test_command import real

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

LANGUAGES = ("de", "en", "fr", "ru")
TITLE = 'Papers *of* the "Harbour" & O’Neill'


def test_there_are_pages_in_each_language_of_the_interface(checkout: Path) -> None:
    catalogues = {path.name for path in (checkout / "sphinxext_archival" / "locale").iterdir()}
    assert languages() == LANGUAGES
    assert {name for name in catalogues if "." not in name} | {"en"} == set(LANGUAGES)


@pytest.fixture(scope="module", params=LANGUAGES)
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new edition in each language."""
    folder = tmp_path_factory.mktemp("editions") / "my-edition"
    said = real("new", folder, "--title", TITLE, "--author", "A. Éditrice", "--language",
                request.param)  # fmt: skip
    assert said.returncode == 0, said.stderr
    return folder


def built(folder: Path, builder: str, out: Path) -> tuple[SphinxTestApp, list[str]]:
    app = SphinxTestApp(builder, srcdir=folder, builddir=out / builder)
    try:
        app.build()
    finally:
        app.cleanup()
    warnings = [line for line in app.warning.getvalue().splitlines() if line.strip()]
    return app, warnings


@pytest.mark.parametrize("builder", ["html", "epub", "fidelity"])
def test_it_builds_without_a_warning(begun: Path, builder: str, tmp_path: Path) -> None:
    app, warnings = built(begun, builder, tmp_path)
    assert warnings == []
    assert app.statuscode == 0
    if builder == "html":
        page = (app.outdir / "documents" / "skarvik-1921.html").read_text("utf-8")
        assert 'id="dskarvik-1921-t8"' in page
        kinds = re.findall(r'class="archival-insertion archival-(\w+)', page)
        assert {"supplied", "expansion", "gap", "original", "omission"} <= set(kinds)
        assert app.config.project == TITLE
        assert app.env.titles["index"].astext().startswith("Papers *of* the ")


def test_it_is_printed_without_a_warning(begun: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    app, warnings = built(begun, "pdf", tmp_path)
    assert warnings == []
    assert len(list(app.outdir.glob("*.pdf"))) == 2


def test_a_check_finds_nothing(begun: Path, run: Run) -> None:
    result = run("check", begun, "--strict")
    assert (result.exit_code, result.stdout) == (0, "")


def test_its_registers_fit_the_schemas_beside_them(begun: Path) -> None:
    for name in ("register", "emendations"):
        schema = json.loads((begun / ".vscode" / f"{name}.schema.json").read_text("utf-8"))
        assert schema == SCHEMAS[name]()
    validator = Draft202012Validator(SCHEMAS["register"]())
    for path in sorted((begun / "register").glob("*.yml")):
        text = path.read_text("utf-8")
        assert text.startswith("#")
        entries: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 (texts alone)
        assert entries
        assert list(validator.iter_errors(entries)) == []


def test_its_settings_can_be_read(begun: Path) -> None:
    settings = json.loads((begun / ".vscode" / "settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        assert (begun / schema).is_file()
    for name in ("extensions", "tasks"):
        json.loads((begun / ".vscode" / f"{name}.json").read_text("utf-8"))
    for name in (".readthedocs.yaml", ".pre-commit-config.yaml", ".github/workflows/pages.yml"):
        assert yaml.safe_load((begun / name).read_text("utf-8"))
    workflow = (begun / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    assert "${{ steps.deployment.outputs.page_url }}" in workflow
    assert "{%" not in workflow


def test_nothing_of_a_template_is_left(begun: Path) -> None:
    for path in begun.rglob("*"):
        if path.is_file() and "_build" not in path.parts and path.suffix != ".json":
            text = path.read_text("utf-8")
            assert not re.search(r"(?<!\$)\{\{ |\{% ", text), path
            assert path.suffix != ".jinja"
            assert text.endswith("\n")
            assert not re.search(r"[ \t]$", text, re.MULTILINE), path


def test_the_commands_that_it_tells_are_there(begun: Path, run: Run) -> None:
    readme = (begun / "README.md").read_text("utf-8")
    commands = set(re.findall(r"sphinx-archival (\w+)", readme))
    assert {"check", "import", "watch"} <= commands
    for command in commands:
        assert run(command, "--help").exit_code == 0


def test_a_folder_with_files_is_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine\n", "utf-8")
    result = run("new", folder)
    assert result.exit_code == 2
    assert "--add" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_what_is_there_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("mine\n", "utf-8")
    result = run("new", tmp_path, "--add", "--json")
    data = json.loads(result.stdout)
    assert data["kept"] == ["index.md"]
    assert "conf.py" in data["written"]
    assert (tmp_path / "index.md").read_text("utf-8") == "mine\n"
    again = json.loads(run("new", tmp_path, "--add", "--json").stdout)
    assert again["written"] == []


def test_an_environment_and_hidden_files_are_no_files_of_an_edition(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "pyvenv.cfg").write_text("", "utf-8")
    assert run("new", tmp_path).exit_code == 0


def test_the_title_is_that_of_the_folder_where_none_is_given(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "harbour_papers-2")
    conf = (tmp_path / "harbour_papers-2" / "conf.py").read_text("utf-8")
    assert 'project = "Harbour papers 2"' in conf
    assert 'language = "en"' in conf


def test_on_a_terminal_it_asks_and_takes_the_answers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_is_a_talk", lambda: True)
    run("new", tmp_path / "a", typed="Harbour\nA. Clerk\nde\n")
    conf = (tmp_path / "a" / "conf.py").read_text("utf-8")
    assert 'project = "Harbour"' in conf
    assert 'author = "A. Clerk"' in conf
    assert 'language = "de"' in conf
    # What an option says is not asked for, and --yes asks nothing.
    run("new", tmp_path / "b", "--title", "T", "--language", "fr", typed="\n")
    assert 'author = "The editors"' in (tmp_path / "b" / "conf.py").read_text("utf-8")
    result = run("new", tmp_path / "c", "--yes", typed="")
    assert result.exit_code == 0


def test_a_language_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    for language in ("english", "xx", "e", "de;x"):
        result = run("new", tmp_path / "a", "--language", language)
        assert result.exit_code == 2
        assert "ISO 639" in result.stderr
    assert run("new", tmp_path / "b", "--title", " ").exit_code == 2
    assert not (tmp_path / "a").exists()


def test_another_language_has_pages_in_english(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "it", "--language", "it").exit_code == 0
    assert 'language = "it"' in (tmp_path / "it" / "conf.py").read_text("utf-8")
    assert ":language: en" in (tmp_path / "it" / "documents" / "skarvik-1921.md").read_text("utf-8")
    result = run("check", tmp_path / "it")
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_same_is_made_on_the_same_day(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "651369600")
    texts = []
    for name in ("a", "b"):
        run("new", tmp_path / name / "edition")
        texts.append((tmp_path / name / "edition" / "conf.py").read_text("utf-8"))
    assert texts[0] == texts[1]
    assert '"1990, The editors"' in texts[0]

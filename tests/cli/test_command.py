"""The command as a whole: its help, its version, its completion, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
import yaml

from sphinxext_archival import cli as package
from sphinxext_archival.cli.command import cli
from sphinxext_archival.model.schemas import SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Edition, Run
    from tests.conftest import Need

COMMAND = (sys.executable, "-m", "sphinxext_archival")


def real(
    *arguments: str | Path, cwd: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, whose output is no terminal."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
    )


def test_each_command_tells_what_it_does(run: Run) -> None:
    names = sorted(cli.commands)
    assert names == ["check", "completion", "import", "new", "schema", "watch"]
    overview = run("--help").output
    for name in names:
        assert f" {name} " in overview
        told = run(name, "--help")
        assert told.exit_code == 0
        assert "--json" in told.output


def test_the_version_is_that_of_the_package() -> None:
    said = real("--version")
    assert said.returncode == 0
    assert said.stdout.split()[-1] == version("sphinxext-archival")


def test_a_mistake_in_the_command_ends_with_two(run: Run) -> None:
    for arguments in (("chekc",), ("check", "--jsn"), ("import",), ("schema", "persons")):
        assert run(*arguments).exit_code == 2


def test_without_its_library_it_says_in_one_line_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit) as end:
        package.main()
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "pip install 'sphinxext-archival[cli]'" in said


def test_help_and_completion_do_not_wait_for_sphinx() -> None:
    code = "import sys, sphinxext_archival.cli.command; print('sphinx.errors' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_that_completes(run: Run, shell: str) -> None:
    script = run("completion", shell)
    assert script.exit_code == 0
    assert "_SPHINX_ARCHIVAL_COMPLETE" in script.output
    data = json.loads(run("completion", shell, "--json").output)
    assert data["shell"] == shell
    assert data["script"].strip() == script.output.strip()


def test_the_shell_of_the_login_is_taken_and_another_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")
    assert "compdef" in run("completion").output
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert run("completion").exit_code == 2


def test_a_word_is_completed_as_the_script_asks() -> None:
    asked = {
        "_SPHINX_ARCHIVAL_COMPLETE": "bash_complete",
        "COMP_WORDS": "sphinx-archival ch",
        "COMP_CWORD": "1",
    }
    assert real(environment=asked).stdout.split() == ["plain,check"]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_printed_as_the_code_has_it(run: Run, name: str) -> None:
    assert json.loads(run("schema", name).output) == SCHEMAS[name]()


def test_there_are_colours_for_terminals_alone(edition: Edition) -> None:
    folder = edition({"talk.md": "# A talk\n\n{person}`Nobody`\n"})
    plain = real("check", folder)
    assert "\x1b" not in plain.stdout + plain.stderr
    assert "\x1b" not in real("check", folder, environment={"NO_COLOR": "1"}).stdout
    assert plain.returncode == 1


def test_the_hook_of_pre_commit_runs_a_command_that_is_there(checkout: Path, need: Need) -> None:
    need("git")
    (hook,) = yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, name = hook["entry"].split()
    assert program == "sphinx-archival"
    assert name in cli.commands
    assert {"id", "name", "entry", "language", "files"} <= hook.keys()

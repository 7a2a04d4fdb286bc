"""The command, run in this process as a person would type it; and a small edition to run it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner

from sphinxext_archival.cli.command import cli
from tests.conftest import CONF, write_project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

REGISTER = """\
okoye:
  kind: person
  name: Ada Okoye
  labels: [OKOYE]
  variants: [Okoye]
"""
TALK = """\
# A talk

:::{document} talk
:date: 1990-08-23
:participants: okoye
:::

:::{transcript}
OKOYE. We met in Lagos.

OKOYE. Okoye did, that is.
:::
"""
SETTINGS = 'archival_registers = ["register.yml"]\narchival_autolink = True\n'
EDITION = {"conf.py": CONF + SETTINGS, "register.yml": REGISTER, "talk.md": TALK}


class Run(Protocol):
    """Runs ``sphinx-archival`` with arguments; what is typed answers what it asks."""

    def __call__(self, *arguments: str | Path, typed: str | None = None) -> Result: ...


class Edition(Protocol):
    """Writes the small edition, with *files* of a test over its own, and gives its folder."""

    def __call__(self, files: Mapping[str, str] | None = None) -> Path: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    # A wide terminal, so that no line of help is broken in a test.
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    runner = CliRunner()

    def command(*arguments: str | Path, typed: str | None = None) -> Result:
        result = runner.invoke(cli, [str(one) for one in arguments], input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    def write(files: Mapping[str, str] | None = None) -> Path:
        folder = tmp_path / "edition"
        folder.mkdir(exist_ok=True)
        write_project(folder, {**EDITION, **(files or {})})
        return folder

    return write

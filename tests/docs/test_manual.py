"""The manual builds, and its reference leaves nothing out that the code declares."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import click
import pytest

from sphinxext_archival import nodes
from sphinxext_archival.builders.dataset.tables import TABLES
from sphinxext_archival.cli.command import cli
from sphinxext_archival.config import OPTIONS
from sphinxext_archival.diagnostics import Diagnostic
from sphinxext_archival.markup.directive import ArchivalDirective
from sphinxext_archival.model import brackets, entities, phrases, series

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.domains import Domain

    from tests.conftest import Build

CODE = re.compile(r"<code\b[^>]*>(.*?)</code>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
SESSION = re.compile(r"nox -s (\w+)")


@pytest.fixture(scope="module")
def domain(build_once: Build) -> Domain:
    return build_once({"index.md": "# Nothing\n"}).app.env.get_domain("archival")


def literals(pages: Path, name: str) -> set[str]:
    """What a page of the reference sets as code."""
    found = CODE.findall((pages / "reference" / f"{name}.html").read_text(encoding="utf-8"))
    return {unescape(TAG.sub("", text)) for text in found}


def test_the_manual_builds_without_a_warning(manual: tuple[Path, list[str]]) -> None:
    assert manual[1] == []


def test_every_directive_and_option_is_in_the_reference(
    manual: tuple[Path, list[str]], domain: Domain
) -> None:
    shown = literals(manual[0], "directives")
    assert {"document", "transcript", "person"} <= domain.directives.keys() <= shown
    for directive in domain.directives.values():
        assert issubclass(directive, ArchivalDirective)
        assert {f":{option.name}:" for option in directive.OPTIONS} <= shown


def test_every_role_is_in_the_reference(manual: tuple[Path, list[str]], domain: Domain) -> None:
    assert {"person", "page"} <= domain.roles.keys()
    assert {f"{{{role}}}" for role in domain.roles} <= literals(manual[0], "roles")


@pytest.mark.parametrize(
    ("page", "declared"),
    [
        ("configuration", {option.name for option in OPTIONS}),
        ("warnings", {f"archival.{diagnostic.subtype}" for diagnostic in Diagnostic}),
        ("insertions", {*phrases.KINDS, *brackets.FEATURES, *series.NOTE_TYPES}),
        ("register", {*entities.FIELDS, *entities.ROLE_FIELDS, *entities.AUTHORITIES}),
        ("nodes", {node.__name__ for node in nodes.NODES}),
        ("html", {f".archival-{kind}" for kind in phrases.KINDS}),
        ("dataset", {*(table.name for table in TABLES), *(n for t in TABLES for n in t.names)}),
    ],
)
def test_what_is_declared_is_in_the_reference(
    manual: tuple[Path, list[str]], page: str, declared: set[str]
) -> None:
    assert declared
    assert declared <= literals(manual[0], page)


def test_every_command_and_option_is_in_the_reference(manual: tuple[Path, list[str]]) -> None:
    shown = literals(manual[0], "command-line")
    assert {"check", "import", "new", "watch"} <= cli.commands.keys() <= shown
    for command in cli.commands.values():
        for option in command.params:
            if isinstance(option, click.Option):
                assert {*option.opts, *option.secondary_opts} <= shown


def test_the_commands_that_the_manual_tells_are_there(checkout: Path) -> None:
    pages = [*(checkout / "docs").rglob("*.md"), checkout / "README.md"]
    told = [
        (path.name, name, options)
        for path in pages
        if "_build" not in path.parts
        for name, options in re.findall(
            r"^(?:\$ )?sphinx-archival (\w+)(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    assert {"check", "completion", "import", "new", "schema", "watch"} <= {n for _, n, _ in told}
    for path, name, options in told:
        known = {form for one in cli.commands[name].params for form in one.opts}
        assert set(re.findall(r"--[\w-]+", options)) <= known, path


def test_an_example_is_shown_as_it_is_read(manual: tuple[Path, list[str]]) -> None:
    page = (manual[0] / "index.html").read_text(encoding="utf-8")
    assert 'id="dskarvik-1921-index-1-t3"' in page
    assert 'class="archival-insertion archival-original"' in page


def test_the_commands_of_the_readme_are_sessions_of_nox(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    install = "python3 -m venv .venv && .venv/bin/pip install nox && .venv/bin/nox"
    assert f"{install} -s edition\n" in readme
    assert f"{install} -s tests\n" in readme
    sessions = set(SESSION.findall(readme))
    assert sessions > {"edition", "tests"}
    declared = re.findall(
        r"^@nox\.session.*\n(?:@.*\n)*def (\w+)",
        (checkout / "noxfile.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert sessions <= set(declared)


def test_the_pictures_of_the_readme_are_there(checkout: Path) -> None:
    pictures = IMAGE.findall((checkout / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert [name for name in pictures if not (checkout / name).is_file()] == []


def test_the_markup_of_the_readme_builds(checkout: Path, build: Build) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    example = re.search(r"^````?markdown\n(.*?)^````?$", readme, re.DOTALL | re.MULTILINE)
    assert example
    register = (checkout / "corpus" / "register" / "persons.yml").read_text(encoding="utf-8")
    built = build(
        {"talk.md": example[1], "persons.yml": register},
        confoverrides={"archival_registers": ["persons.yml"]},
    )
    assert built.warnings == []
    assert 'id="d117254-t3"' in built.output("talk.html")

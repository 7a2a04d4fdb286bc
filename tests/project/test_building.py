"""How the fixture that builds small projects behaves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from tests.conftest import Build, Need

PLAIN = 'extensions = ["myst_parser"]\n'


def titles(document: nodes.document) -> list[str]:
    return [title.astext() for title in document.findall(nodes.title)]


def test_warnings_are_plain_text_with_paths_inside_the_project(build: Build) -> None:
    built = build({"conf.py": PLAIN, "index.rst": "One\n===\n\n:nothing:`here`\n"})
    (warning,) = built.warnings
    assert warning.startswith("index.rst:4: ERROR: ")
    assert "\x1b" not in warning


def test_pages_are_in_the_index_that_is_written_for_them(build: Build) -> None:
    built = build({"conf.py": PLAIN, "one.md": "# One\n", "folder/two.rst": "Two\n===\n"})
    assert built.warnings == []
    assert built.app.env.toctree_includes["index"] == ["folder/two", "one"]


def test_second_build_of_a_folder_reads_only_what_changed(build: Build) -> None:
    first = build({"conf.py": PLAIN, "one.md": "# One\n", "two.md": "# Two\n"})
    before = first.app.env.all_docs["two"]
    second = build({"one.md": "# Changed\n"}, srcdir=first.srcdir)
    assert titles(second.doctree("one")) == ["Changed"]
    assert second.app.env.all_docs["two"] == before
    assert "Changed" in second.output("one.html")


def test_two_projects_of_one_test_are_apart(build: Build) -> None:
    first = build({"conf.py": PLAIN, "one.md": "# One\n"})
    second = build({"conf.py": PLAIN, "two.md": "# Two\n"}, "text")
    assert first.srcdir != second.srcdir
    assert "one" not in second.app.env.all_docs
    assert titles(second.resolved("two")) == ["Two"]


def test_pages_are_read_in_parallel(build: Build) -> None:
    pages = {f"page{number}.md": f"# Page {number}\n" for number in range(12)}
    built = build({"conf.py": PLAIN, **pages}, parallel=2)
    assert built.warnings == []
    assert len(built.app.env.all_docs) == 13


def test_absent_program_is_a_skip_that_ci_does_not_accept(
    need: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program"):
        need("no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        need("no-such-program")


def test_first_program_that_is_there_is_taken(need: Need) -> None:
    assert need("no-such-program", "git") == shutil.which("git")

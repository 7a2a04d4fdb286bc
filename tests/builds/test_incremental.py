"""An incremental build after any edit is the clean build, byte for byte.

What Sphinx itself leaves behind is left aside: the file of a page that is gone.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.builds.conftest import Edition

Files = dict[str, str]
Edit = tuple[str, str, str]
"""A path, what stands in that file, and what takes its place."""

HEAD_OF_PERSONS = "anna:\n  kind: person\n  name: Anna Arden"
EDITS: dict[str, list[Edit]] = {
    "a turn's words": [("documents/one.md", "We begin.", "We begin again.")],
    "a turn's first words": [("documents/long.md", "ANNA. Welcome,", "ANNA. Well, welcome,")],
    "a turn more": [("documents/one.md", "(Laughter.)", "BORIS. One more.")],
    "a turn more in the first part": [
        ("documents/long.md", "ANNA. [Min", "BORIS. No.\n\nANNA. [Min")
    ],
    "a turn less in the second part": [("documents/more.rst", "   CLARA. Again.\n", "")],
    "a pinned turn in the second part": [
        ("documents/most.md", "ANNA. [Min", ":::{turn} anna\n:id: 40\nPinned.\n:::\n\nANNA. [Min")
    ],
    "a note more in the first part": [
        ("documents/long.md", "harbour is open.", "harbour[^new] is open."),
        ("documents/long.md", "[^first]:", "[^new]: New.\n\n[^first]:"),
    ],
    "a note less": [
        ("documents/pair.md", "{ednote}`second`", ""),
        ("documents/pair.md", ":::{ednote} second", ":::{ednote} third"),
    ],
    "a note's words": [("documents/three.md", "A note on Dora Dunn", "A note on Clara Cohn")],
    "a note in another turn": [
        ("documents/one.md", "We begin.[^first]", "We begin."),
        ("documents/one.md", "(Laughter.)", "BORIS. Here.[^first]"),
    ],
    "a title": [("documents/one.md", "# Record one", "# A new title")],
    "a title of the first part": [("documents/long.md", "# Record long", "# The long one")],
    "a title of a plain page": [("essay.md", "# An essay", "# Another essay")],
    "a short title": [
        ("documents/one.md", ":date: 1990-08-23", ":date: 1990-08-23\n:short-title: 1")
    ],
    "a date": [("documents/long.md", ":date: 1990-10-01", ":date: 1999-10-01")],
    "a place": [("documents/six.md", ":place: Oslo", ":place: Bergen")],
    "participants": [("documents/six.md", ":participants: anna, boris", ":participants: boris")],
    "a summary": [("documents/six.md", "A summary that", "Another summary that")],
    "an identifier": [("documents/one.md", "{document} one", "{document} uno")],
    "an identifier that another has": [("documents/five.md", "{document} five", "{document} one")],
    "an identifier like a turn of another": [
        ("documents/five.md", "{document} five", "{document} one-t2")
    ],
    "an identifier that another's turn is like": [
        ("documents/long.md", "{document} long", "{document} pair"),
        ("documents/pair.md", "{document} pair", "{document} pair-t1"),
    ],
    "a heading like a turn": [("documents/one.md", "(Laughter.)\n::::\n", "::::\n\n## Done t2\n")],
    "a heading like a person": [("persons.md", "# Persons\n", "# Persons\n\n## Person Anna\n")],
    "a number that an earlier part has": [
        ("documents/most.md", "ANNA. [Min", ":::{turn} anna\n:id: 2\nTaken.\n:::\n\nANNA. [Min")
    ],
    "a part that comes first": [("documents/long.md", ":participants", ":part: 4\n:participants")],
    "a name in the register": [("register/persons.yml", "name: Anna Arden", "name: Anna B. Arden")],
    "a sort form": [("register/persons.yml", "sort: Arden, Anna", "sort: Zarden, Anna")],
    "a variant": [("register/persons.yml", "variants: [Berg]", "variants: [Borg]")],
    "a variant that another has": [
        ("register/persons.yml", "variants: [Berg]", "variants: [Arden]")
    ],
    "a label": [("register/persons.yml", "labels: [CLARA]", "labels: [KLARA]")],
    "a note in the register": [("register/persons.yml", "Never speaks first.", "Speaks last.")],
    "a first note in the register": [
        ("register/persons.yml", "Dora Dunn\n", "Dora Dunn\n  note: New.\n")
    ],
    "a note on the generated page": [("register/others.yml", "*always*", "*often*")],
    "a kind": [("register/others.yml", "kind: concept", "kind: place")],
    "an authority": [("register/persons.yml", "Q30487", "Q30488")],
    "no links by itself": [
        ("register/persons.yml", "name: Dora Dunn", "name: Dora Dunn\n  autolink: false")
    ],
    "an entity less": [
        ("register/others.yml", "harbour:\n  kind: concept\n  name: free harbour\n", "")
    ],
    "a person less": [("register/persons.yml", "dora:\n  kind: person\n  name: Dora Dunn\n", "")],
    "a person more": [
        ("register/persons.yml", "dora:", "emil:\n  kind: person\n  name: Emil Eng\ndora:")
    ],
    "an entity that only a turn names": [
        ("register/others.yml", "harbour:", "annex:\n  kind: work\n  name: annex\nharbour:")
    ],
    "a name of an entity that is at home nowhere else": [
        ("register/others.yml", "name: Board of Trade", "name: Chamber of Trade")
    ],
    "a register less": [("conf.py", ', "register/others.yml"', "")],
    "no autolink": [("conf.py", "archival_autolink = True", "archival_autolink = False")],
    "another language": [("conf.py", 'project = "An', 'language = "de"\nproject = "An')],
    "a page out of the toctree": [("index.md", "persons\n", "")],
    "pages in another order": [("index.md", "contents\npersons\n", "persons\ncontents\n")],
    "a register page before another": [
        ("contents.md", "# Documents", "# Documents\n\n:::{register}\n:letters: A-C\n:::\n")
    ],
    "no register page": [("persons.md", ":::{register}\n:kind: person\n:::\n", "None.")],
    "another register page": [("persons.md", ":kind: person", ":kind: place")],
    "a register of those mentioned": [("persons.md", ":kind: person", ":only: mentioned")],
    "no table of documents": [("contents.md", ":::{documents}\n:::\n", "")],
    "another table of documents": [("contents.md", ":by: person", ":by: place")],
    "a definition that goes": [
        ("essay.md", ":::{person} eva\n:name: Eva Eng", ":::{person} ewa\n:name: Ewa")
    ],
    "a definition that moves": [
        ("essay.md", ":::{person} eva\n:name: Eva Eng\n:variants: E. Eng", ":::{person} nobody"),
        (
            "plain.md",
            "# A plain page\n",
            "# A plain page\n\n:::{person} eva\n:name: Eva Eng\n:variants: E. Eng\n:::\n",
        ),
    ],
    "a definition of what the register has": [
        ("plain.md", "# A plain page\n", "# A plain page\n\n:::{person} anna\n:::\n")
    ],
    "a second definition": [
        ("contents.md", "# Documents\n", "# Documents\n\n:::{person} eva\n:name: Eva E.\n:::\n")
    ],
    "a definition by another name": [("essay.md", ":name: Eva Eng", ":name: Eva Engström")],
    "a mention more on a page of no document": [("plain.md", "is on it.", "but {person}`dora`.")],
    "who is named with whom": [
        ("documents/one.md", "A second paragraph,", "A second paragraph of Arden and Cohn,")
    ],
    "who speaks most": [
        ("documents/six.md", "Nobody knows when.", "Nobody knows when, and nobody will know.")
    ],
    "a date that is taken back": [("documents/six.md", ":date: 1992?\n", "")],
    "a plain page": [("plain.md", "Nothing of ours", "Still nothing of ours")],
}
WITH_BORIS = {
    f"documents/{name}" for name in ("one", "three", "long", "most", "pair", "five", "six")
}
"""Pages whose heads say of a participant in which authority files he is."""
DELETED = ["documents/one.md", "documents/long.md", "documents/more.rst", "essay.md", "persons.md"]


def apply(files: Mapping[str, str], edits: list[Edit]) -> Files:
    edited = dict(files)
    for path, before, after in edits:
        assert before in edited[path], f"{path} has no “{before}”"
        edited[path] = edited[path].replace(before, after, 1)
    return edited


def without(files: Mapping[str, str], deleted: str) -> Files:
    name = deleted.rpartition(".")[0]
    remaining = {path: text for path, text in files.items() if path != deleted}
    return {**remaining, "index.md": files["index.md"].replace(f"{name}\n", "")}


@pytest.fixture(scope="module")
def project(
    tmp_path_factory: pytest.TempPathFactory,
    edition: Files,
    new_edition: Callable[[Path], Edition],
) -> Edition:
    project = new_edition(tmp_path_factory.mktemp("incremental"))
    project.edited.write(edition)
    project.edited.build()
    return project


@pytest.mark.parametrize("name", EDITS)
def test_build_after_an_edit_is_the_clean_one(name: str, project: Edition, edition: Files) -> None:
    project.edited.write(edition)
    project.edited.build()
    assert apply(edition, EDITS[name]) != edition

    project.check(apply(edition, EDITS[name]))


TAKEN_BACK = [
    "a turn more in the first part",
    "an identifier that another has",
    "an identifier like a turn of another",
    "a heading like a person",
    "a person less",
    "a register less",
    "no register page",
]


@pytest.mark.parametrize("name", TAKEN_BACK)
def test_build_after_an_edit_that_is_taken_back_is_the_clean_one(
    name: str, project: Edition, edition: Files
) -> None:
    project.edited.write(apply(edition, EDITS[name]))
    project.edited.build()

    project.check(edition)


@pytest.mark.parametrize("path", DELETED)
def test_build_after_a_page_has_gone_and_come_again_is_the_clean_one(
    path: str, project: Edition, edition: Files
) -> None:
    project.edited.write(edition)
    project.edited.build()

    project.check(without(edition, path))
    project.check(edition)


@pytest.mark.parametrize("seed", [1, 2])
def test_builders_that_share_doctrees_are_right_after_any_edits(
    seed: int, tmp_path: Path, edition: Files, new_edition: Callable[[Path], Edition]
) -> None:
    choose = random.Random(seed)  # noqa: S311 (no secret depends on it)
    project = new_edition(tmp_path)
    project.edited.write(edition)
    files = dict(edition)
    names = choose.sample(sorted(EDITS), 8)
    for name in names:
        edits = [edit for edit in EDITS[name] if edit[1] in files[edit[0]]]
        files = apply(files, edits)
        for builder in choose.sample(["html", "text", "latex"], choose.randint(1, 2)):
            project.check(files, builder)
    for builder in ("html", "text", "latex"):
        project.check(edition, builder)


def test_site_is_right_after_another_builder_has_read_the_edited_pages(
    tmp_path: Path, edition: Files, new_edition: Callable[[Path], Edition]
) -> None:
    project = new_edition(tmp_path)
    project.check(edition)
    project.check(edition, "text")

    for name in ("a title", "a turn more in the first part", "a note in the register", "a label"):
        project.check(apply(edition, EDITS[name]), "latex")
        project.check(apply(edition, EDITS[name]))
        project.check(apply(edition, EDITS[name]), "text")


def test_page_that_shows_nothing_changed_is_not_written_again(
    project: Edition, edition: Files
) -> None:
    def written_after(edits: list[Edit]) -> set[str]:
        project.edited.write(edition)
        project.edited.build()
        project.edited.write(apply(edition, edits))
        project.edited.build()
        # Sphinx makes generated pages in every build, and 8.1 the index too.
        return project.edited.written - {"index", "archival-register"}

    assert written_after([]) == set()
    assert written_after(EDITS["a plain page"]) == {"plain"}
    assert written_after(EDITS["a turn's words"]) == {"documents/one", "overview"}
    assert written_after(EDITS["a note in the register"]) == {"persons"}
    assert written_after(EDITS["an authority"]) == {*WITH_BORIS, "persons"}
    assert written_after(EDITS["a title of a plain page"]) == {"essay", "persons"}
    assert written_after(EDITS["a place"]) == {"documents/six", "contents", "overview"}
    assert written_after(EDITS["another table of documents"]) == {"contents"}


def test_page_written_by_a_build_of_chosen_files_leaves_the_others_stale(
    tmp_path: Path, edition: Files, new_edition: Callable[[Path], Edition]
) -> None:
    project = new_edition(tmp_path)
    project.edited.write(edition)
    project.edited.build()
    files = apply(edition, EDITS["a title"])
    project.edited.write(files)
    project.edited.build(only="documents/one.md")

    project.check(files)

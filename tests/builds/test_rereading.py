"""A change of the register has the pages read again whose text it changes, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.builds.conftest import Edition

Files = dict[str, str]

PERSONS, OTHERS = "register/persons.yml", "register/others.yml"
LISTING = {"persons"}
"""The page that lists what the files of the register say is read whenever they change."""

BY_ANNA = {
    f"documents/{name}"
    for name in ("one", "two", "three", "long", "more", "most", "pair", "four", "five", "six")
}
WITH_DORA = BY_ANNA - {"documents/two", "documents/more", "documents/four"}

# What is changed in which file, and the pages that are read for it: with links by itself, without.
CHANGES: dict[str, tuple[str, str, str, set[str], set[str]]] = {
    "a note": (PERSONS, "Never speaks first.", "Speaks last.", set(), set()),
    "a name that is in no page": (
        PERSONS, "variants: [Berg]", "variants: [Berg, Zeppelin]", set(), set()
    ),
    "a name that one page has": (
        PERSONS, "variants: [Berg]", "variants: [Berg, annex]", {"documents/pair"}, set()
    ),
    "a name that begins as one in many pages": (
        PERSONS, "name: Dora Dunn", "name: Dora Dunn\n  variants: [Dora D.]", WITH_DORA, set()
    ),
    "an entity more that no page names": (
        OTHERS, "oslo:", "riga:\n  kind: place\n  name: Riga\noslo:", set(), set()
    ),
    "the name of one who has a label": (
        PERSONS, "name: Boris Berg", "name: Boris B. Berg", set(), set()
    ),
    "a label": (PERSONS, "labels: [CLARA]", "labels: [CLARA, KLARA]",
        {"documents/two", "documents/more", "documents/four"},
        {"documents/two", "documents/more", "documents/four"},
    ),
    "the label of all": (PERSONS, "labels: [ANNA, MS. ARDEN]", "labels: [ANNA]", BY_ANNA, BY_ANNA),
    "a kind": (OTHERS, "kind: concept", "kind: work", set(), set()),
    "a person less whom many pages name": (
        PERSONS, "dora:\n  kind: person\n  name: Dora Dunn\n", "", WITH_DORA, set()
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=["with links", "without"])
def project(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    edition: Files,
    new_edition: Callable[[Path], Edition],
) -> tuple[Edition, Files, bool]:
    """An edition that has been built, its files, and whether names in it are linked."""
    is_linked = request.param == "with links"
    conf = edition["conf.py"].replace("autolink = True", f"autolink = {is_linked}")
    project = new_edition(tmp_path_factory.mktemp("rereading"))
    files = {**edition, "conf.py": conf}
    project.edited.write(files)
    project.edited.build()
    return project, files, is_linked


@pytest.mark.parametrize("name", CHANGES)
def test_pages_are_read_that_the_change_concerns(
    name: str, project: tuple[Edition, Files, bool]
) -> None:
    edition, files, is_linked = project
    path, before, after, linked, unlinked = CHANGES[name]
    edition.edited.write(files)
    edition.edited.build()
    assert before in files[path]

    edition.check({**files, path: files[path].replace(before, after, 1)})
    assert edition.edited.read - LISTING == (linked if is_linked else unlinked)


def test_entity_without_a_label_speaks_by_its_name(
    tmp_path: Path, edition: Files, new_edition: Callable[[Path], Edition]
) -> None:
    project = new_edition(tmp_path)
    page = "# Talk\n\n:::{document} 7\n:::\n\n:::{turn} dora\nYes.\n:::\n"
    files = {**edition, "plain.md": page, "conf.py": edition["conf.py"].replace("True", "False")}
    project.check(files)

    renamed = files[PERSONS].replace("name: Dora Dunn", "name: Dora D. Dunn")
    project.check({**files, PERSONS: renamed})
    assert project.edited.read == {"plain", "persons"}


def test_names_that_no_page_has_have_no_page_read(
    tmp_path: Path, edition: Files, new_edition: Callable[[Path], Edition]
) -> None:
    project = new_edition(tmp_path)
    project.check(edition)

    more = "".join(f"p{n}:\n  kind: person\n  name: Name{n} Berg\n" for n in range(200))
    project.check({**edition, PERSONS: edition[PERSONS] + more})
    assert project.edited.read <= LISTING | {"persons"}


def test_change_that_no_page_is_read_for_is_known_to_the_next_build(
    tmp_path: Path, edition: Files, new_edition: Callable[[Path], Edition]
) -> None:
    project = new_edition(tmp_path)
    with_riga = {OTHERS: f"{edition[OTHERS]}riga:\n  kind: place\n  name: Riga\n"}
    in_riga = {"documents/one.md": edition["documents/one.md"].replace("in Oslo", "in Riga")}
    project.check(edition)

    project.check({**edition, **with_riga})
    assert project.edited.read <= LISTING
    project.check({**edition, **with_riga, **in_riga})
    project.check({**edition, **in_riga})
    assert project.edited.read - LISTING == {"documents/one"}
    project.check({**edition, **with_riga, **in_riga})
    assert project.edited.read - LISTING == {"documents/one"}


@pytest.mark.parametrize("autolink", ["True", "False"])
def test_page_is_read_when_the_name_of_a_participant_gets_a_meaning(
    tmp_path: Path, edition: Files, new_edition: Callable[[Path], Edition], autolink: str
) -> None:
    project = new_edition(tmp_path)
    page = (
        "# Talk\n\n:::{document} 7\n:participants: B. Bergh\n:::\n\n"
        ":::{transcript}\nBORIS. Yes.\n:::\n"
    )
    conf = edition["conf.py"].replace("autolink = True", f"autolink = {autolink}")
    files = {**edition, "plain.md": page, "conf.py": conf}
    project.check(files)

    known = files[PERSONS].replace("variants: [Berg]", "variants: [Berg, B. Bergh]")
    project.check({**files, PERSONS: known})
    assert project.edited.read - LISTING == {"plain"}

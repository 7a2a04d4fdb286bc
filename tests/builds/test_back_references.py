"""Where an entity occurs: in documents by role, and on the other pages of the edition apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Build, Built

REGISTER = "anna: {kind: person, name: Anna, labels: [ANNA]}\n"
SETTINGS = {"archival_registers": ["people.yml"], "archival_autolink": True}
TALK = (
    "# Talk\n\n:::{document} 7\n:participants: anna\n:::\n\n"
    ":::{transcript}\nANNA. Good morning.\n\nANNA. Anna is my name.\n:::\n"
)
GUIDE = (
    "# How to read\n\n{person}`anna` is an example. So is [Regent]{.identification} "
    "{person}`Anna`, but Anna without a role is not.\n"
)
FILES = {"people.yml": REGISTER, "talk.md": TALK, "guide.md": GUIDE}


def text_of(built: Built, docname: str) -> str:
    return " ".join(built.resolved(docname).astext().split())


def test_pages_that_are_no_document_stand_apart_and_once(build: Build) -> None:
    listing = "# Persons\n\n:::{register}\n:::\n"
    built = build({**FILES, "persons.md": listing}, confoverrides=SETTINGS)

    assert not built.warnings
    assert text_of(built, "persons").endswith(
        "Anna speaks: Talk, turns 1, 2 mentioned: Talk, turn 2 "
        "elsewhere in this edition: How to read"
    )
    line = r'<p class="archival-places archival-elsewhere">.*?href="guide.html"><span>How to read<'
    assert re.search(line, built.output("persons.html"))


def test_a_page_without_roles_is_nowhere_listed(build: Build) -> None:
    files = {**FILES, "guide.md": "# How to read\n\nAnna is an example.\n"}
    built = build({**files, "persons.md": "# P\n\n:::{register}\n:::\n"}, confoverrides=SETTINGS)

    assert "elsewhere" not in text_of(built, "persons")


def test_a_listing_does_not_list_its_own_page(build: Build) -> None:
    listing = "# Persons\n\nOne of them is {person}`anna`.\n\n:::{register}\n:::\n"
    built = build({**FILES, "persons.md": listing}, confoverrides=SETTINGS)

    assert text_of(built, "persons").endswith("elsewhere in this edition: How to read")


@pytest.mark.parametrize("builder", ["html", "texinfo"])
def test_the_general_index_has_documents_only(build: Build, builder: str) -> None:
    built = build(FILES, builder, confoverrides=SETTINGS)
    if builder == "html":
        assert "How to read" not in built.output("archival-index.html").partition("<body>")[2]
    else:
        index = built.output("anedition.texi").partition("@unnumbered Index of persons")[2]
        assert "Talk" in index
        assert "How to read" not in index

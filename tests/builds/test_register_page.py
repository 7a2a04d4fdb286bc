"""The page of entities that no author lists: what it says of each is what a register would say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Build, Built

NOTES = {
    "md": "Wrote *much* with {person}`boris`, {term}`x`, [a page](https://x.test), {ref}`search`; "
    '"so" it is, see {document}`7` and {turn}`7#1`.\n\n    - <b>one</b>\n    - [](talk.md)\n',
    "rst": "Wrote *much* with :person:`boris`, :term:`x`, `a page <https://x.test>`_, "
    ':ref:`search`; "so" it is, see :document:`7` and :turn:`7#1`.\n\n    - one |project|\n',
}
REGISTER = """\
anna:
  kind: person
  name: Anna
  labels: [ANNA]
  note: |
    {}
boris:
  kind: person
  name: Boris
  note: Of {{person}}`nobody`.
"""
TALK = "# Talk\n\n:::{document} 7\n:participants: anna\n:::\n\n:::{transcript}\nANNA. Yes.\n:::\n"
FILES = {
    "md": {
        "index.md": "# Contents\n\n```{toctree}\n:glob:\n\n**\n```\n\n```{glossary}\nx\n: Y.\n"
        "```\n",
        "list.md": "# List\n\n:::{register}\n:::\n",
    },
    "rst": {
        "index.rst": "Contents\n========\n\n.. toctree::\n   :glob:\n\n   **\n\n.. glossary::\n\n"
        "   x\n      Y.\n",
        "list.rst": "List\n====\n\n.. register::\n",
    },
}
DEFINITION = re.compile(r'<dl class="archival-register.*?</dl>', re.DOTALL)


def built_with(build: Build, language: str, *without: str, parallel: int = 0) -> Built:
    files = {path: text for path, text in FILES[language].items() if path not in without}
    register = REGISTER.format(NOTES[language])
    if language == "rst":
        register = register.replace("{person}`nobody`", ":person:`nobody`")
    settings: dict[str, Any] = {
        "archival_registers": ["r.yml"],
        "rst_epilog": ".. |project| replace:: edition",
    }
    talks = {f"talk{number}.md": f"# Page {number}\n" for number in range(6)}
    return build(
        {**files, **talks, "talk.md": TALK, "r.yml": register},
        confoverrides=settings,
        parallel=parallel,
    )


def entries(page: str) -> str:
    """The entries of a listing, from whatever page they link."""
    found = DEFINITION.search(page)
    assert found is not None
    return re.sub(r'href="(?:list|archival-register)?\.?(?:html)?#', 'href="#', found[0])


@pytest.mark.parametrize("language", FILES)
def test_notes_are_printed_as_a_register_prints_them(build: Build, language: str) -> None:
    listed = built_with(build, language)
    generated = built_with(build, language, f"list.{language}")

    page = generated.output("archival-register.html")
    assert entries(page) == entries(listed.output("list.html"))
    assert "<em>much</em>" in page
    assert '<a class="reference external" href="https://x.test">' in page
    for address in ("talk.html#d7", "talk.html#d7-t1", "#person-boris", "index.html#term-x"):
        assert f'href="{address}"' in page
    assert "“so”" in page
    (warning,) = generated.warnings
    assert warning.startswith("r.yml:")
    assert "no person is called “nobody”" in warning
    assert warning.rpartition("WARNING")[2] == listed.warnings[0].rpartition("WARNING")[2]


@pytest.mark.parametrize("language", FILES)
def test_page_is_the_same_in_a_parallel_build(build: Build, language: str) -> None:
    serial = built_with(build, language, f"list.{language}")
    parallel = built_with(build, language, f"list.{language}", parallel=4)

    assert parallel.output("archival-register.html") == serial.output("archival-register.html")
    assert parallel.warnings == serial.warnings


def test_page_is_no_page_that_can_be_referred_to(build: Build) -> None:
    built = built_with(build, "md", "list.md")

    env = built.app.env
    assert "archival-register" not in env.all_docs
    assert "archival-register" not in env.titles
    assert "archival-register" not in env.dependencies
    assert "archival-register" not in env.get_domain("archival").data["pages"]


def test_page_renews_its_notes(build: Build) -> None:
    first = built_with(build, "md", "list.md")
    assert "<em>much</em>" in first.output("archival-register.html")

    register = REGISTER.format("Wrote `nothing`.")
    again = build(
        {"r.yml": register},
        srcdir=first.srcdir,
        confoverrides={
            "archival_registers": ["r.yml"],
            "rst_epilog": ".. |project| replace:: edition",
        },
    )
    page = again.output("archival-register.html")
    assert "<em>much</em>" not in page
    assert '<span class="pre">nothing</span>' in page

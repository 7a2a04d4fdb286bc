"""``sphinx-build -b check``: a second check says what a first one would, and reads what is new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.builders.check import CheckBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import Build, Built

REGISTER = "okoye:\n  kind: person\n  name: Ada Okoye\n  labels: [OKOYE]\n"
TALK = """\
# A talk

:::{document} talk
:participants: okoye
:::

:::{transcript}
OKOYE. We met in Lagos.
:::
"""
OTHER = "# Another page\n\nSee {turn}`talk#1` and {ref}`here`.\n\n(here)=\n## Here\n\nWords.\n"
FILES = {"talk.md": TALK, "other.md": OTHER, "register.yml": REGISTER}


def checked(
    build: Build, files: Mapping[str, str], srcdir: Path | None = None, **settings: object
) -> Built:
    settings = {"archival_registers": ["register.yml"], **settings}
    return build(files, "check", confoverrides=settings, srcdir=srcdir)


def read_again(built: Built) -> set[str]:
    """The pages that the last build has read."""
    builder = built.app.builder
    assert isinstance(builder, CheckBuilder)
    return builder.read_again


def test_nothing_is_written(build: Build) -> None:
    built = checked(build, FILES)
    assert built.warnings == []
    assert not any(
        path.is_file() for path in built.outdir.rglob("*") if ".doctrees" not in str(path)
    )


def test_a_second_check_reads_nothing_where_all_is_well(build: Build) -> None:
    first = checked(build, FILES)
    assert read_again(first) == {"index", "talk", "other"}
    second = checked(build, {}, first.srcdir)
    assert read_again(second) == set()
    assert second.warnings == []


# What each change makes wrong: the files, and a word of each warning.
CHANGES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a slip in the text": ({"talk.md": TALK.replace("Lagos", "[Lagos")}, ["unbalanced"]),
    "a label that has gone": (
        {"register.yml": REGISTER.replace("OKOYE", "ADA")},
        ["unknown_speaker", "no turn 1"],
    ),
    "a turn that has gone": ({"talk.md": TALK.replace("OKOYE. We", "We")}, ["unknown_reference"]),
    "a target of Sphinx's own that has gone": (
        {"other.md": OTHER.replace("(here)=\n", "(there)=\n")},
        ["undefined label"],
    ),
    "a page that no list has": ({"index.md": "# Contents\n"}, ["toctree", "toctree"]),
    "an identifier that is taken": (
        {"other.md": TALK.replace("A talk", "Again")},
        ["duplicate_document"],
    ),
    "a register that is damaged": (
        {"register.yml": REGISTER + "  borne: 1\n"},
        ["archival.register"],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_wrong_is_said_by_every_check(build: Build, change: str) -> None:
    files, expected = CHANGES[change]
    built = checked(build, FILES)
    said = [checked(build, files, built.srcdir).warnings]
    said += [checked(build, {}, built.srcdir).warnings for _ in range(2)]
    clean = checked(build, {**FILES, **files}).warnings
    assert sorted(clean) == sorted(said[0]) == sorted(said[1]) == sorted(said[2])
    assert len(clean) == len(expected)
    for warning in expected:
        assert any(warning in one for one in clean)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_mended_is_not_said_again(build: Build, change: str) -> None:
    files, _expected = CHANGES[change]
    index = {"index.md": "# Contents\n\n```{toctree}\n:glob:\n\n**\n```\n"}
    built = checked(build, {**FILES, **index, **files})
    assert built.warnings
    assert checked(build, {**FILES, **index}, built.srcdir).warnings == []


def test_a_page_is_asked_again_when_its_target_goes_elsewhere(build: Build) -> None:
    apart = {
        "other.md": "# Another page\n\nSee {ref}`here`.\n",
        "third.md": "# Third\n\n(here)=\n## H\n",
    }
    built = checked(build, {**FILES, **apart})
    assert built.warnings == []
    second = checked(build, {"third.md": "# Third\n"}, built.srcdir)
    assert read_again(second) == {"third"}
    (warning,) = second.warnings
    assert warning.startswith("other.md:3: WARNING: undefined label: 'here'")


def test_what_is_wrong_in_an_included_file_is_said_again(build: Build) -> None:
    files = {
        **FILES,
        "talk.md": TALK.replace("OKOYE. We met in Lagos.", "```{include} words.txt\n```"),
        "words.txt": "OKOYE. We [met.\n",
    }
    built = checked(build, files)
    (first,) = built.warnings
    assert first.startswith("words.txt:")
    assert checked(build, {}, built.srcdir).warnings == [first]


def test_pages_that_are_read_in_parallel_are_remembered(build: Build) -> None:
    pages = {
        f"talk{number}.md": TALK.replace("} talk", f"}} talk{number}").replace("Lagos", "[Lagos")
        for number in range(9)
    }
    settings = {"archival_registers": ["register.yml"]}
    files = {**pages, "register.yml": REGISTER}
    built = build(files, "check", confoverrides=settings, parallel=2)
    assert len(built.warnings) == 9
    again = build({}, "check", confoverrides=settings, parallel=2, srcdir=built.srcdir)
    assert sorted(again.warnings) == sorted(built.warnings)


def test_a_memory_that_is_damaged_is_no_memory(build: Build) -> None:
    built = checked(build, {**FILES, "talk.md": TALK.replace("Lagos", "[Lagos")})
    memory = Path(built.app.doctreedir, "archival-check.json")
    kept = json.loads(memory.read_text("utf-8"))
    assert kept["read_again"] == ["talk"]
    for damage in ("", "[]", json.dumps({**kept, "version": 0})):
        memory.write_text(damage, "utf-8")
        checked(build, {}, built.srcdir)
        assert json.loads(memory.read_text("utf-8"))["texts"] == kept["texts"]


def test_what_is_for_a_site_alone_is_checked_too(build: Build) -> None:
    page = "# Page\n\n```{only} html\n{person}`Nobody`\n```\n\n{ref}`archival-index`\n"
    (warning,) = checked(build, {**FILES, "page.md": page}).warnings
    assert "Nobody" in warning


VARIANTS = """\
okoye:
  kind: person
  name: Ada Okoye
  labels: [OKOYE]
  variants: [Adaeze Okoye, the chair, Окойе, Madam]
"""


def test_a_variant_is_used_wherever_it_stands(build: Build) -> None:
    talk = TALK.replace("We met in Lagos.", "We met A[daeze] Okoye.[^1]")
    talk += "\n[^1]: {person}`she <Madam>` was there.\n"
    files = {**FILES, "talk.md": talk, "register.yml": VARIANTS}
    (warning,) = checked(build, files).warnings
    assert warning.startswith("register.yml:1: WARNING: no text uses the variant “the chair” of")
    page = {"about.md": "# About\n\nOf the chair.\n"}
    assert checked(build, {**files, **page}).warnings == []


def test_a_variant_in_a_script_that_no_text_has_is_for_the_search(build: Build) -> None:
    only = VARIANTS.replace("[Adaeze Okoye, the chair, Окойе, Madam]", "[Окойе]")
    assert checked(build, {**FILES, "register.yml": only}).warnings == []
    russian = {"about.md": "# О книге\n"}
    (warning,) = checked(build, {**FILES, **russian, "register.yml": only}).warnings
    assert "“Окойе”" in warning


def test_the_list_of_a_register_is_no_use_of_its_names(build: Build) -> None:
    page = {"persons.md": "# Persons\n\n```{register}\n```\n"}
    files = {**FILES, **page, "register.yml": VARIANTS}
    (warning,) = checked(build, files).warnings
    assert "“Adaeze Okoye”, “the chair”, “Madam”" in warning


def test_a_change_of_the_register_alone_changes_what_is_unused(build: Build) -> None:
    built = checked(build, {**FILES, "register.yml": VARIANTS})
    assert len(built.warnings) == 1
    second = checked(build, {"register.yml": REGISTER}, built.srcdir)
    assert second.warnings == []
    third = checked(build, {"register.yml": VARIANTS}, built.srcdir)
    assert third.warnings == built.warnings


def test_names_that_recur_and_no_register_knows(build: Build) -> None:
    words = "We saw Peter Tomsen in Lagos. So did Peter Tomsen. Then Mr. Tomsen came, in August."
    files = {**FILES, "talk.md": TALK.replace("We met in Lagos.", words)}
    assert checked(build, files).warnings == []
    found = checked(build, files, archival_check_names=2).warnings
    assert [one.partition("“")[2].partition("”")[0] for one in found] == ["Peter Tomsen"]
    assert found[0].startswith("talk.md:8: ")

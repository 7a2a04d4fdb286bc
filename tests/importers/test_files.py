"""What an import writes into an edition, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sphinxext_archival.importers import import_bytes, import_file
from sphinxext_archival.importers.draft import Entry, SourceChange, inline_text
from sphinxext_archival.importers.files import (
    MANIFEST,
    Imported,
    Plan,
    emendations_yaml,
    plan,
    write,
)
from sphinxext_archival.importers.register import key_for, merge_register
from sphinxext_archival.model.emendations import read_emendations
from sphinxext_archival.model.register import load_register

from .test_archive_page import pages

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, Built

PAGE = "ADLER: Yes, [da] it is.\n\nBORUN: No.\n\nADLER: Why?\n\nBORUN: So it is.\n"
REGISTER = """\
# The persons of the edition.

adler:   # the first
  kind: person
  name: "Oskar Adler"
  labels: [ADLER]

zeta: {kind: person, name: Zeta}
"""


def imported(text: str, name: str = "talk.txt") -> Imported:
    data = text.encode()
    return Imported(name, data, import_bytes(data, name))


def edition(folder: Path) -> Path:
    (folder / "register").mkdir(parents=True)
    (folder / "register" / "persons.yml").write_text(REGISTER, encoding="utf-8")
    return folder


def actions(planned: Plan) -> dict[str, str]:
    return {file.path: file.action for file in planned.files}


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    into = edition(tmp_path / "edition")
    before = sorted(into.rglob("*"))
    planned = plan([imported(PAGE)], into)
    assert sorted(into.rglob("*")) == before
    assert actions(planned) == {
        "sources/talk.txt": "create",
        "documents/talk.md": "create",
        "imports/talk.txt": "create",
        "imports/talk.json": "create",
        "register/persons.yml": "update",
        MANIFEST: "create",
    }


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    into = edition(tmp_path / "edition")
    write(plan([imported(PAGE)], into))
    again = plan([imported(PAGE)], into)
    assert again.changes == []
    assert again.kept == []


def test_a_file_that_an_editor_has_changed_is_kept(tmp_path: Path) -> None:
    into = edition(tmp_path / "edition")
    write(plan([imported(PAGE)], into))
    page = into / "documents" / "talk.md"
    edited = page.read_text(encoding="utf-8").replace("Why?", "Why, then?")
    page.write_text(edited, encoding="utf-8")
    planned = plan([imported(PAGE.replace("No.", "Never."))], into)
    write(planned)
    assert [file.path for file in planned.kept] == ["documents/talk.md"]
    assert page.read_text(encoding="utf-8") == edited


def test_a_draft_that_nobody_has_changed_follows_its_source(tmp_path: Path) -> None:
    into = edition(tmp_path / "edition")
    write(plan([imported(PAGE)], into))
    write(plan([imported(PAGE.replace("No.", "Never."))], into))
    assert "Never." in (into / "documents" / "talk.md").read_text(encoding="utf-8")


def test_who_is_in_the_register_is_not_written_again(tmp_path: Path) -> None:
    into = edition(tmp_path / "edition")
    write(plan([imported(PAGE)], into))
    text = (into / "register" / "persons.yml").read_text(encoding="utf-8")
    assert text.startswith(REGISTER)
    register = load_register([into / "register" / "persons.yml"])
    assert register.problems == ()
    assert list(register.entities) == ["adler", "zeta", "borun"]


def test_two_sources_of_one_name_stay_two(tmp_path: Path) -> None:
    into = edition(tmp_path / "edition")
    write(plan([imported(PAGE), imported(PAGE.replace("No", "Never"))], into))
    assert (into / "documents" / "talk.md").is_file()
    assert (into / "documents" / "talk-2.md").is_file()
    assert (into / "sources" / "talk-2.txt").is_file()


def test_labels_are_added_and_conflicts_reported() -> None:
    entries = [
        Entry("adler", {"kind": "organization", "name": "Adler", "labels": ["ADLER", "O. ADLER"]})
    ]
    merge = merge_register(REGISTER, entries)
    assert "# The persons of the edition." in merge.text
    assert "# the first" in merge.text
    assert yaml.safe_load(merge.text)["adler"]["labels"] == ["ADLER", "O. ADLER"]
    assert merge.extended == ["adler"]
    assert [finding.rule for finding in merge.findings] == ["register-conflict"]
    assert merge_register(merge.text, entries).text == merge.text


def test_a_register_that_cannot_be_read_is_left_alone() -> None:
    for text in ("a: [1", "- a\n- b\n", "a: *b\n"):
        merge = merge_register(text, [Entry("x", {"kind": "person", "name": "X"})])
        assert merge.text == text
        assert [finding.rule for finding in merge.findings] == ["register-unreadable"]


@given(st.text(max_size=40), st.lists(st.text("abc", max_size=3)))
def test_a_key_is_an_ascii_word(name: str, taken: list[str]) -> None:
    key = key_for(name, taken)
    assert key.isascii()
    assert key[0].isalpha()
    assert key == key.lower()
    assert key not in taken


@pytest.mark.parametrize(
    ("name", "key"),
    [("Горбачёв", "gorbachev"), ("O’Brien", "obrien"), ("Øster Ål", "oster-al"), ("李", "entry")],
)
def test_a_name_in_another_script_has_a_key(name: str, key: str) -> None:
    assert key_for(name) == key


def test_emendations_are_such_as_the_check_reads() -> None:
    changes = [
        SourceChange("A head.", lines=(3, 5)),
        SourceChange("A slip.", "tbe: [x]", "the", line=7),
        SourceChange("A mark.", "¶", everywhere=True),
        SourceChange("Seen on the page.", edition="[signature]", line=9),
    ]
    entries, problems = read_emendations(emendations_yaml(changes).encode(), "e.yml")
    assert problems == []
    found = [(one.lines, one.source, one.edition, one.line, one.everywhere) for one in entries]
    assert found == [
        ((3, 5), None, "", None, False),
        (None, "tbe: [x]", "the", 7, False),
        (None, "¶", "", None, True),
        (None, None, "[signature]", 9, False),
    ]


def build_imported(build: Build, sources: list[Imported], tmp_path: Path) -> Built:
    registers = ["register/persons.yml", "register/organizations.yml"]
    into = tmp_path / "import"
    planned = plan(sources, into, [into / path for path in registers])
    files = {file.path: file.data.decode() for file in planned.files if file.path != MANIFEST}
    files |= {path: files.get(path, "") for path in registers}
    conf = {"archival_registers": registers, "archival_autolink": True}
    return build(files, "fidelity", confoverrides=conf)


@settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(pages(), min_size=8, max_size=8))
def test_a_draft_builds_and_has_every_word_of_its_source(
    build: Build, tmp_path: Path, texts: list[tuple[str, bool, int]]
) -> None:
    sources = [imported(text, f"page{at}.txt") for at, (text, _, _) in enumerate(texts)]
    built = build_imported(build, sources, tmp_path)
    assert built.warnings == []


def test_what_stands_on_each_page_is_left_out_and_declared(build: Build, tmp_path: Path) -> None:
    text = (
        "ADLER: We shall not speak of the\n"
        "- 1 -\n\fCouncil of Ports, copy no. 2\nharbour any more.\n\n"
        "BORUN: So be it, and let the council write of\n\n"
        "- 2 -\n\fCouncil of Ports, copy no. 2\n\nit to the mayor.\n\nADLER: Yes.\n"
    )
    source = imported(text)
    (draft,) = source.drafts
    said = [inline_text(block.content) for turn in draft.turns() for block in turn.blocks]  # type: ignore[union-attr]
    assert [" ".join(words.split()) for words in said] == [
        "We shall not speak of the harbour any more.",
        "So be it, and let the council write of it to the mayor.",
        "Yes.",
    ]
    assert [change.lines for change in draft.changes] == [(2, 2), (3, 3), (8, 8), (9, 9)]
    assert build_imported(build, [source], tmp_path).warnings == []


@pytest.mark.shared
def test_every_page_beside_the_checkout_is_faithful(
    build: Build, shared: Path, tmp_path: Path
) -> None:
    paths = [
        shared / "source" / "117254.txt",
        *sorted((shared / "corpora" / "specimens").glob("[01]*.txt")),
        *sorted((shared / "corpora" / "congress").glob("*.htm")),
        *sorted((shared / "corpora" / "frus").glob("*.txt")),
    ]
    sources = [Imported(path.name, path.read_bytes(), import_file(path)) for path in paths]
    built = build_imported(build, sources, tmp_path)
    assert [line for line in built.warnings if "note_without_marker" not in line] == []


@pytest.mark.shared
def test_the_draft_of_the_seed_builds_without_a_warning(
    build: Build, shared: Path, tmp_path: Path
) -> None:
    path = shared / "source" / "117254.txt"
    sources = [Imported(path.name, path.read_bytes(), import_file(path))]
    assert build_imported(build, sources, tmp_path).warnings == []

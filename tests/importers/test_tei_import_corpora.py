"""TEI of others, as far as it is there: turns against the truth, and no word lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.importers import import_file
from sphinxext_archival.importers.files import Imported, plan, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build

pytestmark = pytest.mark.shared

CONF = """\
project = "An edition"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
archival_registers = ["register/persons.yml"]
html_theme = "basic"
"""
INDEX = "# Contents\n\n```{toctree}\n:glob:\n\ndocuments/*\n```\n"
PLAYS = {"goethe-proserpina": 9, "leisewitz-die-pfandung": 18, "schema-tests/tst000026-antilabe-part": 9}  # fmt: skip # noqa: E501
FAMILIES = (
    "dracor/goethe-proserpina.xml",
    "dracor/schema-tests/tst000027-empty-elements.xml",
    "dracor/schema-tests/tst000028-editorial-spans.xml",
    "parlamint/ES-GA/ParlaMint-ES-GA_2022-05-24-DSPG082.xml",
    "hac/1960-11-04-hac-meeting-minutes.xml",
)


@pytest.mark.parametrize(("name", "speeches"), PLAYS.items())
def test_each_speech_of_a_play_is_a_turn(shared: Path, name: str, speeches: int) -> None:
    (draft,) = import_file(shared / "corpora" / "dracor" / f"{name}.xml")
    assert sum(1 for _ in draft.turns()) == speeches


def test_a_sitting_finds_its_speakers_in_the_lists_beside_it(shared: Path) -> None:
    folder = shared / "corpora" / "parlamint" / "ES-GA"
    (draft,) = import_file(folder / "ParlaMint-ES-GA_2022-05-24-DSPG082.xml")
    assert [turn.speakers for turn in draft.turns()] == [("SantalicesMiguelAngel",)] * 5
    assert draft.entries[0].name == "Miguel Ángel Santalices Vieira"
    # One of the lists is not well-formed, which the report says.
    assert any("listOrg.xml:260" in finding.message for finding in draft.findings)


def test_every_schema_test_is_read(shared: Path) -> None:
    files = sorted((shared / "corpora" / "dracor" / "schema-tests").glob("*.xml"))
    assert len(files) > 20
    assert all(len(import_file(path)) == 1 for path in files)


def test_a_draft_as_it_is_says_what_its_source_says(
    shared: Path, build: Build, tmp_path: Path
) -> None:
    into = tmp_path / "edition"
    (into / "register").mkdir(parents=True)
    (into / "conf.py").write_text(CONF, encoding="utf-8")
    (into / "index.md").write_text(INDEX, encoding="utf-8")
    (into / "register" / "persons.yml").write_text("", encoding="utf-8")
    imported = []
    for name in FAMILIES:
        path = shared / "corpora" / name
        imported.append(Imported(path.name, path.read_bytes(), import_file(path)))
    write(plan(imported, into))
    built = build({}, "fidelity", srcdir=into)
    assert built.warnings == []
    assert built.app.statuscode == 0
    shutil.rmtree(into)

"""What is wrong with a PDF: it is reported with its line, and nothing is lost."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, Built, Need

REGISTER = "anna: {kind: person, name: Anna Arden, labels: [ANNA]}\n"
SETTINGS = {"archival_registers": ["register.yml"]}
HEAD = "# The talk\n\n:::{document} one\n:participants: anna\n:date: 1990-08-23\n:::\n\n"


def volume(built: Built) -> Path:
    return built.outdir / "done.pdf"


def talk(build: Build, text: str, **confoverrides: object) -> Built:
    return build(
        {"index.md": HEAD + text, "register.yml": REGISTER},
        "pdf",
        confoverrides={**SETTINGS, **confoverrides},
    )


def _text(need: Need, path: Path) -> str:
    done = subprocess.run([need("pdftotext"), str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_a_missing_glyph_is_reported_with_its_line(build: Build) -> None:
    built = talk(build, ":::{transcript}\nANNA. Yes.\n\nShe wrote 漢字.\n:::\n")
    # Once, though two volumes print it.
    assert len([w for w in built.warnings if "archival.glyph" in w]) == len("漢字")
    assert re.match(
        r"index\.md:11: WARNING: pdf: no font has “漢” \(U\+6F22\), and it is printed as a box",
        built.warnings[0],
    )
    assert volume(built).is_file()


def test_a_missing_glyph_is_reported_where_no_archive_asks_for_it(build: Build) -> None:
    built = talk(build, ":::{transcript}\nANNA. 漢.\n:::\n", archival_pdf_standards=["1.7"])
    (warning,) = built.warnings
    assert re.match(r"index\.md:9: WARNING: pdf: no font has “漢”", warning)
    assert "keeps none" not in warning
    assert volume(built).is_file()


def test_a_character_without_a_glyph_is_copied_as_it_is(build: Build, need: Need) -> None:
    text = HEAD.replace("talk", "talk 標題") + (
        ":::{transcript}\nANNA. 日本語 *日本語* **語** `字` [日]{.sic} x.[^a]\n\n漢\n:::\n\n"
        "[^a]: 日 note.\n"
    )
    built = build({"index.md": text, "register.yml": REGISTER}, "pdf", confoverrides=SETTINGS)
    assert {re.findall(r"\[archival\.(\w+)\]", warning)[0] for warning in built.warnings} == {
        "glyph"
    }
    printed = " ".join(_text(need, volume(built)).split())
    assert "The talk 標題" in printed
    assert "日本語 日本語 語 字 [日] x.1" in printed
    assert "漢" in printed
    assert "日 note." in printed


@pytest.mark.parametrize("given", ["99999999999999", "-1"])
def test_a_time_that_no_pdf_can_name_is_reported(
    build: Build, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    built = talk(build, ":::{transcript}\nANNA. Yes.\n:::\n")
    (warning,) = built.warnings
    assert f"SOURCE_DATE_EPOCH is '{given}'" in warning
    assert volume(built).is_file()


def test_a_folder_without_fonts_is_reported(build: Build, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    built = talk(
        build,
        ":::{transcript}\nANNA. Yes.\n:::\n",
        archival_fonts=[str(tmp_path / "fonts"), "nowhere"],
    )
    first, second = built.warnings
    assert "which has no font in it (.ttf, .otf, .ttc, .otc)" in first
    assert "“nowhere”, which does not exist" in second


def test_without_typst_the_sources_are_written_and_one_line_says_so(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinxext_archival.builders.pdf.typst", None)
    built = talk(build, ":::{transcript}\nANNA. Yes.\n:::\n")
    (warning,) = built.warnings
    assert "pip install 'sphinxext-archival[pdf]'" in warning
    assert (built.outdir / "typst" / "done.typ").is_file()
    assert not volume(built).exists()

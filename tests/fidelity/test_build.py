"""`sphinx-build -b fidelity`: what passes, what fails, and what it says."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from .conftest import HEADER, NOTES, SOURCE, TEXT, document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Build, Built

    Held = Callable[..., Built]


def record_of(built: Built) -> dict[str, object]:
    (one,) = json.loads(built.output("fidelity.json"))["documents"]
    found: dict[str, object] = one
    return found


def test_an_edition_that_is_its_source_passes_with_its_counts(held: Held) -> None:
    built = held()
    assert built.warnings == []
    assert built.app.statuscode == 0
    record = record_of(built)
    assert record["verdict"] == "same"
    assert record["source"] == {
        "name": "source.txt",
        "sha256": hashlib.sha256(SOURCE.encode()).hexdigest(),
    }
    counts = record["counts"]
    assert isinstance(counts, dict)
    assert (counts["turns"], counts["notes"], counts["joins"]) == (2, 2, 1)
    assert record["brackets"] == {
        "source": 7, "expansion": 1, "note markers": 2, "notes": 2, "stage": 1, "supplied": 1,
    }  # fmt: skip
    assert "p1: is its source: " in built.app.status.getvalue()


def test_the_corpus_passes_as_it_is(build: Build, checkout: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(checkout / "corpus", folder, ignore=shutil.ignore_patterns("_build"))
    overrides = {"html_theme": "basic", "extensions": ["myst_parser", "sphinxext_archival"]}
    built = build({}, "fidelity", srcdir=folder, confoverrides=overrides)
    record = record_of(built)
    assert built.app.statuscode == 0
    assert record["differences"] == []
    counts = record["counts"]
    assert isinstance(counts, dict)
    assert (counts["turns"], counts["notes"], counts["joins"]) == (34, 5, 5)
    assert record["brackets"] == {
        "source": 23, "supplied": 3, "original": 3, "expansion": 4, "gloss": 1,
        "identification": 2, "note markers": 5, "notes": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (TEXT.replace("year .", "year."), "source “year .” → edition “year.”"),
        (TEXT.replace("comrades.", "comrade."), "source “comrades” → edition “comrade”"),
        (TEXT.replace(" {page}`?`", ""), "source “the ¶ whole” → edition “the whole”"),
        (TEXT.replace("[the] ", ""), "source “remember [the] dues” → edition “remember dues”"),
        (TEXT.replace("[^elms]", ""), "source “refused[2] to” → edition “refused to”"),
        (TEXT.replace("to pay", "to {page}`?` pay"), "{page}`?` says that it does"),
    ],
)
def test_a_difference_that_nobody_declares_fails_and_says_where(
    held: Held, changed: str, said: str
) -> None:
    built = held(changed)
    assert built.app.statuscode == 1
    found = [one for one in built.warnings if "archival.fidelity" in one]
    assert any(said in one for one in found), built.warnings
    assert found[0].startswith("p1.md:")
    assert "source.txt:" in found[0]


def test_emendations_in_the_text_are_declared(held: Held) -> None:
    built = held(TEXT.replace("year .", "{emend}`year. <year .>`"))
    assert (built.warnings, built.app.statuscode) == ([], 0)
    assert record_of(built)["emendations"] == [
        {"source": "year .", "edition": "year.", "line": None, "reason": "", "resp": ""}
    ]


EMENDATIONS = """\
- source: comrades
  edition: Comrades
  line: 13
  reason: As the minutes write it elsewhere.
- lines: 20
  reason: Not by this council.
- edition: "[signed]"
  line: 19
  reason: Seen on the facsimile.
  resp: A. Editor
"""


def test_a_file_of_emendations_replaces_leaves_out_and_adds(held: Held) -> None:
    source = SOURCE.replace("year .\n", "year .\n").replace("to pay them.", "to pay.")
    source = source.replace("\n[1] A note", "\nPage 12 of 13\n\n[1] A note")
    text = TEXT.replace("comrades", "Comrades").replace("to pay them.", "to pay. [signed]")
    line = source.split("\n").index("Page 12 of 13") + 1
    at = next(i for i, one in enumerate(source.split("\n"), 1) if one.startswith("BORUN"))
    emendations = EMENDATIONS.replace("20", str(line)).replace("19", str(at))
    header = f"{HEADER}:emendations: e.yml\n"
    built = held(text, header=header, source=source, e__yml=emendations)
    assert (built.warnings, built.app.statuscode) == ([], 0)
    declared = record_of(built)["emendations"]
    assert isinstance(declared, list)
    assert [(one["source"], one["edition"]) for one in declared] == [
        ("comrades", "Comrades"),
        (f"line {line}", ""),
        ("", "[signed]"),
    ]


def test_an_emendation_that_matches_nothing_is_reported_at_its_line(held: Held) -> None:
    wrong = "- source: nowhere\n  reason: none\n- sorce: a\n- edition: b\n  line: 3\n  reason: c\n"
    built = held(header=f"{HEADER}:emendations: e.yml\n", e__yml=wrong)
    assert [one.split(": WARNING: ")[0].split(":")[-1] for one in built.warnings] == ["3", "1", "4"]
    assert "did you mean `source`?" in built.warnings[0]
    assert "the source does not have “nowhere”" in built.warnings[1]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (SOURCE.replace("4, 1971", "5, 1971"), "source “March 5, 1971” → edition “”"),
        (SOURCE.replace("Russian", "Polish"), "source “Polish”"),
        (SOURCE.replace("Minutes of the C", "Minutes of a C"), "archival.fidelity"),
        (SOURCE.replace("Russian\n\n", ""), "nothing follows it"),
        (SOURCE.replace("Russian", "Russian\n\nArchive:\n\nOf Ports"), "source “Of Ports”"),
    ],
)
def test_a_header_says_what_the_options_say(held: Held, source: str, said: str) -> None:
    built = held(source=source)
    assert built.app.statuscode == 1
    assert any(said in one for one in built.warnings), built.warnings


def test_a_document_without_a_source_is_said_to_be_unchecked(held: Held) -> None:
    built = held(header=":date: 1971-03-04\n", source=None)
    assert (built.warnings, built.app.statuscode) == ([], 0)
    assert "p1: not checked: it names no source" in built.app.status.getvalue()


def test_a_source_that_is_not_there_fails(held: Held) -> None:
    built = held(source=None)
    assert built.app.statuscode == 1
    assert any("[archival.received]" in one for one in built.warnings)


def test_a_document_in_parts_is_compared_as_one(build: Build) -> None:
    first, second = TEXT.split("BORUN.")
    rest = (
        "# More\n\n:::{document} p1\n:part: 2\n:::\n\n::::{transcript}\n:speakers: ADLER; BORUN\n\n"
        f"BORUN.{second}::::\n\n[^elms]: He was the harbour master.\n"
    )
    notes = "[^dues]: A note on the dues.\n"
    files = {"p1.md": document(first, notes=notes), "p2.md": rest, "source.txt": SOURCE}
    built = build(files, "fidelity")
    assert (built.warnings, built.app.statuscode) == ([], 0)


def test_restructuredtext_is_held_to_its_source_too(build: Build) -> None:
    text = TEXT.replace("[^dues]", " [#dues]_").replace("[^elms]", " [#elms]_")
    text = text.replace("{page}`?`", ":archival:page:`?`").replace("\n\n", "\n\n   ")
    text = text.replace("comrades. [", r"comrades.\ [").replace("refused [", r"refused\ [")
    page = (
        "Minutes of the Council of Ports\n===============================\n\n"
        ".. archival:document:: p1\n   :date: 1971-03-04\n   :original-language: ru\n"
        "   :transcription: source.txt\n\n   The council talks of dues.\n\n"
        f".. archival:transcript::\n   :speakers: ADLER; BORUN\n\n   {text}\n\n"
        ".. [#dues] A note on the dues.\n.. [#elms] He was the harbour master.\n"
    )
    built = build({"p1.rst": page, "source.txt": SOURCE}, "fidelity")
    assert (built.warnings, built.app.statuscode) == ([], 0)


def test_a_label_that_the_extension_makes_is_exempt(build: Build) -> None:
    register = "adler:\n  kind: person\n  name: O. Adler\n  labels: [ADLER]\n"
    conf = 'extensions = ["myst_parser", "sphinxext_archival"]\nprimary_domain = "archival"\n'
    conf += 'myst_enable_extensions = ["colon_fence"]\narchival_registers = ["r.yml"]\n'
    page = (
        "# Minutes\n\n:::{document} p1\n:transcription: source.txt\n:::\n\n"
        ":::{turn} adler\nYou remember the dues.\n:::\n\n:::{turn} adler\nWell.\n:::\n"
    )
    files = {"conf.py": conf, "r.yml": register, "p1.md": page}
    built = build({**files, "source.txt": "You remember the dues.\n\nWell.\n"}, "fidelity")
    assert (built.warnings, built.app.statuscode) == ([], 0)


def test_what_readers_get_is_held_to_the_edition(held: Held, build: Build) -> None:
    built = held()
    site = built.outdir.parent / "html"
    build({}, "html", srcdir=built.srcdir)
    build({}, "epub", srcdir=built.srcdir)
    again = build({}, "fidelity", srcdir=built.srcdir)
    assert (again.warnings, again.app.statuscode) == ([], 0)
    outputs = record_of(again)["outputs"]
    assert isinstance(outputs, list)
    assert [one["path"].rpartition(".")[2] for one in outputs] == ["html", "epub"]
    for harm in (("refused", "accepted"), ("harbour", ""), ('">2</a>', '">1</a>')):
        page = (site / "p1.html").read_text("utf-8")
        assert harm[0] in page
        (site / "p1.html").write_text(page.replace(*harm), "utf-8")
        harmed = build({}, "fidelity", srcdir=built.srcdir)
        assert harmed.app.statuscode == 1
        assert any("html/p1.html is not built from this text" in one for one in harmed.warnings)
        (site / "p1.html").write_text(page, "utf-8")


def test_a_page_shows_what_is_true_of_the_text_it_is_built_with(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "651369600")
    about = "# About\n\n```{fidelity}\n:document: p1\n```\n"
    files = {"p1.md": document(), "source.txt": SOURCE, "about.md": about}
    built = build(files, "html")
    assert built.warnings == []
    page = built.output("about.html")
    assert "Word for word the text of its source." in page
    assert hashlib.sha256(SOURCE.encode()).hexdigest() in page
    assert "1990" in page
    again = build({"source.txt": SOURCE.replace("whole", "half")}, "html", srcdir=built.srcdir)
    assert "Places that differ from the source: 1" in again.output("about.html")
    edited = build({"p1.md": document(TEXT.replace("whole", "half"))}, srcdir=built.srcdir)
    assert "Word for word the text of its source." in edited.output("about.html")


def test_notes_on_the_other_end_are_no_matter_of_chance(held: Held) -> None:
    first, second = NOTES.strip().split("\n\n")
    built = held(notes=f"{second}\n\n{first}\n")
    assert (built.warnings, built.app.statuscode) == ([], 0)  # their markers give them their order
    lines = SOURCE.strip().split("\n\n")
    swapped = "\n\n".join([*lines[:-2], lines[-1], lines[-2]])
    assert held(source=swapped).app.statuscode == 1


FEET = """\
March 4, 1971

**Minutes of the Council of Ports**

Russian

ADLER. You remember [the] dues, comrades.[1]

[Laughter]

They were paid for the

1 A note on the dues.

Page 2

whole year .

BORUN. And O[leg] Elms refused [2] to pay them.

2 He was the harbour master.
"""


def test_notes_stand_at_the_foot_of_a_page_that_the_edition_marks(held: Held) -> None:
    text = TEXT.replace("{page}`?`", "{page}`2`")
    built = held(text, source=FEET)
    assert (built.warnings, built.app.statuscode) == ([], 0)
    unmarked = held(TEXT.replace("{page}`?` ", ""), source=FEET.replace("Page 2\n\n", ""))
    assert unmarked.app.statuscode == 1


def test_a_source_of_one_line_has_no_paragraphs(held: Held) -> None:
    flat = SOURCE.replace("Original Language:\n\nRussian\n\n", "")
    built = held(TEXT.replace(" {page}`?`", ""), source=" ".join(flat.split()))
    assert (built.warnings, built.app.statuscode) == ([], 0)
    harmed = held(
        TEXT.replace(" {page}`?`", ""), source=" ".join(flat.replace("dues", "due").split())
    )
    assert harmed.app.statuscode == 1

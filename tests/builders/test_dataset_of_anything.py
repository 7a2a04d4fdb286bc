"""A dataset of whatever an edition holds: odd names, no dates, several files, nothing at all."""

from __future__ import annotations

import csv
import json
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frictionless
import networkx as nx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from sphinxext_archival.builders.dataset import files
from sphinxext_archival.builders.dataset.schema import Field, Table
from sphinxext_archival.domain import domain_of

if TYPE_CHECKING:
    from tests.conftest import Build, Built

REGISTER = """\
anna: {kind: person, name: Anna Arden, labels: [ANNA], variants: [Arden]}
boris: {kind: person, name: Boris Berg, labels: [BORIS], gnd: "118540998"}
"""
CONF = {"archival_registers": ["register.yml"], "archival_autolink": True}


def page(identifier: str, words: str = "ANNA. We met.", header: str = "") -> str:
    return f"""\
# A talk

:::{{document}} {identifier}
:participants: anna, boris
{header}
:::

::::{{transcript}}
{words}
::::
"""


def rows(built: Built, table: str) -> list[dict[str, Any]]:
    lines = (built.outdir / f"{table}.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def is_valid(built: Built) -> bool:
    valid: bool = frictionless.validate(str(built.outdir / "datapackage.json")).valid
    return valid


def test_an_edition_without_anything_is_a_valid_package(build: Build) -> None:
    built = build({"index.md": "# Nothing\n"}, "dataset", confoverrides={"project": ""})
    assert built.warnings == []
    assert is_valid(built)
    package = json.loads((built.outdir / "datapackage.json").read_text("utf-8"))
    assert (package["name"], package["title"]) == ("edition", "Edition")
    assert rows(built, "documents") == []
    assert json.loads((built.outdir / "citations.json").read_text("utf-8")) == []
    graph = json.loads((built.outdir / "documents.jsonld").read_text("utf-8"))["@graph"]
    assert graph == []
    assert len(nx.read_graphml(built.outdir / "network.graphml")) == 0
    assert parquet.read_table(built.outdir / "turns.parquet").num_rows == 0


def test_a_document_goes_on_in_other_files(build: Build) -> None:
    first = (
        page("one", "Arden writes.\n\nANNA. We met.[^a]\n\nBORIS. Yes.", "\nOf Arden.")
        + "\n[^a]: A note.\n"
    )
    second = (
        page("one", "Before, Arden sat.\n\nANNA. Again.[^b]", ":part: 2\n\nMore of Arden.")
        + "\n[^b]: Another.\n"
    )
    files_of = {"register.yml": REGISTER, "b.md": first, "a.md": second, "c.md": page("two")}
    built = build(files_of, "dataset", confoverrides=CONF)
    assert built.warnings == []
    assert is_valid(built)
    found = [(row["document"], row["number"], row["anchor"]) for row in rows(built, "turns")]
    assert found == [
        ("one", "1", "done-t1"),
        ("one", "2", "done-t2"),
        ("one", "3", "done-t3"),
        ("two", "1", "dtwo-t1"),
    ]
    one = rows(built, "documents")[0]
    assert (one["parts"], one["turns"], one["notes"], one["page"]) == (2, 3, 2, "b")
    assert one["narrative"] == "Arden writes.\n\nBefore, Arden sat."
    assert one["summary"] == "Of Arden.\n\nMore of Arden."
    for part in ("summary", "narrative"):
        places = [row for row in rows(built, "mentions") if row["part"] == part]
        assert [one[part][row["start"] : row["stop"]] for row in places] == ["Arden", "Arden"]
    notes = [(row["label"], row["turn"]) for row in rows(built, "notes")]
    assert notes == [("1", "done-t1"), ("2", "done-t3")]


def test_documents_of_one_identifier_are_two(build: Build) -> None:
    files_of = {
        "register.yml": REGISTER,
        "a.md": page("one"),
        "b.md": page("one", "BORIS. Not so."),
    }
    built = build(files_of, "dataset", confoverrides=CONF)
    assert [warning.rpartition("[")[2] for warning in built.warnings] == [
        "archival.duplicate_document]"
    ]
    assert is_valid(built)
    assert [(row["identifier"], row["anchor"]) for row in rows(built, "documents")] == [
        ("one", "done"),
        ("one-x2", "done-x2"),
    ]
    assert [(row["document"], row["text"]) for row in rows(built, "turns")] == [
        ("one", "We met."),
        ("one-x2", "Not so."),
    ]
    items = json.loads((built.outdir / "citations.json").read_text("utf-8"))
    assert [item["id"] for item in items] == ["done", "done-x2"]


def test_what_is_no_date_is_written_and_has_no_days(build: Build) -> None:
    dates = {"a": "1990?", "b": "..\u002f1990", "c": "in spring", "d": "", "e": "-0044"}
    made = {
        f"{name}.md": page(name, header=f":date: {date}" if date else "")
        for name, date in dates.items()
    }
    built = build({"register.yml": REGISTER, **made}, "dataset", confoverrides=CONF)
    assert is_valid(built)
    found = [
        (row["date"], row["date_earliest"], row["date_latest"]) for row in rows(built, "documents")
    ]
    assert found[0] == ("1990?", "1990-01-01", "1990-12-31")
    assert found[1] == ("../1990", None, "1990-12-31")
    assert found[2] == ("in spring", None, None)
    assert found[3] == (None, None, None)
    assert found[4][0] == "-0044"
    assert [row["date"] for row in rows(built, "turns")] == [date for date, *_days in found]


def test_odd_keys_and_identifiers_are_kept(build: Build) -> None:
    register = """\
"a key, with; signs": {kind: person, name: "=SUM(A1) <Anna> & \\"co\\"",
  labels: [ANNA], viaf: "1234"}
"Борис": {kind: person, name: Boris | Berg, labels: [BORIS], viaf: "1235"}
"""
    talk = page("Стенограмма 1/2", "ANNA, BORIS. =1+1 is two.\n\nANNA. “Boris | Berg”, \\@cmd.")
    talk = talk.replace("anna, boris", "")
    both = ":::{turn} a key, with; signs\nAlone.\n:::"
    built = build(
        {"register.yml": register, "a.md": talk.replace("::::\n", f"::::\n\n{both}\n", 1)},
        "dataset",
        confoverrides={**CONF, "html_baseurl": "https://ed.example"},
    )
    assert is_valid(built)
    assert {row["key"] for row in rows(built, "persons")} == {"a key, with; signs", "Борис"}
    assert rows(built, "documents")[0]["identifier"] == "Стенограмма 1/2"
    text = (built.outdir / "beacon-viaf.txt").read_text("utf-8")
    assert [line.count("|") for line in text.partition("\n\n")[2].splitlines()] == [2, 2]
    nx.read_graphml(built.outdir / "network.graphml")


def test_a_formula_stays_what_it_is(build: Build) -> None:
    words = "ANNA. =HYPERLINK(“x”) it said.\n\nBORIS. -1 and +1."
    built = build(
        {"register.yml": REGISTER, "a.md": page("one", words)}, "dataset", confoverrides=CONF
    )
    with (built.outdir / "turns.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert texts == ["=HYPERLINK(“x”) it said.", "-1 and +1."]


def test_several_speakers_are_all_named_and_none_is_the_speaker(build: Build) -> None:
    words = ":::{turn} anna, boris\n:label: ANNA AND BORIS.\nTogether.\n:::\n\nBORIS. Alone."
    nobody = ":::{turn} nobody\n:label: NOBODY.\nWho?\n:::"
    built = build(
        {"register.yml": REGISTER, "a.md": page("one", f"{words}\n\n{nobody}")},
        "dataset",
        confoverrides=CONF,
    )
    assert [(row["speaker"], row["speakers"]) for row in rows(built, "turns")] == [
        (None, ["anna", "boris"]),
        ("boris", ["boris"]),
        (None, []),
    ]
    assert is_valid(built)
    network = nx.read_graphml(built.outdir / "network.graphml")
    assert network.edges["anna", "boris"]["weight"] == 1


def test_a_page_is_read_once_however_many_documents_it_has(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "\n".join(page(f"d{number}") for number in range(30))
    built = build({"register.yml": REGISTER, "a.md": many}, "html", confoverrides=CONF)
    read: list[str] = []
    from sphinx.environment import BuildEnvironment  # noqa: PLC0415

    get = BuildEnvironment.get_doctree

    def counted(self: BuildEnvironment, docname: str) -> Any:
        read.append(docname)
        return get(self, docname)

    monkeypatch.setattr(BuildEnvironment, "get_doctree", counted)
    again = build({}, "dataset", srcdir=built.srcdir, confoverrides=CONF)
    assert len(rows(again, "documents")) == 30
    assert read.count("a") == 1
    assert "a" not in again.app.env._pickled_doctree_cache  # noqa: SLF001 (it would grow)


def test_a_second_build_is_as_one_from_the_beginning(build: Build) -> None:
    register = REGISTER.replace("Anna Arden", "Anna Berg")
    before = {"register.yml": REGISTER, "a.md": page("one", "ANNA. Berg."), "b.md": page("two")}
    after = {"register.yml": register, "a.md": page("one", "ANNA. Berg."), "b.md": page("three")}
    again = build(before, "dataset", confoverrides=CONF)
    again = build(after, "dataset", srcdir=again.srcdir, confoverrides=CONF)
    clean = build(after, "dataset", confoverrides=CONF)
    made = [
        {path.name: path.read_bytes() for path in built.outdir.iterdir() if path.is_file()}
        for built in (again, clean)
    ]
    assert made[0] == made[1]
    assert b"Anna Berg" in made[0]["entities.csv"]


def test_what_is_not_written_any_more_goes_away(build: Build) -> None:
    where = {"html_baseurl": "https://ed.example/"}
    talk = {"register.yml": REGISTER, "a.md": page("one")}
    first = build(talk, "dataset", confoverrides=CONF | where)
    assert (first.outdir / "beacon-gnd.txt").is_file()
    (first.outdir / "mine.txt").write_text("not of this builder")
    again = build({}, "dataset", srcdir=first.srcdir, confoverrides=CONF)
    assert not (again.outdir / "beacon-gnd.txt").exists()
    assert (again.outdir / "mine.txt").is_file()
    assert rows(again, "turns")[0]["url"] is None
    assert is_valid(again)


def test_the_day_is_named_only_where_it_is_given(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "651369600")
    built = build(
        {"register.yml": REGISTER, "a.md": page("one")},
        "dataset",
        confoverrides={**CONF, "html_baseurl": "https://ed.example/"},
    )
    assert "#TIMESTAMP: 1990-08-23T00:00:00Z\n" in built.output("beacon-gnd.txt")
    assert json.loads(built.output("datapackage.json"))["created"] == "1990-08-23T00:00:00Z"
    assert "date-released: '1990-08-23'\n" in built.output("CITATION.cff")
    assert is_valid(built)


def test_a_day_that_is_none_is_reported(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402300800")
    built = build({"register.yml": REGISTER, "a.md": page("one")}, "dataset", confoverrides=CONF)
    [warning] = built.warnings
    assert "'253402300800', which is no number of seconds" in warning
    assert "created" not in json.loads(built.output("datapackage.json"))


def test_without_a_package_its_files_are_left_out(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        files, "find_spec", lambda name: None if name == "pyarrow" else find_spec(name)
    )
    built = build({"register.yml": REGISTER, "a.md": page("one")}, "dataset", confoverrides=CONF)
    [warning] = built.warnings
    assert "pip install 'sphinxext-archival[dataset]'" in warning
    assert warning.endswith("[archival.dataset]")
    assert not list(built.outdir.glob("*.parquet"))
    assert is_valid(built)


def test_a_licence_and_an_author_are_said_of_the_whole(build: Build) -> None:
    header = (
        ":license: https://creativecommons.org/licenses/by/4.0/\n:translator: Mary Bell; P. Ross"
    )
    built = build(
        {"register.yml": REGISTER, "a.md": page("one", header=header), "b.md": page("two")},
        "dataset",
        confoverrides={**CONF, "author": "Ada Okoye", "project": "Ünïcode & Søns"},
    )
    package = json.loads(built.output("datapackage.json"))
    assert package["licenses"] == [{"path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert package["contributors"] == [
        {"title": "Ada Okoye", "roles": ["author"]},
        {"title": "Mary Bell", "roles": ["translator"]},
        {"title": "P. Ross", "roles": ["translator"]},
    ]
    assert package["name"] == "unicode-sns"
    assert "family-names: Okoye" in built.output("CITATION.cff")
    assert is_valid(built)


def test_a_document_in_a_later_part_alone_has_its_rows(build: Build) -> None:
    built = build(
        {"register.yml": REGISTER, "a.md": page("one", header=":part: 2")},
        "dataset",
        confoverrides=CONF,
    )
    assert [row["anchor"] for row in rows(built, "documents")] == ["done-part2"]
    assert len(rows(built, "turns")) == 1
    assert domain_of(built.app.env).index.documents["one"][0].part == 2
    assert is_valid(built)


HEADS = {
    "myst": "# A page\n\n:::{document} page-NUMBER\n:participants: PARTICIPANTS\n:::\n\n",
    "rst": "A page\n======\n\n.. document:: page-NUMBER\n   :participants: PARTICIPANTS\n\n",
}
SPEAKERS = """\
gorbachev: {kind: person, name: Mikhail Gorbachev, labels: [M. S. GORBACHEV, GORBACHEV]}
najibullah: {kind: person, name: Mohammad Najibullah, labels: [NAJIBULLAH], variants: [so]}
"""


@pytest.mark.parametrize(("language", "suffix"), [("myst", "md"), ("rst", "rst")])
def test_whatever_an_editor_gets_wrong_the_package_is_valid(
    build: Build, checkout: Path, language: str, suffix: str
) -> None:
    path = checkout / "tests" / "markup" / "bad_input.yml"
    cases = yaml.safe_load(path.read_text("utf-8")).values()
    head = HEADS[language].replace("PARTICIPANTS", "gorbachev, najibullah")
    pages = {
        f"p{number}.{suffix}": text
        if "document" in text
        else head.replace("NUMBER", str(number)) + text
        for number, text in enumerate(case.get(language, "") for case in cases)
    }
    built = build({"register.yml": SPEAKERS, **pages}, "dataset", confoverrides=CONF)
    assert len(built.warnings) > 50
    assert is_valid(built)
    texts = {row["anchor"]: row["text"] for row in rows(built, "turns")}
    assert len(texts) > 20
    assert "\0" not in "".join(text or "" for text in texts.values())
    named = [row for row in rows(built, "mentions") if row["part"] == "turn"]
    assert named
    for row in named:
        assert texts[row["turn"]][row["start"] : row["stop"]] == row["form"]


ROW = Table(
    "rows",
    "Rows",
    "",
    (
        Field("text", "string", "Words."),
        Field("list", "array", "Words in a list."),
        Field("count", "integer", "A number."),
    ),
    ("text",),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=200)
@given(st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3), st.integers(0, 2**40)), max_size=4))
def test_any_text_comes_back_as_it_was(made: list[tuple[str, list[str], int]]) -> None:
    expected = [{"text": text, "list": texts, "count": count} for text, texts, count in made]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with files.TableFiles(folder, ROW) as table:
            for row in expected:
                table.add(row)
        with (folder / "rows.csv").open(encoding="utf-8", newline="") as file:
            read = [
                {**row, "list": json.loads(row["list"]), "count": int(row["count"])}
                for row in csv.DictReader(file)
            ]
        assert read == expected
        lines = (folder / "rows.jsonl").read_bytes().split(b"\n")
        assert [json.loads(line) for line in lines if line] == expected
        assert parquet.read_table(folder / "rows.parquet").to_pylist() == expected


def test_a_lone_half_of_a_character_costs_no_other_word(tmp_path: Path) -> None:
    with files.TableFiles(tmp_path, ROW) as table:
        table.add({"text": "a\ud800b", "list": [], "count": 1})
    assert (tmp_path / "rows.csv").read_text("utf-8") == "text,list,count\na?b,[],1\n"


def test_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_ROWS_IN_A_GROUP", 3)
    with files.TableFiles(tmp_path, ROW) as table:
        for number in range(8):
            table.add({"text": f"t{number}", "list": [], "count": number})
    written = parquet.ParquetFile(tmp_path / "rows.parquet")
    assert [written.metadata.row_group(n).num_rows for n in range(3)] == [3, 3, 2]
    assert written.read().column("count").to_pylist() == list(range(8))

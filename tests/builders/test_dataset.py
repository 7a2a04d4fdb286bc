"""The dataset of an edition: whole, true to its pages, and valid by the tools of the field."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import importlib.resources
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import frictionless
import jsonschema
import networkx as nx
import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_file
from docutils import nodes
from pyarrow import parquet

from sphinxext_archival.builders.dataset.descriptor import FORMATS
from sphinxext_archival.builders.dataset.schema import table_schema
from sphinxext_archival.builders.dataset.tables import TABLES
from sphinxext_archival.domain import domain_of
from sphinxext_archival.nodes import (
    archival_headnote,
    archival_note,
    archival_noteref,
    archival_speaker,
    archival_turn,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build, Built

Rows = list[dict[str, Any]]
BASE = "https://editions.example.org/talks/"


class Dataset(NamedTuple):
    """A dataset that was built."""

    built: Built

    @property
    def folder(self) -> Path:
        return self.built.outdir

    def rows(self, table: str) -> Rows:
        lines = (self.folder / f"{table}.jsonl").read_text("utf-8").split("\n")
        return [json.loads(line) for line in lines if line]

    def text(self, row: dict[str, Any]) -> str:
        """The text that the places of a mention or an insertion are counted in."""
        table, key, name = {
            "turn": ("turns", "anchor", row["turn"]),
            "note": ("notes", "anchor", row["note"]),
        }.get(row["part"], ("documents", "identifier", row["document"]))
        [found] = [other for other in self.rows(table) if other[key] == name]
        text: str = found["text" if table != "documents" else row["part"]]
        return text


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def validate(folder: Path) -> list[Any]:
    """What `frictionless` finds wrong with a package: types, constraints, keys, hashes."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.stats["tasks"] > len(TABLES)
    found: list[Any] = report.flatten(["type", "note"])
    return found


@pytest.fixture(scope="module")
def make(checkout: Path, tmp_path_factory: pytest.TempPathFactory, build_once: Build) -> Any:
    """Makes the dataset of an edition that lies in a folder."""

    def of(folder: str) -> Dataset:
        srcdir = tmp_path_factory.mktemp("edition") / "source"
        shutil.copytree(checkout / folder, srcdir, ignore=shutil.ignore_patterns("_build"))
        overrides = {"html_baseurl": BASE, "html_theme": "basic"}
        return Dataset(build_once({}, "dataset", srcdir=srcdir, confoverrides=overrides))

    return of


@pytest.fixture(scope="module")
def corpus(make: Callable[[str], Dataset]) -> Dataset:
    return make("corpus")


@pytest.fixture(scope="module")
def features(make: Callable[[str], Dataset]) -> Dataset:
    return make("tests/roots/test-every-feature")


@pytest.fixture(scope="module", params=["corpus", "features"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    found: Dataset = request.getfixturevalue(request.param)
    return found


def test_it_is_built_without_a_warning(dataset: Dataset) -> None:
    assert dataset.built.warnings == []


def test_the_document_of_the_corpus_is_counted_as_its_archive_has_it(corpus: Dataset) -> None:
    assert Counter(row["label"] for row in corpus.rows("turns")) == {
        "M. S. GORBACHEV.": 16,
        "NAJIBULLAH.": 16,
        "EH. A. SHEVARDNADZE.": 2,
    }
    assert Counter(row["kind"] for row in corpus.rows("insertions")) == {
        "expansion": 4,
        "original": 3,
        "supplied": 3,
        "identification": 2,
        "gloss": 1,
    }
    assert [row["label"] for row in corpus.rows("notes")] == ["1", "2", "3", "4", "5"]
    [document] = corpus.rows("documents")
    assert (document["turns"], document["notes"], document["insertions"]) == (34, 5, 13)
    assert document["date_latest"] == "1990-08-23"
    assert document["participants"] == ["gorbachev", "najibullah", "shevardnadze"]


def test_the_package_is_valid_and_all_keys_lead_somewhere(dataset: Dataset) -> None:
    assert validate(dataset.folder) == []


@pytest.mark.parametrize(
    ("cell", "value", "found"),
    [
        (("mentions", "entity"), "nobody", "foreign-key"),
        (("notes", "turn"), "d117254-t99", "foreign-key"),
        (("turns", "anchor"), "d117254-t2", "primary-key"),
        (("insertions", "kind"), "guess", "constraint-error"),
        (("turns", "date_earliest"), "soon", "type-error"),
        (("turns", "label"), "", "hash-count"),
    ],
)
def test_the_validator_would_see_what_is_wrong(
    corpus: Dataset, tmp_path: Path, cell: tuple[str, str], value: str, found: str
) -> None:
    table, column = cell
    folder = tmp_path / "copy"
    shutil.copytree(corpus.folder, folder)
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert found in {kind for kind, _note in validate(folder)}


def test_each_format_of_a_table_has_the_same_rows(dataset: Dataset) -> None:
    for table in TABLES:
        rows = dataset.rows(table.name)
        schema = frictionless.Schema.from_descriptor(table_schema(table))
        with (dataset.folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            head, *lines = csv.reader(file)
        assert tuple(head) == table.names
        assert len(lines) == len(rows)
        for line, row in zip(lines, rows, strict=True):
            cells, notes = schema.read_cells(line)
            assert not any(notes)
            assert dict(zip(head, map(plain, cells), strict=True)) == row
        columns = parquet.read_table(dataset.folder / f"{table.name}.parquet")
        assert columns.column_names == list(table.names)
        found = [{k: plain(v) for k, v in row.items()} for row in columns.to_pylist()]
        assert found == rows


def test_what_is_said_to_stand_somewhere_stands_there(dataset: Dataset) -> None:
    mentions, insertions = dataset.rows("mentions"), dataset.rows("insertions")
    assert mentions
    for row in mentions:
        assert dataset.text(row)[row["start"] : row["stop"]] == row["form"]
    for row in insertions:
        words = dataset.text(row)[row["start"] : row["stop"]]
        assert words in {f"[{row['words']}]", row["words"]}
    turns = {row["anchor"]: row["text"] for row in dataset.rows("turns")}
    places = [(turns[row["turn"]], row["start"]) for row in dataset.rows("notes") if row["turn"]]
    assert places
    for text, start in places:
        assert not text[start - 1].isspace()


def test_no_word_of_a_turn_or_a_note_is_lost(dataset: Dataset) -> None:
    texts = {
        row["anchor"]: (row["text"] or "").split()
        for table in ("turns", "notes")
        for row in dataset.rows(table)
    }
    seen = set()
    for docname in domain_of(dataset.built.app.env).pages:
        tree = dataset.built.resolved(docname)
        for node in [*tree.findall(archival_turn), *tree.findall(archival_note)]:
            for aside in list(node.findall(lambda n: isinstance(n, _ASIDE))):
                aside.parent.remove(aside)
            words = " ".join(block.astext() for block in node.findall(_is_block)).split()
            assert texts[node["ids"][0]] == words
            seen.add(node["ids"][0])
    assert seen == texts.keys()


_ASIDE = (archival_speaker, archival_noteref)


def _is_block(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline)


def test_words_are_counted_as_the_pages_count_them(dataset: Dataset) -> None:
    index = domain_of(dataset.built.app.env).index
    words = {
        index.addresses.of_turn(document, turn): count
        for page in index.pages.values()
        for document in page.documents
        for turn, count in zip(document.turns, document.figures.words, strict=True)
    }
    assert {row["anchor"]: row["words"] for row in dataset.rows("turns")} == words
    said = {one.speakers: one.words for one in index.statistics.speech()}
    for row in dataset.rows("entities"):
        assert row["words"] == said.get((row["key"],), 0)


def test_every_feature_has_its_row(features: Dataset) -> None:
    stages = [row for row in features.rows("insertions") if row["kind"] == "stage"]
    assert [(row["words"], row["hand"]) for row in stages] == [
        ("(Applause.)", None),
        ("Laughter", "translator"),
    ]
    [block] = [row for row in features.rows("insertions") if row["hand"] == "editor"]
    assert (block["kind"], block["part"]) == ("gloss", "narrative")
    unknown = next(row for row in features.rows("turns") if row["label"] == "UNKNOWN VOICE.")
    assert (unknown["speaker"], unknown["speakers"]) == (None, [])
    assert (unknown["certainty"], unknown["responsible"]) == ("low", "A. Editor")
    roles = {(row["form"], row["role"]) for row in features.rows("mentions")}
    assert {("P[etrov]", "note"), ("the minister", "mentioned")} <= roles
    assert [row["identifier"] for row in features.rows("documents")] == [
        "min-1", "min-2", "letter-1",
    ]  # fmt: skip


def test_a_name_beside_an_identification_is_identified(corpus: Dataset) -> None:
    found = {
        row["entity"]: row["form"] for row in corpus.rows("mentions") if row["role"] == "identified"
    }
    assert found["belousov"] == "I[gor] S. Belousov"


def test_mentions_stand_where_the_register_says(dataset: Dataset) -> None:
    index = domain_of(dataset.built.app.env).index
    listed = {
        (key, place.role, place.document, "" if place.note else place.number, place.note)
        for key, places in index.places.items()
        for place in places
        if place.document and place.role != "speaks"
    }
    numbers = {row["anchor"]: row["number"] for row in dataset.rows("turns")}
    labels = {row["anchor"]: row["label"] for row in dataset.rows("notes")}
    assert listed == {
        (
            row["entity"],
            row["role"],
            row["document"],
            numbers.get(row["turn"], ""),
            labels.get(row["note"], ""),
        )
        for row in dataset.rows("mentions")
    }


def test_all_who_speak_are_in_the_register(dataset: Dataset) -> None:
    known = {row["key"] for row in dataset.rows("entities")}
    turns = dataset.rows("turns")
    assert {key for row in turns for key in row["speakers"]} <= known
    assert all(row["speaker"] in {None, *row["speakers"]} for row in turns)


def test_addresses_are_those_of_the_pages(dataset: Dataset) -> None:
    [head] = [row["url"] for row in dataset.rows("turns")][:1]
    assert head.startswith(BASE)
    assert head.endswith(f"#{dataset.rows('turns')[0]['anchor']}")
    urls = [row["url"] for row in dataset.rows("entities")]
    assert all(url.startswith(BASE) and "#" in url for url in urls)
    assert len(set(urls)) == len(urls)


def test_the_checksums_are_those_of_all_files(dataset: Dataset) -> None:
    lines = (dataset.folder / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {path.name for path in dataset.folder.iterdir() if path.is_file()}
    assert sums.keys() == files - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((dataset.folder / name).read_bytes()).hexdigest() == digest


def test_files_are_utf8_with_line_feeds_alone(dataset: Dataset) -> None:
    for path in dataset.folder.iterdir():
        if path.suffix in {".parquet", ".ris"}:
            continue
        data = path.read_bytes()
        data.decode()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data, path.name
        assert data.endswith(b"\n")


def test_the_citation_file_is_valid(dataset: Dataset) -> None:
    vendored = importlib.resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((vendored / "citation-file-format.json").read_text("utf-8"))
    cited = yaml.safe_load((dataset.folder / "CITATION.cff").read_text("utf-8"))
    jsonschema.validate(cited, schema)
    assert cited["url"] == BASE
    assert "date-released" not in cited
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**cited, "authors": []}, schema)


def test_reference_managers_read_the_citations(features: Dataset) -> None:
    items = json.loads((features.folder / "citations.json").read_text("utf-8"))
    references = rispy.loads((features.folder / "citations.ris").read_text("utf-8"))
    library = parse_file(str(features.folder / "citations.bib"))
    assert [item["id"] for item in items] == ["dmin-1", "dmin-2", "dletter-1"]
    assert [reference["id"] for reference in references] == [item["id"] for item in items]
    assert [entry.key for entry in library.entries] == [item["id"] for item in items]
    assert library.failed_blocks == []
    assert items[2]["URL"] == f"{BASE}letter.html"


def test_the_network_says_who_speaks_and_is_named_with_whom(corpus: Dataset) -> None:
    network = nx.read_graphml(corpus.folder / "network.graphml", force_multigraph=True)
    assert network.nodes["gorbachev"]["turns"] == 16
    edges = {
        (*sorted(pair[:2]), data["kind"]): data["weight"]
        for *pair, data in network.edges(data=True)
    }
    # 34 turns: 33 times one speaks after another, and never after himself.
    spoken = [weight for (_a, _b, kind), weight in edges.items() if kind == "speaks-with"]
    assert sum(spoken) == 33
    pairs = domain_of(corpus.built.app.env).index.statistics.mentions().pairs
    assert {pair[:2]: n for pair, n in edges.items() if pair[2] == "named-together"} == pairs


def test_linked_data_says_who_is_who(corpus: Dataset) -> None:
    documents = json.loads((corpus.folder / "documents.jsonld").read_text("utf-8"))
    persons = json.loads((corpus.folder / "persons.jsonld").read_text("utf-8"))
    assert documents["@context"] == persons["@context"] == "https://schema.org"
    [document] = documents["@graph"]
    known = {person["@id"]: person for person in persons["@graph"]}
    assert document["@id"] == f"{BASE}documents/117254.html#d117254"
    gorbachev = known[document["about"][0]["@id"]]
    assert gorbachev["sameAs"] == ["https://www.wikidata.org/wiki/Q30487"]
    assert (gorbachev["birthDate"], gorbachev["url"]) == ("1931-03-02", gorbachev["@id"])
    assert len(known) == len(corpus.rows("persons"))


def test_a_beacon_leads_from_an_authority_to_the_register(corpus: Dataset) -> None:
    text = (corpus.folder / "beacon-wikidata.txt").read_text("utf-8")
    head, _, links = text.partition("\n\n")
    fields = dict(line.removeprefix("#").split(": ", 1) for line in head.splitlines())
    assert fields["FORMAT"] == "BEACON"
    assert "TIMESTAMP" not in fields
    link = next(line.split("|") for line in links.splitlines() if line.startswith("Q30487|"))
    source = fields["PREFIX"].replace("{ID}", link[0])
    target = fields["TARGET"].replace("{+ID}", link[2])
    assert source == "https://www.wikidata.org/wiki/Q30487"
    assert target == f"{BASE}persons.html#person-gorbachev"
    urls = {row["wikidata"]: row["url"] for row in corpus.rows("entities") if row["wikidata"]}
    assert len(links.splitlines()) == len(urls)
    assert not (corpus.folder / "beacon-viaf.txt").exists() or any(
        row["viaf"] for row in corpus.rows("entities")
    )


def test_the_descriptor_names_every_file_and_its_kind(dataset: Dataset) -> None:
    package = json.loads((dataset.folder / "datapackage.json").read_text("utf-8"))
    paths = [resource["path"] for resource in package["resources"]]
    files = {path.name for path in dataset.folder.iterdir() if path.is_file()}
    assert set(paths) == files - {"SHA256SUMS", "datapackage.json"}
    assert len({resource["name"] for resource in package["resources"]}) == len(paths)
    assert {Path(path).suffix[1:] for path in paths} <= FORMATS.keys()
    for resource in package["resources"]:
        assert resource["bytes"] == (dataset.folder / resource["path"]).stat().st_size


def test_the_same_input_gives_the_same_bytes(checkout: Path, tmp_path: Path) -> None:
    made = []
    for seed, jobs in (("1", "1"), ("2", "2")):
        srcdir = tmp_path / f"a folder {seed}" / "source"
        # Sphinx reads in parallel from six pages on, which the other edition does not have.
        shutil.copytree(checkout / "corpus", srcdir, ignore=shutil.ignore_patterns("_build"))
        outdir = srcdir.parent / "out"
        command = [sys.executable, "-m", "sphinx", "-q", "-j", jobs, "-b", "dataset"]
        subprocess.run(
            [*command, "-d", str(srcdir.parent / "trees"), str(srcdir), str(outdir)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(checkout)},
        )
        made.append({path.name: path.read_bytes() for path in outdir.iterdir()})
    assert len(made[0]) > 3 * len(TABLES)
    assert made[0] == made[1]


def test_headnotes_of_all_documents_are_found(dataset: Dataset) -> None:
    env = dataset.built.app.env
    found = [
        node["identifier"]
        for docname in env.found_docs
        for node in env.get_doctree(docname).findall(archival_headnote)
    ]
    assert sorted(found) == sorted(row["identifier"] for row in dataset.rows("documents"))

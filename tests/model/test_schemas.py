"""JSON Schemas say of a file what its reader says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sphinxext_archival.model.emendations import FIELDS as EMENDATIONS
from sphinxext_archival.model.emendations import read_emendations
from sphinxext_archival.model.entities import AUTHORITIES, FIELDS, KINDS, ROLE_FIELDS
from sphinxext_archival.model.metadata import FIELDS as METADATA
from sphinxext_archival.model.register import load_register
from sphinxext_archival.model.schemas import SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path

# What no schema of one entry can say: of two entries, of two dates, of a date that is none.
BEYOND = {"bad_date", "duplicate_key", "ambiguous_label", "ambiguous_name", "bad_key"}


class _Loader(yaml.SafeLoader):
    """Reads YAML as editors do that check it: a date is a text (YAML 1.2)."""


_Loader.yaml_implicit_resolvers = {
    sign: [one for one in found if one[0] != "tag:yaml.org,2002:timestamp"]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name]())


def fits(name: str, text: str) -> bool:
    return bool(validator(name).is_valid(yaml.load(text, _Loader)))  # noqa: S506 (it is a safe one)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name]())
    assert SCHEMAS[name]()["title"]


def test_every_field_is_in_the_schema_of_its_kinds_with_its_meaning() -> None:
    entry = SCHEMAS["register"]()["additionalProperties"]
    assert entry["properties"]["kind"]["enum"] == list(KINDS)
    for kind, branch in zip(KINDS, entry["allOf"], strict=True):
        assert branch["if"]["properties"]["kind"]["const"] == kind
        properties = branch["then"]["properties"]
        assert properties.keys() == {name for name, one in FIELDS.items() if kind in one.kinds}
        for name, said in properties.items():
            assert said["description"].startswith(FIELDS[name].meaning)
    offices = entry["allOf"][0]["then"]["properties"]["roles"]["anyOf"][1]["items"]
    assert offices["properties"].keys() == ROLE_FIELDS.keys()


def test_the_schema_of_a_document_has_the_options_of_the_directive() -> None:
    schema = SCHEMAS["document"]()
    assert schema["properties"].keys() == {field.name for field in METADATA}
    assert fits("document", "date: 1990-08-23\npart: 2\n")
    assert not fits("document", "dete: 1990-08-23\n")


def test_the_register_of_the_corpus_fits(checkout: Path) -> None:
    files = sorted((checkout / "corpus" / "register").glob("*.yml"))
    assert files
    for path in files:
        assert fits("register", path.read_text("utf-8")), path.name


ENTRIES = (
    "kind: person\n  name: A",
    "kind: person",
    "name: A",
    "kind: persn\n  name: A",
    "kind: person\n  name: 1990\n  born: 1879\n  died: 1951-02-03",
    "kind: person\n  name: No\n  autolink: No",
    "kind: person\n  name: A\n  autolink: maybe",
    "kind: person\n  name: A\n  labels: A\n  variants: [B, 1990, true]",
    "kind: person\n  name: A\n  labels: [[B]]",
    "kind: person\n  name: A\n  labels: {b: c}",
    "kind: person\n  name: A\n  roles: [{title: T, from: 1990, to: 1991-02}]",
    "kind: person\n  name: A\n  roles: [{from: 1990}]",
    "kind: person\n  name: A\n  roles: [{title: T, form: 1990}]",
    "kind: person\n  name: A\n  roles: T",
    "kind: person\n  name: A\n  coordinates: 1, 2",
    "kind: place\n  name: A\n  coordinates: 1, 2",
    "kind: place\n  name: A\n  coordinates: [1.5, -2]",
    "kind: place\n  name: A\n  coordinates: north",
    "kind: place\n  name: A\n  born: 1879",
    "kind: person\n  name: A\n  isni: 0000 0001 2144 2746",
    'kind: person\n  name: A\n  isni: "0000000121442746"',
    "kind: person\n  name: A\n  url: ftp://x.org/a",
    "kind: person\n  name: A\n  url: https://x.org/a",
    "kind: person\n  name: A\n  note:",
    "kind: person\n  name: A\n  note: [a]",
    "kind: person\n  name: A\n  variants:",
    "kind: person\n  name: A\n  nmae: B",
)


def codes_of(text: str, folder: Path) -> set[str]:
    """What the reader of registers has against an entry."""
    path = folder / "register.yml"
    path.write_text(text, "utf-8")
    return {one.code for one in load_register([path]).problems}


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_schema_and_the_reader_agree_on_an_entry(entry: str, tmp_path: Path) -> None:
    text = f"key:\n  {entry}\n"
    assert fits("register", text) == (not codes_of(text, tmp_path))


@pytest.mark.parametrize("scheme", sorted(AUTHORITIES))
def test_a_schema_and_the_reader_agree_on_identifiers(scheme: str, tmp_path: Path) -> None:
    authority = AUTHORITIES[scheme]
    for written in (authority.example, "none", f"https://x.org/{authority.example}"):
        text = f'k:\n  kind: {authority.kinds[-1]}\n  name: A\n  {scheme}: "{written}"\n'
        assert fits("register", text) == (not codes_of(text, tmp_path)), written


VALUES = st.sampled_from(
    [
        "A",
        "'1879'",
        "[A, B]",
        "[]",
        "[1]",
        "{a: b}",
        "true",
        "Q1",
        "https://x.org/",
        "'1, 2'",
        "[1, 2]",
    ]
)


@given(
    fields=st.dictionaries(st.sampled_from([*FIELDS, "nmae"]), VALUES, max_size=4),
    kind=st.sampled_from(KINDS),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_entry_is_right_to_one_of_them_alone(
    tmp_path: Path, fields: dict[str, str], kind: str
) -> None:
    fields = {"name": "A", **fields, "kind": kind}
    text = "k:\n" + "".join(f"  {name}: {value}\n" for name, value in fields.items())
    codes = codes_of(text, tmp_path)
    assume(not codes & BEYOND)
    assert fits("register", text) == (not codes)


EMENDED = (
    "- {source: tbe, edition: the, line: 45, reason: A slip.}",
    "- {source: tbe, everywhere: true, reason: A slip.}",
    "- {source: tbe, everywhere: On, reason: A slip.}",
    "- {source: tbe, everywhere: perhaps, reason: A slip.}",
    "- {lines: 12-30, reason: A head.}",
    "- {lines: 12, reason: A head.}",
    "- {lines: twelve, reason: A head.}",
    "- {edition: x, line: 210, reason: It is seen.}",
    "- {edition: x, reason: It is seen.}",
    "- {source: tbe, edition: the}",
    "- {sourse: tbe, reason: A slip.}",
    "- {reason: A slip.}",
    "a: b",
    "[]",
    "",
)


@pytest.mark.parametrize("text", EMENDED)
def test_a_schema_and_the_reader_agree_on_emendations(text: str) -> None:
    _found, problems = read_emendations(text.encode(), "emendations.yml")
    assert fits("emendations", text) == (not problems)


def test_every_field_of_an_emendation_is_in_the_schema() -> None:
    properties: dict[str, Any] = SCHEMAS["emendations"]()["items"]["properties"]
    assert properties.keys() == {field.name for field in EMENDATIONS}


def test_no_pattern_is_one_that_only_python_reads() -> None:
    patterns = re.findall(r"'pattern': '([^']*)'", repr([make() for make in SCHEMAS.values()]))
    assert patterns
    assert [one for one in patterns if re.search(r"\(\?[^:=!]|\\[AZz]|[*+?}]\+", one)] == []

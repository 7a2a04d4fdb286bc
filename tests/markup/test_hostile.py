"""What an editor copies from the web must not run in a reader's browser."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

import html5lib
import pytest

from sphinxext_archival.model.entities import FIELDS as ENTITY_FIELDS
from sphinxext_archival.model.entities import KINDS as ENTITY_KINDS
from sphinxext_archival.model.metadata import FIELDS as METADATA_FIELDS

from .conftest import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tests.conftest import Build, Built

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>alert(1)",
    "javascript:alert(1)",
    "JavaScript&#58;alert(1)",
    'https://a.example/"onmouseover=alert(1)',
    "'\"><img src=x onerror=alert(1)>",
)
ALERT = "alert(1)"


def register(payload: str) -> str:
    """Return an entity of each kind, with *payload* in each field that may be a text."""
    entities = {}
    for number, kind in enumerate(ENTITY_KINDS):
        fields = {
            name: {"texts": [f"{payload} {number}"], "roles": [{"title": payload}]}.get(
                field.type, f"{payload} {number}"
            )
            for name, field in ENTITY_FIELDS.items()
            if kind in field.kinds and field.type != "flag"
        }
        entities[f"e{number}"] = {**fields, "kind": kind}
    return json.dumps(entities)


def page(payload: str, language: str) -> str:
    names = [field.name for field in METADATA_FIELDS if field.name not in {"part", "participants"}]
    quoted = payload.replace("'", "''")
    entities = ", ".join(f"e{number}" for number in range(len(ENTITY_KINDS)))
    if language == "myst":
        options = "".join(f":{name}: '{quoted}'\n" for name in names)
        return (
            f"# Page\n\n:::{{document}} hostile\n{options}:participants: {entities}\n\n"
            f"{payload}\n:::\n\n::::{{transcript}}\n:speakers: '{quoted}'\n\n{payload}\n\n"
            f"Words {payload} and {{emend}}`x <{payload}>` {{page}}`{payload}`\n"
            f'{{added}}`x <place={payload}>` [x]{{.added hand="{payload}"}} {{person}}`{payload}`\n'
            f"::::\n\n:::{{turn}} {payload}\n:label: '{quoted}'\n:cert: '{quoted}'\n"
            f":resp: '{quoted}'\n\nWords.{{ednote}}`{payload}`\n:::\n\n"
            f":::{{ednote}} {payload}\n:resp: '{quoted}'\n\n{payload}\n:::\n\n"
            f":::{{person}} local\n:name: '{quoted}'\n:sort: '{quoted}'\n:wikidata: '{quoted}'\n"
            f":variants: '{quoted}'\n\n{payload}\n:::\n\n:::{{register}}\n:::\n\n"
            ":::{documents}\n:::\n"
        )
    options = "".join(f"   :{name}: {payload}\n" for name in names)
    return (
        f"Page\n====\n\n.. document:: hostile\n{options}   :participants: {entities}\n\n"
        f"   {payload}\n\n.. transcript::\n   :speakers: {payload}\n\n   {payload}\n\n"
        f"   Words {payload} and :emend:`x <{payload}>` :page:`{payload}`\n"
        f'   :added:`x <place={payload}>` [x]{{.added hand="{payload}"}} :person:`{payload}`\n\n'
        f".. turn:: {payload}\n   :label: {payload}\n   :cert: {payload}\n   :resp: {payload}\n\n"
        f"   Words. :ednote:`{payload}`\n\n.. ednote:: {payload}\n   :resp: {payload}\n\n"
        f"   {payload}\n\n.. person:: local\n   :name: {payload}\n   :sort: {payload}\n"
        f"   :wikidata: {payload}\n   :variants: {payload}\n\n   {payload}\n\n"
        ".. register::\n\n.. documents::\n"
    )


@pytest.fixture(scope="module", params=PAYLOADS)
def payload(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=LANGUAGES)
def built(request: pytest.FixtureRequest, payload: str, build_once: Build) -> Built:
    language = request.param
    files = {
        f"page.{LANGUAGES[language]}": page(payload, language),
        "register.yml": register(payload),
    }
    settings = {"archival_registers": ["register.yml"], "archival_autolink": True}
    return build_once(files, "html", confoverrides=settings)


def elements(built: Built) -> Iterator[tuple[str, Element]]:
    for path in built.outdir.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for element in html5lib.parse(text, namespaceHTMLElements=False).iter():
            if isinstance(element.tag, str):
                yield path.name, element


def test_nothing_that_an_editor_wrote_is_live(built: Built) -> None:
    seen = 0
    for name, element in elements(built):
        text = "".join(element.itertext())
        seen += ALERT in text
        if element.tag == "script" and element.get("type") != "application/ld+json":
            assert ALERT not in text, name
        for attribute, value in element.items():
            assert not attribute.startswith("on"), (name, element.tag, value)
            if attribute in {"href", "src", "action"}:
                assert not value.strip().lower().startswith(("javascript:", "data:")), name
    assert seen > 10


def test_data_for_machines_is_still_data(built: Built) -> None:
    data = [
        "".join(element.itertext())
        for _name, element in elements(built)
        if element.get("type") == "application/ld+json"
    ]
    assert data
    assert all(isinstance(json.loads(text), dict) for text in data)


def test_words_are_all_there(built: Built, payload: str) -> None:
    # In Markdown an entity is a way to write its sign.
    text = unescape(built.doctree("page").astext())
    assert f"Words {unescape(payload)} and" in text


def test_it_becomes_tei_that_is_valid(built: Built, build_once: Build) -> None:
    settings = {"archival_registers": ["register.yml"], "archival_autolink": True}
    again = build_once({}, "tei", srcdir=built.srcdir, confoverrides=settings)
    assert [line for line in again.warnings if "archival.tei" in line] == []
    assert "hostile" in again.output("dhostile.xml")

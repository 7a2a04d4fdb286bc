"""The head of a page: what machines cite it by."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import html as lxml_html

from sphinxext_archival.model.entities import FIELDS as ENTITY_FIELDS
from sphinxext_archival.model.metadata import FIELDS

if TYPE_CHECKING:
    from tests.conftest import Build, Built

PEOPLE = """\
okoye:
  kind: person
  name: Adaeze Okoye
  labels: [OKOYE]
  wikidata: Q30487
  url: https://example.org/okoye
petrov: {kind: person, name: Pyotr Petrov, labels: [PETROV]}
voices: {kind: organization, name: The delegation, labels: [VOICES]}
"""
CONF = {"archival_registers": ["people.yml"]}
OPTIONS = {
    "date": "1962-03-01",
    "place": "Lagos",
    "kind": "minutes",
    "participants": "okoye, voices",
    "original-language": "ru",
    "language": "en",
    "translator": "M. Bell",
    "repository": "Archive of the Port",
    "collection": "Fond 2",
    "reference-code": "F. 2, Op. 1",
    "source": "https://example.org/1",
    "license": "CC BY 4.0",
}
SUMMARY = 'Okoye and the {person}`okoye` speak\nof "lamp oil".'
EVIL = (
    "</script><script>alert(1)</script>",
    "<!-- <script> -->",
    "\"'><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt; {{ 7*7 }} %s",
)


def page(
    summary: str = SUMMARY, *, heading: str = "A talk", name: str = "talk", **options: str
) -> str:
    fields = {key.replace("_", "-"): value for key, value in options.items()}
    lines = "".join(f":{key}: {value}\n" for key, value in {**OPTIONS, **fields}.items() if value)
    return f"# {heading}\n\n:::{{document}} {name}\n{lines}\n{summary}\n:::\n\nProse.\n"


def head(built: Built, path: str = "index.html") -> lxml_html.HtmlElement:
    return lxml_html.fromstring(built.output(path).encode()).find("head")


def meta(built: Built, name: str) -> list[str]:
    return [
        tag.get("content") for tag in head(built).xpath("meta[@name]") if tag.get("name") == name
    ]


def things(built: Built, path: str = "index.html") -> list[dict[str, Any]]:
    (block,) = head(built, path).xpath("script[@type='application/ld+json']")
    data = json.loads(block.text)
    assert data["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = data["@graph"]
    return graph


def of(build: Build, text: str, **options: Any) -> Built:
    return build({"people.yml": PEOPLE, "index.md": text}, confoverrides={**CONF, **options})


def test_a_page_is_described_to_catalogues_and_to_citation_managers(build: Build) -> None:
    built = of(build, page())
    assert meta(built, "DC.title") == ["A talk"]
    assert meta(built, "DC.identifier") == ["talk"]
    assert meta(built, "DC.date") == ["1962-03-01"]
    assert meta(built, "DC.contributor") == ["M. Bell"]
    assert meta(built, "DC.publisher") == ["Archive of the Port"]
    assert meta(built, "citation_title") == ["A talk"]
    assert meta(built, "citation_publication_date") == ["1962/03/01"]
    assert meta(built, "citation_language") == ["en"]


def test_the_summary_is_the_description_in_plain_words(build: Build) -> None:
    built = of(build, page())
    assert meta(built, "description") == ['Okoye and the Adaeze Okoye speak of "lamp oil".']
    assert things(built)[0]["description"] == meta(built, "description")[0]


def test_a_description_of_the_author_is_not_followed_by_another(build: Build) -> None:
    built = of(build, '---\nmyst:\n  html_meta:\n    description: "Mine."\n---\n\n' + page())
    assert meta(built, "description") == ["Mine."]
    assert meta(built, "DC.description") != []


def test_a_date_that_other_standards_do_not_know_is_not_called_one(build: Build) -> None:
    built = of(build, page(date="1962?"))
    assert meta(built, "DC.date") == ["1962?"]
    assert meta(built, "citation_publication_date") == []
    assert "dateCreated" not in things(built)[0]


def test_a_document_is_a_thing_in_an_archive(build: Build) -> None:
    (thing,) = things(of(build, page(), html_baseurl="https://edition.example/"))
    assert thing["@type"] == ["ArchiveComponent", "CreativeWork"]
    assert thing["@id"] == thing["url"] == "https://edition.example/index.html#dtalk"
    assert thing["identifier"] == ["talk", "F. 2, Op. 1"]
    assert thing["name"] == "A talk"
    assert thing["dateCreated"] == "1962-03-01"
    assert thing["inLanguage"] == "en"
    assert thing["translationOfWork"] == {"@type": "CreativeWork", "inLanguage": "ru"}
    assert thing["holdingArchive"] == {
        "@type": "ArchiveOrganization",
        "name": "Archive of the Port",
    }
    assert thing["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    assert thing["isBasedOn"] == "https://example.org/1"


def test_participants_are_named_with_their_records_elsewhere(build: Build) -> None:
    (thing,) = things(of(build, page()))
    assert thing["about"] == [
        {
            "@type": "Person",
            "name": "Adaeze Okoye",
            "sameAs": ["https://www.wikidata.org/wiki/Q30487", "https://example.org/okoye"],
        },
        {"@type": "Organization", "name": "The delegation"},
    ]


def test_documents_that_share_a_page_are_kept_apart(build: Build) -> None:
    built = of(build, page() + "\n" + page(heading="Another", name="other"))
    assert [thing["name"] for thing in things(built)] == ["A talk", "Another"]
    assert meta(built, "DC.title") == meta(built, "citation_title") == []
    assert meta(built, "description") == []


def test_a_page_without_a_document_is_left_alone(build: Build) -> None:
    built = of(build, "# Prose\n\n{person}`okoye`\n")
    assert head(built).xpath("script[@type='application/ld+json']") == []
    assert "DC." not in built.output("index.html")


def test_what_is_embedded_elsewhere_has_no_script_in_its_head(build: Build) -> None:
    built = build({"people.yml": PEOPLE, "index.md": page()}, builder="epub", confoverrides=CONF)
    assert "<script" not in built.output("index.xhtml")
    assert "DC." not in built.output("index.xhtml")


@pytest.mark.parametrize("evil", EVIL)
def test_no_field_of_a_header_breaks_out_of_the_page(build: Build, evil: str) -> None:
    # In reStructuredText: an option of MyST cannot begin with a quotation mark.
    kept = {"part", "transcription", "emendations", "participants"}
    lines = [f"   :{field.name}: {evil}" for field in FIELDS if field.name not in kept]
    text = "\n".join(
        ["A talk", "======", "", ".. document:: talk", *lines, "", f"   A ``{evil}``."]
    )
    built = build({"people.yml": PEOPLE, "index.rst": text}, confoverrides=CONF)
    assert_harmless(built)
    (thing,) = things(built)
    assert thing["name"] == thing["license"]["name"] == evil
    assert meta(built, "DC.title") == [evil]


@pytest.mark.parametrize("evil", [*EVIL, "a line\u2028separator"])
def test_no_field_of_a_register_breaks_out_of_the_page(build: Build, evil: str) -> None:
    entry: dict[str, Any] = {"kind": "person", "name": evil, "labels": ["OKOYE"]}
    entry |= {"roles": [{"title": evil}], "note": f"``{evil}``"}
    for field in ENTITY_FIELDS.values():
        if "person" in field.kinds and field.type in {"text", "url", "identifier", "date"}:
            entry.setdefault(field.name, evil)
    files = {
        "people.yml": yaml.safe_dump({"okoye": entry, "voices": {"kind": "concept", "name": "x"}}),
        "index.md": page("A summary.") + "\n```{register}\n```\n",
    }
    built = build(files, confoverrides=CONF)
    assert_harmless(built)
    assert things(built)[0]["about"][0]["name"].split() == evil.split()
    assert "sameAs" not in things(built)[0]["about"][0]


def assert_harmless(built: Built) -> None:
    text = built.output("index.html")
    tree = lxml_html.fromstring(text.encode())
    assert tree.xpath("//*[@id='dtalk']") != []
    assert [s for s in tree.xpath("//script[not(@type)]/text()") if "alert" in s] == []
    assert tree.xpath("//img[@src='x']") == []
    assert tree.xpath("//*[starts-with(@href, 'javascript')]") == []
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(block)


def test_a_changed_participant_is_named_anew_and_nothing_else_is_written(build: Build) -> None:
    files = {"people.yml": PEOPLE, "index.md": "# Start\n\n```{toctree}\ntalk\nprose\n```\n"}
    files |= {"talk.md": page(), "prose.md": "# Prose\n\nNobody.\n"}
    first = build(files, confoverrides=CONF)
    prose = (first.outdir / "prose.html").stat().st_mtime_ns
    changes = {"Q30487": "Q7186", "example.org/okoye": "example.org/new", "Adaeze": "Ada"}
    people = PEOPLE
    for before, after in changes.items():
        people = people.replace(before, after)
        again = build({"people.yml": people}, srcdir=first.srcdir, confoverrides=CONF)
        assert after in json.dumps(things(again, "talk.html"))
        assert before not in json.dumps(things(again, "talk.html"))
    assert (again.outdir / "prose.html").stat().st_mtime_ns == prose

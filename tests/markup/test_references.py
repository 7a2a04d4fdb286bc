"""Mentions of entities, references to documents and turns, listings, and the names of all this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx import addnodes

from sphinxext_archival.nodes import (
    archival_documents,
    archival_entity,
    archival_register,
    archival_speaker,
    archival_statistics,
)

from .conftest import LANGUAGES, SNIPPETS, head_of, linked_names, page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

    from tests.conftest import Build, Built

    Snippet = Callable[[str], nodes.document]


def references(document: nodes.document) -> list[tuple[str, str, str]]:
    """Return the kind, the target and the words of each reference written with a role."""
    return [
        (xref["reftype"], xref["reftarget"], xref.astext())
        for xref in document.findall(addnodes.pending_xref)
        if xref["refdomain"] == "archival" and xref["reftype"] != "entity"
    ]


def mentions(document: nodes.document) -> list[tuple[str, str]]:
    """Return the key and the words of each name that is linked without markup."""
    document = document.deepcopy()
    for label in list(document.findall(archival_speaker)):
        label.parent.remove(label)
    return linked_names(document)


def test_mention_is_by_key_name_or_variant_and_may_show_other_words(snippet: Snippet) -> None:
    assert references(snippet("person-role")) == [
        ("person", "Shevardnadze", "Shevardnadze"),
        ("person", "Peter Tomsen", "P[eter] Tomsen"),
        ("place", "Moscow", "Moscow"),
        ("person", "gorbachev", "the President"),
    ]


def test_exclamation_mark_suppresses_the_link_by_role_and_by_name(snippet: Snippet) -> None:
    document = snippet("person-role")
    assert "and Shevardnadze did not" in document.astext()
    assert mentions(document) == []


def test_names_are_linked_longest_first_and_never_in_a_literal(snippet: Snippet) -> None:
    assert mentions(snippet("autolink")) == [
        ("shevardnadze", "Shevardnadze"),
        ("tomsen", "P[eter] Tomsen"),
        ("moscow", "Moscow"),
        ("shevardnadze", "Eduard Shevardnadze"),
        ("gorbachev", "Горбачёв"),
    ]


def test_reference_to_a_turn_of_the_same_document_is_completed(snippet: Snippet) -> None:
    assert references(snippet("references")) == [
        ("document", "transcript", "transcript"),
        ("turn", "transcript#2", "transcript#2"),
        ("turn", "references#1", "#1"),
        ("turn", "references#1", "my first words"),
        ("document", "document-117254", "the other one"),
    ]


@pytest.fixture(scope="module", params=LANGUAGES)
def printed(request: pytest.FixtureRequest, build_once: Build) -> Built:
    names = ("references", "transcript", "document")
    extension = LANGUAGES[request.param]
    files = {f"pages/{name}.{extension}": page_of(name, request.param) for name in names}
    for shared in ("register.yml", "source.txt", "emendations.yml"):
        files[shared] = (SNIPPETS / shared).read_text(encoding="utf-8")
    settings = {"archival_registers": ["register.yml"]}
    return build_once(files, "text", confoverrides=settings)


def test_reference_shows_what_it_leads_to_or_its_own_words(printed: Built) -> None:
    text = " ".join(printed.output("pages/references.txt").split())
    assert "As I said in The page transcript, see The page transcript, turn 2." in text
    assert "And turn 1, or my first words, in the other one." in text


def test_headnote_shows_dates_and_languages_in_words(printed: Built) -> None:
    text = " ".join(printed.output("pages/document.txt").split())
    for field in (
        "Date: 23 August 1990",
        "Original language: Russian",
        "Language: English",
        "Reference code: f. 1, op. 1",
        "Credits: Made possible with support from the Foundation: thanks",
        "Participants: Mikhail Sergeyevich Gorbachev, Mohammad Najibullah",
    ):
        assert field in text
    for hidden in ("source.txt", "emendations.yml", "Gorbachev and Najibullah They"):
        assert hidden not in text


def test_entity_is_defined_in_place_by_the_directive_of_its_kind(snippet: Snippet) -> None:
    document = snippet("person-in-place")
    assert [(entity["kind"], entity["key"]) for entity in document.findall(archival_entity)] == [
        ("person", "varennikov"),
        ("organization", "tass"),
        ("place", "kherson"),
        ("event", "odessa-speech"),
        ("work", "perestroika-book"),
        ("concept", "glasnost"),
    ]
    first = next(document.findall(archival_entity))
    assert "Valentin Ivanovich Varennikov (15 December 1923 – 6 May 2009)" in first.astext()
    assert "A general of the Soviet Army." in first.astext()


def test_listings_know_what_they_list(snippet: Snippet) -> None:
    (register,) = snippet("register").findall(archival_register)
    assert register["listing"] == {
        "kinds": ("person",),
        "letters": (("A", "M"), ("S", "S")),
        "only_mentioned": True,
    }
    documents, by_date = snippet("documents").findall(archival_documents)
    assert documents["listing"] == {
        "by": "person",
        "kind": "record of conversation",
        "person": "gorbachev",
        "view": "table",
    }
    assert by_date["listing"] == {"by": "date", "kind": "", "person": "", "view": "timeline"}
    whole, speakers = snippet("statistics").findall(archival_statistics)
    assert whole["request"] == {"of": ("speech", "mentions"), "document": "", "limit": 20}
    assert speakers["request"] == {"of": ("speech",), "document": "", "limit": 10}


@pytest.mark.parametrize("name", ["embed", "default-domain"])
def test_page_of_another_project_embeds_a_document(snippet: Snippet, name: str) -> None:
    (link, *_more) = references(snippet(name))
    assert link[0] == "person"


@pytest.mark.parametrize("language", LANGUAGES)
def test_default_domain_is_that_of_one_page(build: Build, language: str) -> None:
    extension = LANGUAGES[language]
    files = {
        f"a.{extension}": page_of("default-domain", language),
        f"b.{extension}": head_of("b", language),
        "register.yml": (SNIPPETS / "register.yml").read_text(encoding="utf-8"),
    }
    settings: dict[str, Any] = {"primary_domain": None, "archival_registers": ["register.yml"]}
    built = build(files, "text", confoverrides=settings)
    assert [warning.startswith("b.") for warning in built.warnings] == [True]
    assert "Unknown directive type" in built.warnings[0]

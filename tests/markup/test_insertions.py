"""Insertions: their kinds, hands and nesting, and what the source shows beside its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext_archival.nodes import (
    archival_bracket,
    archival_emendation,
    archival_enclosure,
    archival_feature,
    archival_insertion,
    archival_page,
    archival_stage,
)

from .conftest import LANGUAGES, head_of, linked_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build

    Snippet = Callable[[str], nodes.document]


def insertions(document: nodes.Node) -> list[tuple[str, str]]:
    """Return the kind and the words of each insertion, its brackets included."""
    return [(found["kind"], found.astext()) for found in document.findall(archival_insertion)]


def test_kind_is_that_of_the_table(snippet: Snippet) -> None:
    assert insertions(snippet("insertion-kinds")) == [
        ("supplied", "[economy]"),
        ("original", "[navedeniye]"),
        ("expansion", "[eter]"),
        ("alteration", "[T]"),
        ("alteration", "[s]"),
        ("identification", "[USSR Minister of Shipbuilding]"),
        ("gloss", "[Saur]"),
        ("sic", "[sic]"),
        ("sic", "[!]"),
        ("omission", "[…]"),
        ("omission", "[...]"),
        ("gap", "[illegible]"),
        ("gap", "[one word missing]"),
        ("unclear", "[5?]"),
        ("unclear", "[Karmal?]"),
        ("unclear", "[?]"),
        ("redaction", "[2 lines not declassified]"),
        ("supplied", "[again]"),
        ("supplied", "[once]"),
    ]


def test_bracket_alone_in_its_paragraph_is_a_stage_remark(snippet: Snippet) -> None:
    assert insertions(snippet("stage")) == [
        ("stage", "[Laughter]"),
        ("stage", "[Laughter]"),
        ("gap", "[illegible]"),
    ]


def test_hand_is_the_translator_s_unless_it_is_said(snippet: Snippet) -> None:
    hands = [found["resp"] for found in snippet("insertion-kinds").findall(archival_insertion)]
    assert hands == ["translator"] * (len(hands) - 2) + ["editor", "source"]


def test_attribute_block_is_no_word_of_the_text(snippet: Snippet) -> None:
    text = snippet("insertion-kinds").astext()
    assert "restoring [navedeniye] order" in text
    assert "{" not in text


def test_role_says_the_kind_and_prints_the_brackets(snippet: Snippet) -> None:
    assert insertions(snippet("insertion-roles")) == [
        ("original", "[navedeniye]"),
        ("supplied", "[economy]"),
        ("expansion", "[eter]"),
        ("alteration", "[T]"),
        ("identification", "[the envoy]"),
        ("gloss", "[Saur]"),
        ("sic", "[sic]"),
        ("omission", "[…]"),
        ("gap", "[illegible]"),
        ("unclear", "[5?]"),
        ("redaction", "[2 lines]"),
        ("stage", "[Laughter]"),
    ]


def test_brackets_nest(snippet: Snippet) -> None:
    document = snippet("nested-brackets")
    assert insertions(document) == [
        ("supplied", "[with A[leksandr] Yakovlev [a member of the Politburo]]"),
        ("expansion", "[leksandr]"),
        ("identification", "[a member of the Politburo]"),
        ("gloss", "[The [second [and last]] page]"),
        ("supplied", "[second [and last]]"),
        ("supplied", "[and last]"),
        ("supplied", "[with [navedeniye [sic]] in it]"),
        ("original", "[navedeniye [sic]]"),
        ("sic", "[sic]"),
    ]
    for found in document.findall(archival_insertion):
        first, last = found.children[0], found.children[-1]
        assert isinstance(first, archival_bracket)
        assert isinstance(last, archival_bracket)
        assert (first.astext(), last.astext()) == ("[", "]")


def test_emphasis_that_a_bracket_cuts_goes_on_in_it(snippet: Snippet) -> None:
    document = snippet("brackets-across-emphasis")
    assert insertions(document) == [
        ("supplied", "[economy of a kind]"),
        ("gloss", "[word is strong]"),
        ("supplied", "[here]"),
    ]
    emphasised = "".join(found.astext() for found in document.findall(nodes.emphasis))
    assert emphasised == "market [economystrongends [here]"
    (strong,) = document.findall(nodes.strong)
    assert (strong.astext(), type(strong.parent)) == ("is", archival_insertion)


def test_features_of_the_source_are_marked_and_keep_their_words(snippet: Snippet) -> None:
    features = [
        (found["feature"], found.astext(), found.get("place"), found.get("hand"))
        for found in snippet("features").findall(archival_feature)
    ]
    assert features == [
        ("deleted", "never", None, None),
        ("added", "always", "margin", "Stalin"),
        ("underlined", "so", None, None),
        ("deleted", "never", None, None),
        ("added", "always", "margin", "Stalin"),
        ("stamp", "SECRET", None, None),
        ("signature", "M. Gorbachev [sic]", None, None),
        ("dateline", "Moscow, 23 August 1990", None, None),
    ]


def test_words_of_a_feature_are_text_with_names_and_insertions(snippet: Snippet) -> None:
    signature = next(
        found
        for found in snippet("features").findall(archival_feature)
        if found["feature"] == "signature"
    )
    assert insertions(signature) == [("sic", "[sic]")]
    assert linked_names(signature) == [("gorbachev", "Gorbachev")]


def test_emendation_prints_one_thing_and_keeps_what_the_source_has(snippet: Snippet) -> None:
    document = snippet("emend")
    assert [
        (found.astext(), found["source"]) for found in document.findall(archival_emendation)
    ] == [("policy.", "policy ."), ("word [too]", "wrod [too]")]
    assert insertions(document) == [("supplied", "[too]")]


def test_page_of_the_source_begins_in_the_middle_of_a_word(snippet: Snippet) -> None:
    document = snippet("page")
    third = [page for page in document.findall(archival_page) if page["n"] == "3"]
    assert len(third) == 1
    assert "very thankful for  it" in document.astext()


def test_enclosure_has_its_heading_and_stage_remarks(snippet: Snippet) -> None:
    (enclosure,) = snippet("enclosure").findall(archival_enclosure)
    heading, words, seal = enclosure.children
    assert isinstance(heading, nodes.paragraph)
    assert heading["classes"] == ["archival-heading"]
    assert heading.astext() == "Telegram No. 1"
    assert words.astext() == "To the [Central] Committee."
    assert isinstance(seal, archival_stage)
    assert insertions(enclosure) == [("supplied", "[Central]"), ("stage", "[Seal]")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_project_adds_phrases_and_endings(build: Build, language: str) -> None:
    words = "GORBACHEV. Das [unleserlich] Wort [so!] und [drei Zeilen fehlen] mach[te]."
    is_myst = language == "myst"
    text = f"::::{{transcript}}\n{words}\n::::\n" if is_myst else f".. transcript::\n\n   {words}\n"
    settings = {
        "archival_phrases": {"gap": ["unleserlich", "drei Zeilen fehlen"], "sic": ["so!"]},
        "archival_inflections": ["te"],
    }
    file = f"page.{LANGUAGES[language]}"
    page = head_of("phrases", language) + text.replace("GORBACHEV. ", "")
    built = build({file: page}, "dummy", confoverrides=settings)
    assert insertions(built.doctree("page")) == [
        ("gap", "[unleserlich]"),
        ("sic", "[so!]"),
        ("gap", "[drei Zeilen fehlen]"),
        ("alteration", "[te]"),
    ]

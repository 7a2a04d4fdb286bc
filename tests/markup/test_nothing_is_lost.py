"""Whatever stands in a paragraph, no character of it is lost, doubled or moved."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinxext_archival.context import Edition
from sphinxext_archival.markup import inline, rebuild, words_of
from sphinxext_archival.model.entities import Entity
from sphinxext_archival.model.phrases import INFLECTIONS
from sphinxext_archival.model.register import Register
from sphinxext_archival.nodes import (
    archival_bracket,
    archival_emendation,
    archival_feature,
    archival_insertion,
    archival_mention,
    archival_noteref,
    archival_page,
    archival_transcript,
    archival_turn,
)
from sphinxext_archival.text.passages import Passages

from .conftest import LANGUAGES, head_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config

    from tests.conftest import Build

CONFIG = SimpleNamespace(
    archival_phrases={}, archival_inflections=list(INFLECTIONS), archival_autolink=True
)
TOMSEN = Entity(key="tomsen", kind="person", name="Peter Tomsen", sort="Tomsen")
EDITION = Edition(Register({"tomsen": TOMSEN}), cast("Config", CONFIG))
PASSAGES = Passages(EDITION, "page")

TEXTS = st.lists(
    st.sampled_from(
        ["[", "]", "[", "]", "a", "word", " ", "\n", ".", "sic", "?", "5", "Peter Tomsen",
         "P[eter] Tomsen", "{.gloss}", "{.gloss resp=editor}", "«Да»", "é", "e\u0301", "(", ")"]
    ),
    min_size=1,
    max_size=6,
).map("".join)  # fmt: skip


def wrapped(
    make: Callable[..., nodes.Element], children: st.SearchStrategy[list[nodes.Node]], **kw: Any
) -> st.SearchStrategy[nodes.Node]:
    return children.map(lambda given: make("", "", *given, **kw))


def elements(children: st.SearchStrategy[nodes.Node]) -> st.SearchStrategy[nodes.Node]:
    """Return elements around *children*: such as a bracket splits, and others."""
    several = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        wrapped(nodes.emphasis, several),
        wrapped(nodes.strong, several),
        wrapped(archival_feature, several, feature="underlined"),
        wrapped(archival_emendation, several, source="x"),
        wrapped(nodes.reference, several, refuri="https://a.example"),
    )


LEAVES = st.one_of(
    TEXTS.map(nodes.Text),
    TEXTS.map(lambda text: nodes.literal("", text)),
    TEXTS.map(
        lambda text: archival_insertion(
            "", "", *words_of.in_brackets([nodes.Text(text)]), kind="gloss", resp="translator"
        )
    ),
    st.just(1).map(lambda number: archival_noteref("", str(number), key="k")),
    st.just("2").map(lambda n: archival_page("", n=n)),
)
PARAGRAPHS = st.lists(st.recursive(LEAVES, elements, max_leaves=6), max_size=5).map(
    lambda children: nodes.paragraph("", "", *children)
)
FLAT_PARAGRAPHS = st.lists(
    st.one_of(
        TEXTS.map(nodes.Text),
        TEXTS.map(lambda text: nodes.emphasis("", text)),
        TEXTS.map(lambda text: nodes.strong("", text)),
        TEXTS.map(lambda text: nodes.literal("", text)),
    ),
    max_size=6,
).map(lambda children: nodes.paragraph("", "", *children))


def without_blocks(text: str) -> str:
    """Return *text* without the attribute blocks, which are markup where they follow a bracket."""
    return text.replace("{.gloss resp=editor}", "").replace("{.gloss}", "")


@given(PARAGRAPHS)
def test_flat_text_is_built_again_as_it_was(paragraph: nodes.paragraph) -> None:
    before = paragraph.astext()
    copy = nodes.paragraph("", "", *rebuild.build(inline.flatten(paragraph.deepcopy())))
    assert copy.astext() == before


@given(PARAGRAPHS, st.data())
def test_two_halves_are_the_whole(paragraph: nodes.paragraph, data: st.DataObject) -> None:
    flat = inline.flatten(paragraph)
    cut = data.draw(st.integers(0, len(flat.text)))
    before = paragraph.astext()
    halves = (rebuild.build(flat, end=cut), rebuild.build(flat, start=cut))
    assert "".join(node.astext() for half in halves for node in half) == before


@given(PARAGRAPHS)
def test_no_word_of_a_paragraph_is_lost(paragraph: nodes.paragraph) -> None:
    before = paragraph.astext()
    PASSAGES.edit(nodes.container("", paragraph), with_brackets=True)
    assert without_blocks(paragraph.astext()) == without_blocks(before)


@given(PARAGRAPHS)
def test_nothing_that_stands_for_itself_is_lost(paragraph: nodes.paragraph) -> None:
    kinds = (archival_noteref, archival_page, nodes.literal, nodes.reference)
    before = [type(node) for node in paragraph.findall(lambda node: isinstance(node, kinds))]
    PASSAGES.edit(nodes.container("", paragraph), with_brackets=True)
    after = [
        type(node)
        for node in paragraph.findall(lambda node: isinstance(node, kinds))
        if not isinstance(node, archival_mention)
    ]
    assert after == before


@given(PARAGRAPHS)
def test_summary_keeps_its_brackets_as_text(paragraph: nodes.paragraph) -> None:
    before, given_before = paragraph.astext(), len(list(paragraph.findall(archival_insertion)))
    PASSAGES.edit(nodes.container("", paragraph), with_brackets=False)
    assert paragraph.astext() == before
    assert len(list(paragraph.findall(archival_insertion))) == given_before


@given(FLAT_PARAGRAPHS)
def test_insertion_holds_its_two_brackets_and_is_never_cut(paragraph: nodes.paragraph) -> None:
    PASSAGES.edit(nodes.container("", paragraph), with_brackets=True)
    found = list(paragraph.findall(archival_insertion))
    brackets = list(paragraph.findall(archival_bracket))
    assert len(brackets) == 2 * len(found)
    for insertion in found:
        text = insertion.astext()
        assert text[0] == "["
        assert text[-1] == "]"


@given(PARAGRAPHS)
def test_every_node_knows_its_parent(paragraph: nodes.paragraph) -> None:
    PASSAGES.edit(nodes.container("", paragraph), with_brackets=True)
    for node in paragraph.findall():
        for child in node.children:
            assert child.parent is node


PIECES = st.sampled_from([
    ("plain words", "plain words", "plain words"),
    ("a *market [eco* of] kinds", "a *market [eco* of] kinds", "a market [eco of] kinds"),
    ("**bold**", "**bold**", "bold"),
    ("[navedeniye]{.original}", "[navedeniye]{.original}", "[navedeniye]"),
    ("{gloss}`Saur`", ":gloss:`Saur`", "[Saur]"),
    ("P[eter] Tomsen", "P[eter] Tomsen", "P[eter] Tomsen"),
    ("{person}`him <tomsen>`", ":person:`him <tomsen>`", "him"),
    ("{underlined}`so [it is]`", ":underlined:`so [it is]`", "so [it is]"),
    ("{emend}`policy. <policy .>`", ":emend:`policy. <policy .>`", "policy."),
    ("[a [b] c]", "[a [b] c]", "[a [b] c]"),
    ("[see {person}`him <tomsen>` [sic]]", "[see :person:`him <tomsen>` [sic]]", "[see him [sic]]"),
    ("``[code]``", "``[code]``", "[code]"),
    ('«Да»\nand "no"', '«Да»\nand "no"', '«Да»\nand "no"'),
])  # fmt: skip
LABELS = st.sampled_from(["", "", "GORBACHEV. ", "GORBACHEV (aside): ", "**GORBACHEV.** "])
WHOLE = st.lists(
    st.tuples(LABELS, st.lists(PIECES, min_size=1, max_size=5)), min_size=1, max_size=8
)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=WHOLE)
def test_transcript_prints_what_was_written(
    build: Build, language: str, written: list[tuple[str, list[tuple[str, str, str]]]]
) -> None:
    place = list(LANGUAGES).index(language)
    paragraphs = [label + " ".join(piece[place] for piece in said) for label, said in written]
    expected = [label + " ".join(piece[2] for piece in said) for label, said in written]
    words = "\n\n".join(paragraphs)
    if language == "myst":
        text = f"::::{{transcript}}\n{words}\n::::\n"
    else:
        lines = "".join(f"   {line}\n" if line else "\n" for line in words.split("\n"))
        text = f".. transcript::\n\n{lines}"
    register = (
        "gorbachev: {kind: person, name: Gorbachev, labels: [GORBACHEV]}\n"
        "najibullah: {kind: person, name: Najibullah}\n"
        "shevardnadze: {kind: person, name: Shevardnadze}\n"
        "voices: {kind: organization, name: Voices}\n"
        "tomsen: {kind: person, name: Peter Tomsen}\n"
    )
    files = {f"page.{LANGUAGES[language]}": head_of("page", language) + text}
    conf = {"archival_registers": ["register.yml"], "archival_autolink": True}
    built = build({**files, "register.yml": register}, "dummy", confoverrides=conf)
    transcript = next(built.doctree("page").findall(archival_transcript))
    printed = [paragraph.astext() for paragraph in transcript.findall(nodes.paragraph)]
    assert printed == [text.replace("**", "") for text in expected]
    assert len(list(transcript.findall(archival_turn))) == sum(bool(label) for label, _ in written)
    assert built.warnings == []

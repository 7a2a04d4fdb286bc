"""Any tree of a document becomes valid TEI with all its words: of features nested at random."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from sphinxext_archival.builders.tei.checks import SCHEMA, faults
from sphinxext_archival.model.brackets import FEATURES, KINDS
from sphinxext_archival.model.characters import UNPRINTABLE
from sphinxext_archival.nodes import (
    archival_bracket,
    archival_emendation,
    archival_enclosure,
    archival_feature,
    archival_headnote,
    archival_insertion,
    archival_insertion_block,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_speaker,
    archival_stage,
    archival_transcript,
    archival_turn,
)
from sphinxext_archival.writers.tei.base import Hands, Setting
from sphinxext_archival.writers.tei.edition import archival_named
from sphinxext_archival.writers.tei.elements import ID, element
from sphinxext_archival.writers.tei.layout import serialised
from sphinxext_archival.writers.tei.spoken import speak

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from tests.builders.conftest import Jing
    from tests.conftest import Build, Built

    Validate = Callable[[bytes], None]

TEI = "{http://www.tei-c.org/ns/1.0}"
HANDS = ("translator", "editor", "source")
WORDS = (
    *("word", "P", "two words", " ", ".", "ё", "a\nb", "]]>", "<&>", "\u202eRTL", "\x07bell"),
    *("\U0001f4dc", "\ufeff", "x\u0085y", "e\u0301", "\ud800", "&amp;", "--"),
)
INLINE = (
    nodes.emphasis, nodes.strong, nodes.superscript, nodes.literal, nodes.inline,
    nodes.title_reference,
)  # fmt: skip


class Maker:
    """Makes the tree of a document that nests anything in anything, as *random* says."""

    def __init__(self, random: random.Random) -> None:
        self.random = random

    def words(self) -> str:
        return self.random.choice(WORDS)

    def inlines(self, depth: int) -> list[nodes.Node]:
        return [self.inline(depth) for _ in range(self.random.randint(1, 4))]

    def inline(self, depth: int) -> nodes.Node:
        choose = self.random.choice
        if not depth or self.random.random() < 0.5:
            return choose(
                (
                    lambda: nodes.Text(self.words()),
                    lambda: nodes.Text(self.words()),
                    lambda: archival_page(n=choose(("1", "12", "?"))),
                    lambda: archival_noteref("", "1", refid=f"d1-n{choose('123')}", ids=[]),
                    lambda: nodes.raw("", "<br />", format="html"),
                    lambda: nodes.literal("", self.words()),
                    lambda: nodes.math("", self.words()),
                )
            )()
        inner = self.inlines(depth - 1)
        kind = choose((self.insertion, self.feature, self.holder, self.named, self.emendation))
        return kind(inner)

    def insertion(self, inner: list[nodes.Node]) -> nodes.Element:
        given = {"kind": self.random.choice(KINDS), "resp": self.random.choice(HANDS)}
        words = [archival_bracket("", "["), *inner, archival_bracket("", "]")]
        return archival_insertion("", "", *words, attributes={"cert": "low"}, **given)

    def feature(self, inner: list[nodes.Node]) -> nodes.Element:
        feature = self.random.choice(FEATURES)
        return archival_feature("", "", *inner, feature=feature, place="margin", hand="Petrov")

    def holder(self, inner: list[nodes.Node]) -> nodes.Element:
        return self.random.choice(INLINE)("", "", *inner)

    def named(self, inner: list[nodes.Node]) -> nodes.Element:
        kind = self.random.choice(("person", "place", "event", "concept"))
        return archival_named("", "", *inner, key="x", kind=kind, target="#x")

    def emendation(self, inner: list[nodes.Node]) -> nodes.Element:
        return archival_emendation("", "", *inner, source=self.words())

    def blocks(self, depth: int) -> list[nodes.Node]:
        return [self.block(depth) for _ in range(self.random.randint(1, 4))]

    def block(self, depth: int) -> nodes.Element:
        choose = self.random.choice
        if not depth or self.random.random() < 0.5:
            return choose(
                (
                    lambda: nodes.paragraph("", "", *self.inlines(3)),
                    lambda: nodes.paragraph("", "", *self.inlines(3)),
                    lambda: archival_stage("", "", *self.inlines(2)),
                    lambda: nodes.line_block("", nodes.line("", "", *self.inlines(2))),
                    lambda: nodes.literal_block("", self.words()),
                    lambda: nodes.rubric("", "", *self.inlines(2)),
                    nodes.transition,
                )
            )()
        inner = self.blocks(depth - 1)
        return choose(
            (
                lambda: nodes.bullet_list("", nodes.list_item("", *inner)),
                lambda: nodes.block_quote("", *inner),
                lambda: nodes.block_quote("", *inner, nodes.attribution("", "", *self.inlines(1))),
                lambda: archival_enclosure("", *inner),
                lambda: self.table(inner),
                lambda: self.definitions(inner),
                lambda: archival_insertion_block("", *inner, kind=choose(KINDS), resp="editor"),
                lambda: self.turn(inner),
                lambda: nodes.note("", *inner),
                lambda: nodes.container("", *inner),
            )
        )()

    def table(self, inner: list[nodes.Node]) -> nodes.Element:
        row = nodes.row("", nodes.entry("", *inner), nodes.entry("", morecols=1))
        return nodes.table("", nodes.tgroup("", nodes.tbody("", row), cols=2))

    def definitions(self, inner: list[nodes.Node]) -> nodes.Element:
        parts = nodes.term("", "", *self.inlines(1)), nodes.definition("", *inner)
        return nodes.definition_list("", nodes.definition_list_item("", *parts))

    def turn(self, inner: list[nodes.Node]) -> nodes.Element:
        label = archival_speaker("", "", *self.inlines(1))
        first = nodes.paragraph("", "", label, nodes.Text(" "), *self.inlines(2))
        return archival_turn("", first, *inner, ids=[], number="1", who=["#x"])

    def document(self) -> nodes.document:
        """A document with a transcript, and three notes."""
        tree = new_document("page")
        section = nodes.section("", nodes.title("", "A title"))
        section += archival_headnote(part=1, ids=["d1"])
        section += archival_transcript("", *self.blocks(3))
        notes = archival_notes()
        for number in "123":
            note = archival_note(ids=[f"d1-n{number}"], label=number, note_type="editor", resp="")
            note += nodes.paragraph("", "", *self.inlines(2))
            if number == "1":
                note += nodes.paragraph("", "Its second paragraph.")
            notes += note
        section += notes
        tree += section
        tree["docname"] = "index"
        return tree


# A tree cannot be made smaller: what comes of other random numbers is another one.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
TREES = st.randoms(use_true_random=False).map(lambda random: Maker(random).document())


@pytest.fixture(scope="module")
def project(build_once: Build) -> Built:
    return build_once({"index.md": "# Nothing\n"}, "tei")


@pytest.fixture(scope="module")
def ours() -> Validate:
    return validator(SCHEMA)


def validator(path: Path) -> Validate:
    schema = etree.RelaxNG(etree.parse(path))

    def validate(made: bytes) -> None:
        tree = etree.fromstring(made)
        assert schema.validate(tree), (schema.error_log.last_error, made.decode())

    return validate


def written(project: Built, tree: nodes.document, profile: str = "tei") -> bytes:
    """The file that a tree becomes."""
    hands = Hands("d1", {})
    tree["tei"] = Setting("d1", hands, lambda _words: "ru-Latn")
    builder = project.app.builder
    translator: Any = builder.create_translator(tree, builder)
    tree.walkabout(translator)
    parts = translator.finished()
    if profile != "tei":
        for part in parts:
            speak(part, translator.keep)
    people = [element("respStmt", element("resp", "x"), element("name", "x")) for _ in range(4)]
    for person, hand in zip(people, (*HANDS, "hand1"), strict=True):
        person.set(ID, f"d1-{hand}")
    head = element(
        "teiHeader",
        element(
            "fileDesc",
            element("titleStmt", element("title", "x"), *people),
            element("publicationStmt", element("publisher", "x")),
            element("sourceDesc", element("p", "x")),
        ),
        element(
            "encodingDesc",
            element("appInfo", element("application", element("desc"), ident="x", version="1")),
        ),
        element(
            "profileDesc",
            element("langUsage", element("language", "x", ident="en")),
        ),
    )
    who = element("listPerson", with_id(element("person", element("persName", "x")), "x"))
    root = with_id(element("TEI", head, element("standOff", who), element("text", *parts)), "d1")
    made = serialised(root, "en")
    found = [fault for _at, fault in faults(root, lambda _pointer: False)]
    # A note may have no marker, and a text a bracket.
    assert [fault for fault in found if not re.search("marker|bracket", fault)] == []
    return made


def with_id(made: ET.Element, name: str) -> ET.Element:
    made.set(ID, name)
    return made


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", UNPRINTABLE.sub("", text))


def words(node: nodes.Node, notes: dict[str, nodes.Element]) -> str:
    """The words of a tree as the file must have them: notes where their first marker stands."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, archival_bracket | archival_notes | archival_page | nodes.raw):
        return ""
    if isinstance(node, archival_noteref):
        note = notes.pop(node["refid"], None)
        return words(note, notes) if note is not None else ""
    inner = "".join(words(child, notes) for child in node.children)
    if isinstance(node, nodes.note):
        return f"Note{inner}"
    if isinstance(node, archival_emendation):
        source = str(node["source"])
        is_space = squeezed(source) == squeezed(inner) and source != inner
        is_text = all(isinstance(child, nodes.Text) for child in node.children)
        return source if is_space and is_text and len(source) > len(inner) else source + inner
    return inner


def read_words(made: bytes) -> str:
    body = etree.fromstring(made).find(f".//{TEI}text/{TEI}body")
    return squeezed("".join(map(str, body.itertext())))


@given(TREES)
@settings(max_examples=100, phases=PHASES)
def test_it_is_valid_and_has_all_words_in_their_order(
    project: Built, ours: Validate, tree: nodes.document
) -> None:
    notes = {note["ids"][0]: note for note in tree.findall(archival_note)}
    expected = squeezed(words(tree, dict(notes)))
    made = written(project, tree.deepcopy())
    ours(made)
    assert read_words(made) == expected


@given(TREES)
@settings(max_examples=40, phases=PHASES)
def test_it_is_valid_with_utterances(project: Built, ours: Validate, tree: nodes.document) -> None:
    notes = {note["ids"][0]: note for note in tree.findall(archival_note)}
    expected = squeezed(words(tree, dict(notes)))
    made = written(project, tree.deepcopy(), "parla-clarin")
    ours(made)
    assert read_words(made) == expected


SCHEMAS = {"tei": "tei_all_4.12.0.rng", "parla-clarin": "parla-clarin.rng"}


@pytest.mark.shared
@pytest.mark.parametrize("profile", SCHEMAS)
def test_it_is_valid_against_the_schemas_of_the_field(
    project: Built, shared: Path, jing: Jing, tmp_path: Path, profile: str
) -> None:
    paths = [tmp_path / f"{seed}.xml" for seed in range(100)]
    for seed, path in enumerate(paths):
        tree = Maker(random.Random(seed)).document()  # noqa: S311 (no secret)
        path.write_bytes(written(project, tree, profile))
    assert jing(shared / "schema" / SCHEMAS[profile], *paths) == ""

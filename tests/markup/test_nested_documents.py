"""A document that begins inside the text of another: reported, and printed in the written order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext_archival.nodes import archival_headnote, archival_notes, archival_turn

from .conftest import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Build, Built

MYST = """\
# Page

:::{{document}} one
:participants: anna
:::

::::::{{transcript}}
ANNA. First.[^a]

{}
::::::

ANNA stands outside.

[^a]: Note of one.
[^b]: Note of two.
"""
RST = """\
Page
====

.. document:: one
   :participants: anna

.. transcript::

   ANNA. First. [#a]_

{}

ANNA stands outside.

.. [#a] Note of one.
.. [#b] Note of two.
"""
IN_TRANSCRIPT = {
    "myst": """\
:::{document} two
:participants: anna
Summary of two.
:::

Narrative.

ANNA. Second.[^b]
""",
    "rst": """\
   .. document:: two
      :participants: anna

      Summary of two.

   Narrative.

   ANNA. Second. [#b]_
""",
}
HEADS = {
    "turn": "anna",
    "insertion": "",
    "enclosure": "",
    "document": "mid",
    "person": "eva",
}
LIST = {
    "myst": "- Before.\n\n  ::::{document} two\n  ::::\n\n- ANNA. After.[^b]\n",
    "rst": "   - Before.\n\n     .. document:: two\n\n   - ANNA. After. [#b]_\n",
}
REGISTER = "anna: {kind: person, name: Anna, labels: [ANNA]}\n"


def built_with(build: Build, language: str, words: str, notes: str = "") -> Built:
    page = {"myst": MYST, "rst": RST}[language].format(words)
    if notes:
        page = page[: page.index("[^a]: " if language == "myst" else ".. [#a]")] + notes
    files = {f"page.{LANGUAGES[language]}": page, "register.yml": REGISTER}
    return build(files, "text", confoverrides={"archival_registers": ["register.yml"]})


def inside(directive: str, argument: str, language: str) -> str:
    """A directive that holds words, the header of another document, and words again."""
    if language == "myst":
        head = f":::::{{{directive}}} {argument}\n"
        return f"{head}Before.\n\n::::{{document}} two\n::::\n\nAfter.[^b]\n:::::\n"
    body = "      Before.\n\n      .. document:: two\n\n      After. [#b]_\n"
    return f"   .. {directive}:: {argument}\n\n{body}"


def in_order(built: Built, *wanted: str) -> list[str]:
    """The words of *wanted* that the page prints, in the order in which it prints them."""
    text = " ".join(built.output("page.txt").split()).replace(". [", ".[")
    return sorted((words for words in wanted if words in text), key=text.index)


def line_of(built: Built, sign: str) -> int:
    (path,) = (path for path in built.srcdir.glob("page.*"))
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if sign in line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_inside_a_transcript_is_reported_and_stands_in_its_place(
    build: Build, language: str
) -> None:
    built = built_with(build, language, IN_TRANSCRIPT[language])

    (warning,) = built.warnings
    name = f"page.{LANGUAGES[language]}"
    assert warning.startswith(f"{name}:{line_of(built, ' two')}: WARNING: document: “two” begins ")
    assert f"inside the transcript of line {line_of(built, 'transcript')}" in warning
    assert "close that before the next {document}" in warning
    assert warning.endswith("[archival.nested_document]")
    order = ["ANNA. First.[1]", "[1] Note of one.", "Summary of two.", "Narrative."]
    order += ["1 ANNA. Second.[1]", "ANNA stands outside.", "[1] Note of two."]
    assert in_order(built, *order) == order
    numbers = [
        (turn["document"], turn["number"]) for turn in built.doctree("page").findall(archival_turn)
    ]
    assert numbers == [("one", "1"), ("two", "1")]
    (one, two) = built.app.env.get_domain("archival").data["pages"]["page"].documents
    assert [len(one.turns), len(one.notes), len(two.turns), len(two.notes)] == [1, 1, 1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outer", HEADS)
def test_document_inside_another_directive_is_reported_and_stands_in_its_place(
    build: Build, outer: str, language: str
) -> None:
    built = built_with(build, language, inside(outer, HEADS[outer], language))

    warnings = [text for text in built.warnings if "“two”" in text]
    assert len(warnings) == 1
    sign = {"myst": f":::::{{{outer}}}", "rst": f"   .. {outer}::"}[language]
    assert f"begins inside the {outer} of line {line_of(built, sign)} inside" in warnings[0]
    order = ["First.[1]", "Before.", "After.[1]", "ANNA stands outside.", "[1] Note of two."]
    assert in_order(built, *order) == order
    assert built.output("page.txt").count("Note of one.") == 1
    parents = [note.parent for note in built.doctree("page").findall(archival_headnote)]
    assert all(isinstance(parent, nodes.section) for parent in parents)


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_inside_a_note_leaves_the_note_to_the_document_before(
    build: Build, language: str
) -> None:
    built = built_with(build, language, inside("ednote", "c", language))

    assert [w.rpartition("[archival.")[2] for w in built.warnings] == [
        "nested_document]",
        "note_without_marker]",
    ]
    order = ["First.[1]", "[1] Note of one.", "[2] Before.", "After.[1]", "[1] Note of two."]
    assert in_order(built, *order) == order


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_inside_a_list_stays_there_and_notes_come_after_their_words(
    build: Build, language: str
) -> None:
    built = built_with(build, language, LIST[language])

    (warning,) = built.warnings
    assert "begins inside the transcript of line" in warning
    assert "taken out" not in warning
    order = ["First.[1]", "Before.", "ANNA. After.[1]", "ANNA stands outside."]
    assert in_order(built, *order) == order
    order = ["First.[1]", "[1] Note of one."]
    assert in_order(built, *order) == order
    (one, two) = built.app.env.get_domain("archival").data["pages"]["page"].documents
    assert [note.incipit for note in one.notes] == ["Note of one."]
    assert [note.incipit for note in two.notes] == ["Note of two."]


def test_every_document_in_a_transcript_is_taken_out(build: Build) -> None:
    several = "".join(
        f":::{{document}} d{number}\n:::\n\nWords {number}.[^b]\n\n" for number in range(3)
    )
    built = built_with(build, "myst", several)

    assert len(built.warnings) == 3
    order = [f"Words {number}.[1]" for number in range(3)]
    assert in_order(built, *order) == order
    notes = list(built.doctree("page").findall(archival_notes))
    assert [note["document"] for note in notes] == ["one", "d0", "d1", "d2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_inside_a_footnote_is_reported_and_keeps_its_words(
    build: Build, language: str
) -> None:
    footnotes = {
        "myst": "[^a]: Note of one.\n\n    :::{document} two\n    :::\n\n    After.\n",
        "rst": ".. [#a] Note of one.\n\n   .. document:: two\n\n   After.\n",
    }
    built = built_with(build, language, "", footnotes[language])

    assert any("“two” begins inside the footnote of line" in text for text in built.warnings)
    order = ["First.[1]", "ANNA stands outside.", "Note of one.", "After."]
    assert in_order(built, *order) == order

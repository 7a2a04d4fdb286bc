"""Editorial notes: plain footnotes and typed notes, each type numbered in its own series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext_archival.nodes import (
    archival_insertion,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_speaker,
)

from .conftest import LANGUAGES, head_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build

    Snippet = Callable[[str], nodes.document]

REGISTER = """\
gorbachev: {kind: person, name: Gorbachev, labels: [GORBACHEV]}
najibullah: {kind: person, name: Najibullah}
shevardnadze: {kind: person, name: Shevardnadze}
voices: {kind: organization, name: Voices}
"""


def notes(document: nodes.Node) -> list[tuple[str, str, str]]:
    """Return the type, the printed number and the text of each note."""
    return [
        (note["note_type"], note["label"], note.astext())
        for note in document.findall(archival_note)
    ]


def markers(document: nodes.Node) -> list[tuple[str, str]]:
    """Return what each marker prints, and the note that it leads to."""
    return [(found.astext(), found["refid"]) for found in document.findall(archival_noteref)]


def test_plain_footnote_is_an_editorial_note(snippet: Snippet) -> None:
    document = snippet("footnote")
    assert list(document.findall(nodes.footnote)) == []
    assert list(document.findall(nodes.footnote_reference)) == []
    assert [(note_type, label) for note_type, label, _text in notes(document)] == [
        ("editor", "1"),
        ("editor", "2"),
    ]


def test_note_called_twice_has_two_markers_and_one_number(snippet: Snippet) -> None:
    document = snippet("footnote")
    assert markers(document) == [
        ("1", "dfootnote-n1"),
        ("2", "dfootnote-n2"),
        ("1", "dfootnote-n1"),
    ]
    first = next(document.findall(archival_note))
    assert first["backrefs"] == ["dfootnote-n1-ref1", "dfootnote-n1-ref2"]


def test_text_of_a_note_has_insertions_and_persons(snippet: Snippet) -> None:
    first = next(snippet("footnote").findall(archival_note))
    assert [found.astext() for found in first.findall(archival_insertion)] == ["[on 17 August]"]
    assert first.astext() == "In the Odessa military district [on 17 August], as Gorbachev says."


def test_note_may_have_several_blocks(snippet: Snippet) -> None:
    second = list(snippet("footnote").findall(archival_note))[1]
    blocks = [type(child).__name__ for child in second.children]
    assert blocks == ["paragraph", "bullet_list", "paragraph"]


def test_typed_note_says_whose_it_is(snippet: Snippet) -> None:
    (note,) = snippet("ednote").findall(archival_note)
    assert (note["note_type"], note["resp"], note["key"]) == (
        "editor",
        "Gary Goldberg",
        "ednote-odessa",
    )


def test_each_type_is_numbered_in_its_own_series(snippet: Snippet) -> None:
    document = snippet("ednote-types")
    assert notes(document) == [
        ("editor", "1", "The first note of the editor."),
        ("editor", "2", "The second note of the editor."),
        ("translator", "a", "A note of the translator."),
        ("translator", "b", "Another note of the translator."),
        ("source", "i", "A note of the original."),
        ("author", "A", "A note of the author."),
    ]
    assert [printed for printed, _note in markers(document)] == ["1", "a", "i", "A", "b", "2", "a"]


def test_keys_and_numbers_are_those_of_each_document(snippet: Snippet) -> None:
    first, second = snippet("notes-of-two-documents").findall(archival_notes)
    assert notes(first) == [
        ("editor", "1", "The first note."),
        ("editor", "2", "Of the first document."),
    ]
    assert notes(second) == [
        ("editor", "1", "The second note."),
        ("editor", "2", "Of the second document."),
    ]
    assert [note["ids"] for note in second.findall(archival_note)] == [
        ["dtwo-second-n1"],
        ["dtwo-second-n2"],
    ]


def test_notes_stand_at_the_end_of_their_document(snippet: Snippet) -> None:
    for found in snippet("notes-of-two-documents").findall(archival_notes):
        assert isinstance(found.parent, nodes.section)
        assert found.parent.children[-1] is found


def test_every_footnote_of_restructuredtext_is_a_note(build: Build) -> None:
    text = (
        ".. transcript::\n\n   Named [#a]_ and numbered [1]_ and counted [#]_ and [#]_"
        " and starred [*]_ and [*]_.\n\n"
        ".. [#a] Named.\n.. [1] Numbered.\n.. [#] Counted.\n.. [#] Counted again.\n"
        ".. [*] Starred.\n.. [*] Starred again.\n"
    )
    built = build({"page.rst": head_of("page", "rst") + text}, "text")
    document = built.doctree("page")
    assert [text for _type, _label, text in notes(document)] == [
        "Named.", "Numbered.", "Counted.", "Counted again.", "Starred.", "Starred again.",
    ]  # fmt: skip
    assert [printed for printed, _note in markers(document)] == ["1", "2", "3", "4", "5", "6"]
    assert [warning for warning in built.warnings if "note" in warning] == []


def test_marker_in_a_label_stays_in_it(build: Build) -> None:
    page = head_of("page", "myst") + (
        "::::{transcript}\nGORBACHEV[^1]. One.\n\nGORBACHEV (to {person}`Najibullah`):[^1] Two.\n"
        "::::\n\n[^1]: Who speaks is not certain.\n"
    )
    settings = {"archival_registers": ["register.yml"]}
    built = build({"page.md": page, "register.yml": REGISTER}, "html", confoverrides=settings)
    document = built.doctree("page")
    first, second = document.findall(archival_speaker)
    assert markers(first) == [("1", "dpage-n1")]
    assert first.astext() == "GORBACHEV1."
    assert second.astext() == "GORBACHEV (to Najibullah):"
    assert len(markers(document)) == 2
    assert built.warnings == []


def test_footnote_above_a_document_stays_a_footnote(build: Build) -> None:
    page = (
        "# Page\n\nAn introduction.[^1]\n\n:::{document} page\n:::\n\n"
        "::::{transcript}\nWords.[^2]\n::::\n\n[^1]: Of the page.\n\n[^2]: Of the document.\n"
    )
    built = build({"page.md": page}, "html")
    document = built.doctree("page")
    assert [found.astext() for found in document.findall(nodes.footnote)] == ["1\n\nOf the page."]
    assert notes(document) == [("editor", "1", "Of the document.")]
    assert built.warnings == []


def test_two_documents_of_a_file_may_each_have_a_note_of_one_key(build: Build) -> None:
    documents = (
        f":::{{document}} {name}\n:::\n\n:::{{transcript}}\nWords of {name}.[^1]\n:::\n\n"
        f"[^1]: Note of {name}.\n\n"
        for name in ("first", "second")
    )
    built = build({"page.md": "# Page\n\n" + "".join(documents)}, "dummy")
    found = {
        note["document"]: note.astext() for note in built.doctree("page").findall(archival_note)
    }
    assert found == {"first": "Note of first.", "second": "Note of second."}
    assert markers(built.doctree("page")) == [("1", "dfirst-n1"), ("1", "dsecond-n1")]
    assert built.warnings == []


NOTE_IN_FOOTNOTE = {
    "myst": (
        "::::{transcript}\nOne[^n] two{ednote}`m`.\n::::\n\n"
        "[^n]: First note.\n\n    :::{ednote} m\n    Second note, as [^o].\n    :::\n\n"
        "[^o]: Third note.\n"
    ),
    # One blank too many before the second makes it a part of the first.
    "rst": (
        ".. transcript::\n\n   One [#n]_ two :ednote:`m`.\n\n"
        ".. [#n] First note.\n\n .. ednote:: m\n\n    Second note, as [#o]_.\n\n"
        ".. [#o] Third note.\n"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", ["html", "latex", "text", "xml", "man", "texinfo", "typst"])
def test_note_inside_a_footnote_is_a_note_of_its_own(
    build: Build, builder: str, language: str
) -> None:
    text = head_of("page", language) + NOTE_IN_FOOTNOTE[language]
    files = {f"page.{LANGUAGES[language]}": text, "register.yml": REGISTER}
    built = build(files, builder, confoverrides={"archival_registers": ["register.yml"]})
    document = built.doctree("page")
    assert notes(document) == [
        ("editor", "1", "First note."),
        ("editor", "2", "Second note, as 3."),
        ("editor", "3", "Third note."),
    ]
    assert sorted(markers(document)) == [("1", "dpage-n1"), ("2", "dpage-n2"), ("3", "dpage-n3")]
    assert built.warnings == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_note_inside_a_footnote_belongs_to_each_document_that_calls_it(
    build: Build, language: str
) -> None:
    words = {"myst": "Words[^n]", "rst": "Words [#n]_"}[language]
    first, second = (page_body(name, words, language) for name in ("first", "second"))
    note = {
        "myst": "[^n]: Note.\n\n    :::{ednote} m\n    Inner.\n    :::\n",
        "rst": ".. [#n] Note.\n\n   .. ednote:: m\n\n      Inner.\n",
    }[language]
    title = head_of("page", language, with_document=False)
    built = build({f"page.{LANGUAGES[language]}": f"{title}{first}{second}{note}"}, "html")
    found = [
        (note["document"], note["label"], note.astext())
        for note in built.doctree("page").findall(archival_note)
    ]
    assert found == [
        (name, label, text)
        for name in ("first", "second")
        for label, text in (("1", "Note."), ("2", "Inner."))
    ]
    assert all("[archival.note_without_marker]" in warning for warning in built.warnings)


def page_body(name: str, words: str, language: str) -> str:
    if language == "myst":
        return f":::{{document}} {name}\n:::\n\n:::{{transcript}}\n{words}\n:::\n\n"
    return f".. document:: {name}\n\n.. transcript::\n\n   {words}\n\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", ["html", "latex", "text", "man", "texinfo", "typst"])
def test_note_and_marker_without_a_document_are_words_of_the_page(
    build: Build, builder: str, language: str
) -> None:
    text = {
        "myst": "# Page\n\nWords{ednote}`m`.\n\n:::{ednote} m\nA note.\n:::\n",
        "rst": "Page\n====\n\nWords :ednote:`m`.\n\n.. ednote:: m\n\n   A note.\n",
    }[language]
    name = f"page.{LANGUAGES[language]}"
    built = build({name: text}, builder)
    document = built.doctree("page")
    assert "A note." in document.astext()
    assert "ednote" in document.astext()
    line = 5 if language == "myst" else 6
    assert [warning.partition(": WARNING: ")[0] for warning in built.warnings] == [
        f"{name}:{line}",
        f"{name}:{line - 2}",
    ]
    assert all(warning.endswith("[archival.no_document]") for warning in built.warnings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_footnote_is_reported_in_its_line(build: Build, language: str) -> None:
    text = {
        "myst": ":::{transcript}\nOne[^a] two[^b].\n:::\n\n[^a]: A note.\n\n[^b]:\n",
        "rst": ".. transcript::\n\n   One [#a]_ two [#b]_.\n\n.. [#a] A note.\n\n.. [#b]\n",
    }[language]
    page = head_of("page", language) + text
    name = f"page.{LANGUAGES[language]}"
    settings = {"archival_registers": ["register.yml"]}
    built = build({name: page, "register.yml": REGISTER}, "text", confoverrides=settings)
    ours = [warning for warning in built.warnings if "[archival." in warning]
    assert [warning.partition(";")[0] for warning in ours] == [
        f"{name}:{len(page.splitlines())}: WARNING: note: the note “b” is empty"
    ]
    assert ours[0].endswith("[archival.empty]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_that_is_taken_is_reported_once(build: Build, language: str) -> None:
    notes_of = {
        "myst": (
            "[^a]: First.\n\n[^a]: Second.\n\n:::{ednote} b\nThird.\n:::\n\n"
            ":::{ednote} b\nFourth.\n:::\n\n:::{ednote} b\nFifth.\n:::\n"
        ),
        "rst": (
            ".. [#a] First.\n\n.. [#a] Second.\n\n.. ednote:: b\n\n   Third.\n\n"
            ".. ednote:: b\n\n   Fourth.\n\n.. ednote:: b\n\n   Fifth.\n"
        ),
    }
    words = {
        "myst": ":::{transcript}\nOne[^a] two{ednote}`b`.\n:::\n\n",
        "rst": ".. transcript::\n\n   One [#a]_ two :ednote:`b`.\n\n",
    }
    page = head_of("page", language) + words[language] + notes_of[language]
    settings = {"archival_registers": ["register.yml"]}
    files = {f"page.{LANGUAGES[language]}": page, "register.yml": REGISTER}
    built = build(files, "text", confoverrides=settings)
    found = sorted(note.astext() for note in built.doctree("page").findall(archival_note))
    assert found == ["Fifth.", "First.", "Fourth.", "Second.", "Third."]
    # In reStructuredText docutils reports the second footnote.
    assert len(built.warnings) == 3
    taken = [warning for warning in built.warnings if "[archival.duplicate_note]" in warning]
    assert len(taken) == (3 if language == "myst" else 2)

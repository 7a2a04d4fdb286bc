"""Notes on what stands above a document: its heading, its introduction, the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from lxml import html

from sphinxext_archival.nodes import archival_headnote, archival_note, archival_noteref

from .conftest import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Build

BUILDERS = ["html", "latex", "text", "xml", "man", "texinfo", "typst", "singlehtml"]


def document(name: str, words: str) -> str:
    return f":::{{document}} {name}\n:::\n\n:::{{transcript}}\n{words}\n:::\n\n"


def notes(tree: nodes.document) -> list[tuple[str, str, str]]:
    return [
        (note["document"], note["label"], note.astext()) for note in tree.findall(archival_note)
    ]


def markers(element: nodes.Element) -> list[str]:
    return [marker["refid"] for marker in element.findall(archival_noteref)]


TWO = (
    "# Page[^p]\n\n## One[^a]\n\n"
    + document("one", "Words[^c].\n\n:::\n\n### Within[^d]\n\n:::{transcript}\nMore.")
    + "## Two[^b]\n\nAn introduction[^e].\n\n"
    + document("two", "Words.")
    + "".join(f"[^{key}]: Note {key}.\n\n" for key in "abcdep")
)


def test_note_on_a_heading_belongs_to_the_document_below_it(build: Build) -> None:
    built = build({"page.md": TWO}, "html")
    assert built.warnings == []
    tree = built.doctree("page")
    assert notes(tree) == [
        ("one", "1", "Note a."),
        ("one", "2", "Note c."),
        ("one", "3", "Note d."),
        ("two", "1", "Note b."),
        ("two", "2", "Note e."),
    ]
    titles = {title.children[0].astext(): markers(title) for title in tree.findall(nodes.title)}
    assert titles == {"Page": [], "One": ["done-n1"], "Within": ["done-n3"], "Two": ["dtwo-n1"]}
    # The heading above both documents is the page's.
    assert [note.astext() for note in tree.findall(nodes.footnote)] == ["1\n\nNote p."]


def test_words_of_a_document_in_the_section_of_the_next_keep_their_notes(build: Build) -> None:
    page = (
        "# Page\n\n:::{document} one\n:::\n\n## Section[^a]\n\n"
        ":::{transcript}\nWords[^b].\n:::\n\n"
        + document("two", "Words[^c].")
        + "".join(f"[^{key}]: Note {key}.\n\n" for key in "abc")
    )
    built = build({"page.md": page}, "dummy")
    assert notes(built.doctree("page")) == [
        ("one", "1", "Note a."),
        ("one", "2", "Note b."),
        ("two", "1", "Note c."),
    ]
    assert built.warnings == []


def test_marker_in_a_heading_is_no_word_of_it(build: Build) -> None:
    files = {
        "a.md": "# One[^1]\n\n" + document("one", "Words.") + "[^1]: Note.\n",
        "b.rst": "Two [1]_\n========\n\n.. document:: two\n\n.. [1] Note.\n",
        "c.md": "# Three{ednote}`k`\n\n"
        + document("three", ":::{ednote} k\nNote.").replace(":::{transcript}", "::::{transcript}")
        + "::::\n",
        "index.md": "# Contents\n\n```{toctree}\na\nb\nc\n```\n",
    }
    built = build(files, "html")
    assert built.warnings == []
    trees = [built.doctree(name) for name in "abc"]
    headnotes = [node for tree in trees for node in tree.findall(archival_headnote)]
    assert [node["title"] for node in headnotes] == ["One", "Two", "Three"]
    assert [built.app.env.titles[name].astext().strip() for name in "abc"] == [
        "One",
        "Two",
        "Three",
    ]
    for name, stem in zip("abc", ("done", "dtwo", "dthree"), strict=True):
        page = html.fromstring(built.output(f"{name}.html"))
        assert len(page.xpath(f"//*[@id='{stem}-n1-ref1']")) == 1
        assert len(page.xpath(f"//h1//a[@href='#{stem}-n1']")) == 1
    assert "noteref" not in built.output("index.html")


def test_list_of_contents_on_the_page_has_no_markers(build: Build) -> None:
    page = f"# Page\n\n```{{contents}}\n```\n\n{TWO.partition('# Page[^p]')[2]}"
    built = build({"page.md": page}, "dummy")
    (contents,) = built.doctree("page").findall(nodes.topic)
    assert markers(contents) == []
    assert "Two" in contents.astext()


SHARED = {
    "myst": (
        "# Title{0}\n\nIntroduction[^a] and[^p].\n\n"
        + document("one", "Words[^b] and[^a].")
        + "[^a]: Note a.\n\n[^b]: Note b.\n\n[^p]: Note p, as[^a].\n"
    ).replace("{0}", "[^a]"),
    "rst": (
        "Title [#a]_\n===========\n\nIntroduction [#a]_ and [#p]_, and [#]_.\n\n"
        ".. document:: one\n\n.. transcript::\n\n   Words [#b]_ and [#a]_, and [#]_.\n\n"
        ".. [#a] Note a.\n\n.. [#b] Note b.\n\n.. [#p] Note p, as [#a]_.\n\n"
        ".. [#] Note q.\n\n.. [#] Note r.\n"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", BUILDERS)
def test_footnote_of_a_document_may_be_called_above_it(
    build: Build, builder: str, language: str
) -> None:
    built = build({f"page.{LANGUAGES[language]}": SHARED[language]}, builder)
    assert built.warnings == []
    tree = built.doctree("page")
    more = [("one", "3", "Note r.")] if language == "rst" else []
    assert notes(tree) == [("one", "1", "Note a."), ("one", "2", "Note b."), *more]
    (introduction,) = (
        node for node in tree.findall(nodes.paragraph) if node.astext().startswith("Intro")
    )
    assert markers(introduction) == ["done-n1"]
    footnotes = list(tree.findall(nodes.footnote))
    assert [note.children[1].astext() for note in footnotes] == [
        "Note p, as1." if language == "myst" else "Note p, as 1.",
        *(["Note q."] if more else []),
    ]
    assert markers(footnotes[0]) == ["done-n1"]
    # Each marker has its own address.
    ids = [name for node in tree.findall(archival_noteref) for name in node["ids"]]
    assert len(ids) == len(set(ids)) == 5 + len(more)


def test_introduction_of_the_first_document_has_its_own_copy_of_a_note(build: Build) -> None:
    page = (
        "# Page\n\nOf the page[^a].\n\n## One\n\nIntroduction[^a].\n\n"
        + document("one", "Words.")
        + "## Two\n\n"
        + document("two", "Words[^a].")
        + "[^a]: Note a.\n"
    )
    built = build({"page.md": page}, "typst")
    assert built.warnings == []
    tree = built.doctree("page")
    assert notes(tree) == [("one", "1", "Note a."), ("two", "1", "Note a.")]
    assert markers(tree) == ["done-n1", "done-n1", "dtwo-n1"]
    for name in ("done", "dtwo"):
        assert built.output(f"{name}.typ").count("Note a.") == 1

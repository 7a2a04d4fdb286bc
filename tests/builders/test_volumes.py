"""Volumes: what becomes a PDF, under which name, and with whose template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import CONF

if TYPE_CHECKING:
    from tests.conftest import Build, Built

REGISTER = "anna: {kind: person, name: Anna Arden, labels: [ANNA]}\n"


def document(identifier: str, words: str, **options: str) -> str:
    lines = "".join(f":{name}: {value}\n" for name, value in options.items())
    return (
        f":::{{document}} {identifier}\n:participants: anna\n{lines}:::\n\n"
        f":::{{transcript}}\nANNA. {words}\n:::\n\n"
    )


def sources(build: Build, files: dict[str, str], **confoverrides: object) -> Built:
    settings = {"archival_registers": ["register.yml"], **confoverrides}
    return build({"register.yml": REGISTER, **files}, "typst", confoverrides=settings)


def names(built: Built) -> list[str]:
    return sorted(p.stem for p in built.outdir.glob("*.typ"))


def test_each_document_and_the_whole_edition_are_volumes(build: Build) -> None:
    built = sources(
        build,
        {
            "a.md": "# A\n\n" + document("one", "First."),
            "b.md": "# B\n\n" + document("two", "Second."),
            "c.md": "# C\n\nNo document.\n",
        },
    )
    assert names(built) == ["an-edition", "done", "dtwo"]
    assert "First." in built.output("done.typ")
    assert "Second." not in built.output("done.typ")
    assert all(w in built.output("an-edition.typ") for w in ("First.", "Second.", "No document."))


def test_documents_of_one_page_are_parted(build: Build) -> None:
    text = (
        "# A page\n\n## One\n\nBefore it.\n\n"
        + document("one", "First.")
        + "Between.\n\n"
        + document("two", "Second.", title="A second")
        + "## Three\n\n"
        + document("three", "Third.")
    )
    built = sources(build, {"index.md": text})
    assert names(built) == ["an-edition", "done", "dthree", "dtwo"]
    assert "[One]" in built.output("done.typ")
    assert "Before it." in built.output("done.typ")
    assert "[A second]" in built.output("dtwo.typ")
    for name, words in (("done", "First."), ("dtwo", "Second."), ("dthree", "Third.")):
        written = built.output(f"{name}.typ")
        assert words in written
        assert not any(w in written for w in {"First.", "Second.", "Third."} - {words})


def test_the_parts_of_a_document_are_one_volume(build: Build) -> None:
    built = sources(
        build,
        {
            "a.md": "# A\n\n" + document("one", "First."),
            "b.md": "# B\n\n" + document("one", "Second.", part="2"),
        },
    )
    written = built.output("done.typ")
    assert written.index("First.") < written.index("Second.")
    assert '#turn-number("2")' in written


def test_what_another_volume_has_is_no_link(build: Build) -> None:
    built = sources(
        build,
        {
            "a.md": "# A\n\n" + document("one", "See {turn}`two#1`."),
            "b.md": "# B\n\n" + document("two", "Second."),
        },
    )
    assert '#reference("b:dtwo-t1")' in built.output("an-edition.typ")
    assert "#reference" not in built.output("done.typ")
    assert "See B, turn 1" in built.output("done.typ")


def test_a_project_names_its_volumes(build: Build) -> None:
    built = sources(
        build,
        {"a.md": "# A\n\n" + document("one", "First."), "b.md": "# B\n\nWords.\n"},
        archival_volumes=[("a", "first.pdf", "The first", "Anna"), ("bb", "second", "The second")],
        archival_document_volumes=False,
    )
    assert names(built) == ["first"]
    assert 'title: "The first"' in built.output("first.typ")
    assert 'authors: ("Anna",)' in built.output("first.typ")
    (warning,) = built.warnings
    assert (
        "archival_volumes names the page “bb”, which does not exist; did you mean “b”?" in warning
    )


def test_two_volumes_of_one_name_are_reported(build: Build) -> None:
    built = sources(
        build,
        {"a.md": "# A\n\n" + document("one", "First.")},
        archival_volumes=[("index", "done", "A book")],
    )
    assert names(built) == ["done"]
    (warning,) = built.warnings
    assert "would both be written to “done”" in warning
    assert "A book" in built.output("done.typ")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("archival_volumes", "index", "must be a list of (start page, file name, title)"),
        ("archival_paper", "a3x", "is no paper size that is known"),
        ("archival_pdf_standards", ["a-3z"], "has no standard “a-3z”; did you mean"),
        ("archival_line_numbers", -1, "must be a number"),
        ("archival_template_options", ["x"], "must be a mapping"),
    ],
)
def test_wrong_settings_are_explained(build: Build, option: str, value: object, said: str) -> None:
    built = sources(build, {"a.md": "# A\n\nWords.\n"}, **{option: value})
    assert any(said in warning and option in warning for warning in built.warnings)


def test_a_project_has_its_own_template_and_parameters(build: Build) -> None:
    own = '#import "archival.typ": *\n#let speaker(body) = strong(body)\n'
    built = sources(
        build,
        {"a.md": "# A\n\n" + document("one", "First."), "look/own.typ": own},
        archival_template="look/own.typ",
        archival_template_options={"body_size": "9pt", "two_sided": False},
    )
    written = built.output("done.typ")
    assert written.startswith('#import "template/own.typ": *')
    assert 'body-size: "9pt"' in written
    assert "two-sided: false" in written
    assert built.output("template/own.typ") == own
    assert (built.outdir / "template" / "archival.typ").is_file()


def test_a_template_that_is_not_there_is_reported(build: Build) -> None:
    built = sources(build, {"a.md": "# A\n\nWords.\n"}, archival_template="nowhere.typ")
    (warning,) = built.warnings
    assert "archival_template names “nowhere.typ”, which does not exist" in warning
    assert built.output("an-edition.typ").startswith('#import "template/archival.typ": *')


def test_a_template_that_typst_refuses_is_reported_with_what_it_said(build: Build) -> None:
    built = build(
        {"index.md": "# A\n\nWords.\n", "own.typ": '#import "archival.typ": *\n#let speaker(\n'},
        "pdf",
        confoverrides={"archival_template": "own.typ"},
    )
    (warning,) = built.warnings
    assert "“an-edition” could not be made" in warning
    assert "own.typ" in warning


def test_what_a_start_page_says_comes_before_the_pages_below_it(build: Build) -> None:
    index = (
        "# An edition\n\n```{toctree}\n:hidden:\n\na\n```\n\nWelcome.\n\n## How to cite\n\nThus.\n"
    )
    built = sources(build, {"index.md": index, "a.md": "# A\n\n" + document("one", "First.")})
    written = built.output("an-edition.typ")
    places = [written.index(words) for words in ("Welcome.", "How to cite", "Thus.", "First.")]
    assert places == sorted(places)
    assert "#heading(level: 2)[How to cite]" in written
    assert "#heading(level: 1)[A]" in written


# --- Where a warning leads -----------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def test_an_image_without_words_is_reported_once_and_with_its_line(build: Build) -> None:
    text = document("one", "Words, and ![](a.svg) in their line.")
    built = sources(build, {"a.md": f"# A\n\n{text}", "a.svg": SVG})
    (warning,) = built.warnings
    assert re.match(r"a\.md:8: WARNING: image: “a.svg” has no alternative text", warning)


def test_what_stands_in_an_included_file_is_reported_there(build: Build) -> None:
    inner = "Words.\n\nA line with ![](a.svg) in it.\n\n```{image} a.svg\n```\n"
    files = {"a.md": "# A\n\n\n\n```{include} inner.txt\n```\n", "inner.txt": inner}
    built = sources(build, {**files, "a.svg": SVG})
    assert [warning.partition(": ")[0] for warning in built.warnings] == [
        "inner.txt:3",
        "inner.txt:5",
    ]


def test_an_unknown_node_is_reported_with_its_line(build: Build) -> None:
    text = "# A\n\nWords.\n\n```{graphviz}\ndigraph { a -> b }\n```\n"
    conf = CONF.replace('"myst_parser"', '"myst_parser", "sphinx.ext.graphviz"')
    built = sources(build, {"conf.py": conf, "a.md": text})
    (warning,) = built.warnings
    assert re.match(r"a\.md:5: WARNING: typst: the node “graphviz” is not known", warning)

"""The template of a PDF: where it lies, what it may bring along, and what it is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.builders.template import parameters

if TYPE_CHECKING:
    from tests.conftest import Build

PAGE = {"index.md": "# A page\n\nWords, and ![a square](a.svg).\n"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize("name", ["Archival", "own", "template", "images"])
def test_a_volume_may_be_called_as_a_template_is(build: Build, name: str) -> None:
    files = {**PAGE, "a.svg": SVG, "own.typ": '#import "archival.typ": *\n'}
    built = build(files, "pdf", confoverrides={"project": name, "archival_template": "own.typ"})
    assert built.warnings == []
    assert (built.outdir / f"{name.lower()}.pdf").is_file()
    for again in ("archival", "own"):
        assert (built.outdir / "typst" / "template" / f"{again}.typ").is_file()


def test_what_lies_beside_a_template_in_its_folder_comes_along(build: Build) -> None:
    files = {
        **PAGE,
        "a.svg": SVG,
        "look/archival.typ": '#import "archival.typ": *\n#import "parts/more.typ": *\n',
        "look/parts/more.typ": '#let transition() = image("seal.svg", alt: "a seal")\n',
        "look/parts/seal.svg": SVG,
        "look/.hidden": "",
        "look/page.md": "# A page\n",
    }
    files["index.md"] += "\n---\n\nMore.\n"
    files["look/archival.typ"] = '#import "parts/more.typ": *\n#import "parts/ours.typ": *\n'
    files["look/parts/ours.typ"] = '#import "../archival.typ": *\n'
    built = build(
        {**files, "index.md": f"{files['index.md']}\n```{{toctree}}\nlook/page\n```\n"},
        "pdf",
        confoverrides={"archival_template": "look/archival.typ"},
    )
    assert built.warnings == []
    laid = built.outdir / "typst" / "template"
    assert sorted(path.relative_to(laid).as_posix() for path in laid.rglob("*.*")) == [
        "archival.typ", "own-archival.typ", "parts/more.typ", "parts/ours.typ", "parts/seal.svg",
    ]  # fmt: skip


def test_beside_conf_py_a_template_comes_alone(build: Build) -> None:
    files = {**PAGE, "a.svg": SVG, "own.typ": '#import "archival.typ": *\n'}
    built = build(files, "typst", confoverrides={"archival_template": "own.typ"})
    laid = built.outdir / "template"
    assert sorted(path.name for path in laid.iterdir()) == ["archival.typ", "own.typ"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("#let other(a: 1) = a", None),
        ('#let edition(title: "a, (b: c", ..more, body) = body', {"title", ".."}),
        ("#let edition(\n  a-b: (c: 1, d: (2, 3)), // e: 1,\n  g: [h: 1],\n) = 1", {"a_b", "g"}),
        ("#let edition(a: 1, /* b: 2, */ body) = 1", {"a"}),
        ("  let edition(body) = body", set()),
    ],
)  # fmt: skip
def test_the_parameters_of_a_template_are_read(source: str, found: set[str] | None) -> None:
    assert parameters(source) == found


def test_a_parameter_that_the_template_does_not_have_is_left_out(build: Build) -> None:
    built = build(
        {**PAGE, "a.svg": SVG},
        "pdf",
        confoverrides={"archival_template_options": {"body_sise": "9pt", "two-sided": False}},
    )
    (warning,) = built.warnings
    assert "archival_template_options has “body_sise”, which is no parameter" in warning
    assert "did you mean “body_size”?" in warning
    assert "two-sided: false" in built.output("typst/an-edition.typ")
    assert (built.outdir / "an-edition.pdf").is_file()


def test_a_template_of_the_project_has_parameters_of_its_own(build: Build) -> None:
    own = (
        '#import "archival.typ": *\n#let ours = edition\n'
        '#let edition(colour: "red", ..given) = ours(..given)\n'
    )
    only = own.replace("..given", "title: none, body").replace("ours(title: none, body)", "body")
    for text, options, warnings in (
        (own, {"colour": "blue", "body_size": "9pt"}, 0),
        (only, {"colour": "blue", "body_size": "9pt"}, 1),
    ):
        built = build(
            {**PAGE, "a.svg": SVG, "own.typ": text},
            "typst",
            confoverrides={"archival_template": "own.typ", "archival_template_options": options},
        )
        assert len(built.warnings) == warnings
        assert 'colour: "blue"' in built.output("an-edition.typ")


WRONG = {"two_sided": "no", "body_size": "11", "leading": "0.7em"}


def test_a_value_that_typst_refuses_is_reported_and_left_out(build: Build) -> None:
    built = build({**PAGE, "a.svg": SVG}, "pdf", confoverrides={"archival_template_options": WRONG})
    first, second = built.warnings
    assert "archival_template_options has 'two_sided': 'no'" in first
    assert "is left out: expected boolean, found string" in first
    assert "archival_template_options has 'body_size': '11'" in second
    source = built.output("typst/an-edition.typ")
    assert 'leading: "0.7em"' in source
    assert "two-sided" not in source
    assert (built.outdir / "an-edition.pdf").is_file()


def test_what_is_wrong_for_one_volume_is_left_out_of_the_next(build: Build) -> None:
    # Its source is written while the first is set.
    volumes = [("index", "one", "One"), ("index", "two", "Two")]
    overrides = {"archival_template_options": {"leading": "x"}, "archival_volumes": volumes}
    built = build({**PAGE, "a.svg": SVG}, "pdf", confoverrides=overrides)
    [warning] = built.warnings
    assert "'leading': 'x', with which “one” cannot be made" in warning
    assert sorted(path.name for path in built.outdir.glob("*.pdf")) == ["one.pdf", "two.pdf"]


def test_values_that_do_not_go_together_are_reported(build: Build) -> None:
    own = (
        '#import "archival.typ": *\n#let ours = edition\n'
        "#let edition(a: false, b: false, ..given) = { assert(not (a and b)); ours(..given) }\n"
    )
    built = build(
        {**PAGE, "a.svg": SVG, "own.typ": own},
        "pdf",
        confoverrides={
            "archival_template": "own.typ",
            "archival_template_options": {"a": True, "b": True},
        },
    )
    assert len(built.warnings) == 2
    assert (built.outdir / "an-edition.pdf").is_file()


def test_what_a_template_cannot_print_is_reported_with_its_line(build: Build) -> None:
    own = '#import "archival.typ": *\n#let quotation(..given, body) = body.nothing\n'
    page = (
        "# B\n\n:::{document} two\n:::\n\nWords.\n\n- A list\n\n  > A quotation.\n\n"
        ":::{transcript}\nWords.\n:::\n"
    )
    built = build(
        {"a.md": page.replace(">", "").replace("two", "one"), "b.md": page, "own.typ": own},
        "pdf",
        confoverrides={
            "archival_template": "own.typ",
            "archival_template_options": {"leading": "0.7em"},
        },
    )
    assert len(built.warnings) == 2
    for warning in built.warnings:
        assert re.match(r"b\.md:10: WARNING: pdf: “\S+” could not be made", warning)
    assert [path.name for path in built.outdir.glob("*.pdf")] == ["done.pdf"]
    assert 'leading: "0.7em"' in built.output("typst/an-edition.typ")
    assert "/*@" not in built.output("typst/an-edition.typ")

"""The look of a book: who gets it, what it brings, and what of the project's own it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.writers.test_latex import tex_of

if TYPE_CHECKING:
    from tests.conftest import Build

TALK = """\
# The talk

:::{document} one
:short-title: Short
:date: 1962-03
:::

:::{transcript}
:speakers: ANNA

ANNA. Yes.
:::
"""
FILES = {
    "index.md": "# Talks\n\nWords.\n\n```{toctree}\ntalk\n```\n\n## After\n\nMore.\n",
    "talk.md": TALK,
}
BOOK = r"\usepackage[book]{archival}"


def tex(build: Build, files: dict[str, str] | None = None, **settings: Any) -> str:
    built = build(files or FILES, "latex", confoverrides={"latex_engine": "xelatex", **settings})
    assert built.app.config.latex_elements == settings.get("latex_elements", {})
    return tex_of(built)


def test_an_edition_is_a_book(build: Build) -> None:
    text = tex(build)
    assert BOOK in text
    assert text.partition("documentclass[")[2].partition("]")[0].endswith(",openany")
    assert "letterpaper,11pt," in text
    assert r"\newcommand\archivalcopyright{the editors}" in text
    assert "fncychap" not in text


@pytest.mark.parametrize(
    "settings",
    [
        {"primary_domain": "py"},
        {"latex_theme": "howto"},
        {"latex_docclass": {"manual": "report"}},
    ],
)
def test_another_project_keeps_its_look(build: Build, settings: dict[str, Any]) -> None:
    talk = TALK.replace("{document}", "{archival:document}")
    talk = talk.replace("{transcript}", "{archival:transcript}")
    text = tex(build, {**FILES, "talk.md": talk}, **settings)
    assert r"\usepackage{archival}" in text
    assert "openany" not in text
    assert "Introduction" not in text
    assert r"\archivalrunninghead" not in text


@pytest.mark.parametrize(
    ("elements", "there", "not_there"),
    [
        ({"extraclassoptions": "oneside"}, ",oneside]", "openany"),
        ({"classoptions": ",landscape"}, ",landscape", "openany"),
        ({"pointsize": "12pt"}, "12pt,", "11pt"),
        ({"fncychap": r"\usepackage{fncychap}"}, r"\usepackage[book,fncychap]{archival}", BOOK),
        ({"sphinxsetup": "hmargin=2cm"}, ",hmargin=2cm}", r"\sphinxsetup{hmargin=2cm}"),
        ({"maketitle": r"\mytitle"}, r"\mytitle", r"\sphinxmaketitle"),
        ({"preamble": r"\newcommand\own{}"}, "{the editors}\n\\newcommand\\own{}", "fncychap"),
    ],
)
def test_what_the_project_sets_holds(
    build: Build, elements: dict[str, str], there: str, not_there: str
) -> None:
    text = tex(build, latex_elements=elements)
    assert there in text
    assert not_there not in text


def test_the_start_page_is_the_introduction(build: Build) -> None:
    body = tex(build).partition(r"\begin{document}")[2]
    pieces = (
        r"\chapter{Introduction}",
        "Words.",
        r"\section{After}",
        "More.",
        r"\chapter{The talk}",
    )
    places = [body.index(piece) for piece in pieces]
    assert places == sorted(places)


def test_files_that_are_listed_within_sections_stay_there(build: Build) -> None:
    index = "# Talks\n\nWords.\n\n## Part one\n\n```{toctree}\ntalk\n```\n"
    body = tex(build, {**FILES, "index.md": index})
    assert "Introduction" not in body
    assert r"\section{The talk}" in body


def test_a_document_on_the_start_page_is_no_introduction(build: Build) -> None:
    index = TALK + "\n```{toctree}\nlist\n```\n"
    body = tex(build, {"index.md": index, "list.md": "# List\n\nWords.\n"})
    assert "Introduction" not in body


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        (":short-title: Short\n:date: 1962-03", "Short, March 1962"),
        (":short-title: Short, March 1962\n:date: 1962-03", "Short, March 1962"),
        (":short-title: Short", "Short"),
        (":date: 1962", "The talk, 1962"),
    ],
)
def test_the_head_is_the_short_title_and_the_date(build: Build, head: str, printed: str) -> None:
    talk = TALK.replace(":short-title: Short\n:date: 1962-03", head)
    body = tex(build, {**FILES, "talk.md": talk})
    assert f"\\archivalrunninghead{{{printed}}}\n" in body


def test_a_head_has_no_markers_and_is_not_too_long(build: Build) -> None:
    title = "# " + "Word " * 20 + "[^a]\n\nWords.\n\n[^a]: A note.\n"
    body = tex(build, {**FILES, "talk.md": TALK.replace("# The talk\n", title)})
    assert r"\archivalrunninghead{" + " ".join(["Word"] * 12) + " …}" in body

"""Volumes: what becomes a PDF, under which name, and with whose template."""

from __future__ import annotations

import re
from importlib.metadata import version
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
        ("archival_volumes", [("index", "a", " ")], "has no title for 'a'"),
        ("archival_pdf_standards", ["a-3z"], "has no standard “a-3z”; did you mean"),
        ("archival_pdf_standards", ["a-3a", "a-2b"], "can have one PDF/A alone"),
        ("archival_pdf_standards", ["ua-1", "a-4"], "has a-4, which is PDF 2.0, and ua-1"),
        ("archival_line_numbers", -1, "must be a number"),
        ("archival_template_options", ["x"], "must be a mapping"),
    ],
)
def test_wrong_settings_are_explained(build: Build, option: str, value: object, said: str) -> None:
    built = sources(build, {"a.md": "# A\n\nWords.\n"}, **{option: value})
    assert any(said in warning and option in warning for warning in built.warnings)


@pytest.mark.parametrize(
    "name",
    ["sub/v", "../v", "/abs/v", "a\\v", "a\0v", "v" * 300, "", ".pdf", ".v", "..", "v.", "a:v"],
)
def test_a_name_that_is_no_file_name_is_explained(build: Build, name: str) -> None:
    built = sources(build, {"a.md": "# A\n"}, archival_volumes=[("index", name, "A book")])
    (warning,) = built.warnings
    assert f"archival_volumes has the file name {name!r}; one of letters" in warning
    assert names(built) == ["an-edition"]


def test_a_volume_has_any_name_that_a_file_may_have(build: Build) -> None:
    named = ["Книга 1", "a.b", "v" * 200, "c.pdf", "A.B"]
    built = sources(
        build, {"a.md": "# A\n"}, archival_volumes=[("index", name, "A book") for name in named]
    )
    (warning,) = built.warnings
    assert "would both be written to “a.b”" in warning
    assert names(built) == sorted(["Книга 1", "a.b", "v" * 200, "c"])


@pytest.mark.parametrize("project", ["", " ", "…", "ж" * 300])
def test_the_edition_has_a_name_and_a_title(build: Build, project: str) -> None:
    built = build({"index.md": "# The page\n"}, "pdf", confoverrides={"project": project})
    assert built.warnings == []
    (path,) = built.outdir.glob("*.pdf")
    assert path.stem == ("ж" * 100 if "ж" in project else "edition")
    title = project if project.strip() else "The page"
    assert f'title: "{title}"' in built.output(f"typst/{path.stem}.typ")


def test_a_long_identifier_is_cut_where_it_names_a_file(build: Build) -> None:
    built = sources(build, {"a.md": "# A\n\n" + document("a" * 300, "First.")})
    assert names(built) == ["an-edition", "d" + "a" * 199]


@pytest.mark.parametrize(
    ("written", "language", "region"),
    [
        ("sr@latin", "sr", None), ("sr_Latn_RS", "sr", "RS"), ("zh_Hans_CN", "zh", "CN"),
        ("de-AT", "de", "AT"), ("en_GB.UTF-8", "en", "GB"), ("EN", "en", None),
        ("pt_BR", "pt", "BR"), ("es_419", "es", None), ("nds", "nds", None),
        ("nonsense", "en", None), ("1", "en", None),
    ],
)  # fmt: skip
def test_the_language_is_one_that_typst_knows(
    build: Build, written: str, language: str, region: str | None
) -> None:
    built = build({"index.md": "# A\n"}, "pdf", confoverrides={"language": written})
    ours = [warning for warning in built.warnings if "archival" in warning]
    assert len(ours) == (written in {"nonsense", "1"})
    assert all("language is “" in warning for warning in ours)
    source = built.output("typst/an-edition.typ")
    assert f'language: "{language}"' in source
    assert re.findall(r'region: "(\w+)"', source) == ([region] if region else [])
    assert (built.outdir / "an-edition.pdf").is_file()


def test_each_of_several_holders_of_rights_has_a_line(build: Build) -> None:
    built = build(
        {"index.md": "# A\n"}, "pdf", confoverrides={"copyright": ["2020, Anna", "2021, Boris"]}
    )
    assert built.warnings == []
    assert 'copyright: "2020, Anna\\n© 2021, Boris"' in built.output("typst/an-edition.typ")


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


@pytest.mark.skipif(
    version("myst-parser") < "5", reason="MyST counts lines within directives since version 5"
)
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


def test_a_volume_has_the_notes_of_the_page_that_it_calls(build: Build) -> None:
    text = (
        "# One[^a]\n\nBefore it[^b].\n\n"
        + document("one", "Words.")
        + "[^a]: Note a.\n\n[^b]: Note b, as[^c].\n\n[^c]: Note c.\n"
    )
    cited = (
        "Two\n===\n\n:ref:`other`, [Cit2]_, [#]_.\n\n.. document:: two\n\n.. _other:\n\nOther\n"
        "=====\n\n.. [Cit2] Cited.\n.. [Not] Not cited.\n.. [#] Note d.\n"
    )
    built = sources(build, {"a.md": text, "b.rst": cited})
    assert [text.partition("WARNING: ")[2] for text in built.warnings] == [
        "Citation [Not] is not referenced. [ref.citation]"
    ]
    written = built.output("done.typ")
    assert all(written.count(note) == 1 for note in ("Note a.", "Note b, as", "Note c."))
    written = built.output("dtwo.typ")
    assert all(written.count(note) == 1 for note in ("Cited.", "Note d."))
    assert "Not cited." not in written
    assert "Not cited." in built.output("an-edition.typ")


PANELS = """\
# A page

Before it[^p].

:::::{admonition} First panel
::::{container}
FIRST
::::
:::::

Between.

::::::{container} tabs
:::::{container} tab
::::{rubric} Second tab
::::

SECOND
:::::

:::::{container} tab
Third tab.
:::::
::::::

[^n]: A note.

[^p]: Of the page.
"""


def test_a_document_in_a_panel_is_parted_from_the_page(build: Build) -> None:
    first = document("one", "First[^n].").strip()
    text = PANELS.replace("FIRST", first).replace("SECOND", document("two", "Second.").strip())
    built = sources(build, {"index.md": text})
    assert built.warnings == []
    one, two = built.output("done.typ"), built.output("dtwo.typ")
    assert all(words in one for words in ("First panel", "First", "A note."))
    assert all(words in two for words in ("Second tab", "Second."))
    assert not any(words in one + two for words in ("Before it", "Between", "Third", "Of the page"))
    assert "Second" not in one
    assert "First" not in two


def test_a_panel_of_the_only_document_is_a_part_of_its_page(build: Build) -> None:
    text = PANELS.replace("FIRST", document("one", "First[^n].").strip())
    built = sources(build, {"index.md": f"{text}\n# Another\n\nElsewhere.\n"})
    written = built.output("done.typ")
    assert all(words in written for words in ("Before it", "First", "Between", "Third tab"))
    assert "Elsewhere" not in written


def test_a_setting_that_does_not_exist_is_reported(build: Build) -> None:
    conf = 'extensions = ["myst_parser", "sphinxext_archival"]\narchival_papper = "a5"\n'
    built = build({"conf.py": conf, "index.md": "# T\n\nWords.\n"}, "typst")
    (warning,) = built.warnings
    assert "there is no setting “archival_papper”; did you mean “archival_paper”" in warning

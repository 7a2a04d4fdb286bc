"""Typst: text means itself, any node is written, and other extensions have a say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.writers.typst import escape
from sphinxext_archival.writers.typst.tables import length

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build

PAGE = "# The talk\n\n:::{document} one\n:::\n\n"
SIGNS = "\\#$*_`~@<>[]/-=+'\".:;,(){}?!&%^|0123456789 \n"
PIECES = st.one_of(
    st.text(st.sampled_from(SIGNS), max_size=6),
    st.sampled_from(
        ["--", "---", "...", "-?", "//", "/*", "*/", "https://a.b/c", "1.", "= ", "- "]
    ),
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=4),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


def words_in(node: dict[str, Any]) -> str:
    """The text that a piece of Typst's content shows."""
    if node["func"] in {"text", "symbol"}:
        return str(node["text"])
    if node["func"] == "space":
        return " "
    if node["func"] == "smartquote":
        return '"' if node.get("double", True) else "'"
    return "".join(map(words_in, node.get("children", [])))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typst") / "source.typ"


@given(texts=st.lists(TEXTS, min_size=1, max_size=40))
def test_a_text_means_itself(source: Path, texts: list[str]) -> None:
    """At the start of a block, after a call, and within one."""
    source.write_text(
        "\n".join(
            f"#metadata([{escape.markup(text)}])<t>\n"
            f"#metadata([#emph[a];{escape.markup(text)}#emph[b];])<u>"
            for text in texts
        ),
        encoding="utf-8",
    )
    compiler = typst.Compiler(str(source), font_paths=typst.Fonts(include_system_fonts=False))
    for label in ("<t>", "<u>"):
        found = json.loads(compiler.query(label, field="value"))
        shown = [" ".join(words_in(content).split()) for content in found]
        assert shown == [" ".join(re.split(r"[ \t\r\n]+", text)).strip() for text in texts]


@given(text=st.text())
def test_a_string_means_itself(source: Path, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    source.write_text(f"#metadata({escape.string(text)})<s>", encoding="utf-8")
    compiler = typst.Compiler(str(source), font_paths=typst.Fonts(include_system_fonts=False))
    assert json.loads(compiler.query("<s>", field="value", one=True)) == text


@given(st.text(), st.text(), st.text(), st.text())
def test_labels_are_of_letters_that_labels_may_have(a: str, b: str, c: str, d: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.:-]+", escape.label(a, b))
    if (a, b) != (c, d) and ":" not in a + b + c + d and "_" not in a + b + c + d:
        assert escape.label(a, b) != escape.label(c, d)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("200px", "150pt"),
        ("50%", "50%"),
        ("3cm", "3cm"),
        ("2 em", "2em"),
        ("100", "75pt"),
        ("x", None),
    ],
)
def test_lengths(value: str, expected: str | None) -> None:
    assert length(value) == expected


EXTENSION = """
from docutils import nodes

class seal(nodes.Inline, nodes.Element):
    pass

class unheard(nodes.General, nodes.Element):
    pass

def role(name, rawtext, text, lineno, inliner, options=None, content=None):
    return [seal("", nodes.Text(text))], []

def strange(name, rawtext, text, lineno, inliner, options=None, content=None):
    return [unheard("", nodes.Text(text))], []

def setup(app):
    app.add_node(
        seal,
        html=(lambda s, n: None, lambda s, n: None),
        typst=(lambda s, n: s.write("#text(red)["), lambda s, n: s.write("];")),
    )
    app.add_node(unheard, html=(lambda s, n: None, lambda s, n: None))
    app.add_role("seal", role)
    app.add_role("strange", strange)
"""
CONF = """\
import sys
sys.path.insert(0, ".")
project = "An edition"
extensions = ["myst_parser", "sphinxext_archival", "seals"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
"""


def test_other_extensions_bring_their_handlers_and_what_has_none_keeps_its_text(
    build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "seals.py").write_text(EXTENSION, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    text = PAGE + ":::{transcript}\nWith {seal}`a seal`, {strange}`one` and {strange}`two`.\n:::\n"
    built = build({"conf.py": CONF, "index.md": text}, "typst")
    written = built.output("done.typ")
    assert r"With #text(red)[a seal];, one and two\." in written
    unknown = [warning for warning in built.warnings if "archival.unknown_node" in warning]
    assert len(unknown) == 1  # once, though two volumes hold it
    assert "“unheard” is not known, and its text alone is written" in unknown[0]


def test_the_source_says_what_each_thing_is(build: Build) -> None:
    text = (
        PAGE + ":::{transcript}\nANNA. He [P[eter]] said [kuda]{.original} {page}`2` {emend}`so. "
        "<so .>` and {underlined}`this`.[^a]\n\n[Laughter]\n:::\n\n[^a]: A note.\n"
    )
    register = "anna: {kind: person, name: Anna, labels: [ANNA]}\n"
    head = text.replace("one\n", "one\n:participants: anna\n", 1)
    built = build(
        {"index.md": head, "register.yml": register},
        "typst",
        confoverrides={"archival_registers": ["register.yml"]},
    )
    written = built.output("done.typ")
    for piece in (
        '#document-start(title: "The talk"',
        '#turn-number("1");#mark("anna", "speaks");',
        "#speaker[ANNA.];",
        '#insertion("original", "translator")[#bracket[\\[];kuda#bracket[\\]];];',
        '#source-page("2");',
        '#feature("underlined")[this];',
        '#note("1", type: "editor", number: 1)[#anchor("index:done-n1");A note.];',
        "#stage[",
    ):
        assert piece in written
    assert '#note("*", number: 0)[' in written  # the emendation


def test_a_turn_that_stands_alone_is_set_as_one_in_a_transcript(build: Build) -> None:
    text = PAGE + ":::{turn} ?\n:label: X.\n\nWords.\n:::\n"
    built = build({"index.md": text}, "typst", confoverrides={"archival_line_numbers": 5})
    assert "#transcript(line-numbers: 5)[" in built.output("done.typ")

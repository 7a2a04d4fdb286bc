"""Markup must not eat words: what extensions of MyST, Markdown and the depth of brackets do."""

from __future__ import annotations

import inspect
import re
from importlib.util import find_spec
from itertools import pairwise
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from myst_parser.config import main as myst_config

from sphinxext_archival.nodes import (
    archival_insertion,
    archival_notes,
    archival_transcript,
    archival_turn,
)

from .conftest import LANGUAGES, head_of, linked_names

if TYPE_CHECKING:
    from tests.conftest import Build, Built

REGISTER = """\
gorbachev: {kind: person, name: Mikhail Gorbachev, labels: [GORBACHEV]}
najibullah: {kind: person, name: Mohammad Najibullah, labels: [NAJIBULLAH]}
shevardnadze: {kind: person, name: Eduard Shevardnadze}
voices: {kind: organization, name: Voices}
"""
EXTENSIONS = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_admonition", "html_image", "replacements", "smartquotes", "strikethrough",
    "substitution", "tasklist",
]  # fmt: skip
if find_spec("linkify_it") is not None:
    EXTENSIONS.append("linkify")
if "alert" in inspect.getsource(myst_config):  # of MyST 5 only
    EXTENSIONS.append("alert")
TYPOGRAPHY = '"Hello" -- it\'s (c) ... $5 and $6 ~~x~~ www.example.com +- \'90s [a "b"]'


def page(words: str, language: str, after: str = "") -> str:
    """Return a page with a transcript of *words*, in which a line may be empty."""
    if language == "myst":
        return f"{head_of('page', language)}::::{{transcript}}\n{words}\n::::\n\n{after}"
    lines = "".join(f"   {line}\n" if line else "\n" for line in words.split("\n"))
    return f"{head_of('page', language)}.. transcript::\n\n{lines}\n{after}"


def built_page(
    build: Build, text: str, language: str, builder: str = "dummy", **conf: Any
) -> Built:
    files = {f"page.{LANGUAGES[language]}": text, "register.yml": REGISTER}
    settings = {"archival_registers": ["register.yml"], "archival_autolink": True, **conf}
    return build(files, builder, confoverrides=settings)


def transcript_of(built: Built) -> nodes.Element:
    return next(built.doctree("page").findall(archival_transcript))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stay_whatever_extensions_a_project_has(build: Build, language: str) -> None:
    marker, note = {"myst": ("[^1]", "[^1]: "), "rst": (" [1]_", ".. [1] ")}[language]
    text = page(f"GORBACHEV. {TYPOGRAPHY}{marker}", language, f"{note}{TYPOGRAPHY}\n")
    built = built_page(build, text, language, "html", myst_enable_extensions=EXTENSIONS)
    document = built.doctree("page")
    (notes,) = document.findall(archival_notes)
    assert TYPOGRAPHY in transcript_of(built).astext()
    assert notes.astext() == TYPOGRAPHY


def test_task_list_and_definition_list_keep_their_words(build: Build) -> None:
    words = 'GORBACHEV. Two things:\n\n- [ ] one\n- [x] two\n\nTerm\n: The "definition"'
    note = '[^1]: - [ ] three "and" four\n'
    built = built_page(
        build, page(f"{words} [^1]", "myst", note), "myst", myst_enable_extensions=EXTENSIONS
    )
    text = built.doctree("page").astext()
    for kept in ("[ ] one", "[x] two", "Term", 'The "definition"', "[ ]", 'three "and" four'):
        assert kept in text
    assert list(built.doctree("page").findall(nodes.raw)) == []


MARKUP_OF_MYST = (
    "{.aside}\nwords", "{.aside #id key=words}", "Term\n: words",
    "\\begin{equation}\nwords\n\\end{equation}",
    "$$\nwords\n$$", "> [!NOTE]\n> words", "<img src='x' alt='words'>",
    "<div class='admonition'>\n<p>words</p>\n</div>", "A {{substitution}} of words.",
    "{{substitution}}", "A {role}`of words` here.", "% words", "+++ words", "(words)=",
    "| a | b |\n|---|---|\n| c | d | words |", "[Laughter]: words", "    words", "1990. words",
    "A line\n======", "www.example.com ~~words~~ - [ ] words",
)  # fmt: skip


@pytest.mark.parametrize("extensions", [["colon_fence"], EXTENSIONS], ids=["few", "all"])
def test_no_word_is_lost_whatever_markup_of_myst_it_looks_like(
    build: Build, extensions: list[str]
) -> None:
    words = "".join(f"GORBACHEV. Turn.\n\n{written}\n\n" for written in MARKUP_OF_MYST)
    notes = "".join(
        f"[^n{number}]: {written}\n\n".replace("\n", "\n    ").rstrip(" ")
        for number, written in enumerate(MARKUP_OF_MYST)
    )
    marks = "".join(f"[^n{number}]" for number in range(len(MARKUP_OF_MYST)))
    text = page(f"{words}NAJIBULLAH. Marks.{marks}", "myst", notes)
    built = built_page(build, text, "myst", myst_enable_extensions=extensions)
    turns = list(transcript_of(built).findall(archival_turn))
    (found,) = built.doctree("page").findall(archival_notes)
    assert len(turns) == len(MARKUP_OF_MYST) + 1
    assert len(found.children) == len(MARKUP_OF_MYST)
    for written, turn, note in zip(MARKUP_OF_MYST, turns, found.children, strict=False):
        expected = re.findall(r"\w+", written)
        assert re.findall(r"\w+", turn.astext())[2:] == expected, written
        assert re.findall(r"\w+", note.astext()) == expected, written


@pytest.mark.parametrize("opening", [":::", "```"])
def test_words_of_a_directive_that_myst_does_not_know_are_kept(build: Build, opening: str) -> None:
    words = f"GORBACHEV. One.\n\n{opening}{{trun}} kim\nIts [words].\n\nMore.\n{opening}\n\nLast."
    built = built_page(build, page(words, "myst"), "myst")
    (turn,) = transcript_of(built).findall(archival_turn)
    paragraphs = ["GORBACHEV. One.", f"{opening}{{trun}} kim", "Its [words].", "More.", "Last."]
    assert [paragraph.astext() for paragraph in turn.findall(nodes.paragraph)] == paragraphs
    assert len(list(turn.findall(archival_insertion))) == 1
    (warning,) = built.warnings
    # In version 4 of MyST a warning names the file `page.md.rst`.
    assert f":{head_of('page', 'myst').count(chr(10)) + 4}: " in warning


@pytest.mark.parametrize("end", ["  ", "\\"])
def test_end_of_a_line_is_no_html(build: Build, end: str) -> None:
    text = page(f"GORBACHEV.{end}\nOne{end}\ntwo.[^1]", "myst", f"[^1]: A{end}\n    note.\n")
    built = built_page(build, text, "myst")
    (turn,) = transcript_of(built).findall(archival_turn)
    (notes,) = built.doctree("page").findall(archival_notes)
    assert turn.astext().startswith("GORBACHEV.\nOne\ntwo.")
    assert notes.astext() == "A\nnote."
    assert built.warnings == []


@pytest.mark.parametrize("closing", ["", "---\n\n"])
def test_a_line_across_at_the_head_begins_no_options(build: Build, closing: str) -> None:
    built = built_page(build, page(f"---\nGORBACHEV: One.\n\n{closing}Two.", "myst"), "myst")
    (turn,) = transcript_of(built).findall(archival_turn)
    assert turn.astext().split() == ["GORBACHEV:", "One.", *closing.split(), "Two."]
    line = head_of("page", "myst").count("\n") + 2
    ours = [warning for warning in built.warnings if "[archival." in warning]
    assert [warning.startswith(f"page.md:{line}: ") for warning in ours] == [True]
    assert ours[0].endswith("[archival.document_option]")


def test_a_line_across_below_options_begins_no_front_matter(build: Build) -> None:
    words = ":speakers: KIM\n\n---\n\nKIM. One.\n\n---\n\nTwo."
    built = built_page(build, page(words, "myst"), "myst")
    assert transcript_of(built).astext().split() == ["---", "KIM.", "One.", "---", "Two."]
    assert built.warnings == []


@pytest.mark.parametrize("across", ["***", "* * *", "_____", "---"])
@pytest.mark.parametrize("end", ["\n\n", "\n"])
def test_a_line_across_is_printed_and_parts_what_it_stands_between(
    build: Build, across: str, end: str
) -> None:
    words = f"{across}{end}GORBACHEV. One.{end}{across}{end}NAJIBULLAH. Two.{end}{across}"
    built = built_page(build, page(f"\n{words}", "myst", f"[^1]: {across}\n"), "myst")
    turns = list(transcript_of(built).findall(archival_turn))
    assert [turn.astext() for turn in turns] == [
        f"GORBACHEV. One.\n\n{across}",
        f"NAJIBULLAH. Two.\n\n{across}",
    ]
    assert transcript_of(built).astext().startswith(f"{across}\n\nGORBACHEV.")
    assert list(built.doctree("page").findall(nodes.transition)) == []


def test_options_between_dashes_are_options(build: Build) -> None:
    built = built_page(build, page("---\nspeakers: KIM\n---\nKIM. One.", "myst"), "myst")
    (turn,) = transcript_of(built).findall(archival_turn)
    assert turn.astext() == "KIM. One."
    assert built.warnings == []


def test_label_that_became_a_term_is_reported(build: Build) -> None:
    words = "GORBACHEV. One\n: two\n\nTerm\n: words\n\n\\NAJIBULLAH. Three\n: meant"
    built = built_page(build, page(words, "myst"), "myst", myst_enable_extensions=EXTENSIONS)
    assert [turn.astext() for turn in transcript_of(built).findall(archival_turn)] == []
    (warning,) = built.warnings
    assert warning.startswith(f"page.md:{head_of('page', 'myst').count(chr(10)) + 2}: ")
    assert "“GORBACHEV.” opens no turn here, because it is a term" in warning
    assert "\\NAJIBULLAH" not in transcript_of(built).astext()


def test_substitution_is_what_its_project_says(build: Build) -> None:
    built = built_page(
        build,
        page("GORBACHEV. In {{year}}{{nothing}}.", "myst"),
        "myst",
        myst_enable_extensions=EXTENSIONS,
        myst_substitutions={"year": "1990", "nothing": ""},
    )
    assert transcript_of(built).astext() == "GORBACHEV. In 1990."


def test_other_pages_keep_the_rules_of_their_project(build: Build) -> None:
    text = page("GORBACHEV. Words.", "myst", 'Outside: "quoted" (c).\n')
    built = built_page(build, text, "myst", myst_enable_extensions=EXTENSIONS)
    assert "Outside: “quoted” ©." in built.doctree("page").astext()


def test_what_markdown_takes_for_something_else_is_kept(build: Build) -> None:
    words = (
        "GORBACHEV. One.\n\n[Laughter]: Thanks\n\nIt is <inaudible> here.\n\n<div>block</div>\n\n"
        "    indented words\n\n1990. It was hot.\n\nA line\n====\n\n7) seven"
    )
    built = built_page(build, page(words, "myst"), "myst")
    text = transcript_of(built).astext()
    for kept in (
        "[Laughter]: Thanks", "It is <inaudible> here.", "<div>block</div>", "indented words",
        "1990. It was hot.", "A line\n====", "7) seven",
    ):  # fmt: skip
        assert kept in text
    subtypes = [warning.rpartition("[archival.")[2][:-1] for warning in built.warnings]
    assert subtypes == [
        "link_definition", "raw_html", "raw_html", "indented_code", "ordered_list", "ordered_list",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["M. S. KIM", "A. OKOYE: Yes.", "1990. It was hot.", "(a) one", "iv) four", "B."]
)
def test_enumerator_is_text_in_restructuredtext(build: Build, words: str) -> None:
    for directive in ("transcript::", "turn:: gorbachev", "ednote:: k", "enclosure::"):
        text = f"{head_of('page', 'rst')}.. {directive}\n\n   {words}\n"
        built = built_page(build, text, "rst")
        assert words in built.doctree("page").astext()
        assert list(built.doctree("page").findall(nodes.enumerated_list)) == []


@pytest.mark.parametrize(
    "words", ["M. S. Kim was one.", "1990. It was hot.", "Signed\n   ______", "One\n     two."]
)
def test_footnote_of_a_document_is_text_in_restructuredtext(build: Build, words: str) -> None:
    section = "Notes\n-----\n\n.. [2] "
    text = page("Words. [1]_ [2]_", "rst", f".. [1] {words}\n\n{section}{words}\n\nA. A list.\n")
    built = built_page(build, text, "rst")
    document = built.doctree("page")
    (notes,) = document.findall(archival_notes)
    expected = re.sub(r"\n +", "\n", words)
    assert notes.astext() == f"{expected}\n\n{expected}"
    assert len(list(document.findall(nodes.enumerated_list))) == 1
    assert built.warnings == []


def test_an_indented_line_goes_on_with_the_turn_in_restructuredtext(build: Build) -> None:
    words = "GORBACHEV. One\n  two.\n\nNAJIBULLAH. Three\nfour\n    five."
    built = built_page(build, page(words, "rst"), "rst")
    turns = [turn.astext() for turn in built.doctree("page").findall(archival_turn)]
    assert turns == ["GORBACHEV. One\ntwo.", "NAJIBULLAH. Three\nfour\nfive."]
    assert built.warnings == []


def test_a_summary_may_have_a_definition_list_in_restructuredtext(build: Build) -> None:
    text = ".. document:: page\n\n   Term\n     What it means.\n\n.. transcript::\n\n   Words.\n"
    built = built_page(build, text, "rst")
    assert len(list(built.doctree("page").findall(nodes.definition_list))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "A heading\n=========", "=====", "Signed\n______", "He said::", "He said ::", "__ a blank",
        "-v  a dash", ">>> quoted", "* * *", "::",
    ],
)  # fmt: skip
def test_signs_of_restructuredtext_are_text(build: Build, words: str) -> None:
    text = page(f"GORBACHEV. One.\n\n{words}\n\nNAJIBULLAH. Two.", "rst")
    built = built_page(build, text, "rst")
    turns = [turn.astext() for turn in built.doctree("page").findall(archival_turn)]
    assert turns == [f"GORBACHEV. One.\n\n{words}", "NAJIBULLAH. Two."]
    assert built.warnings == []


@pytest.mark.parametrize(
    ("refused", "kept"),
    [
        (".. trun:: kim\n\n   Its [x].\n\n   More.", [".. trun:: kim", "Its [x].", "More."]),
        ("=====\nHeading\n=====", ["=====", "Heading\n====="]),
        (".. figure::\n\n   words", [".. figure::", "words"]),
        ("=== ===\nwords\n===", ["=== ===\nwords\n==="]),
        ("- .. trun:: kim", [".. trun:: kim"]),
    ],
)  # fmt: skip
def test_words_that_docutils_refuses_are_kept_and_it_names_the_line(
    build: Build, refused: str, kept: list[str]
) -> None:
    text = page(f"GORBACHEV. One.\n\n{refused}\n\nNAJIBULLAH. Two.", "rst")
    built = built_page(build, text, "rst")
    first, second = (turn.astext() for turn in built.doctree("page").findall(archival_turn))
    assert first == "\n\n".join(["GORBACHEV. One.", *kept])
    assert second == "NAJIBULLAH. Two."
    at = head_of("page", "rst").count("\n") + 5
    errors = re.findall(
        r"^page\.rst:(\d+): (?:ERROR|CRITICAL)", "\n".join(built.warnings), re.MULTILINE
    )
    lines = [int(line) for line in errors]
    assert lines
    assert all(at <= line <= at + refused.count("\n") + 1 for line in lines)


def test_words_that_docutils_refuses_in_a_footnote_are_kept(build: Build) -> None:
    note = ".. [1] First.\n\n   .. trun:: kim\n\n      Words.\n"
    built = built_page(build, page("Words. [1]_", "rst", note), "rst")
    (notes,) = built.doctree("page").findall(archival_notes)
    assert notes.astext() == "First.\n\n.. trun:: kim\n\nWords."
    assert len(built.warnings) == 1


def test_links_and_substitutions_that_lead_somewhere_stay(build: Build) -> None:
    words = "See here_, |it|, |version| and `there`__. [1]_"
    after = (
        ".. [1] See here_.\n\n.. _here: https://example.org/here\n\n"
        "__ https://example.org/there\n\n.. |it| replace:: that\n"
    )
    built = built_page(build, page(words, "rst", after), "rst")
    document = built.doctree("page")
    assert transcript_of(built).astext().startswith("See here, that, 1 and there. ")
    links = [link["refuri"] for link in document.findall(nodes.reference) if "refuri" in link]
    assert links == [f"https://example.org/{end}" for end in ("here", "there", "here")]
    assert built.warnings == []


def test_a_blank_after_a_year_leaves_other_links_alone(build: Build) -> None:
    after = "A `link`__.\n\n__ https://example.org/\n"
    built = built_page(build, page("In 19__ and 19__.", "rst", after), "rst", "html")
    assert transcript_of(built).astext() == "In 19__ and 19__."
    (link,) = built.doctree("page").findall(nodes.reference)
    assert link["refuri"] == "https://example.org/"
    assert len(built.warnings) == 2
    assert all("[archival.dangling_link]" in warning for warning in built.warnings)


def test_markup_that_is_not_closed_is_text_and_docutils_names_the_line(build: Build) -> None:
    words = "GORBACHEV. A :foo:`role`, a *star and ``two, a |bar and a `tick."
    built = built_page(build, page(words, "rst"), "rst", "html")
    assert transcript_of(built).astext() == words
    assert list(transcript_of(built).findall(nodes.problematic)) == []
    line = head_of("page", "rst").count("\n") + 3
    assert len(built.warnings) == 5
    assert all(warning.startswith(f"page.rst:{line}: ") for warning in built.warnings)


@pytest.mark.parametrize("builder", ["html", "latex", "xml"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("depth", [50, 10_000])
def test_deep_brackets_are_kept_in_every_builder(
    build: Build, language: str, builder: str, depth: int
) -> None:
    words = f"{'[' * depth}word{']' * depth}"
    built = built_page(build, page(f"GORBACHEV. {words}", language), language, builder)
    assert words in built.doctree("page").astext()
    assert len(list(built.doctree("page").findall(archival_insertion))) == min(depth, 64)
    assert [("[archival.too_deep]" in warning) for warning in built.warnings] == [True] * (
        depth > 64
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_unicode_is_compared_in_one_form_and_kept_as_written(build: Build, language: str) -> None:
    register = (
        'gorbachev: {kind: person, name: "Andr\u00e9 Noir", labels: ["ANDR\u00c9"]}\n'
        'najibullah: {kind: person, name: "نجيب الله", labels: ["نجيب الله"]}\n'
        "shevardnadze: {kind: person, name: Эдуард Шеварднадзе, labels: [ШЕВАРДНАДЗЕ]}\n"
        "voices: {kind: organization, name: Voices}\n"
    )
    paragraphs = (
        "ANDRE\u0301. Here is Andre\u0301 Noir.",
        "نجيب الله: مرحبا [بك] في موسكو",
        "ШЕВАРДНАДЗЕ. Не[пол]ный [ответ] Эдуард Шеварднадзе.",
    )
    file = f"page.{LANGUAGES[language]}"
    files = {file: page("\n\n".join(paragraphs), language), "register.yml": register}
    settings = {"archival_registers": ["register.yml"], "archival_autolink": True}
    built = build(files, "html", confoverrides=settings)
    turns = list(built.doctree("page").findall(archival_turn))
    assert [turn.astext() for turn in turns] == list(paragraphs)
    assert [turn["speakers"] for turn in turns] == [
        ["gorbachev"],
        ["najibullah"],
        ["shevardnadze"],
    ]
    assert [key for key, _words in linked_names(turns[0])] == ["gorbachev"] * 2
    assert [found["kind"] for turn in turns for found in turn.findall(archival_insertion)] == [
        "supplied",
        "expansion",
        "supplied",
    ]
    assert built.warnings == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_may_be_cyrillic_and_anchors_are_ascii(build: Build, language: str) -> None:
    if language == "myst":
        text = (
            "# Беседа\n\n:::{document} беседа-1\n:participants: горбачёв\n:::\n\n"
            "::::{transcript}\nГОРБАЧЁВ. Да.{ednote}`ключ` Нет.[^сноска] {turn}`#1`\n::::\n\n"
            ":::{ednote} ключ\nПервое.\n:::\n\n[^сноска]: Второе.\n\n"
            "{document}`беседа-1` {turn}`беседа-1#1` {person}`Горбачёв`\n"
        )
    else:
        text = (
            "Беседа\n======\n\n.. document:: беседа-1\n   :participants: горбачёв\n\n"
            ".. transcript::\n\n   ГОРБАЧЁВ. Да.\\ :ednote:`ключ` Нет.\\ [#сноска]_ :turn:`#1`\n\n"
            ".. ednote:: ключ\n\n   Первое.\n\n.. [#сноска] Второе.\n\n"
            ":document:`беседа-1` :turn:`беседа-1#1` :person:`Горбачёв`\n"
        )
    register = "горбачёв: {kind: person, name: Горбачёв, labels: [ГОРБАЧЁВ]}\n"
    files = {f"page.{LANGUAGES[language]}": text, "register.yml": register}
    built = build(files, "html", confoverrides={"archival_registers": ["register.yml"]})
    ours: list[str] = []
    for node in built.doctree("page").findall(nodes.Element):
        if node.tagname.startswith("archival"):
            ours += node["ids"]
    assert ours
    assert all(anchor.isascii() and ":" not in anchor for anchor in ours)
    subtypes = [warning.rpartition("[archival.")[2][:-1] for warning in built.warnings]
    assert sorted(subtypes) == ["document_id", "register"]


@pytest.mark.slow
def test_work_on_a_document_is_linear(build: Build) -> None:
    times = []
    for count in (2_500, 10_000):
        paragraphs = (
            f"{label}. Turn {number} has [some] words of Mikhail Gorbachev.[^{number % 50}]"
            for number, label in enumerate(["GORBACHEV", "NAJIBULLAH"] * (count // 2))
        )
        notes = "\n\n".join(f"[^{number}]: Note {number}." for number in range(50))
        start = process_time()
        built = built_page(build, page("\n\n".join(paragraphs), "myst", notes), "myst")
        times.append(process_time() - start)
        turns = list(built.doctree("page").findall(archival_turn))
        assert len(turns) == count
        assert turns[-1]["number"] == str(count)
        assert built.warnings == []
    for few, many in pairwise(times):
        assert many < 8 * few

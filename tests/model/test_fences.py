from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinxext_archival.model.fences import (
    OpenFence,
    Suspect,
    as_text_markdown,
    as_text_rst,
    unclosed_fences,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

MYST = create_md_parser(MdParserConfig(enable_extensions={"colon_fence"}), RendererHTML)
MYST.disable("front_matter")  # it is off in our directives


def markdown(lines: Iterable[str]) -> tuple[list[Token], dict[str, Any]]:
    """Return what MyST's parser makes of *lines*: all tokens, and what it found on the way."""
    env: dict[str, Any] = {}
    return list(flat(MYST.parse("\n".join(lines), env))), env


def flat(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or ())


def recounted(tokens: Iterable[Token]) -> bool:
    """Whether a list has a number that is not what a count from 1 (or `1.` twice) gives it."""
    last: list[int] = []
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            last.append(0)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            last.pop()
        elif token.type == "list_item_open" and token.info:
            if token.info != str(last[-1] + 1) and (token.info, last[-1]) != ("1", 1):
                return True
            last[-1] = int(token.info)
    return False


def cut_rows(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[bool]:
    """Yield of each row of a table whether it has more letters than its cells."""
    rows = [at for at, token in enumerate(tokens) if token.type == "tr_open" and token.map]
    for at in rows:
        end = next(end for end in range(at, len(tokens)) if tokens[end].type == "tr_close")
        cells = "".join(token.content for token in tokens[at:end] if token.type == "inline")
        row = lines[tokens[at].map[0]]  # type: ignore[index]
        yield sum(map(str.isalpha, row)) > sum(map(str.isalpha, cells))


def eaten(lines: Sequence[str]) -> set[str]:
    """Return the codes of what MyST's parser eats or changes in *lines*."""
    tokens, env = markdown(lines)
    types = {token.type for token in tokens}
    found = {
        "link_definition": bool(env.get("references")),
        "raw_html": bool(types & {"html_block", "html_inline"}),
        "indented_code": "code_block" in types,
        "ordered_list": recounted(tokens),
        "comment": "myst_line_comment" in types,
        "block_break": "myst_block_break" in types,
        "target": "myst_target" in types,
        "table_row": any(cut_rows(tokens, lines)),
    }
    # MyST parses what stands in a box when it comes to that.
    boxes = [it.content for it in tokens if it.type == "colon_fence" and not it.info.strip()]
    inside = [eaten(box.splitlines()) for box in boxes]
    return {code for code, is_found in found.items() if is_found}.union(*inside)


def found(text: str) -> list[tuple[int, str, str]]:
    """Return the suspects of *text*, after making sure that MyST sees the same."""
    lines = text.splitlines()
    listed = [(each.line_index, each.code, each.text) for each in as_text_markdown(lines).suspects]
    assert {code for _, code, _ in listed} == eaten(lines)
    return listed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::{turn} gorbachev\ntext", [OpenFence(0, ":::", "turn")]),
        (":::{turn} gorbachev\ntext\n:::", []),
        ("text\n\n```{ednote} x\n:type: editor", [OpenFence(2, "```", "ednote")]),
        ("~~~python\nx", [OpenFence(0, "~~~", "python")]),
        ("````\nx\n```", [OpenFence(0, "````", "")]),
        ("```\nx\n`````  ", []),
        (":::{a}\n::::{b}\nx\n:::", []),
        (":::{a}\n```{b}\nx", [OpenFence(0, ":::", "a"), OpenFence(1, "```", "b")]),
        ("::::{a}\n:::{b}\nx\n:::\n::::", []),
        ("```python\n:::{turn} x\n```", []),
        ("    :::{turn} x", []),
        ("``` a `b` c", []),
        ("::: text\nx", [OpenFence(0, ":::", "text")]),
        (":: text\nx", []),
    ],
)
def test_fences_that_are_not_closed(text: str, expected: list[OpenFence]) -> None:
    assert unclosed_fences(text.splitlines()) == tuple(expected)


def test_outer_fence_with_too_few_colons_leaves_the_inner_one_open() -> None:
    text = ":::{transcript}\n:::{turn} kim\nYes.\n:::\nNo.\n:::"
    transcript = next(token for token in markdown(text.splitlines())[0])
    content = transcript.content.splitlines()
    assert unclosed_fences(content) == (OpenFence(0, ":::", "turn"),)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[Laughter]: Thanks", 0, "[Laughter]: Thanks"),
        ("Yes.\n\n[Laughter]: Thanks\nMore", 2, "[Laughter]: Thanks"),
        ("[Laughter and\napplause]: <Thanks>", 0, "[Laughter and\napplause]: <Thanks>"),
        ('[a]:\nb\n"title"\nc', 0, '[a]:\nb\n"title"'),
        ('[a]: b\n"title" c', 0, "[a]: b"),
        ("- [a]: (b)", 0, "[a]: (b)"),
        ("> [a]: b", 0, "[a]: b"),
    ],
)
def test_link_definition_vanishes(text: str, line: int, words: str) -> None:
    assert found(text) == [(line, "link_definition", words)]


@pytest.mark.parametrize(
    "text",
    [
        "[Laughter]: Thanks to all",
        "[Laughter] Thanks",
        "[^x]: a note",
        "Yes.\n[Laughter]: Thanks",
        "[ ]: Thanks",
        "[a]: b)",
        "[a [b]]: c",
        "[a\n\nb]: c",
        "```\n[a]: b\n```",
        ":::{turn} x\n[a]: b\n:::",
    ],
)
def test_what_is_no_link_definition_is_not_suspected(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("He said <inaudible> no", 0, "<inaudible>"),
        ("Yes.\nHe <b\nc='d'> no", 1, "<b\nc='d'>"),
        ("a </b> c", 0, "</b>"),
        ("a <!-- b --> c", 0, "<!-- b -->"),
        ("<inaudible>\nno", 0, "<inaudible>"),
        ("Yes.\n\n<!-- b\n\nc", 2, "<!-- b"),
        ("<title of the paper", 0, "<title of the paper"),
        ("- <i>", 0, "<i>"),
        ("[^x]: <i>", 0, "<i>"),
        ("# a <i> b", 0, "<i>"),
        ("`a <i>` ``<b>", 0, "<b>"),
    ],
)
def test_raw_html_is_no_text(text: str, line: int, words: str) -> None:
    assert found(text) == [(line, "raw_html", words)]


@pytest.mark.parametrize(
    "text",
    [
        "<https://example.org/a> <a@example.org>",
        "`<b>` and ``a ` <b>`` and {emend}`policy. <policy>`",
        "`a\n<b> c`",
        "a < b > c",
        "a \\<b> c",
        "a <5> c",
        "<b",
        "```\n<b>\n```",
    ],
)
def test_angle_brackets_that_stay_are_not_suspected(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("    words", 0), ("Yes.\n\n    words\n    more\n\nNo.", 2), ("\twords", 0)],
)
def test_indented_paragraph_becomes_code(text: str, line: int) -> None:
    assert found(text) == [(line, "indented_code", "words")]


@pytest.mark.parametrize(
    "text",
    [
        "Yes.\n    words",
        "- a\n\n    words",
        "1. a\n\n    words",
        "[^x]: a\n\n    words",
        "   words",
    ],
)
def test_indent_that_belongs_to_a_block_is_not_suspected(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990. It was", [0]),
        ("3) The ambassador", [0]),
        ("Yes.\n\n1990. It was", [2]),
        ("0. It was", [0]),
        ("01. It was", [0]),
        ("1. a\n2. b\n4. c", [2]),
        ("1. a\n\n2) b", [2]),
        ("1. a\n2. b\n\nText\n\n3. c", [5]),
        ("1. a\n2. b\n1. c", [2]),
        ("- 1990. It was", [0]),
        ("> 1990. It was", [0]),
        ("[^x]: 1990. It was", [0]),
        ("1990. 5. It was", [0, 0]),
    ],
)
def test_number_that_would_be_a_list_is_suspected(text: str, expected: list[int]) -> None:
    listed = found(text)
    assert [line for line, _, _ in listed] == expected
    assert {code for _, code, _ in listed} == {"ordered_list"}


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n2. b\n\n3. c",
        "1. a\n   - b\n2. c",
        "1. a\n1. b",
        "It was in\n1990. It was",
        "1990 It was",
        "1990.It was",
        "1234567890. It was",
        "1990\\. It was",
    ],
)
def test_lists_and_sentences_are_not_suspected(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        ("% of them", 0, "comment", "% of them"),
        ("Yes.\n\n% a\n\nNo.", 2, "comment", "% a"),
        ("Yes\n% no", 1, "comment", "% no"),
        ("- % no", 0, "comment", "% no"),
        ("> % no", 0, "comment", "% no"),
        ("[^x]: % no", 0, "comment", "% no"),
        ("+++ more", 0, "block_break", "+++ more"),
        ("+ + + more", 0, "block_break", "+ + + more"),
        ("(Laughter)=", 0, "target", "(Laughter)="),
        ("Yes.\n(a (b))= ", 1, "target", "(a (b))="),
        ("| a | b |\n|--|--|\n| c | d | e |", 2, "table_row", "d | e |"),
        ("Yes.\na | b\n--|--\nc | d\nc | d | e", 4, "table_row", "d | e"),
        ("| a |\n---\n| c | d |", 2, "table_row", "c | d |"),
    ],
)
def test_what_myst_does_not_print_is_suspected(text: str, line: int, code: str, words: str) -> None:
    assert found(text) == [(line, code, words)]


@pytest.mark.parametrize(
    "text",
    [
        "5 % of them", r"\% no", "    + + +", "++ more", "- + +", "(a) = b", "(a)= b", "()=",
        "```\n% no\n```", "| a | b |\n|--|--|\n| c | d |", "| a | b |\n|--|--|\n| c |",
        "| a | b |\n|--|--|\n| c | d \\| e |", "| a | b |\n|--|\n| c | d | e |",
        "a | b | c", "| a | b |\n|--|--|\n\nc | d | e",
    ],
)  # fmt: skip
def test_signs_that_are_printed_are_not_suspected(text: str) -> None:
    assert [code for _, code, _ in found(text) if code != "indented_code"] == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| c | d | e |", r"| c | d \| e |"),
        ("c | d | e | f", r"c | d \| e \| f"),
        (r"| c | d \| e | f |", r"| c | d \| e \| f |"),
    ],
)
def test_cells_without_a_head_are_kept_in_the_last(row: str, expected: str) -> None:
    lines = ["a | b", "--|--", row]
    assert as_text_markdown(lines).lines == [*lines[:2], expected]


def test_each_line_of_a_comment_is_text() -> None:
    lines = ["% a", "% b", "> - % c", "+++ d", "(e)="]
    escaped = as_text_markdown(lines)
    assert [suspect.line_index for suspect in escaped.suspects] == [0, 1, 2, 3, 4]
    assert escaped.lines == [r"\% a", r"\% b", r"> - \% c", r"\+++ d", r"\(e)="]
    assert eaten(escaped.lines) == set()


def test_suspects_come_in_the_order_of_the_lines() -> None:
    lines = ["1990. <b>", "", "    code", "", "[a]: b"]
    assert as_text_markdown(lines).suspects == (
        Suspect(0, "ordered_list", "1990. <b>"),
        Suspect(0, "raw_html", "<b>"),
        Suspect(2, "indented_code", "code"),
        Suspect(4, "link_definition", "[a]: b"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990. It was", r"1990\. It was"),
        ("3) It was  ", r"3\) It was  "),
        ("1990. 1990. It", r"1990\. 1990\. It"),
        ("- 1990. It", r"- 1990\. It"),
        ("1. It was", "1. It was"),
        ("```\n1990. It\n```", "```\n1990. It\n```"),
    ],
)
def test_escaped_number_is_printed_as_written(text: str, expected: str) -> None:
    escaped = as_text_markdown(text.splitlines()).lines
    assert escaped == expected.splitlines()
    assert "ordered_list" not in eaten(escaped)


def no_name(_signs: str, info: str) -> bool:
    return not info.startswith("{")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::: a b\nc\n:::\nd", "\\:\\:\\: a b\nc\n\nd"),
        ("````a\nc\n````` \nd", "\\`\\`\\`\\`a\nc\n\nd"),
        ("- ~~~ a\n  ~~~\n- b", "- \\~\\~\\~ a\n\n- b"),
        ("::: a\n:::{b}\n::: c\n:::\n:::", "\\:\\:\\: a\n:::{b}\n::: c\n:::\n"),
        (":::\n::: a\n:::", ":::\n\\:\\:\\: a\n:::"),
        ("- a\n::: b\n  ::: c", "- a\n\\:\\:\\: b\n  \\:\\:\\: c"),
        ("```\n::: a\n```", "```\n::: a\n```"),
        ("    ::: a", "    ::: a"),
    ],
)
def test_fence_that_names_nothing_is_text(text: str, expected: str) -> None:
    escaped = as_text_markdown(text.split("\n"), no_name)
    assert escaped.lines == expected.split("\n")
    again = as_text_markdown(escaped.lines, no_name)
    assert [suspect.code for suspect in again.suspects if suspect.code == "fence"] == []


markdown_lines = st.lists(
    st.sampled_from(
        ["", "", "words", "a <i> b", "<b>", "<div", "<!-- c", "c -->", "`<b>`", "``x", "`",
         "- a", "-", "* 5. x", "  in two", "    in four", "      in six", "\ttab", "1. one",
         "2. two", "3) x", "1) y", "1990. It", "1990. 1991. y", "[a]: b", "[a]: b c", "[a b",
         "c]: d", "[a]:", "'t'", "[^n]: note", ":::", "```", ":::{turn} x", "```{e}", "# h",
         "***", "% c", "\\<b>", "{r}`x <b>`", "% <b>", "+++ c", "`` <b> `c`",
         r"\`a <b> `", "`c` <b> `d`", "+ + + c", "(c d)=", "(c)= d",
         "a | b", "| a |", "|---|---|", "-|-", "--- | :-:", "---", "| c | d | e |", "c | d | e",
         r"c | d \| e", "> c | d | e", "|"]
    ),
    max_size=6,
)  # fmt: skip


@given(markdown_lines)
@example(["- a", "2. two"])
@example(["- a | b", "-|-", "c | d | e"])
@example(["| a |", "---", "| c | d | e |"])
@example(["[a]: b", "3) x"])
def test_suspected_is_what_myst_eats(lines: list[str]) -> None:
    suspected = {suspect.code for suspect in as_text_markdown(lines).suspects}
    # A number that becomes text may leave a table below it.
    assert suspected - {"table_row"} == eaten(lines) - {"table_row"}
    assert suspected >= eaten(lines)


@given(markdown_lines)
@example(["2. two", "a | b", "|---|---|", "| c | d | e |"])
def test_escaping_leaves_no_number_to_a_list_and_changes_nothing_else(lines: list[str]) -> None:
    escaped = as_text_markdown(lines).lines
    assert [line.replace("\\", "") for line in escaped] == [
        line.replace("\\", "") for line in lines
    ]
    assert "ordered_list" not in {suspect.code for suspect in as_text_markdown(escaped).suspects}
    assert not recounted(markdown(escaped)[0])
    assert not any(cut_rows(markdown(escaped)[0], escaped))


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    lines = text.split("\n")
    assert all(0 <= suspect.line_index < len(lines) for suspect in as_text_markdown(lines).suspects)
    assert all(0 <= fence.line_index < len(lines) for fence in unclosed_fences(lines))
    assert len(as_text_markdown(lines).lines) == len(lines)
    assert len(as_text_rst(lines).lines) == len(lines)


def doctree(lines: Iterable[str]) -> nodes.document:
    """Return what docutils makes of *lines*, the content of a directive."""
    settings = {"report_level": 5, "halt_level": 5, "_disable_config": True}
    content = [f"   {line}" if line.strip() else "" for line in lines]
    text = [".. container::", "", *content] if any(content) else []
    return publish_doctree("\n".join(text), settings_overrides=settings)


def printed(lines: Iterable[str]) -> str:
    """Return what docutils prints of *lines*, without what it says of them itself."""
    document = doctree(lines)
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, nodes.Invisible | nodes.transition):
            node.parent.remove(node)
    for message in list(document.findall(nodes.system_message)):
        # The directives keep the words that it refuses.
        refused = [nodes.paragraph("", it.astext()) for it in message.findall(nodes.literal_block)]
        message.parent.replace(message, refused)
    return " ".join(document.astext().split())


@pytest.mark.parametrize(
    ("paragraph", "written"),
    [
        ("M. S. GORBACHEV. Cde. Najibullah.", r"M\. S. GORBACHEV. Cde. Najibullah."),
        ("A. OKOYE. Yes.", r"A\. OKOYE. Yes."),
        ("1990. It was", r"1990\. It was"),
        ("(a) one", r"(a\) one"),
        ("iv) four", r"iv\) four"),
        ("XIV. The point", r"XIV\. The point"),
        ("A.", r"A\."),
    ],
)
def test_enumerator_is_eaten_by_docutils_and_is_text_when_escaped(
    paragraph: str, written: str
) -> None:
    assert doctree([paragraph]).astext() != paragraph
    lines = ["Before.", "", paragraph, "", "After."]
    escaped = as_text_rst(lines).lines
    assert escaped == ["Before.", "", written, "", "After."]
    assert doctree(escaped).astext().split("\n\n") == ["Before.", paragraph, "After."]


@pytest.mark.parametrize("line", [r"\A. OKOYE. Yes.", r"A\. OKOYE. Yes.", r"\YELTSIN. No."])
def test_backslash_of_an_editor_is_left_as_it_is(line: str) -> None:
    assert as_text_rst([line]).lines == [line]


def test_automatic_list_stays_a_list() -> None:
    lines = ["#. one", "#. two"]
    assert as_text_rst(lines).lines == lines
    assert len(list(doctree(lines).findall(nodes.list_item))) == 2


def test_enumerator_in_a_bullet_is_text() -> None:
    escaped = as_text_rst(["- A. OKOYE. Yes.", "- B. KIM. No."]).lines
    assert escaped == ["- A\\. OKOYE. Yes.", "- B\\. KIM. No."]
    assert [item.astext() for item in doctree(escaped).findall(nodes.list_item)] == [
        "A. OKOYE. Yes.",
        "B. KIM. No.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["A literal::", "", "    A. one", "", "    B. two"],
        [".. note::", "", "   A. one"],
        ["It was in", "A. OKOYE's house"],
        ["Mr. A. OKOYE"],
        ["10th. It was"],
        ["A.OKOYE"],
    ],
)
def test_what_starts_no_paragraph_of_the_content_is_left_alone(lines: list[str]) -> None:
    assert as_text_rst(lines).lines == lines


def test_indent_of_the_whole_content_is_its_own() -> None:
    lines = ["   A. one", "", "   .. note::", "", "      B. two"]
    assert as_text_rst(lines).lines == ["   A\\. one", *lines[1:]]


@pytest.mark.parametrize(
    "lines",
    [
        ["  A. in a quotation"],
        ["- words", "", "  A. in an item"],
        ["#. A. in an automatic list"],
        [":to: A. in a field"],
        [".. [#key] A. in a note", "", "   B. and in its second paragraph"],
        ["-v  a dash and two blanks"],
        ["--yes  two dashes"],
        [">>> quoted thrice"],
        ["A line", "======"],
        ["Signed", "______"],
        ["-----"],
        ["*****"],
        ["* * *"],
        ["He said::"],
        ["He said ::", "", "and went."],
        ["::"],
        ["He said::", "", "- one", "- two"],
        ["__ a place for a name"],
        ["____"],
    ],
)
def test_text_that_docutils_would_read_otherwise_is_printed_as_written(lines: list[str]) -> None:
    before = ["Before.", "", *lines, "", "After."]
    without_signs = {":to: A.": "to A.", "#. ": "", "- words": "words", ".. [#key]": "1"}
    escaped = as_text_rst(before)
    assert escaped.suspects == ()
    expected = " ".join(" ".join(before).split())
    for sign, shown in without_signs.items():
        expected = expected.replace(sign, shown)
    if "- one" in lines:
        expected = expected.replace("- ", "")
    assert printed(escaped.lines) == expected


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ([".. and so on"], "comment", 2),
        ([".. and so on", "   and on", "", "   and on"], "comment", 2),
        (["..", "   and so on"], "comment", 2),
        ([".. [Laughter in the hall] and so on"], "comment", 2),
        ([".. |x| and so on"], "comment", 2),
        (["- .. and so on"], "comment", 2),
        (["  .. and so on"], "comment", 2),
        ([".. _he: said so"], "target", 2),
        ([".. _he said so"], "target", 2),
    ],
)
def test_words_that_docutils_would_drop_are_text_and_suspected(
    lines: list[str], code: str, line: int
) -> None:
    before = ["Before.", "", *lines, "", "After."]
    escaped = as_text_rst(before)
    assert [(found.line_index, found.code) for found in escaped.suspects] == [(line, code)]
    words = " ".join(" ".join(before).split()).replace("- ..", "..")
    assert printed(escaped.lines) == words


@pytest.mark.parametrize(
    "lines",
    [
        ["..", "", "  A quotation."],
        [".. _label:"],
        [".. _link: https://example.org/"],
        ["__ https://example.org/"],
        ["__ label_"],
        [".. |x| replace:: words"],
        [".. [CIT2002] A citation."],
        [".. note:: Words.", "", "   A. literal"],
        ["He said::", "", "    A. literal"],
        ["| A. verse", "| and more"],
        ["= =", "A b", "= ="],
        ["+---+", "| a |", "+---+"],
        ["- one", "- two"],
    ],
)
def test_what_is_meant_as_markup_stays_markup(lines: list[str]) -> None:
    assert as_text_rst(lines) == (lines, ())
    assert as_text_rst(lines, flush=True) == (lines, ())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["KIM. One", "  two.", "", "Three."], ["KIM. One", "two.", "", "Three."]),
        (["One", "two", "    three"], ["One", "two", "three"]),
        (["- one", "    two", "  three"], ["- one", "  two", "  three"]),
        (["One.", "", "  Quoted."], ["One.", "", "  Quoted."]),
        (["- one", "  two"], ["- one", "  two"]),
    ],
)
def test_a_line_that_is_indented_deeper_goes_on_with_its_paragraph(
    lines: list[str], expected: list[str]
) -> None:
    assert as_text_rst(lines).lines == lines
    assert as_text_rst(lines, flush=True).lines == expected
    assert list(doctree(expected).findall(nodes.definition_list)) == []


rst_lines = st.lists(
    st.sampled_from(
        ["", "", "", "words", "A. OKOYE. Yes.", "M. S. KIM", "1990. It", "(a) one", "iv) four",
         "- b", "- A. two", "#. auto", "  deep", "..", ".. comment", "B.", "XIV. x", "DI. y",
         "    deeper", "   C. three", ">>> said", "-v  opt", "====", "-----", "___", "**", "::",
         "ends::", "  ends ::", ":to: Moscow", ".. [#] note", ".. [1] A. note", "__ blank", "__",
         ".. _x: y z", "| verse", "- - x", "* * *", "-", "  .. lost", "- .. gone", "+--+"]
    ),
    max_size=8,
)  # fmt: skip


@given(lines=rst_lines, flush=st.booleans())
def test_escaped_text_has_no_list_but_the_automatic(*, lines: list[str], flush: bool) -> None:
    escaped = as_text_rst(lines, flush=flush).lines
    assert [line.replace("\\", "").strip() for line in escaped] == [line.strip() for line in lines]
    document = doctree(escaped)
    assert all(comment.astext() == "" for comment in document.findall(nodes.comment))
    automatic = any("#. auto" in line for line in lines)
    assert automatic or not list(document.findall(nodes.enumerated_list))


@given(lines=rst_lines, flush=st.booleans())
@example(lines=["A. OKOYE. Yes.", "    deeper", "ends::"], flush=True)
def test_no_word_of_escaped_text_is_lost(*, lines: list[str], flush: bool) -> None:
    written = re.findall(r"[^\W\d_]+", " ".join(lines))
    shown = re.findall(r"[^\W\d_]+", printed(as_text_rst(lines, flush=flush).lines))
    assert shown == written

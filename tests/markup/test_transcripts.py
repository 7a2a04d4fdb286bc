"""Turns: who speaks, what belongs to a turn, and under which number it is cited."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, cast

import pytest
from docutils import nodes

from sphinxext_archival.nodes import (
    archival_headnote,
    archival_insertion_block,
    archival_page,
    archival_speaker,
    archival_stage,
    archival_transcript,
    archival_turn,
)

from .conftest import LANGUAGES, SNIPPETS, linked_names, page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build

    Snippet = Callable[[str], nodes.document]


def turns(document: nodes.document) -> list[tuple[str, str, str]]:
    """Return the number, the label and the speakers of each turn."""
    return [
        (turn["number"], turn["label"], " ".join(turn["speakers"]))
        for turn in document.findall(archival_turn)
    ]


def paragraphs(element: nodes.Element) -> list[tuple[list[str], str]]:
    """Return the anchors and the text of each direct paragraph of *element*."""
    return [
        (child["ids"], child.astext())
        for child in element.children
        if isinstance(child, nodes.paragraph)
    ]


def first_turn(document: nodes.document) -> archival_turn:
    return next(document.findall(archival_turn))


def test_label_of_a_participant_opens_a_turn(snippet: Snippet) -> None:
    assert turns(snippet("transcript")) == [
        ("1", "M. S. GORBACHEV.", "gorbachev"),
        ("2", "NAJIBULLAH.", "najibullah"),
        ("3", "GORBACHEV:", "gorbachev"),
    ]


def test_paragraph_before_the_first_label_belongs_to_nobody(snippet: Snippet) -> None:
    transcript = next(snippet("transcript").findall(archival_transcript))
    assert paragraphs(transcript) == [([], "The conversation began at noon.")]


def test_label_stands_in_its_paragraph_as_written(snippet: Snippet) -> None:
    turn = first_turn(snippet("transcript"))
    assert paragraphs(turn) == [
        (
            ["dtranscript-t1-p1"],
            "M. S. GORBACHEV. Cde. Najibullah, I welcome you to Moscow.",
        )
    ]


def test_paragraph_without_a_label_belongs_to_the_turn(snippet: Snippet) -> None:
    second = list(snippet("transcript").findall(archival_turn))[1]
    assert [ids for ids, _text in paragraphs(second)] == [
        ["dtranscript-t2-p1"],
        ["dtranscript-t2-p2"],
    ]


def test_every_block_belongs_to_the_turn_until_the_next_label(snippet: Snippet) -> None:
    document = snippet("blocks-in-turn")
    first, second = document.findall(archival_turn)
    blocks = [type(child).__name__ for child in first.children]
    assert blocks == [
        "paragraph", "bullet_list", "paragraph", "block_quote", "table", "literal_block", "note",
    ]  # fmt: skip
    assert [ids for ids, _text in paragraphs(first)] == [
        ["dblocks-in-turn-t1-p1"],
        ["dblocks-in-turn-t1-p2"],
    ]
    assert second.astext() == "NAJIBULLAH. I agree."


def test_label_alone_on_its_line_opens_a_turn(snippet: Snippet) -> None:
    first, second = snippet("label-alone").findall(archival_turn)
    assert first.astext() == "M. S. GORBACHEV\nI welcome you to Moscow."
    assert paragraphs(second) == [
        ([], "NAJIBULLAH:"),
        (["dlabel-alone-t2-p1"], "I am thankful."),
    ]


def test_remark_before_the_delimiter_belongs_to_the_label(snippet: Snippet) -> None:
    assert turns(snippet("label-remark")) == [
        ("1", "GORBACHEV (to Shevardnadze).", "gorbachev"),
        ("2", "SHEVARDNADZE [after a pause]:", "shevardnadze"),
    ]


def test_label_may_be_bold_or_in_italics_in_whole_or_in_part(snippet: Snippet) -> None:
    document = snippet("bold-label")
    assert [label for _number, label, _speakers in turns(document)] == [
        "M. S. GORBACHEV.",
        "NAJIBULLAH:",
        "M. S. GORBACHEV.",
    ]
    assert [turn.astext() for turn in document.findall(archival_turn)] == [
        "M. S. GORBACHEV. I welcome you.",
        "NAJIBULLAH: I am thankful.",
        "M. S. GORBACHEV. And I am glad.",
    ]


def test_group_speaks_as_a_person_does(snippet: Snippet) -> None:
    assert turns(snippet("groups"))[0] == ("1", "VOICES.", "voices")


def test_addressee_is_not_a_label(snippet: Snippet) -> None:
    document = snippet("addressee")
    assert [speakers for _number, _label, speakers in turns(document)] == [
        "gorbachev",
        "najibullah",
    ]
    assert first_turn(document).astext() == "GORBACHEV. Najibullah. I do not agree."


def test_backslash_makes_a_label_text(snippet: Snippet) -> None:
    (turn,) = snippet("silenced-label").findall(archival_turn)
    assert [text for _ids, text in paragraphs(turn)] == [
        "GORBACHEV. One word only:",
        "RESOLVED. It stands so in the minutes.",
        "NAJIBULLAH. It is a name, and he does not speak.",
    ]


def test_backslash_that_silences_no_label_is_a_word(build: Build) -> None:
    words = ["\\begin{x} It goes on.", "\\Users is a folder.", "*\\alpha* and beta."]
    silenced = ["\\A B. It is text.", "*\\RESOLVED.* It is text."]
    text = "\n\n".join([*words, *silenced, "{page}`2` \\A B. It is text.", "A B. He speaks."])
    page = (
        f"# One\n\n:::{{document}} one\n:::\n\n:::{{transcript}}\n:speakers: A B\n\n{text}\n:::\n"
    )
    built = build({"one.md": page}, "dummy")
    assert built.warnings == []
    (transcript,) = built.doctree("one").findall(archival_transcript)
    assert [block.astext() for block in transcript.children] == [
        *(word.replace("*", "") for word in words),
        "A B. It is text.",
        "RESOLVED. It is text.",
        " A B. It is text.",
        "A B. He speaks.",
    ]


def test_labels_may_be_given_for_one_transcript(snippet: Snippet) -> None:
    assert turns(snippet("speakers-option")) == [
        ("1", "INTERPRETER.", ""),
        ("2", "THE GUEST.", "najibullah"),
    ]


def test_stage_remark_stays_in_its_place_without_a_number(snippet: Snippet) -> None:
    turn = first_turn(snippet("stage"))
    children = cast("list[nodes.Element]", turn.children)
    assert [(type(child).__name__, child["ids"]) for child in children] == [
        ("paragraph", ["dstage-t1-p1"]),
        ("archival_stage", []),
        ("archival_stage", []),
        ("paragraph", ["dstage-t1-p2"]),
        ("paragraph", ["dstage-t1-p3"]),
    ]
    assert [stage.astext() for stage in turn.findall(archival_stage)] == [
        "[Laughter]",
        "(Applause.)",
    ]


def test_turn_written_out_prints_the_first_label_or_the_one_given(snippet: Snippet) -> None:
    assert turns(snippet("turn")) == [
        ("1", "M. S. GORBACHEV.", "gorbachev"),
        ("2", "NAJIBULLAH.", "najibullah"),
        ("3", "UNIDENTIFIED SPEAKER:", ""),
        ("4", "EH. A. SHEVARDNADZE.", "shevardnadze"),
        ("5", "M. S. GORBACHEV, NAJIBULLAH.", "gorbachev najibullah"),
    ]


def test_doubtful_attribution_is_recorded(snippet: Snippet) -> None:
    fourth = list(snippet("turn").findall(archival_turn))[3]
    assert (fourth["cert"], fourth["resp"]) == ("low", "Gary Goldberg")


def test_turn_written_out_may_stand_among_labels(snippet: Snippet) -> None:
    assert turns(snippet("turn-in-transcript")) == [
        ("1", "GORBACHEV.", "gorbachev"),
        ("2", "The guest.", "najibullah"),
        ("3", "GORBACHEV.", "gorbachev"),
    ]


def test_numbers_go_on_through_all_transcripts_of_a_document(snippet: Snippet) -> None:
    document = snippet("several-transcripts")
    assert [number for number, _label, _speakers in turns(document)] == ["1", "2", "3"]
    assert [turn["ids"] for turn in document.findall(archival_turn)] == [
        ["dseveral-transcripts-t1"],
        ["dseveral-transcripts-t2"],
        ["dseveral-transcripts-t3"],
    ]


def test_pinned_number_is_kept_and_counted_on_from(snippet: Snippet) -> None:
    document = snippet("pinned-turns")
    assert [number for number, _label, _speakers in turns(document)] == ["1", "1a", "12", "13"]


@pytest.mark.parametrize("part", [1, 2])
def test_part_of_a_document_has_an_anchor_of_its_own(snippet: Snippet, part: int) -> None:
    headnote = next(snippet(f"parts-{part}").findall(archival_headnote))
    assert (headnote["identifier"], headnote["part"]) == ("parts", part)
    assert headnote["ids"] == [{1: "dparts", 2: "dparts-part2"}[part]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_later_part_counts_on(build: Build, language: str) -> None:
    names = [f"parts-{part}" for part in (1, 2)]
    files = {f"{name}.{LANGUAGES[language]}": page_of(name, language) for name in names}
    files["register.yml"] = (SNIPPETS / "register.yml").read_text(encoding="utf-8")
    built = build(files, "pseudoxml", confoverrides={"archival_registers": ["register.yml"]})
    second = built.output("parts-2.pseudoxml")
    for anchor in ("dparts-part2", "dparts-t3", "dparts-t3-p1", "dparts-n2", "dparts-n2-ref1"):
        assert f'ids="{anchor}"' in second
    assert built.warnings == []


def test_page_of_the_source_may_begin_with_a_label(snippet: Snippet) -> None:
    document = snippet("page")
    assert [label for _number, label, _speakers in turns(document)] == ["GORBACHEV.", "NAJIBULLAH."]
    first = first_turn(document)[0]
    assert isinstance(first.children[0], archival_page)
    assert isinstance(first.children[2], archival_speaker)
    assert [page["n"] for page in document.findall(archival_page)] == ["1", "2", "3", "?"]
    assert document.astext().count("thankful") == 1


def test_label_links_its_speaker(snippet: Snippet) -> None:
    speaker = next(snippet("transcript").findall(archival_speaker))
    assert linked_names(speaker) == [("gorbachev", "M. S. GORBACHEV.")]


def test_inserted_paragraphs_belong_to_the_turn(snippet: Snippet) -> None:
    first, _second = snippet("insertion-block").findall(archival_turn)
    (block,) = first.findall(archival_insertion_block)
    assert (block["kind"], block["resp"]) == ("omission", "editor")


def test_nothing_is_registered_globally(build: Build) -> None:
    page = "# Page\n\n:::{turn} gorbachev\nWords.\n:::\n"
    built = build({"page.md": page}, "text", confoverrides={"primary_domain": None})
    assert ["Unknown directive type: 'turn'" in warning for warning in built.warnings] == [True]


LINES = """\
# One

:::::{document} one
:::::

::::::{transcript}
OPTION:::::{turn} anna
:label: ANNA.

::::{insertion}
:::{turn} boris
:label: BORIS.

Words.
:::

Words.
::::
:::::

CAPTAIN BRANDT. Words.
::::::
"""


@pytest.mark.skipif(
    version("myst-parser") < "5", reason="MyST counts lines within directives since version 5"
)
@pytest.mark.parametrize("option", ["", "\n", "\n\n", ":speakers: A B\n", ":speakers: A B\n\n"])
def test_lines_are_counted_as_in_the_file(build: Build, option: str) -> None:
    written = LINES.replace("OPTION", option)
    built = build({"one.md": written}, "dummy")
    lines = written.splitlines()
    (said,) = [text for text in built.warnings if "CAPTAIN" in text]
    assert said.startswith(f"one.md:{lines.index('CAPTAIN BRANDT. Words.') + 1}:")
    blocks = [*built.doctree("one").findall(nodes.paragraph)]
    found = [block.line for block in blocks if block.astext().endswith("Words.")]
    assert found == [at + 1 for at, line in enumerate(lines) if line.endswith("Words.")]


@pytest.mark.skipif(
    version("myst-parser") < "5", reason="MyST counts lines within directives since version 5"
)
def test_lines_are_counted_within_directives_of_others_too(build: Build) -> None:
    page = (
        ":::::{note}\n::::{container} x\n:::{transcript}\n:speakr: A\nCAPTAIN BRANDT. Words.\n"
        "\nCAPTAIN FRANK. Words.\n:::\n::::\n:::::\n"
    )
    built = build({"one.md": f"# One\n\n:::{{document}} one\n:::\n\n{page}"}, "dummy")
    found = [text.partition(": WARNING: ") for text in built.warnings]
    assert [place for place, _, said in found if "CAPTAIN" in said] == ["one.md:10", "one.md:12"]
    assert [place for place, _, said in found if "speakr" in said] == ["one.md:9"]

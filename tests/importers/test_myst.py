"""A draft, written as MyST and read by MyST, is the draft: its words, its turns, its kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sphinxext_archival.importers.draft import (
    Draft,
    Emendation,
    Emphasis,
    Enclosure,
    Entry,
    Feature,
    Heading,
    Insertion,
    ListBlock,
    Mention,
    Note,
    NoteRef,
    Page,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    Turn,
    inline_text,
    inner_blocks,
    walk_inline,
)
from sphinxext_archival.importers.myst import write_document
from sphinxext_archival.importers.register import merge_register
from sphinxext_archival.model.phrases import KINDS
from sphinxext_archival.nodes import (
    archival_note,
    archival_noteref,
    archival_page,
    archival_transcript,
    archival_turn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_archival.importers.draft import Block, Inline
    from tests.conftest import Build, Built

# A draft takes long to shrink: each try is a build.
PHASES = [phase for phase in Phase if phase.name not in {"shrink", "explain"}]
SETTINGS = settings(
    max_examples=15,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# What Markdown, MyST and our own markup would read into a text.
SIGNS = st.sampled_from([
    "*", "**", "_", "__", "`", "``", "<b>", "</i>", "<!-- x -->", "<inaudible>", "#", "##",
    "1.", "12)", "-", "+", ">", ":::", ":", "\\", "\\a", "$5", "$$", "|", "| a | b |", "~~",
    "~~~", "```", "&amp;", "&#42;", "&", "[x](y)", "[x]: y", "![x](y)", "[^1]", "^[2]",
    "{x}`y`", "{.gloss}", "{{x}}", "{%", "---", "===", "(x)=", "%", "+++", "ADLER:", "ADLER.",
    "BORUN (aside):", "YELTSIN.", "Mr. LOTT.", "com. ADLER O.P.", "1st SPEAKER:", "TO: X",
    "http://a.example/b_c", "a_b_c", "...", "--", '"q"', "'s", "(c)", "é", "Горбачёв",
    "\u00a0", "«да»", "!", "@x", "word", "Words", "of", "a", "1990", "\n", "    ", "\t",
    "[economy]", "P[eter]", "[sic]", "[ ", "]", "[[", "=",
])  # fmt: skip
TEXTS = st.lists(SIGNS, min_size=1, max_size=6).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)
SAFE = st.sampled_from(
    ["economy", "navedeniye", "5?", "eter", "sic", "one word missing", "12", "a b"]
)


def texts() -> st.SearchStrategy[Inline]:
    return TEXTS.map(Text)


def inline(depth: int = 2) -> st.SearchStrategy[tuple[Inline, ...]]:
    leaves = [
        texts(),
        st.sampled_from(["1", "2"]).map(NoteRef),
        st.sampled_from(["?", "12", "iv"]).map(Page),
        st.builds(
            lambda w: Mention("adler", (Text(w),)), st.sampled_from(["him", "O. P. Adler", "<x>"])
        ),
        st.builds(
            Emendation,
            st.sampled_from(["policy.", "a <b>"]),
            st.sampled_from(["policy .", "", "x`y"]),
        ),
    ]
    if depth:
        inner = inline(depth - 1)
        leaves += [
            st.builds(Insertion, SAFE.map(lambda w: (Text(w),)), st.sampled_from(["", *KINDS])),
            st.builds(
                Insertion,
                inner,
                st.sampled_from(["", "gloss", "supplied"]),
                st.sampled_from(["", "editor"]),
            ),
            st.builds(Emphasis, inner),
            st.builds(Strong, inner),
            st.builds(lambda c: Feature("deleted", c, (("place", "the margin"),)), inner),
        ]
    return st.lists(st.one_of(*leaves), min_size=1, max_size=4).map(tuple)


PARAGRAPHS = inline().map(Paragraph).filter(lambda p: bool(inline_text(p.content).strip()))
SIMPLE = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS,
    st.builds(
        ListBlock,
        st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=2), min_size=1, max_size=3),
        st.booleans(),
    ),
    st.builds(Quotation, st.lists(PARAGRAPHS, min_size=1, max_size=2)),
    st.builds(
        Table,
        st.lists(
            st.lists(texts().map(lambda text: (text,)), min_size=1, max_size=3),
            min_size=1,
            max_size=3,
        ),
        st.booleans(),
    ),
)  # fmt: skip
LABELS = st.sampled_from([
    ("ADLER:", ("adler",)), ("O. P. ADLER.", ("adler",)), ("ADLER (aside):", ("adler",)),
    ("UM1:", ()), ("Mr. Börün:", ("borun",)), ("BORUN [reads].", ("borun",)),
    ("ADLER and BORUN:", ("adler", "borun")),
    ("- *?*", ()), ("Male 2", ()), ("#1:", ()), ("“X”;:", ("borun",)),
])  # fmt: skip
TURNS = st.builds(
    lambda label, blocks, alone: Turn((Text(label[0]),), label[1], blocks, alone=alone),
    LABELS,
    st.lists(SIMPLE, min_size=1, max_size=3),
    st.booleans(),
)
BLOCKS = st.one_of(
    PARAGRAPHS, PARAGRAPHS, SIMPLE, TURNS, TURNS, TURNS,
    PARAGRAPHS.map(lambda block: Heading((Text(inline_text(block.content)),))),
    st.builds(
        Enclosure,
        st.just((Text("Annex *1*"),)),
        st.lists(st.one_of(PARAGRAPHS, TURNS), min_size=1, max_size=3),
    ),
)  # fmt: skip
NOTE_WORDS = PARAGRAPHS.filter(
    lambda block: not any(isinstance(item, NoteRef) for item in walk_inline(block.content))
)
ENTRIES = [
    Entry("adler", {"kind": "person", "name": "Oskar Adler", "labels": ["ADLER", "O. P. ADLER"]}),
    Entry("borun", {"kind": "person", "name": "Ada Börün", "labels": ["Mr. Börün", "BORUN"]}),
]


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft("x1", draw(TEXTS), {"place": draw(TEXTS)})
    draft.entries = list(ENTRIES)
    draft.blocks = draw(st.lists(BLOCKS, min_size=1, max_size=12))
    draft.notes = [
        Note("1", [draw(NOTE_WORDS)]),
        Note(
            "2",
            draw(st.lists(NOTE_WORDS, min_size=1, max_size=2)),
            draw(st.sampled_from(["editor", "translator"])),
        ),
    ]  # fmt: skip
    return draft


def said(text: str) -> str:
    """Words as compared: without regard to white space."""
    return " ".join(text.split())


def paragraphs_of(blocks: list[Block]) -> Iterator[str]:
    for block in inner_blocks(blocks):
        if isinstance(block, Turn):
            yield said(inline_text(block.label))
        elif isinstance(block, Enclosure):
            yield said(inline_text(block.heading))
        elif isinstance(block, Table):
            yield from (said(inline_text(cell)) for row in block.rows for cell in row)
        elif isinstance(block, Paragraph | Heading):
            yield said(printed(block.content))


def printed(content: tuple[Inline, ...]) -> str:
    """The words of *content*; what marks a feature is no text, though it has brackets."""
    return inline_text(content)


def build_draft(build: Build, draft: Draft) -> Built:
    register = merge_register("", draft.entries).text
    files = {"page.md": write_document(draft), "register.yml": register}
    return build(files, "dummy", confoverrides={"archival_registers": ["register.yml"]})


def texts_of(element: nodes.Element) -> Iterator[str]:
    """The signs of *element* in their order, without the numbers of notes and without blanks."""
    copy = element.deepcopy()
    for marker in list(copy.findall(archival_noteref)):
        marker.parent.remove(marker)
    for page in list(copy.findall(archival_page)):
        page.parent.remove(page)
    yield "".join("".join(str(text) for text in copy.findall(nodes.Text)).split())


def signs(texts: Iterable[str]) -> str:
    """All signs but blanks."""
    return "".join("".join(texts).split())


@SETTINGS
@given(draft=drafts())
def test_every_word_is_printed_as_it_was(build: Build, draft: Draft) -> None:
    doctree = build_draft(build, draft).doctree("page")
    found = [text for part in doctree.findall(archival_transcript) for text in texts_of(part)]
    assert signs(found) == signs(paragraphs_of(draft.blocks))
    notes = {note["key"]: signs(texts_of(note)) for note in doctree.findall(archival_note)}
    assert notes == {note.key: signs(paragraphs_of(note.blocks)) for note in draft.notes}


@SETTINGS
@given(draft=drafts())
def test_every_turn_has_its_speaker(build: Build, draft: Draft) -> None:
    doctree = build_draft(build, draft).doctree("page")
    found = [tuple(turn["speakers"]) for turn in doctree.findall(archival_turn)]
    assert found == [turn.speakers for turn in draft.turns()]

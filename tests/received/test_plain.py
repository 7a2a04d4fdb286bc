"""Plain text as received: paragraphs, their places, the signs of a nearly Markdown text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival import received
from sphinxext_archival.model.received import (
    BREAK,
    EMPHASIS,
    LINK,
    MARKER,
    NUMBER,
    PAGE,
    STRONG,
    Mark,
    ReceivedError,
)
from sphinxext_archival.received import plain

SEED = Path(__file__).resolve().parents[2] / "corpus" / "sources" / "117254.txt"


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in plain.paragraphs_of(text)]


def marks(text: str) -> list[tuple[str, str, str]]:
    """The kind, the words and the value of each mark."""
    return [
        (mark.kind, paragraph.text[mark.start : mark.end], mark.value)
        for paragraph in plain.paragraphs_of(text)
        for mark in paragraph.marks
    ]


def test_the_seed_is_read_line_by_line() -> None:
    text = received.read(SEED)
    assert text.name == "117254.txt"
    assert text.sha256 == hashlib.sha256(SEED.read_bytes()).hexdigest()
    assert len(text.paragraphs) == 109
    markers = [
        (paragraph.line, mark.value)
        for paragraph in text.paragraphs
        for mark in paragraph.marks
        if mark.kind in {MARKER, NUMBER}
    ]
    assert [label for _line, label in markers] == ["1", "2", "3", "4", "5", *"12345"]
    title = text.paragraphs[1]
    assert title.text.startswith("Record of a Conversation")
    assert title.marks[0] == Mark(STRONG, 0, len(title.text))
    lines = SEED.read_text("utf-8").split("\n")
    for paragraph in text.paragraphs:
        first = paragraph.text.split()[0].strip("[]")
        assert first in lines[paragraph.line - 1]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        (r"today.[\[1\]](#)", "1"),
        (r"today.[\[1\]](#_ftn1)", "1"),
        ("today.[[1]](#)", "1"),
        ("today.^[1]", "1"),
        ("today.[^one]", "one"),
        ("today.<sup>1</sup>", "1"),
        ("today.<sup>[1]</sup>", "1"),
    ],
)
def test_every_spelling_of_a_note_marker_is_one_marker(written: str, label: str) -> None:
    assert texts(written) == [f"today.[{label}]"]
    assert marks(written) == [(MARKER, f"[{label}]", label)]


def test_digits_alone_in_brackets_may_be_a_marker() -> None:
    assert marks("[1] Gorbachev gave") == [(NUMBER, "[1]", "1")]
    assert marks(r"\[12\] Gorbachev gave") == [(NUMBER, "[12]", "12")]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"\[economy\] \* \_ C:\path", r"[economy] * _ C:\path"),
        ("AT&T &amp; &lt;b&gt; &nosuch;", "AT&T & <b> &nosuch;"),
        ("5 * 3 * 2, a_b_c, * * *, word* and other*", "5 * 3 * 2, a_b_c, * * *, word* and other*"),
        ("[a [b] c](x) and [by](sic)", "[a [b] c](x) and [by](sic)"),
        ("co\u00adoperation", "cooperation"),
        ("a\x07b", "a b"),
    ],
)
def test_a_sign_of_the_format_goes_and_a_sign_of_the_text_stays(written: str, text: str) -> None:
    assert texts(written) == [text]


def test_bold_italics_and_links_are_marked() -> None:
    assert marks("A **bold** and *slanted* word, <https://x.org/a> and [here](https://x.org)") == [
        (STRONG, "bold", ""),
        (EMPHASIS, "slanted", ""),
        (LINK, "https://x.org/a", "https://x.org/a"),
        (LINK, "here", "https://x.org"),
    ]


def test_a_full_line_goes_on_and_a_short_one_may_not() -> None:
    full = "This is a line of a letter that was typed as far as the bell rang, and\n"
    wrapped = full * 6 + "so on.\nYours,\nA. B.\n"
    (paragraph,) = plain.paragraphs_of(wrapped)
    assert [mark.kind for mark in paragraph.marks] == [BREAK, BREAK]
    assert [paragraph.line_at(mark.start) for mark in paragraph.marks] == [7, 8]


def test_lines_without_empty_ones_between_them_are_paragraphs() -> None:
    lines = [
        "ADLER: Before we start.",
        "BORUN: Right",
        "[pages missing]",
        "COLE: Ours",
        "A of",
        "b",
    ]
    assert texts("\n".join(lines)) == [*lines[:4], "A of\nb"]


def test_a_form_feed_begins_a_page_and_ends_no_paragraph() -> None:
    first, second = plain.paragraphs_of("for the\feffective workings\n\n\fNew page")
    assert first.text == "for the\neffective workings"
    assert [mark.kind for mark in first.marks] == [PAGE]
    assert not first.after_page
    assert second.after_page
    assert second.line == 3


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_machine(ends: str) -> None:
    read = received.read_bytes(f"One{ends}{ends}Two{ends}".encode(), "a.txt")
    assert [(each.text, each.line) for each in read.paragraphs] == [("One", 1), ("Two", 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_known(encoding: str) -> None:
    read = received.read_bytes("naïve – “so”".encode(encoding), "a")
    assert [paragraph.text for paragraph in read.paragraphs] == ["naïve – “so”"]


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(ReceivedError, match=r"no reader for “\.xyz”"):
        received.read_bytes(b"", "a.xyz")
    with pytest.raises(ReceivedError, match="null bytes"):
        received.read_bytes(b"\xff\x00\x81", "a.txt")
    with pytest.raises(ReceivedError, match="cannot be read"):
        received.read(tmp_path / "absent.txt")


@given(st.text(alphabet="ab[]*_\\^()#123<>& \n\f.-", max_size=200))
def test_places_lead_back_to_the_file(text: str) -> None:
    for paragraph in plain.paragraphs_of(text):
        starts = [place.start for place in paragraph.places]
        assert starts == sorted(starts)
        for mark in paragraph.marks:
            assert 0 <= mark.start <= mark.end <= len(paragraph.text)
        for at, sign in enumerate(paragraph.text):
            if sign.isalpha():
                offset = paragraph.offset_at(at)
                assert text[offset] == sign
                assert paragraph.line_at(at) == text.count("\n", 0, offset) + 1

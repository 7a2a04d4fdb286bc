"""A page of an archive, in whatever layout, is understood alike: who speaks, what is added."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.importers import UnreadableError, import_bytes, import_file
from sphinxext_archival.importers.archive_page.dates import edtf_of
from sphinxext_archival.importers.archive_page.insertions import is_transliterated
from sphinxext_archival.importers.draft import (
    Enclosure,
    Feature,
    Insertion,
    NoteRef,
    Page,
    Paragraph,
    Text,
    inline_text,
    walk_inline,
)
from sphinxext_archival.importers.report import counts, report_as_data, report_as_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_archival.importers.draft import Draft, Inline

SPEAKERS = [("V. N. ORLOV", "orlov"), ("TASHKIN", "tashkin"), ("EH. A. MERKULOV", "merkulov")]
SAID = [
    "I welcome you to the harbour. The dues have been paid in full by the council of the town.",
    "We are thankful for the attention that was shown to us. We shall restore [poryadok] order.",
    "The transition to a market [economy] goes on, as F[yodor] Belov says in his report.",
    "Nobody asked us about the ships before the winter, and nobody answered our letters then.",
    "I agree with the proposal of [Minister of Fisheries Ivan] Lukin, although it comes late.",
    "That is so. We have nothing to add to this, and we shall sign it on the last day of May.",
    "The treaty was discussed for the whole of the day in the building of the old customs house.",
    "Let us then conclude, and let the secretary read the minutes to all of us in the evening.",
]
CALLED = {1: "1", 5: "2"}
NOTES = {"1": "The town is on the northern coast.", "2": "He was a minister until March 1980."}

LABELS: dict[str, Callable[[str], str]] = {
    "period": "{}. ".format,
    "colon": "{}: ".format,
    "colon, small": lambda name: f"{name.title()}: ",
    "glued": "{}.".format,
    "bold": "**{}.** ".format,
    "comrade": lambda name: f"Cde. {name.split()[-1].title()}: ",
    "alone": "{}:\n\n".format,
}
MARKERS: dict[str, Callable[[str], str]] = {
    "escaped": r"[\[{}\]](#)".format,
    "raised": "^[{}]".format,
    "plain": "[{}]".format,
    "footnote": "[^{}]".format,
}
NAMED = """\
March 3, 1981

**Conversation on the Harbour**

Citation:

"Conversation on the Harbour", March 3, 1981, Port Archive, Town Library. \
Translated by Ada Berg <https://archive.example/7>

Summary:

They talk.

Original Language:

Russian

"""
IN_ONE_LINE = """\
Skip to content

March 3, 1981

**Conversation on the Harbour**

Summary: They talk.

Original Language: Russian

"""
HEADERS = {"named": NAMED, "in one line": IN_ONE_LINE, "none": ""}


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, bool, int]:
    """A page, whether it has a header, and how many paragraphs its pages cut."""
    label = LABELS[draw(st.sampled_from(sorted(LABELS)))]
    marker = MARKERS[draw(st.sampled_from(sorted(MARKERS)))]
    header = draw(st.sampled_from(sorted(HEADERS)))
    width = draw(st.sampled_from([0, 66, 72, 80]))
    cuts = draw(st.sets(st.sampled_from([0, 3, 6]), max_size=2))
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    lines = []
    for at, words in enumerate(SAID):
        said = words
        if at in cuts:
            head, _, tail = words.rpartition(" of the " if " of the " in words else " and ")
            joiner = "of the" if " of the " in words else "and"
            said = f"{head} {joiner}\n\n{tail}"
        if at in CALLED:
            said += marker(CALLED[at])
        lines.append(label(SPEAKERS[at % 3][0]) + said)
    body = [wrapped(part, width) for line in lines for part in line.split("\n\n")]
    notes = [f"[{key}] {words}" for key, words in NOTES.items()]
    page = HEADERS[header] + "\n\n".join([*body, *notes]) + "\n"
    return page.replace("\n", ends), header != "none", len(cuts)


def wrapped(text: str, width: int) -> str:
    if not width:
        return text
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def content_of(draft: Draft) -> list[Inline]:
    return [
        item
        for turn in draft.turns()
        for block in turn.blocks
        for item in walk_inline(getattr(block, "content", ()))
    ]


@given(pages())
def test_the_layout_does_not_change_what_is_understood(page: tuple[str, bool, int]) -> None:
    text, has_header, cuts = page
    (draft,) = import_bytes(text.encode(), "harbour.txt")
    assert [turn.speakers for turn in draft.turns()] == [
        (SPEAKERS[at % 3][1],) for at in range(len(SAID))
    ]
    items = content_of(draft)
    kinds = [
        (item.kind, inline_text(item.content)) for item in items if isinstance(item, Insertion)
    ]
    assert kinds == [
        ("original", "poryadok"),
        ("supplied", "economy"),
        ("expansion", "yodor"),
        ("identification", "Minister of Fisheries Ivan"),
    ]
    assert [item.key for item in items if isinstance(item, NoteRef)] == ["1", "2"]
    assert sum(isinstance(item, Page) for item in items) == cuts
    assert {note.key: inline_text(note.blocks[0].content) for note in draft.notes} == NOTES  # type: ignore[union-attr]
    if has_header:
        assert draft.title == "Conversation on the Harbour"
        assert draft.metadata["date"] == "1981-03-03"
        assert draft.metadata["original-language"] == "ru"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    import_bytes(text.encode(), "any.txt", "text")


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise_than_by_saying_so(data: bytes) -> None:
    for name in ("a.txt", "a.html", "a.pdf"):
        with suppress(UnreadableError):
            import_bytes(data, name)


def test_what_is_no_text_is_refused_in_words() -> None:
    for name, data in (("a.pdf", b"%PDF-1.7 broken"), ("a.txt", b"\0\1\2")):
        with pytest.raises(UnreadableError, match="a\\."):
            import_bytes(data, name)


@given(pages())
def test_no_word_of_the_page_is_lost(page: tuple[str, bool, int]) -> None:
    text = page[0]
    (draft,) = import_bytes(text.encode(), "harbour.txt")
    said = " ".join(
        [inline_text(turn.label) + " " + " ".join(inline_text(b.content) for b in turn.blocks)  # type: ignore[union-attr]
         for turn in draft.turns()]
    )  # fmt: skip
    words = set(re.findall(r"\w+", said))
    assert {word for line in SAID for word in re.findall(r"\w+", line)} <= words


def test_every_finding_has_a_rule_and_its_line() -> None:
    (draft,) = import_bytes(b"ADLER: Yes [da].\n\nBORUN: No.\n\nADLER: Why?\n", "a.txt")
    report = report_as_data(draft)
    assert report["counts"] == counts(draft)
    assert all(finding["rule"] for finding in report["findings"])
    assert [f["line"] for f in report["findings"] if f["rule"] == "speaker"] == [1, 3, 5]
    text = report_as_text(draft)
    assert "## Inferred" in text
    assert "line 3: a turn" in text


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("August 23, 1990", "1990-08-23"),
        ("23 августа 1990 г.", "1990-08-23"),
        ("3. März 1955", "1955-03-03"),
        ("June 1985", "1985-06"),
        ("4-5 May 1962", "1962-05-04/1962-05-05"),
        ("13.11.1973", "1973-11-13"),
        ("Moscow", ""),
        ("February 31, 1990", ""),
        ("In 1990 it rained", ""),
    ],
)
def test_a_date_in_words_becomes_edtf(written: str, edtf: str) -> None:
    assert edtf_of(written) == edtf


@pytest.mark.parametrize(
    "word",
    ["navedeniye", "zaangazhirovan", "khozyaystvennyy", "prikaz", "podgotovka", "spravedlivost'"],
)
def test_a_word_of_another_language_is_told_by_its_letters(word: str) -> None:
    assert is_transliterated(word) > 0.6


@pytest.mark.parametrize("word", ["economy", "by", "stubbornly", "withdrawn", "thereby", "enemies"])
def test_an_english_word_is_told_by_its_letters(word: str) -> None:
    assert is_transliterated(word) < 0.6


def test_a_saved_page_is_read_as_its_text_is() -> None:
    page = (
        "<!doctype html><html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav>"
        "<h1>Talk</h1><p><b>ADLER:</b> Yes<sup>1</sup>, [da].</p><p>BORUN: No &amp; never.</p>"
        "<p>ADLER: Why?<br>BORUN: So.</p><script>x()</script><p>[1] A note.</p></body></html>"
    )
    (draft,) = import_bytes(page.encode(), "talk.html")
    assert draft.format == "html"
    assert [turn.speakers[0] for turn in draft.turns()] == ["adler", "borun", "adler", "borun"]
    assert [note.key for note in draft.notes] == ["1"]


@pytest.mark.shared
def test_the_seed_is_understood(shared: Path) -> None:
    (draft,) = import_file(shared / "source" / "117254.txt")
    found = counts(draft)
    assert found["turns"] == 34
    assert found["speakers"] == {"gorbachev": 16, "najibullah": 16, "shevardnadze": 2}
    assert found["insertions"] == {
        "expansion": 4, "gloss": 1, "identification": 2, "original": 3, "supplied": 3,
    }  # fmt: skip
    assert (found["notes"], found["note_markers"], found["joins"]) == (5, 5, 5)
    assert draft.metadata == {
        "date": "1990-08-23",
        "original-language": "ru",
        "language": "en",
        "translator": "Gary Goldberg",
        "contributor": "Anatoly Chernyaev",
        "repository": "Gorbachev Foundation, Moscow",
        "collection": "Wilson Center Digital Archive",
        "source": "https://wilson-center-digital-archive.dvincitest.com/document/117254",
        "credits": "This document was made possible with support from Leon Levy Foundation",
    }


@pytest.mark.shared
def test_every_specimen_is_imported(shared: Path) -> None:
    expected = {
        "01": 4, "02": 4, "03": 5, "04": 3, "05": 0, "06": 2, "07": 4, "08": 5, "09": 4, "10": 3,
        "11": 0, "12": 3,
    }  # fmt: skip
    paths = sorted((shared / "corpora" / "specimens").glob("*.txt"))
    found = {path.name[:2]: len(list(import_file(path)[0].turns())) for path in paths}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Mao: Yes.\n\nNehru: No.\n\nMao: Why?\n\nNehru: So.", ["mao", "nehru", "mao", "nehru"]),
        ("ORLOV. Yes.\n\nTASHKIN. No.", ["orlov", "tashkin"]),
        ("Q: Who?\n\nA: I.\n\nQ: Why?\n\nA: So.", ["q", "a", "q", "a"]),
        ("S/B—Mr. Bohlen\n\nEUR—Mr. Kohler\n\nThe President opened the conversation.", []),
        ("TOP SECRET.\n\nNOTE: One copy.\n\nFROM: Eastport\n\nHe came in May.", []),
        ("However: it rained.\n\nA. Adler came late.\n\nSo be it.", []),
        ("Mr. ADLER. No.\nMs. BORUN. Yes.\nMr. ADLER. So.", ["adler", "borun", "adler"]),
    ],
)  # fmt: skip
def test_who_speaks_is_told_by_evidence(text: str, speakers: list[str]) -> None:
    (draft,) = import_bytes(text.encode(), "a.txt")
    assert [turn.speakers[0] for turn in draft.turns()] == speakers


def test_a_telegram_has_its_signature_and_its_enclosure() -> None:
    words = ["For immediate report.", "He will comply.", "S H O R I N", "Attachment 2"]
    text = "\n\n".join([*words, "A list of ships."])
    (draft,) = import_bytes(text.encode(), "a.txt")
    assert [type(block).__name__ for block in draft.blocks] == ["Paragraph"] * 3 + ["Enclosure"]
    assert draft.blocks[2] == Paragraph((Feature("signature", (Text("S H O R I N"),)),), 5)
    assert draft.blocks[3] == Enclosure(
        (Text("Attachment 2"),), [Paragraph((Text("A list of ships."),), 9)], 7
    )


def test_a_pdf_with_a_layer_of_text_is_read() -> None:
    typst = pytest.importorskip("typst")
    said = [f"{SPEAKERS[at % 3][0]}. {words}" for at, words in enumerate(SAID)]
    words = re.sub(r"([\[\]#*_@])", r"\\\1", "\n\n".join(said))
    page = "#set page(width: 9cm, height: 8cm)\n#set par(spacing: 1.6em)\n" + words
    (draft,) = import_bytes(typst.compile(page.encode()), "talk.pdf")
    assert [turn.speakers[0] for turn in draft.turns()] == [SPEAKERS[at % 3][1] for at in range(8)]
    found = [
        " ".join(inline_text(getattr(block, "content", ())) for block in turn.blocks)
        for turn in draft.turns()
    ]
    assert [" ".join(words.split()) for words in found] == SAID

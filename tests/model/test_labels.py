from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext_archival.model.labels import LabelTable, Lookalike

GORBACHEV = ("M. S. GORBACHEV", "gorbachev")
NAJIBULLAH = ("NAJIBULLAH", "najibullah")
SHEVARDNADZE = ("EH. A. SHEVARDNADZE", "shevardnadze")
SEED = LabelTable([GORBACHEV, NAJIBULLAH, SHEVARDNADZE])


def table(*labels: str) -> LabelTable:
    return LabelTable((label, label.lower()) for label in labels)


def printed(labels: LabelTable, text: str) -> str | None:
    match = labels.match(text)
    return match.printed if match else None


def test_label_and_full_stop_open_a_turn() -> None:
    text = "M. S. GORBACHEV. Cde. Najibullah, I welcome you."
    match = SEED.match(text)
    assert match is not None
    assert (match.label, match.keys, match.printed) == (
        "M. S. GORBACHEV",
        ("gorbachev",),
        "M. S. GORBACHEV.",
    )
    assert text[match.text_start :] == "Cde. Najibullah, I welcome you."
    assert (match.remark, match.alone) == ("", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BORUN: Right", "BORUN:"),
        ("BORUN : Right", "BORUN :"),
        ("BORUN .  Right", "BORUN ."),
        ("BORUN：好", "BORUN："),
        ("BORUN.And what", "BORUN."),
        ("BORUN.“And what”", "BORUN."),
        ("BORUN.[And] what", "BORUN."),
        ("BORUN.\ufffc And what", "BORUN."),
        ("BORUN. … an important figure", "BORUN."),
        ("BORUN. ... an important figure", "BORUN."),
        ("BORUN.—In fact", "BORUN."),
        ("BORUN: 5 tons", "BORUN:"),
        ("BORUN.", "BORUN."),
        ("  BORUN. Right", "BORUN."),
        ("BORUN\ufffc. Right", "BORUN\ufffc."),
    ],
)
def test_delimiter_is_printed_as_written(text: str, expected: str) -> None:
    assert printed(table("BORUN"), text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BORUN said.",
        "BORUN, right.",
        "BORUN.5 tons",
        "BORUN:30",
        "BORUN.com is",
        "BORUN . . . said nothing",
        "BORUN... said nothing",
        "BORUN.X. Adler came",
        "BORUNA. Right",
        "Borun. Right",
        "THE BORUN. Right",
        "BORUN – Right",
        "BORUN -- Right",
        "BORUN (Adler) said.",
        "BORUN (to Adler. Right",
        "",
    ],
)
def test_what_is_no_whole_label_with_a_delimiter_opens_no_turn(text: str) -> None:
    assert table("BORUN").match(text) is None


def test_addressee_is_not_a_label() -> None:
    labels = table("Mr. LOTT", "Mr. President")
    assert printed(labels, "Mr. LOTT. Mr. President, I do want to announce") == "Mr. LOTT."


def test_longest_label_wins() -> None:
    labels = table("KIM", "KIM SO", "KIM SO. Jr")
    assert printed(labels, "KIM SO. Yes.") == "KIM SO."
    assert printed(labels, "KIM. So be it.") == "KIM."
    assert printed(labels, "KIM SO. Jr. Yes.") == "KIM SO. Jr."


def test_shorter_label_serves_where_the_longer_has_no_delimiter() -> None:
    assert printed(table("KIM", "KIM. So"), "KIM. So be it.") == "KIM."


def test_label_that_ends_with_a_full_stop_needs_no_second_one() -> None:
    labels = table("Mr. A.")
    assert printed(labels, "Mr. A. I agree.") == "Mr. A."
    assert printed(labels, "Mr. A.: I agree.") == "Mr. A.:"
    assert printed(labels, "Mr. A.B. said") is None


def test_white_space_in_a_label_does_not_matter() -> None:
    text = "M.\n  S.\u00a0GORBACHEV. Yes"
    match = SEED.match(text)
    assert match is not None
    assert (match.label, match.printed) == ("M. S. GORBACHEV", "M.\n  S.\u00a0GORBACHEV.")


@pytest.mark.parametrize("registered", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_unicode_form_of_a_label_does_not_matter(
    registered: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"]
) -> None:
    label = "ГОРБАЧЁВ É 한"
    text = unicodedata.normalize(written, label) + ". Да"
    match = table(unicodedata.normalize(registered, label)).match(text)
    assert match is not None
    assert text[match.end :] == " Да"


def test_label_does_not_end_inside_an_accented_letter() -> None:
    assert table("JOSE").match("JOSE\u0301. Yes") is None


def test_labels_in_scripts_without_capitals() -> None:
    assert printed(table("נגיד"), "נגיד: שלום") == "נגיד:"
    assert printed(table("الرئيس"), "الرئيس: نعم") == "الرئيس:"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("GORBACHEV (to Shevardnadze). Yes", "(to Shevardnadze)"),
        ("GORBACHEV [to \ufffc]: Yes", "[to \ufffc]"),
        ("GORBACHEV\n(laughs) [in English (sic)] . Yes", "(laughs) [in English (sic)]"),
    ],
)
def test_remark_before_the_delimiter_belongs_to_the_label(text: str, remark: str) -> None:
    match = table("GORBACHEV").match(text)
    assert match is not None
    assert match.remark == remark
    assert text[match.text_start :] == "Yes"
    assert match.printed == text[: match.end]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A. Cress", ""),
        ("A. Cress:", ""),
        ("A. Cress\nYes.", "Yes."),
        ("A. Cress: \n  Yes.", "Yes."),
        ("A. Cress\n[Laughter] Yes.", "[Laughter] Yes."),
        ("A. Cress (to Gold)\nYes.", "Yes."),
    ],
)
def test_label_alone_on_its_line_needs_no_delimiter(text: str, said: str) -> None:
    match = table("A. Cress").match(text)
    assert match is not None
    assert match.alone
    assert text[match.text_start :] == said


def test_wrapped_sentence_is_not_a_label_alone() -> None:
    labels = table("Gorbachev", "GORBACHEV")
    assert labels.match("Gorbachev\nsaid that he agreed.") is None
    assert printed(labels, "GORBACHEV\nand so it went on.") == "GORBACHEV"


def test_label_of_two_entities_matches_with_both_and_is_a_conflict() -> None:
    labels = LabelTable([("CHAIRMAN", "a"), ("CHAIRMAN ", "b"), ("KIM", "c"), ("KIM", "c")])
    match = labels.match("CHAIRMAN: Order!")
    assert match is not None
    assert match.keys == ("a", "b")
    assert labels.conflicts == {"CHAIRMAN": ("a", "b")}


def test_empty_label_matches_nothing() -> None:
    assert table("", "  ").match(". Yes") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("YELTSIN. Yes", Lookalike("YELTSIN.", None)),
        ("NAJIBULAH. Yes", Lookalike("NAJIBULAH.", "NAJIBULLAH")),
        ("Najibullah. Yes", Lookalike("Najibullah.", "NAJIBULLAH")),
        ("M.S. GORBACHEV. Yes", Lookalike("M.S. GORBACHEV.", "M. S. GORBACHEV")),
        ("EH. B. YELTSIN. NATO is", Lookalike("EH. B. YELTSIN.", None)),
        ("Mr. WARNER (aside). Yes", Lookalike("Mr. WARNER (aside).", None)),
        ("Mr. Smith: Yes", Lookalike("Mr. Smith:", None)),
        ("Kim Bo: She is new.", Lookalike("Kim Bo:", None)),
        ("Secretary of State: Yes", Lookalike("Secretary of State:", None)),
        ("Hafez al-Assad: Yes", Lookalike("Hafez al-Assad:", None)),
        ("УМ1: Да", Lookalike("УМ1:", None)),
        ("Q: And then?", Lookalike("Q:", None)),
        ("VOICE 2. Yes", Lookalike("VOICE 2.", None)),
        ("YELTSIN.", Lookalike("YELTSIN.", None)),
        ("De GAULLE. Yes", Lookalike("De GAULLE.", None)),
        ("McNAMARA: Yes", Lookalike("McNAMARA:", None)),
        ("McNAMARA. Yes", Lookalike("McNAMARA.", None)),
        ("MacARTHUR. Yes", Lookalike("MacARTHUR.", None)),
        ("O’NEILL. Yes", Lookalike("O’NEILL.", None)),
        ("Giscard d'ESTAING. Yes", Lookalike("Giscard d'ESTAING.", None)),
        ("Hafez al-ASSAD. Yes", Lookalike("Hafez al-ASSAD.", None)),
        ("FRAU v. STEIN: Yes", Lookalike("FRAU v. STEIN:", None)),
        ("Frau v. STEIN. Yes", Lookalike("Frau v. STEIN.", None)),
        ("1st SPEAKER: Yes", Lookalike("1st SPEAKER:", None)),
        ("Mr WARNER (aside). Yes", Lookalike("Mr WARNER (aside).", None)),
        ("KIM Il Sung: Yes", Lookalike("KIM Il Sung:", None)),
        ("The PRESIDING OFFICER. Yes", Lookalike("The PRESIDING OFFICER.", None)),
        ("GORBACHEV and YELTSIN. Yes", Lookalike("GORBACHEV and YELTSIN.", None)),
    ],
)
def test_what_looks_like_a_label_is_reported_with_the_nearest(
    text: str, expected: Lookalike
) -> None:
    assert SEED.lookalike(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Moscow. It was cold.",
        "Mr. President, I do.",
        "Yes. I think so.",
        "Mr. Smith. I think so.",
        "Note: the next line.",
        "However: no.",
        "Foreign guests: two.",
        "II. The situation",
        "U.S. Policy. It was",
        "USSR policy. It was",
        "NATO Summit. It was",
        "USSR’s Policy. It was",
        "UN-sponsored. It was",
        "Macao. It was",
        "Chapter IX. It was",
        "Louis XIV. came",
        "1st of May. It was",
        "1st. It was",
        "PhD. It was",
        "NATO and Europe. It was",
        "Facts and Figures: they are",
        "McCoy. It was",
        "At 10:30 he left.",
        "R. Gandhi, too, gave such an assessment.",
        "One Two Three Four Five Six Seven: eight",
        "M. S. GORBACHEV. A known label is no lookalike.",
        "",
        "…",
    ],
)
def test_ordinary_prose_is_no_lookalike(text: str) -> None:
    assert SEED.lookalike(text) is None


def test_one_word_before_a_colon_is_a_lookalike_where_no_label_is_known() -> None:
    assert LabelTable([]).lookalike("Lin: Who is she?") == Lookalike("Lin:", None)
    assert table("Linn").lookalike("Lin: Who is she?") == Lookalike("Lin:", "Linn")


def paragraphs(path: Path) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", path.read_text("utf-8")) if part.strip()]


@pytest.fixture
def seed() -> list[str]:
    """Return the transcript's paragraphs: what comes after the header of the archive's page."""
    parts = paragraphs(Path(__file__).parents[2] / "corpus" / "sources" / "117254.txt")
    return parts[parts.index("Translation - English") + 1 :]


def test_nearest_label_is_of_a_similar_length_or_has_a_like_word() -> None:
    assert table("THE DEAN").lookalike("STEEN. Yes") == Lookalike("STEEN.", None)
    assert SEED.lookalike("GORBACHOV. Yes") == Lookalike("GORBACHOV.", "M. S. GORBACHEV")


def test_seed_has_its_turns_and_no_lookalike(seed: list[str]) -> None:
    assert sum(SEED.match(text) is not None for text in seed) == 34
    assert [found for text in seed if (found := SEED.lookalike(text))] == []


def test_every_turn_of_a_speaker_who_is_not_registered_is_a_lookalike(seed: list[str]) -> None:
    found = [look.text for text in seed if (look := LabelTable([GORBACHEV]).lookalike(text))]
    assert sorted(set(found)) == ["EH. A. SHEVARDNADZE.", "NAJIBULLAH."]
    assert len(found) == 18


@pytest.mark.shared
@pytest.mark.parametrize("name", ["d021.txt", "d050.txt"])
def test_memoranda_in_prose_raise_no_alarm(shared: Path, name: str) -> None:
    path = shared / "corpora" / "frus" / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the shared specimens")
    lines = [line for text in paragraphs(path) for line in text.splitlines()]
    assert lines
    assert [found for line in lines if (found := SEED.lookalike(line))] == []


pieces = st.one_of(
    st.sampled_from(
        ["KIM", "K. SO", "É", "Mr. A.", "(to X)", "[", ")", ".", ":", "：", " ", "\n", "\ufffc",
         "\u0301", "yes", "Yes", "…", ". . .", "5", "“"]
    ),
    st.text(max_size=3),
)  # fmt: skip
texts = st.lists(pieces, max_size=12).map("".join)


@given(texts, st.lists(st.sampled_from(["KIM", "KIM K. SO", "E\u0301", "Mr. A.", "É", "Yes"])))
@example("KIM\n(to X) [", ["KIM"])
def test_no_character_is_lost_at_a_label(text: str, labels: list[str]) -> None:
    found = table(*labels)
    match = found.match(text)
    look = found.lookalike(text)
    if match is None:
        assert look is None or text.lstrip().startswith(look.text)
        return
    assert look is None
    assert 0 <= match.end <= match.text_start <= len(text)
    assert text[: match.end].lstrip() == match.printed
    assert not text[match.end : match.text_start].strip()
    assert match.remark in match.printed
    folded = " ".join(unicodedata.normalize("NFD", match.printed).split())
    assert folded.startswith(unicodedata.normalize("NFD", match.label))


@given(st.text())
def test_any_text_is_a_label_that_stands_alone(text: str) -> None:
    match = table(text).match(text)
    assert (match is not None) == bool(text.strip())
    assert match is None or (match.alone and match.printed == text.strip())

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext_archival.model.brackets import (
    FEATURES,
    KINDS,
    BracketParse,
    PhraseTable,
    Span,
    is_stage_remark,
    parse_brackets,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PHRASES = PhraseTable()


def parse(text: str) -> BracketParse:
    return parse_brackets(text, PHRASES)


def only(text: str) -> Span:
    parsed = parse(text)
    assert parsed.problems == ()
    (span,) = parsed.spans
    return span


def codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.offset) for problem in parse(text).problems]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("to a market [economy], and", "supplied"),
        ("restoring [navedeniye]{.original} order", "original"),
        ("P[eter] Tomsen", "expansion"),
        ("Sh[ahnawaz] Tanay", "expansion"),
        ("K[ing] Zahir", "expansion"),
        ("[un]likely", "expansion"),
        ("П[ётр]", "expansion"),
        ("[T]he", "alteration"),
        ("word[s]", "alteration"),
        ("walk[ed] on", "alteration"),
        ("w[h]at", "alteration"),
        ("[И\u0306]од", "alteration"),
        ("the [USSR Minister of Shipbuilding]{.identification} I. S.", "identification"),
        ("April [Saur]{.gloss} Revolution", "gloss"),
        ("in 6 March [sic] he", "sic"),
        ("[!] he", "sic"),
        ("left […] here", "omission"),
        ("left [...] here", "omission"),
        ("[. . .]", "omission"),
        ("an [illegible] word", "gap"),
        ("[one word missing] was", "gap"),
        ("[pages missing-ed.]", "gap"),
        ("[Inaudible]", "gap"),
        ("[5?] tons", "unclear"),
        ("that [Karmal?] said", "unclear"),
        ("[?] said", "unclear"),
        ("[2 lines not declassified]", "redaction"),
        ("[Laughter]", "stage"),
        (" [He leaves the room.]\n", "stage"),
        ("[He leaves the room.] Yes.", "supplied"),
        ("a[ ]b", "supplied"),
        ("a [b c]d", "supplied"),
        ("x\ufffc[y]", "supplied"),
        ("x[\ufffc]y", "supplied"),
        ("don[']t", "supplied"),
    ],
)
def test_kind_of_a_bracket(text: str, kind: str) -> None:
    span = only(text)
    assert span.kind == kind
    assert span.feature is None


@pytest.mark.parametrize("kind", KINDS)
def test_class_wins_over_everything(kind: str) -> None:
    assert only(f"word[s]{{.{kind}}}").kind == kind
    assert only(f"[sic]{{.{kind}}}").kind == kind
    assert only(f"[1990]{{.{kind}}}").kind == kind
    assert only(f"[]{{.{kind}}}").kind == kind


@pytest.mark.parametrize("feature", FEATURES)
def test_feature_of_the_source_is_marked_by_a_class(feature: str) -> None:
    span = only(f"he [never]{{.{feature}}} came")
    assert span.feature == span.kind == feature


def test_block_gives_hand_and_attributes() -> None:
    text = """x [y]{.added resp=editor place=margin hand="V. I. [L]" .pencil note='a "b"'} z"""
    span = only(text)
    assert span.resp == "editor"
    assert span.attributes == (
        ("place", "margin"),
        ("hand", "V. I. [L]"),
        ("class", "pencil"),
        ("note", 'a "b"'),
    )
    assert text[span.end :] == " z"
    assert text[span.start : span.inner_end + 1] == "[y]"
    assert text[span.inner_start : span.inner_end] == "y"


def test_block_without_a_class_leaves_the_kind_to_the_words() -> None:
    span = only("P[eter]{resp=editor}")
    assert (span.kind, span.resp) == ("expansion", "editor")


@pytest.mark.parametrize("block", ["{}", "{word}", " {.gloss}", "{.}"])
def test_what_is_no_complete_block_stays_text(block: str) -> None:
    span = only(f"a [word]{block} b")
    assert span.kind == "supplied"
    assert span.end == span.inner_end + 1


def test_unknown_class_is_reported_with_the_nearest_kind_and_stays_text() -> None:
    parsed = parse("a [b]{.identifcation} c")
    (problem,) = parsed.problems
    assert (problem.code, problem.offset) == ("unknown_kind", 5)
    assert "did you mean `identification`?" in problem.message
    (span,) = parsed.spans
    assert (span.kind, span.end) == ("supplied", 5)


def test_unknown_hand_is_reported_with_the_nearest_and_kept() -> None:
    parsed = parse("a [b]{.gloss resp=edtor} c")
    (problem,) = parsed.problems
    assert (problem.code, problem.offset) == ("unknown_hand", 5)
    assert "did you mean `editor`?" in problem.message
    assert parsed.spans[0].resp == "edtor"


def test_digits_alone_are_a_lost_note_marker_and_stay_text() -> None:
    parsed = parse("our entire country.[1] And")
    assert parsed.spans == ()
    (problem,) = parsed.problems
    assert (problem.code, problem.offset) == ("lost_note_marker", 19)
    assert "`[^1]`" in problem.message


def test_empty_brackets_stay_text() -> None:
    assert parse("a [] b") == BracketParse((), ())


def test_brackets_nest() -> None:
    text = "after [Pakistani Prime Minister B[enazir] Bhutto] was"
    outer = only(text)
    (inner,) = outer.children
    assert (outer.kind, inner.kind) == ("supplied", "expansion")
    assert text[inner.start : inner.end] == "[enazir]"
    assert inner.children == ()


def test_nested_bracket_is_no_letter_and_not_alone() -> None:
    outer = only("a[[b]c]")
    assert outer.kind == "supplied"
    assert [child.kind for child in outer.children] == ["alteration"]
    assert [child.kind for child in only("[[He leaves.]]").children] == ["supplied"]


def test_unbalanced_brackets_stay_text_and_are_reported_where_they_stand() -> None:
    text = "after [Pakistani Prime Minister B[enazir] Bhutto was] removed] [again"
    assert codes(text) == [("unbalanced", 61), ("unbalanced", 63)]
    assert [span.start for span in parse(text).spans] == [6]


def test_balanced_brackets_within_an_unclosed_one_are_found() -> None:
    parsed = parse("a [b P[eter] c")
    assert [span.kind for span in parsed.spans] == ["expansion"]
    assert [problem.offset for problem in parsed.problems] == [2]


def test_brackets_too_deep_stay_text() -> None:
    text = "[" * 5 + "a b" + "]" * 5 + " [c]"
    parsed = parse_brackets(text, PHRASES, max_depth=3)
    assert [problem.code for problem in parsed.problems] == ["too_deep"]
    assert [(span.start, span.end) for span in parsed.spans] == [(2, 11), (14, 17)]


def test_project_extends_the_phrases() -> None:
    phrases = PhraseTable({"sic": ["так!"], "gap": ["неразборчиво", "{n} слов(а) утрачено"]})
    assert phrases.kind_of("Так!") == "sic"
    assert phrases.kind_of(" неразборчиво") == "gap"
    assert phrases.kind_of("12 слов(а)  утрачено") == "gap"
    assert phrases.kind_of("слов(а) утрачено") is None
    assert PHRASES.kind_of("так!") is None


def test_project_phrase_wins_over_the_defaults() -> None:
    assert PhraseTable({"stage": ["sic"]}).kind_of("sic") == "stage"
    assert (
        PhraseTable({"omission": ["{n} words missing"]}).kind_of("two words missing") == "omission"
    )
    assert PhraseTable({"supplied": ["why?"]}).kind_of("why?") == "supplied"


def test_phrase_of_no_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'lacuna' is no kind"):
        PhraseTable({"lacuna": ["…"]})


def test_project_has_its_own_inflections() -> None:
    text = "Freund[innen] walk[ed]"
    kinds = [span.kind for span in parse_brackets(text, PhraseTable({}, ["innen"])).spans]
    assert kinds == ["alteration", "expansion"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("SIC", "sic"),
        ("sic!", "sic"),
        ("two or three words missing", "gap"),
        ("word missing", "gap"),
        ("twenty-one lines illegible", "gap"),
        ("illegible.", "gap"),
        ("illegible signature", "gap"),
        ("3 illegible words", "gap"),
        ("1½ lines not declassified", "redaction"),
        ("less than 1 line not declassified", "redaction"),
        ("1 paragraph (1½ lines) not declassified", "redaction"),
        ("handling restriction not declassified", "redaction"),
        ("name not declassified", "redaction"),
        ("text not declassified", "redaction"),
        ("redacted", "redaction"),
        ("two pages omitted", "omission"),
        ("lost", None),
        ("missing", None),
        ("the line", None),
        ("lines of many words missing here", None),
        ("Why should that have been what he said?", None),
        ("", None),
        ("illegible" * 100, None),
    ],
)
def test_english_house_style(words: str, kind: str | None) -> None:
    assert PHRASES.kind_of(words) == kind


@pytest.mark.parametrize(
    "text", ["[Laughter]", "(Applause.)", " (He [Kim] leaves (hurriedly).)\n", "[Смех]"]
)
def test_remark_alone_is_a_stage_remark(text: str) -> None:
    assert is_stage_remark(text)


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ('{.gloss resp="x}', "a quotation mark is not closed"),
        ("{.gloss resp='x}", "a quotation mark is not closed"),
        ("{.gloss resp=}", "`resp=` has no value"),
        ("{resp=}", "`resp=` has no value"),
        ("{.gloss", "its `}` is missing"),
        ("{.gloss resp=editor and more", "its `}` is missing"),
        ("{gloss}", "did you mean `{.gloss}`?"),
        ("{ glos }", "did you mean `{.gloss}`?"),
        ("{gloss resp=editor}", "did you mean `{.gloss}`?"),
        ("{. gloss}", "write `{.gloss}`"),
        ("{.gloss, resp=editor}", "write `{.gloss}`"),
        ("{#key}", "write `{.gloss}`"),
        ("{.gloss resp = editor}", "`{.gloss resp = editor}`"),
    ],
)
def test_block_that_cannot_be_read_is_text_and_reported(block: str, says: str) -> None:
    text = f"The [y]{block}"
    parsed = parse(text)
    (problem,) = parsed.problems
    assert (problem.code, problem.offset) == ("attributes", text.index("{"))
    assert says in problem.message
    (span,) = parsed.spans
    assert (span.kind, span.end) == ("supplied", span.inner_end + 1)


@pytest.mark.parametrize(
    "text",
    [
        "[x] {see below}", "[x]{see the annex}", "[x]{annex}", "[x]{…}", "[x]{...}", "[x]{}",
        "[x]{", "[x]{original text missing}", "[x]{5}", "[x]{}.gloss}", "{gloss} [x]",
        "[x]\n{.gloss}",
    ],
)  # fmt: skip
def test_words_in_braces_are_words(text: str) -> None:
    assert parse(text).problems == ()


@pytest.mark.parametrize(
    "text",
    ["", "X", "()", "[…]", "(5)", "Yes. (Applause.)", "(Applause.) Yes.", "(Applause.) (Laughter.)",
     "[Laughter", "Laughter]", "(Applause.]", "[a) (b]", "(a])", "(Applause.)."],
)  # fmt: skip
def test_anything_else_is_no_stage_remark(text: str) -> None:
    assert not is_stage_remark(text)


def walk(spans: tuple[Span, ...]) -> Iterator[Span]:
    for span in spans:
        yield span
        yield from walk(span.children)


def check_nesting(text: str, spans: tuple[Span, ...], begin: int, end: int) -> None:
    for span in spans:
        assert begin <= span.start < span.inner_start <= span.inner_end < span.end <= end
        assert text[span.start] == "["
        assert text[span.inner_end] == "]"
        assert span.inner_start == span.start + 1
        assert (
            span.end == span.inner_end + 1 or text[span.inner_end + 1] + text[span.end - 1] == "{}"
        )
        check_nesting(text, span.children, span.inner_start, span.inner_end)
        begin = span.end


def check_accounts(text: str, parsed: BracketParse) -> None:
    """Every bracket is one of a span, within its block, reported, empty, or around digits."""
    accounted = {problem.offset for problem in parsed.problems}
    for span in walk(parsed.spans):
        accounted |= {span.start, *range(span.inner_end, span.end)}
    for problem in parsed.problems:
        if problem.code == "lost_note_marker":
            accounted.add(text.index("]", problem.offset))
    left = [at for at, sign in enumerate(text) if sign in "[]" and at not in accounted]
    assert all(text[at : at + 2] == "[]" or text[at - 1 : at + 1] == "[]" for at in left)


pieces = st.one_of(
    st.sampled_from(
        ["[", "]", "[", "]", "{.gloss}", "{.x}", "{resp=me}", "{.gap a=']'}", "sic", "P", "1", " ",
         "\ufffc", "\u0301", "…", '{.gap a="', "}"]
    ),
    st.text(max_size=2),
)  # fmt: skip


@given(st.lists(pieces, max_size=30).map("".join))
@example("[{.gap a=']'}]{.gap a=']'}")
def test_every_bracket_is_accounted_for_and_spans_nest(text: str) -> None:
    parsed = parse(text)
    check_nesting(text, parsed.spans, 0, len(text))
    check_accounts(text, parsed)
    offsets = [problem.offset for problem in parsed.problems]
    assert offsets == sorted(offsets)
    assert {span.kind for span in walk(parsed.spans)} <= {*KINDS, *FEATURES}


@given(st.text(), st.integers(0, 3))
def test_any_text_is_taken(text: str, depth: int) -> None:
    parsed = parse_brackets(text, PHRASES, max_depth=depth)
    check_nesting(text, parsed.spans, 0, len(text))
    assert isinstance(is_stage_remark(text), bool)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "]" * 100_000,
        "[" * 100_000 + "a" + "]" * 100_000,
        "[" * 50_000 + ("[" * 64 + "]" * 64) * 1_000 + "]" * 50_000,
        "a [word] b" * 30_000,
        "[2 lines] and [a b]{.gloss} " * 10_000,
        "[a]{k='[a]{k=\"' k='" * 15_000,
        '[a]{k="" k="[a]{k=" k="' * 15_000,
        "a[" * 64 + "x" * 200_000 + "]" * 64,
    ],
    ids=range(9),
)
def test_time_grows_with_the_text_only(text: str) -> None:
    begin = time.perf_counter()
    parsed = parse(text)
    assert parsed.spans or parsed.problems
    # A quadratic parser takes minutes; a linear one about a second, on any machine.
    assert time.perf_counter() - begin < 20

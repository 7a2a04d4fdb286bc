"""Names of entities: looked up one by one, and found in running text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.model.entities import Entity
from sphinxext_archival.model.names import NameIndex, NameMatcher, fold, tokens_of


def person(key: str, name: str, *variants: str, **more: object) -> Entity:
    return Entity(key, "person", name, variants=variants, **more)  # type: ignore[arg-type]


GORBACHEV = person(
    "gorbachev",
    "Mikhail Sergeyevich Gorbachev",
    "Gorbachev",
    "Cde. Gorbachev",
    "Горбачёв",
    labels=("M. S. GORBACHEV",),
)
RAISA = person("raisa", "Raisa Gorbacheva", "R. Gorbacheva")
MOSCOW = Entity("moscow", "place", "Moscow")


def found(text: str, *entities: Entity) -> list[tuple[str, str]]:
    matches = NameMatcher(entities).find(text)
    return [(text[match.start : match.end], match.key) for match in matches]


def test_white_space_and_unicode_form_make_no_difference() -> None:
    assert fold("  Горбаче\u0308в\n\u00a0 M. ") == "Горбачёв M."


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text",
    [
        "gorbachev",
        "Mikhail Sergeyevich\n Gorbachev",
        "Cde. Gorbachev",
        "Горбаче\u0308в",
        "M. S. GORBACHEV",
    ],
)
def test_entity_is_found_by_key_name_variant_and_label(text: str) -> None:
    assert NameIndex([GORBACHEV, RAISA]).find(text) == ("gorbachev",)


def test_key_goes_before_name_and_name_before_variant() -> None:
    by_variant = person("c", "Third", "a", "Second")
    index = NameIndex([by_variant, person("b", "Second"), person("a", "First")])
    assert index.find("a") == ("a",)
    assert index.find("Second") == ("b",)


def test_case_is_ignored_only_when_nothing_is_exact() -> None:
    index = NameIndex([person("place", "MARCH"), person("month", "March")])
    assert index.find("March") == ("month",)
    assert index.find("march") == ("place", "month")


def test_shared_variant_names_all_its_owners_in_order() -> None:
    index = NameIndex([person("a", "Ann Smith", "Smith"), person("b", "Ben Smith", "Smith")])
    assert index.find("Smith") == ("a", "b")


def test_kind_narrows_what_a_text_names() -> None:
    index = NameIndex([person("moskva", "Moscow"), MOSCOW])
    assert index.find("Moscow") == ("moskva", "moscow")
    assert index.find("Moscow", "place") == ("moscow",)
    assert index.find("Moscow", "event") == ()


def test_unknown_name_finds_nothing() -> None:
    assert NameIndex([GORBACHEV]).find("Yeltsin") == ()


def test_misspelt_name_gets_the_nearest_forms() -> None:
    index = NameIndex([GORBACHEV, RAISA, MOSCOW])
    assert index.suggest("Gorbatchev")[0] == "Gorbachev"
    assert index.suggest("Moscov", limit=1) == ("Moscow",)
    assert index.suggest("Moscov", "person") == ()
    assert index.suggest("Xyzzy") == ()


def test_form_of_another_length_is_suggested_only_for_a_like_word() -> None:
    dean = Entity("head", "person", "Eva Adler", labels=("THE DEAN",))
    stein = Entity("stein", "person", "Eva Stein")
    assert NameIndex([dean]).suggest("steen") == ()
    assert NameIndex([dean, stein]).suggest("steen") == ("stein",)
    assert NameIndex([dean, stein]).suggest("E. v. Stein")[0] == "Eva Stein"


@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    index = NameIndex([GORBACHEV, RAISA])
    assert isinstance(index.find(text), tuple)
    assert len(index.suggest(text)) <= 3


def test_name_and_variants_are_linked_but_not_keys_and_labels() -> None:
    text = "Cde. Gorbachev, gorbachev and M. S. GORBACHEV in Moscow"
    assert found(text, GORBACHEV, MOSCOW) == [("Cde. Gorbachev", "gorbachev"), ("Moscow", "moscow")]


def test_longest_name_wins() -> None:
    square = Entity("square", "place", "Moscow Square")
    assert found("Moscow Square, Moscow", MOSCOW, square) == [
        ("Moscow Square", "square"),
        ("Moscow", "moscow"),
    ]


def test_start_of_a_longer_name_does_not_hide_a_shorter_one() -> None:
    state = Entity("msu", "organization", "Moscow State University")
    assert found("Moscow State", MOSCOW, state) == [("Moscow", "moscow")]
    assert found("Moscow State Moscow", MOSCOW, state)[1] == ("Moscow", "moscow")


@pytest.mark.parametrize(
    "text", ["Gorbacheva", "xGorbachev", "Gorbachev2", "Gorbachev\u0301", "МГорбачёв"]
)
def test_part_of_a_word_is_no_name(text: str) -> None:
    assert found(text, GORBACHEV) == []


@pytest.mark.parametrize(
    "text", ["Gorbachev's", "Gorbachev’s", "(Gorbachev)", "Gorbachev.", "“Gorbachev”"]
)
def test_signs_around_a_name_stay_outside(text: str) -> None:
    assert found(text, GORBACHEV) == [("Gorbachev", "gorbachev")]


@pytest.mark.parametrize("text", ["Igor S.B", "aIgor S. B", "Igor S.\u0301"])
def test_name_that_ends_in_a_sign_has_boundaries_too(text: str) -> None:
    igor = person("igor", "Igor S.")
    assert found("Igor S. B", igor) == [("Igor S.", "igor")]
    assert found(text, igor) == []


def test_case_matters_in_running_text() -> None:
    assert found("moscow MOSCOW Moscow", MOSCOW) == [("Moscow", "moscow")]


def test_name_is_found_across_a_line_break() -> None:
    assert found("Cde.\n  Gorbachev", GORBACHEV) == [("Cde.\n  Gorbachev", "gorbachev")]


def test_missing_blank_makes_another_name() -> None:
    assert found("Cde.Gorbachev", GORBACHEV) == [("Gorbachev", "gorbachev")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_are_those_of_the_text_as_given(form: str) -> None:
    text = unicodedata.normalize(form, "Ёлка и Горбачёв, Й")  # type: ignore[arg-type]
    name = unicodedata.normalize(form, "Горбачёв")  # type: ignore[arg-type]
    assert found(text, GORBACHEV) == [(name, "gorbachev")]


def test_name_of_two_entities_is_not_linked() -> None:
    assert found("Moscow", MOSCOW, person("moskva", "X", "Moscow")) == []


def test_ambiguous_name_blocks_the_shorter_names_in_it() -> None:
    two = [Entity("a", "place", "New Moscow Road"), Entity("b", "place", "New Moscow Road")]
    assert found("New Moscow Road, Moscow", MOSCOW, *two) == [("Moscow", "moscow")]
    assert found("New Moscow", MOSCOW, *two) == [("Moscow", "moscow")]


def test_autolink_false_keeps_a_name_and_its_parts_unlinked() -> None:
    silent = Entity("mr", "work", "Moscow Review", autolink=False)
    assert found("Moscow Review, Moscow", MOSCOW, silent) == [("Moscow", "moscow")]
    # An entity that is not linked still shares its name.
    assert found("Moscow", MOSCOW, Entity("m", "work", "Moscow", autolink=False)) == []


def test_name_written_twice_for_one_entity_is_not_ambiguous() -> None:
    assert found("Moscow", Entity("m", "place", "Moscow", variants=("Moscow", " Moscow"))) == [
        ("Moscow", "m")
    ]


_WORDS = st.sampled_from(["New", "Moscow", "Road", "S.", "Горбаче\u0308в", "\u0308", "'s", "(x)"])
_GAPS = st.sampled_from(["", " ", "\n ", "\u00a0", "\u0301", "-"])
_NAMES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_TEXTS = st.lists(st.one_of(_WORDS, _GAPS), max_size=20).map("".join) | st.text()


@given(st.lists(_NAMES, min_size=1, max_size=6), _TEXTS)
def test_matches_are_whole_names_in_order_without_overlap(names: list[str], text: str) -> None:
    entities = [person(f"k{number}", name) for number, name in enumerate(names)]
    by_key = {entity.key: fold(entity.name) for entity in entities}
    end = 0
    for match in NameMatcher(entities).find(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end
        assert fold(text[match.start : match.end]) == by_key[match.key]
        assert list(by_key.values()).count(by_key[match.key]) == 1
        around = (text[match.start - 1 : match.start] if match.start else "") + text[end : end + 1]
        assert not any(unicodedata.category(sign)[0] in "LMN" for sign in around)


@given(_NAMES.filter(lambda name: fold(name)[0].isalpha()), st.sampled_from(["NFC", "NFD"]))
def test_every_name_is_found_in_a_text_that_holds_it(name: str, form: str) -> None:
    text = "… " + unicodedata.normalize(form, name) + " …"  # type: ignore[arg-type]
    assert [match.key for match in NameMatcher([person("k", name)]).find(text)] == ["k"]


def test_five_thousand_names_do_not_slow_a_long_text() -> None:
    names = [f"Given{number} Middle Family{number % 70}" for number in range(5000)]
    matcher = NameMatcher(person(f"p{number}", name) for number, name in enumerate(names))
    text = " ".join(names[:1700])
    start = time.perf_counter()
    assert len(matcher.find(text)) == 1700
    # Fifty times what it takes: a scan for each name would need minutes.
    assert time.perf_counter() - start < 1


_TOKENS = ("Ada", "ada", "Berg", "of", "e\u0301", "\u00e9", "\u0301", ",", "-", "7", "_", " ", "  ")
_TEXTS = st.lists(st.sampled_from(_TOKENS), max_size=12).map("".join)
_NAMES = _TEXTS.filter(str.strip)


def _people(names: dict[str, str], silent: str) -> list[Entity]:
    return [person(key, name, autolink=key != silent) for key, name in names.items()]


@given(
    st.lists(_NAMES, max_size=3),
    st.dictionaries(st.sampled_from("abcd"), _NAMES, max_size=4),
    st.dictionaries(st.sampled_from("cde"), _NAMES, max_size=2),
    st.sampled_from("abcx"),
)
def test_text_whose_tokens_begin_the_same_names_has_the_same_matches(
    words: list[str], names: dict[str, str], changed: dict[str, str], silent: str
) -> None:
    text = " ".join([*words, *list(names.values())[:2]])
    before = NameMatcher(_people(names, "a"))
    after = NameMatcher(_people({**names, **changed}, silent))
    tokens = tokens_of(text)
    if all(before.digests.get(token) == after.digests.get(token) for token in tokens):
        assert before.find(text) == after.find(text)


def test_digests_of_names_tell_what_has_changed() -> None:
    before = NameMatcher([GORBACHEV, MOSCOW]).digests
    after = NameMatcher([GORBACHEV, person("moscow", "Moscow")]).digests
    assert before == after
    assert NameMatcher([GORBACHEV, RAISA, MOSCOW]).digests.keys() - before.keys() == {"Raisa", "R"}
    silent = Entity("moscow", "place", "Moscow", autolink=False)
    changed = NameMatcher([GORBACHEV, silent]).digests
    assert {token for token in before if changed[token] != before[token]} == {"Moscow"}

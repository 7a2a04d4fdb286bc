"""Registers: what is read, and every mistake with its line and what would be right."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinxext_archival.model.dates import parse_date
from sphinxext_archival.model.entities import FIELDS, KINDS, Entity, Role
from sphinxext_archival.model.register import Register, load_register

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
gorbachev:
  kind: person
  name: Mikhail Sergeyevich Gorbachev
  sort: Gorbachev, Mikhail Sergeyevich
  labels: [M. S. GORBACHEV, GORBACHEV]
  variants: Горбачёв
  born: 1931-03-02
  died: 2022-08-30
  roles:
    - {title: General Secretary, from: 1985-03-11, to: 1991-08-24}
  wikidata: Q30487
  isni: 0000 0001 2144 2746
  url: https://example.org/gorbachev
  autolink: no
  note: >-
    One sentence,
    in the project's markup.
moscow: {kind: place, name: Moscow, coordinates: "55.75, 37.62"}
"""


@pytest.fixture
def load(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


class Loader:
    """Writes register files and loads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *texts: str | bytes) -> Register:
        paths = []
        for number, text in enumerate(texts, start=1):
            path = self.folder / f"r{number}.yml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        return load_register(paths)


def said(register: Register) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in register.problems]


def entry(*fields: str, kind: str = "person", key: str = "x", name: str = "X") -> str:
    return f"{key}:\n  kind: {kind}\n  name: {name}\n" + "".join(f"  {one}\n" for one in fields)


def test_register_is_read_as_written(load: Loader) -> None:
    register = load(GOOD)
    assert register.problems == ()
    assert list(register.entities) == ["gorbachev", "moscow"]
    gorbachev = register.entities["gorbachev"]
    assert gorbachev == Entity(
        key="gorbachev",
        kind="person",
        name="Mikhail Sergeyevich Gorbachev",
        sort="Gorbachev, Mikhail Sergeyevich",
        labels=("M. S. GORBACHEV", "GORBACHEV"),
        variants=("Горбачёв",),
        roles=(Role("General Secretary", parse_date("1985-03-11"), parse_date("1991-08-24")),),
        born=parse_date("1931-03-02"),
        died=parse_date("2022-08-30"),
        authorities=(("wikidata", "Q30487"), ("isni", "0000000121442746")),
        url="https://example.org/gorbachev",
        note="One sentence, in the project's markup.",
        autolink=False,
        source=str(load.folder / "r1.yml"),
        line=1,
        note_line=16,
    )
    assert gorbachev.names == ("Mikhail Sergeyevich Gorbachev", "Горбачёв")
    assert register.entities["moscow"].coordinates == (55.75, 37.62)
    assert register.entities["moscow"].sort == "Moscow"
    assert register.entities["moscow"].line == 18


def test_files_are_one_register(load: Loader) -> None:
    register = load(GOOD, entry(key="najibullah"))
    assert list(register.entities) == ["gorbachev", "moscow", "najibullah"]
    assert register.entities["najibullah"].source.endswith("r2.yml")


def test_empty_file_is_an_empty_register(load: Loader) -> None:
    register = load("", "# nobody yet\n")
    assert (register.entities, register.problems) == ({}, ())


def test_byte_order_mark_is_no_part_of_the_first_key(load: Loader) -> None:
    assert list(load(b"\xef\xbb\xbf" + GOOD.encode()).entities) == ["gorbachev", "moscow"]


@pytest.mark.parametrize(("written", "value"), [("No", "No"), ("1990", "1990"), ("1.50", "1.50")])
def test_name_that_yaml_takes_for_something_else_is_a_name(
    load: Loader, written: str, value: str
) -> None:
    register = load(entry(name=written))
    assert (register.entities["x"].name, register.problems) == (value, ())


@pytest.mark.parametrize("empty", ["note:", "note: ~", "note: null", 'note: ""'])
def test_empty_field_is_an_absent_field(load: Loader, empty: str) -> None:
    register = load(entry(empty))
    assert (register.entities["x"].note, register.entities["x"].note_line) == ("", 0)
    assert register.problems == ()


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("yes", True), ("FALSE", False)])
def test_autolink_takes_the_words_for_yes_and_no(
    load: Loader, written: str, *, meant: bool
) -> None:
    register = load(entry(f"autolink: {written}"))
    assert (register.entities["x"].autolink, register.problems) == (meant, ())


@pytest.mark.parametrize(
    ("field", "code", "hint"),
    [
        ("nmae: Y", "unknown_field", "did you mean `name`?"),
        ("founded: 1990", "unknown_field", "it fits: organization, place"),
        ("zzz: Y", "unknown_field", "known are kind, name"),
        ("sort: [a, b]", "wrong_type", "not a list"),
        ("sort: {a: b}", "wrong_type", "not a mapping"),
        ("roles: Minister", "wrong_type", "{title: …, from: …, to: …}"),
        ("roles: [Minister]", "wrong_type", "{title: …, from: …, to: …}"),
        ("roles: [{from: 1990}]", "missing_field", "`title`"),
        ("roles: [{title: a, form: 1990}]", "unknown_field", "did you mean `from`?"),
        ("roles: [{title: a, from: 1991, to: 1990}]", "bad_date", "before `from`"),
        ("autolink: maybe", "wrong_type", "`true` or `false`"),
        ("sort: !!python/object:os.system x", "wrong_type", "python/object:os.system"),
        ("born: August 23, 1990", "bad_date", "did you mean `1990-08-23`?"),
        ("born: 1990-02-31", "bad_date", "only 28 days"),
        ("wikidata: 42", "bad_identifier", "`Q30487`"),
        ("wikidata: https://www.wikidata.org/wiki/Q42", "bad_identifier", "write `Q42`"),
        ("lccn: N 82272426", "bad_identifier", "write `n82272426`"),
        ("url: javascript:alert(1)", "bad_url", "`https://`"),
        ("url: 'https://a b'", "bad_url", "`https://`"),
        ("url: 'http://[a'", "bad_url", "`https://`"),
        ("name: Y", "duplicate_key", "first on line 3"),
    ],
)
def test_wrong_field_is_left_out_and_explained(
    load: Loader, field: str, code: str, hint: str
) -> None:
    register = load(entry(field, "note: kept"))
    assert said(register) == [(4, code)]
    assert hint in register.problems[0].message
    kept = register.entities["x"]
    assert (kept.name, kept.note, kept.url, kept.born, kept.authorities) == (
        "X",
        "kept",
        "",
        None,
        (),
    )


@pytest.mark.parametrize(
    ("written", "hint"), [("moon", "latitude and longitude"), ("100, 3", "outside the globe")]
)
def test_wrong_coordinates_are_left_out_and_explained(
    load: Loader, written: str, hint: str
) -> None:
    register = load(entry(f"coordinates: {written}", kind="place"))
    assert said(register) == [(4, "bad_identifier")]
    assert hint in register.problems[0].message
    assert register.entities["x"].coordinates is None


def test_wrong_element_of_a_list_does_not_take_the_others_with_it(load: Loader) -> None:
    register = load(entry("variants:", "  - A", "  - Mr: B", "  -", "  - C"))
    assert said(register) == [(6, "wrong_type"), (7, "wrong_type")]
    assert register.entities["x"].variants == ("A", "C")


def test_death_before_birth_is_reported_and_kept(load: Loader) -> None:
    register = load(entry("born: 1990", "died: 1980"))
    assert said(register) == [(5, "bad_date")]
    assert register.entities["x"].died == parse_date("1980")


def test_entry_without_a_known_kind_is_dropped(load: Loader) -> None:
    register = load("a:\n  name: A\nb:\n  name: B\n  kind: persn\n" + entry())
    assert said(register) == [(1, "missing_field"), (5, "unknown_kind")]
    assert "did you mean `person`?" in register.problems[1].message
    assert list(register.entities) == ["x"]


def test_entry_without_a_name_is_kept_under_its_key(load: Loader) -> None:
    register = load("a: {kind: place}\n")
    assert said(register) == [(1, "missing_field")]
    assert register.entities["a"].name == "a"


def test_entry_without_fields_is_explained(load: Loader) -> None:
    register = load("a:\nb: text\n" + entry())
    assert said(register) == [(1, "wrong_type"), (2, "wrong_type")]
    assert list(register.entities) == ["x"]


def test_key_that_stands_twice_names_both_places(load: Loader) -> None:
    register = load(entry(name="A") + entry(name="B"), entry(name="C"))
    assert said(register) == [(4, "duplicate_key"), (1, "duplicate_key")]
    here, there = register.problems
    assert "first on line 1" in here.message
    assert there.path.endswith("r2.yml")
    assert f"{load.folder / 'r1.yml'}, line 1" in there.message
    assert register.entities["x"].name == "A"


@pytest.mark.parametrize(
    ("key", "name", "better"),
    [
        ("горбачёв", "Gorbachev", "`gorbachev`"),
        ("Élysée Palace", "X", "`elysee-palace`"),
        ("1990-summit", "X", "`summit`"),
        ("Кабул", "Кабул", "`person-1`"),
    ],
)
def test_key_outside_ascii_is_kept_with_a_better_one_named(
    load: Loader, key: str, name: str, better: str
) -> None:
    register = load(entry(key=key, name=name))
    assert said(register) == [(1, "bad_key")]
    assert better in register.problems[0].message
    assert register.entities[key].key == key


def test_name_of_two_persons_is_a_clash_with_both_places(load: Loader) -> None:
    register = load(entry(key="a", name="J. Smith"), "# two\n" + entry(key="b", name="J.  Smith"))
    assert said(register) == [(4, "name_clash")]
    assert f"`a` too ({load.folder / 'r1.yml'}, line 3)" in register.problems[0].message
    assert list(register.entities) == ["a", "b"]


def test_name_of_a_person_and_a_place_is_no_clash(load: Loader) -> None:
    assert load(entry(key="a"), entry(key="b", kind="place")).problems == ()


def test_label_of_two_speakers_is_a_clash(load: Loader) -> None:
    a, b = (
        entry("labels: [VOICES]", key="a", name="A"),
        entry("labels: [B, VOICES]", key="b", name="B", kind="organization"),
    )
    assert said(load(a + b)) == [(8, "name_clash")]


def test_shared_variant_is_no_problem(load: Loader) -> None:
    entries = (entry("variants: [Smith]", key=key, name=key) for key in "ab")
    assert load("".join(entries)).problems == ()


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a:\n  note: b: c\n", 2, "must stand in quotes"),
        ("a:\n\tb: c\n", 2, "tabs"),
        ("a:\n  name: 'x\nb: y\n", 2, "quotation mark is not closed"),
        ("a:\n  name: x\n kind: y\n", 3, "one column"),
        ("a: [b\nc: d\n", 2, "must end with `]`"),
        ("a: {}\n---\nb: {}\n", 2, "`---`"),
        ("a: *b\n", 1, "alias"),
        ("- a\n", 1, "made of entries"),
        ("text\n", 1, "made of entries"),
        (b"a: b\nc: \xff\n", 2, "UTF-8"),
        ("[" * 100_000, 1, "deep"),
        ("- " * 100_000, 1, "deep"),
    ],
)
def test_unreadable_file_names_the_line_and_spares_the_others(
    load: Loader, text: str | bytes, line: int, hint: str
) -> None:
    register = load(text, GOOD)
    assert [problem.code for problem in register.problems] in (["syntax"], ["syntax"] * 2)
    assert register.problems[0].line == line
    assert hint in register.problems[0].message
    assert list(register.entities) == ["gorbachev", "moscow"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Ada\x0cLindqvist", "U+000C (form feed)"),
        ("\x01Ada Lindqvist", "U+0001"),
        ("Ada\u2028Lindqvist", "U+2028 (line separator)"),
        ('"Ada\\x07Lindqvist"', "U+0007 (bell)"),
        ('"Ada\\LLindqvist"', "U+2028 (line separator)"),
        ("Ada\x85Lindqvist", "“…” in Windows-1252"),
    ],
)
def test_control_character_is_left_out_and_named(load: Loader, written: str, found: str) -> None:
    register = load(f"ada:\n  kind: person\n  name: {written}\n  born: 1880\n  died: soon\n")
    assert [(problem.code, problem.line) for problem in register.problems] == [
        ("control_character", 3),
        ("bad_date", 5),
    ]
    assert found in register.problems[0].message
    assert register.entities["ada"].name == "Ada Lindqvist"


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    register = load_register([tmp_path / "none.yml"])
    (problem,) = register.problems
    assert (problem.code, problem.path) == ("syntax", str(tmp_path / "none.yml"))
    assert register.paths == (problem.path,)


def test_alias_is_refused_at_its_line(load: Loader) -> None:
    register = load(entry("sort: &s Y", "url: *s", "note: kept"))
    assert said(register) == [(5, "syntax")]
    assert "write the value out" in register.problems[0].message
    assert register.entities["x"].note == "kept"


def test_alias_bomb_is_defused(load: Loader) -> None:
    levels = "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(30))
    start = time.perf_counter()
    assert load("a0: &a0 [x]\n" + levels).problems
    assert time.perf_counter() - start < 1


def test_problems_of_all_files_come_in_order(load: Loader) -> None:
    register = load(
        entry("zz: 1", key="a", name="A") + entry("born: x", key="b", name="A"),
        entry("zz: 1", key="c", name="A"),
    )
    assert [(problem.path[-6:], problem.line, problem.code) for problem in register.problems] == [
        ("r1.yml", 4, "unknown_field"),
        ("r1.yml", 7, "name_clash"),
        ("r1.yml", 8, "bad_date"),
        ("r2.yml", 3, "name_clash"),
        ("r2.yml", 4, "unknown_field"),
    ]


_SCALARS = st.sampled_from(["person", "x", "1990", "~", "*a", "&a b", "'", "!t x", "https://x"])
_LINES = st.tuples(
    st.sampled_from(["", "  ", "    - ", "\t"]),
    st.sampled_from([*FIELDS, "a", "<<", "?", "é", "&a", "[", "{"]),
    st.sampled_from([": ", ":", " "]),
    _SCALARS,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_LINES, max_size=12).map("\n".join) | st.text(max_size=60))
def test_no_text_makes_the_register_fail(load: Loader, text: str) -> None:
    register = load(text.encode("utf-8", "surrogatepass"))
    for key, entity in register.entities.items():
        assert (entity.key, entity.kind in KINDS) == (key, True)
        assert entity.anchor.isascii()
        assert ":" not in entity.anchor
    assert all(problem.line >= 1 and problem.message for problem in register.problems)


def test_digest_of_an_entity_ignores_its_place(load: Loader) -> None:
    assert load(entry("note: a")).digest("x") == load("#\n" + entry("note: a")).digest("x")


def test_digests_are_the_same_in_every_process(load: Loader) -> None:
    register = load(GOOD)
    script = (
        "import sys; from pathlib import Path; "
        "from sphinxext_archival.model.register import load_register; "
        "r = load_register([Path(sys.argv[1])]); "
        "print(r.digest('gorbachev'))"
    )
    path = str(load.folder / "r1.yml")
    ran = subprocess.run(
        [sys.executable, "-c", script, path], check=True, capture_output=True, text=True
    )
    assert ran.stdout.split() == [register.digest("gorbachev")]


def test_register_survives_pickling(load: Loader) -> None:
    register = load(GOOD)
    assert pickle.loads(pickle.dumps(register)) == register  # noqa: S301


def test_large_register_is_read_in_seconds(load: Loader) -> None:
    entries = (
        f"p{n}: {{kind: person, name: Given {n} Family, labels: [G. FAMILY {n}], "
        f"variants: [Family {n}, G. Family {n}], born: 19{n % 100:02}-03-02, wikidata: Q{n + 1}}}\n"
        for n in range(5000)
    )
    start = time.perf_counter()
    register = load("".join(entries))
    # Ten seconds on any machine; a grammar for every date would need half a minute.
    assert time.perf_counter() - start < 10
    assert (len(register.entities), register.problems) == (5000, ())

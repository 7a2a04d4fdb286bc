"""Bad input that is no single page's: two documents, registers, settings, the lines of nests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import myst_parser
import pytest

from sphinxext_archival.nodes import archival_turn

from .conftest import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Build, Built

DOCUMENT = "# Page\n\n:::{document} same\n:::\n\n:::{turn} ?\n:label: A:\n\nWords.\n:::\n"
REGISTER = {"archival_registers": ["register/persons.yml"]}


def with_register(build: Build, register: str) -> Built:
    page = "# Page\n\nWords.\n"
    files = {"page.md": page, "register/persons.yml": register}
    return build(files, "text", confoverrides=REGISTER)


def test_identifier_that_is_used_twice_names_both_places(build: Build) -> None:
    built = build({"a.md": DOCUMENT, "b.md": f"\n{DOCUMENT}"}, "text")
    (warning,) = built.warnings
    assert warning.startswith("b.md:4: WARNING: the identifier “same” is used twice")
    assert "a.md:3" in warning
    assert ":part: 2" in warning
    assert warning.endswith("[archival.duplicate_document]")
    for name in ("a", "b"):
        assert "A: Words." in built.output(f"{name}.txt")


BAD_REGISTERS = {
    "duplicate key": (
        "a: {kind: person, name: A}\nb: {kind: person, name: B}\na: {kind: person, name: C}\n",
        3, ("`a`", "[duplicate_key]"),
    ),
    "wrong type": (
        "a:\n  kind: person\n  name: A\n  labels: {x: y}\n", 4, ("labels", "[wrong_type]")
    ),
    "unknown kind": (
        "a:\n  kind: persn\n  name: A\n", 2, ("`persn`", "`person`", "[unknown_kind]")
    ),
    "unknown field": (
        "a:\n  kind: person\n  name: A\n  lables: [A]\n", 4,
        ("`lables`", "`labels`", "[unknown_field]"),
    ),
    "no mapping": ("- a\n- b\n", 1, ("`key:`", "[syntax]")),
    "no YAML": ("a:\n  kind: person\n  name: A: B\n", 3, ("quotes", "[syntax]")),
    "bad date": (
        "a:\n  kind: person\n  name: A\n  born: 2 March 1931\n", 4, ("1931-03-02", "[bad_date]")
    ),
    "clashing names": (
        "a: {kind: person, name: A}\nb:\n  kind: person\n  name: A\n", 4,
        ("`A` is the name of `a` too", "[name_clash]"),
    ),
    "clashing labels": (
        "a: {kind: person, name: A, labels: [X]}\nb:\n  kind: person\n  name: B\n  labels: [X]\n",
        5, ("`X` is the label of `a` too", "[name_clash]"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_REGISTERS)
def test_register_that_is_not_right_is_reported_with_its_line(build: Build, case: str) -> None:
    register, line, says = BAD_REGISTERS[case]
    warnings = with_register(build, register).warnings
    matching = [text for text in warnings if text.startswith(f"register/persons.yml:{line}: ")]
    assert len(matching) == 1, warnings
    for part in (*says, "[archival.register]"):
        assert part in matching[0]


def test_aliases_of_yaml_are_stopped_before_they_grow(build: Build) -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]"
        for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    warnings = with_register(build, "\n".join(rows) + "\n").warnings
    assert warnings
    assert all("[archival.register]" in warning for warning in warnings)
    assert sum(map(len, warnings)) < 10_000


def test_missing_register_is_reported(build: Build) -> None:
    built = build({"page.md": "# Page\n"}, "text", confoverrides=REGISTER)
    (warning,) = built.warnings
    assert warning.startswith("register/persons.yml:1: WARNING: the register cannot be read")


@pytest.mark.parametrize(
    ("settings", "fence", "is_reported"),
    [
        ({}, "{turn}", True),
        ({}, "{archival:turn}", True),
        ({}, "{note}", False),
        ({"primary_domain": None}, "{turn}", False),
        ({"primary_domain": None}, "{archival:turn}", True),
    ],
)
def test_fence_of_ours_that_was_not_parsed_is_reported(
    build: Build,
    settings: dict[str, object],
    fence: str,
    is_reported: bool,  # noqa: FBT001
) -> None:
    page = f"# Page\n\nBefore.\n\n:::{fence} gorbachev\nWords.\n:::\n"
    settings = {"myst_enable_extensions": [], **settings}
    built = build({"page.md": page}, "text", confoverrides=settings)
    assert "Words." in built.output("page.txt")
    assert len(built.warnings) == is_reported
    for warning in built.warnings:
        assert warning.startswith(f"page.md:5: WARNING: “:::{fence}” was not parsed")
        assert 'myst_enable_extensions = ["colon_fence"]' in warning
        assert warning.endswith("[archival.colon_fence]")


NESTED = {
    "myst": """\
# Page

:::{document} nested
:::

- In a list:

  ::::::{transcript}
  First.

  :::::{turn} ?
  :label: A:

  Words
  and [open.

  ::::{insertion}
  :kind: glos

  > Quoted
  > open] there.

  - Words {person}`nobody`
  ::::
  :::::
  ::::::
""",
    "rst": """\
Page
====

.. document:: nested

- In a list:

  .. transcript::

     First.

     .. turn:: ?
        :label: A:

        Words
        and [open.

        .. insertion::
           :kind: glos

           Before:

              Quoted
              open] there.

           - Words :person:`nobody`
""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_warnings_in_nested_directives_name_the_lines_of_the_file(
    build: Build, language: str
) -> None:
    file = f"page.{LANGUAGES[language]}"
    built = build({file: NESTED[language]}, "text")
    lines = {
        sign: NESTED[language].splitlines().index(line) + 1
        for sign in ("[open", ":kind: glos", "open]", "nobody")
        for line in NESTED[language].splitlines()
        if sign in line
    }
    found = sorted(warning.split(" WARNING: ", 1)[0] for warning in built.warnings)
    assert found == sorted(f"{file}:{line}:" for line in lines.values())
    assert len(list(built.doctree("page").findall(archival_turn))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_marker_that_leads_nowhere_is_printed_as_written(build: Build, language: str) -> None:
    marker = {"myst": "{ednote}`3`", "rst": ":ednote:`3`"}[language]
    page = {
        "myst": f"# Page\n\n:::{{document}} d\n:::\n\n:::{{transcript}}\nOne {marker} two.\n:::\n",
        "rst": f"Page\n====\n\n.. document:: d\n\n.. transcript::\n\n   One {marker} two.\n",
    }[language]
    built = build({f"page.{LANGUAGES[language]}": page}, "text")
    assert f"One {marker} two." in built.output("page.txt")
    assert len(built.warnings) == 1


INCLUDED = {
    "myst": """\
:::{document} d
:colour: red
:::

:::{transcript}
Words [open.

PETROV. Words[^lost].
:::
""",
    "rst": """\
.. document:: d
   :colour: red

.. transcript::

   Words [open.

   PETROV. Words :ednote:`lost`.
""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_warnings_in_an_included_file_name_that_file(build: Build, language: str) -> None:
    include = {"myst": "```{include} part.inc\n```\n", "rst": ".. include:: part.inc\n"}[language]
    page = f"Page\n====\n\n{include}"
    built = build({f"page.{LANGUAGES[language]}": page, "part.inc": INCLUDED[language]}, "text")
    numbered = list(enumerate(INCLUDED[language].splitlines(), start=1))
    signs = (":colour:", "[open", "PETROV", "lost")
    expected = [f"part.inc:{n}:" for sign in signs for n, line in numbered if sign in line]
    found = [warning.split(" WARNING: ", 1)[0] for warning in built.warnings]
    if language == "myst" and myst_parser.__version__ < "5":
        # It counts the lines of an included file from 2.
        assert [place.split(":")[0] for place in found] == ["part.inc"] * len(expected)
    else:
        assert sorted(found) == sorted(expected)

"""The printed index: what TeX is told to look for. What it finds is read from the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.writers.test_latex import SETTINGS, flat, tex_of

if TYPE_CHECKING:
    from tests.conftest import Build

REGISTER = """\
anna: {kind: person, name: Anna Arden, sort: "Arden, Anna", labels: [ANNA], born: 1931}
boris: {kind: person, name: Boris Brand, sort: "Brand, Boris", labels: [BORIS]}
lagos: {kind: place, name: Lagos}
"""
PAGE = """\
# The talk with Boris Brand

:::{document} one
:participants: anna, boris
:::

:::{transcript}
ANNA. We are in Lagos.[^a]

BORIS. One.

Two.

> Three.
:::

[^a]: Anna Arden says so.

```{register}
```
"""


def body(build: Build, **confoverrides: object) -> str:
    built = build(
        {"index.md": "# Book\n\n```{toctree}\ntalk\n```\n", "talk.md": PAGE, "r.yml": REGISTER},
        "latex",
        confoverrides={**SETTINGS, "archival_registers": ["r.yml"], **confoverrides},
    )
    assert built.warnings == []
    return flat(tex_of(built)).partition(r"\begin{document}")[2]


def test_a_turn_is_marked_where_it_begins_and_where_it_ends(build: Build) -> None:
    text, _, _register = body(build).partition(r"\begin{description}")
    marks = re.findall(r"\\archivaloccurs(until)?\{\\detokenize\{(\w+)\}\}\{speaks\}", text)
    assert marks == [("", "anna"), ("until", "anna"), ("", "boris"), ("until", "boris")]
    # The end is that of its last paragraph, whatever that stands in.
    assert r"Three.\archivaloccursuntil{\detokenize{boris}}{speaks}" in text


def test_an_occurrence_is_marked_by_its_role(build: Build) -> None:
    text = body(build)
    assert r"in \archivaloccurs{\detokenize{lagos}}{mentioned}" in text
    assert r"\leavevmode\archivaloccurs{\detokenize{anna}}{note}" in text


def test_an_index_says_what_to_print_of_each_role(build: Build) -> None:
    index = body(build).partition(r"\section{Index of persons}")[2]
    persons, _, places = index.partition(r"\section{Index of places}")
    assert (
        r"\archivalindexentry{Arden, Anna}{1931–}" + "\n"
        r"\archivalindexrole{\detokenize{anna}}{speaks}{speaks}" + "\n"
        r"\archivalindexrole{\detokenize{anna}}{identified}{identified by the editor}" + "\n"
        r"\archivalindexrole{\detokenize{anna}}{mentioned}{mentioned}" + "\n"
        r"\archivalindexrole{\detokenize{anna}}{note}{in a note}" + "\n"
        r"\archivalindexspace" + "\n"
        r"\archivalindexentry{Brand, Boris}{}"
    ) in persons
    assert r"\archivalindexentry{Lagos}{}" in places
    assert "sphinxtheindex" not in index


def test_a_register_lists_pages(build: Build) -> None:
    register = body(build).partition(r"\begin{description}")[2]
    line = r"\sphinxstyleemphasis{speaks} \archivalpages{\detokenize{anna}}{speaks}"
    assert line in register.partition("Brand")[0]


@pytest.mark.parametrize(
    ("wanted", "is_there"),
    [(True, True), (False, False), ([], False), (["archival-index"], True)],
)
def test_a_project_may_have_no_index(build: Build, wanted: object, *, is_there: bool) -> None:
    assert ("begin{archivalindex}" in body(build, latex_domain_indices=wanted)) is is_there


def test_a_mark_in_a_title_comes_after_it(build: Build) -> None:
    page = "# The talk\n\n:::{document} one\n:::\n\n## {person}`Anna <anna>`\n\nWords.\n"
    built = build(
        {"index.md": page, "r.yml": REGISTER},
        "latex",
        confoverrides={**SETTINGS, "archival_registers": ["r.yml"]},
    )
    title, _, after = tex_of(built).partition(r"\chapter{")[2].partition("}\n")
    assert "archivaloccurs" not in title
    assert r"\archivaloccurs{\detokenize{anna}}{mentioned}" in after

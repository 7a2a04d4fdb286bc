"""Control characters: no output can hold them, and some end a line that no editor sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sphinxext_archival.model.characters import UNPRINTABLE
from sphinxext_archival.nodes import archival_headnote, archival_notes, archival_turn

from .conftest import LANGUAGES
from .test_text_is_safe import REGISTER, built_page, transcript_of

if TYPE_CHECKING:
    from tests.conftest import Build

# Each line with a character has a number, by which its warning is known.
PAGES = {
    "myst": """\
# Page

:::{document} page
:place: L1 Mos\x07cow
:title: 'L2 The\x0ctitle'
:participants: gorbachev, najibullah, shevardnadze, voices

L3 A\x01summary.
:::

:::{transcript}
GORBACHEV. L4 One\x0ctwo\u2028three.[^1]

\x0cNAJIBULLAH. L5 Four\x93five {emend}`six <se\x00ven>`
and L6 eight\x85nine.

YELTSIN. The line is right.
:::

[^1]: L7 A\x1bnote
    and L8 its\x0bend.

:::{ednote} key
L9 Another\x7fnote.
:::
""",
    "rst": """\
Page
====

.. document:: page
   :place: L1 Mos\x07cow
   :title: L2 The\x0ctitle
   :participants: gorbachev, najibullah, shevardnadze, voices

   L3 A\x01summary.

.. transcript::

   GORBACHEV. L4 One\x0ctwo\u2028three. [1]_

   \x0cNAJIBULLAH. L5 Four\x93five :emend:`six <se\x00ven>`
   and L6 eight\x85nine.

   YELTSIN. The line is right.

.. [1] L7 A\x1bnote
   and L8 its\x0bend.

.. ednote:: key

   L9 Another\x7fnote.
""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_left_out_and_reported_in_its_line(build: Build, language: str) -> None:
    text = PAGES[language]
    built = built_page(build, text, language, "xml")
    document = built.doctree("page")
    first, second = document.findall(archival_turn)
    assert first.astext().startswith("GORBACHEV. L4 One two three.")
    assert second.astext().split("\n\n")[0] == "NAJIBULLAH. L5 Four five six\nand L6 eight nine."
    (notes,) = document.findall(archival_notes)
    assert notes.astext() == "L7 A note\nand L8 its end.\n\nL9 Another note."
    (headnote,) = document.findall(archival_headnote)
    assert headnote["metadata"]["place"] == "L1 Mos cow"
    assert headnote["title"] == "L2 The title"
    assert "L3 A summary." in headnote.astext()
    ET.fromstring(built.output("page.xml"))  # noqa: S314
    lines = {
        line[re.search(r"L\d", line).start() :][:2]: number  # type: ignore[union-attr]
        for number, line in enumerate(text.split("\n"), 1)
        if UNPRINTABLE.search(line)
    }
    assert sorted(lines) == [f"L{number}" for number in range(1, 10)]
    reported = [warning for warning in built.warnings if "[archival.character]" in warning]
    assert [warning.partition(": ")[0] for warning in reported] == [
        f"page.{LANGUAGES[language]}:{number}" for number in sorted(lines.values())
    ]
    label = text.split("\n").index(next(it for it in text.split("\n") if "YELTSIN" in it)) + 1
    (unknown,) = (warning for warning in built.warnings if "[archival.unknown_speaker]" in warning)
    assert unknown.startswith(f"page.{LANGUAGES[language]}:{label}: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_text_of_a_project_keeps_them(build: Build, language: str) -> None:
    host = "Words with\x1bone."
    files = {f"host.{LANGUAGES[language]}": f"{host}\n", "register.yml": REGISTER}
    text = f"{PAGES[language]}\n{host}\n"
    files[f"page.{LANGUAGES[language]}"] = text
    built = build(files, "dummy", confoverrides={"archival_registers": ["register.yml"]})
    assert host in built.doctree("host").astext()
    assert host in built.doctree("page").astext()


def test_one_that_markdown_makes_of_an_entity_is_left_out(build: Build) -> None:
    text = PAGES["myst"].replace("YELTSIN. The line is right.", "One&#12;two.")
    built = built_page(build, text, "myst", "xml")
    assert "One two." in transcript_of(built).astext()
    ET.fromstring(built.output("page.xml"))  # noqa: S314
    assert sum("the text holds what no output can print" in it for it in built.warnings) == 1


def test_one_that_an_option_escapes_is_left_out(build: Build) -> None:
    text = ':::{document} page\n:place: "Mos\\x07cow"\n:::\n'
    built = built_page(build, f"# Page\n\n{text}", "myst", "xml")
    (headnote,) = built.doctree("page").findall(archival_headnote)
    assert headnote["metadata"]["place"] == "Mos cow"
    (warning,) = built.warnings
    assert warning.startswith("page.md:4: ")
    assert "“:place:” holds what no output can print: U+0007 (bell)" in warning


def test_title_of_a_document_is_printable(build: Build) -> None:
    built = built_page(build, "# The\x07title\n\n:::{document} page\n:::\n", "myst", "xml")
    (headnote,) = built.doctree("page").findall(archival_headnote)
    assert headnote["title"] == "The title"
    ET.fromstring(built.output("page.xml"))  # noqa: S314

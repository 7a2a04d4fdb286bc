"""A translated edition: other words, and the same turns, speakers, notes, links and addresses."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from tests.conftest import Build, Built

CONF = """\
project = "An edition"
copyright = "the editors"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
html_theme = "basic"
locale_dirs = ["locale"]
gettext_compact = "edition"
archival_registers = ["register.yml"]
archival_autolink = True
"""
REGISTER = """\
# Who is in it.
anna:
  kind: person
  name: Anna Arden
  labels: [ANNA]
  variants: [Anna of Arden, Anna von Arden]
  note: Chairs the talks.
boris:
  kind: person
  name: Boris Berg
  labels: [BORIS]
"""
MYST = """\
# Record of a talk

:::{document} 7
:date: 1990-08-23
:place: Moscow
:kind: record of conversation
:participants: anna, boris
A summary of the talk.
:::

::::{transcript}
They met.

ANNA. The market [economy] of [Saur]{.gloss} is open.[^a]

A second paragraph by Anna of Arden, see {turn}`the next turn <#2>`.

BORIS. Untranslated, with {person}`Anna Arden`.{ednote}`b`

(Applause.)

ANNA. Last words.
::::

[^a]: A note on {person}`boris`.

:::{ednote} b
:type: translator
A typed note.
:::
"""
RST = """\
Record of a talk
================

.. document:: 7
   :date: 1990-08-23
   :place: Moscow
   :kind: record of conversation
   :participants: anna, boris

   A summary of the talk.

.. transcript::

   They met.

   ANNA. The market [economy] of [Saur]{.gloss} is open. [#a]_

   A second paragraph by Anna of Arden, see :turn:`the next turn <#2>`.

   BORIS. Untranslated, with :person:`Anna Arden`.\\ :ednote:`b`

   (Applause.)

   ANNA. Last words.

.. [#a] A note on :person:`boris`.

.. ednote:: b
   :type: translator

   A typed note.
"""
GERMAN = {
    "Record of a talk": "Niederschrift eines Gesprächs",
    "Moscow": "Moskau",
    "record of conversation": "Gesprächsniederschrift",
    "A summary of the talk.": "Eine Zusammenfassung des Gesprächs.",
    "They met.": "Sie trafen sich.",
    "ANNA.": "ANNA VON ARDEN:",
    "The market [economy] of [Saur]{.gloss} is open.[^a]": (
        "Die [Wirtschaft] der [Saur]{.gloss} ist offen.[^a]"
    ),
    "The market [economy] of [Saur]{.gloss} is open. [#a]_": (
        "Die [Wirtschaft] der [Saur]{.gloss} ist offen. [#a]_"
    ),
    "A second paragraph by Anna of Arden, see {turn}`the next turn <#2>`.": (
        "Ein zweiter Absatz der Anna von Arden, siehe {turn}`die nächste <#2>`."
    ),
    "A second paragraph by Anna of Arden, see :turn:`the next turn <#2>`.": (
        "Ein zweiter Absatz der Anna von Arden, siehe :turn:`die nächste <#2>`."
    ),
    "(Applause.)": "(Beifall.)",
    "Last words.": "Letzte Worte.",
    "A note on {person}`boris`.": "Eine Anmerkung zu {person}`boris`.",
    "A note on :person:`boris`.": "Eine Anmerkung zu :person:`boris`.",
    "Chairs the talks.": "Leitet die Gespräche.",
}
PAGE = {"myst": ("talk.md", MYST), "rst": ("talk.rst", RST)}
LISTINGS = "# Listings\n\n:::{register}\n:::\n\n:::{documents}\n:::\n"


def files_of(language: str) -> dict[str, str]:
    name, text = PAGE[language]
    return {"conf.py": CONF, "register.yml": REGISTER, name: text, "list.md": LISTINGS}


def catalogue_of(built: Built) -> Catalog:
    with (built.outdir / "edition.pot").open("rb") as template:
        return read_po(template, locale="de")


def in_german(catalogue: Catalog) -> dict[str, str]:
    """The file of translations."""
    for message in catalogue:
        if message.id in GERMAN:
            message.string = GERMAN[str(message.id)]
    written = BytesIO()
    write_po(written, catalogue)
    return {"locale/de/LC_MESSAGES/edition.po": written.getvalue().decode()}


@pytest.fixture(params=["myst", "rst"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pair(language: str, build: Build) -> tuple[Built, Built]:
    """The edition as written, and translated."""
    original = build(files_of(language))
    template = catalogue_of(build(files_of(language), "gettext"))
    files = {**files_of(language), **in_german(template)}
    return original, build(files, confoverrides={"language": "de"})


def test_every_message_is_extracted_once_and_without_its_label(language: str, build: Build) -> None:
    template = build(files_of(language), "gettext")
    messages = [str(message.id) for message in catalogue_of(template) if message.id]

    assert len(messages) == len(set(messages))
    wanted = {text for text in GERMAN if (":" in text or "[#" in text) == (language == "rst")}
    common = {text for text in GERMAN if not re.search(r"[{:#^]", text)}
    assert wanted & common <= set(messages)
    assert {"ANNA.", "BORIS.", "A typed note.", "Chairs the talks."} <= set(messages)
    assert not [text for text in messages if text.startswith(("ANNA. ", "BORIS. "))]
    assert "Untranslated, with" in " ".join(messages)
    assert "1990-08-23" not in messages


def test_notes_of_the_register_are_extracted_with_their_line_in_the_register(build: Build) -> None:
    template = build(files_of("myst"), "gettext")

    note = catalogue_of(template).get("Chairs the talks.")
    assert note is not None
    [(path, line)] = note.locations
    assert path.endswith("register.yml")
    assert line == 7


def test_translated_words_and_labels_are_printed_and_what_has_no_translation_stays(
    pair: tuple[Built, Built],
) -> None:
    _original, translated = pair
    page = " ".join(translated.resolved("talk").astext().split())

    assert not translated.warnings
    for text in (
        "Niederschrift eines Gesprächs",
        "Moskau",
        "Gesprächsniederschrift",
        "Eine Zusammenfassung des Gesprächs.",
        "ANNA VON ARDEN: Die [Wirtschaft] der [Saur] ist offen.",
        "siehe die nächste.",
        "BORIS. Untranslated, with Anna Arden.",
        "(Beifall.)",
        "ANNA VON ARDEN: Letzte Worte.",
        "Eine Anmerkung zu boris.",
        "A typed note.",
    ):
        assert text in page
    assert "ANNA." not in page
    assert "economy" not in page


ADDRESS = re.compile(r'(?:id|href|role|data-speakers|data-resp)="[^"]*"')
SIGN = re.compile(r'class="archival-(?:insertion|noteref|speaker|stage|bracket)[^"]*"')


def test_addresses_links_and_signs_are_those_of_the_original(pair: tuple[Built, Built]) -> None:
    original, translated = (built.output("talk.html") for built in pair)

    body = [text[text.index('class="archival-headnote') :] for text in (original, translated)]
    for pattern in (ADDRESS, SIGN):
        as_written, in_german = (pattern.findall(text) for text in body)
        assert len(as_written) > 4
        assert [found for found in in_german if "niederschrift" not in found] == [
            found for found in as_written if "record-of" not in found
        ]


def test_nothing_is_counted_twice_in_a_translation(pair: tuple[Built, Built]) -> None:
    original, translated = (built.app.env.get_domain("archival").data["pages"] for built in pair)

    [as_written], [in_german] = original["talk"].documents, translated["talk"].documents
    assert [turn.number for turn in in_german.turns] == ["1", "2", "3"]
    assert [turn.speakers for turn in in_german.turns] == [("anna",), ("boris",), ("anna",)]
    labels = [turn.label for turn in in_german.turns]
    assert labels == ["ANNA VON ARDEN:", "BORIS.", "ANNA VON ARDEN:"]
    assert [note[:4] for note in map(as_tuple, in_german.notes)] == [
        note[:4] for note in map(as_tuple, as_written.notes)
    ]
    assert sorted(map(repr, translated["talk"].occurrences)) == sorted(
        map(repr, original["talk"].occurrences)
    )


def as_tuple(note: object) -> tuple[object, ...]:
    return tuple(getattr(note, name) for name in ("note_type", "number", "key", "turn", "incipit"))


def test_listings_show_the_translated_words(pair: tuple[Built, Built]) -> None:
    _original, translated = pair
    listing = " ".join(translated.resolved("list").astext().split())

    for text in ("Niederschrift eines Gesprächs", "Moskau", "Gesprächsniederschrift", "Leitet die"):
        assert text in listing
    assert "record of conversation" not in listing


def test_new_translation_is_taken_by_an_incremental_build(language: str, build: Build) -> None:
    template = catalogue_of(build(files_of(language), "gettext"))
    overrides = {"language": "de"}
    first = build(files_of(language), confoverrides=overrides)
    assert "Record of a talk" in first.output("list.html")

    again = build(in_german(template), srcdir=first.srcdir, confoverrides=overrides)
    assert "Niederschrift eines Gesprächs" in again.output("list.html")
    assert "Leitet die Gespräche." in again.output("list.html")

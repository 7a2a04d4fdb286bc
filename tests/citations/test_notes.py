"""What an editor expects of a citation, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citeproc import SCHEMA_PATH
from lxml import etree

from sphinxext_archival.citations.notes import ADDRESS, LOCATOR, STYLE, Notes, notes
from sphinxext_archival.model.citation import Cited, csl_item
from sphinxext_archival.nodes import archival_headnote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, Built

LETTER = Cited(
    "d1",
    "A Talk on Lamps",
    (
        ("date", "1962-03-01"),
        ("translator", "Mary Bell"),
        ("editor", "Mary Bell"),
        ("reference-code", "F. 2, op. 1"),
        ("collection", "Fond 2"),
        ("repository", "Archive of the Port, Lagos"),
    ),
    address="https://port.example/talk.html",
    edition="Port Papers",
)


def cite(document: Cited, language: str = "en") -> Notes:
    date = dict(document.metadata).get("date", "")
    made = notes(csl_item(document), date, language, published=bool(document.address))
    assert made is not None
    return made


def with_fields(**fields: str) -> Cited:
    return LETTER._replace(metadata=tuple({**dict(LETTER.metadata), **fields}.items()))


def test_our_style_is_valid_csl() -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    assert schema.validate(etree.parse(STYLE)), schema.error_log


def test_a_document_is_cited_from_the_shelf_mark_to_the_archive_and_the_edition() -> None:
    made = cite(LETTER)
    assert made.note == (
        "“A Talk on Lamps,” 1 March 1962, ed. and trans. Mary Bell, F. 2, op. 1, Fond 2, Archive "
        "of the Port, Lagos, in <i>Port Papers</i>, https://port.example/talk.html."
    )
    assert made.bibliography == (
        "“A Talk on Lamps.” 1 March 1962. Edited and translated by Mary Bell. F. 2, op. 1, Fond 2. "
        "Archive of the Port, Lagos. In <i>Port Papers</i>. https://port.example/talk.html."
    )
    assert made.passage == made.note.replace(
        "https://port.example/talk.html", f"{LOCATOR}, {ADDRESS}"
    )


def test_the_seed_is_cited_as_the_archive_wants_it(build_seed: Built) -> None:
    [headnote] = build_seed.resolved("documents/117254").findall(archival_headnote)
    made = headnote["citation"]
    address = made["item"]["URL"]
    title = "Record of a Conversation of M. S. Gorbachev with President of Afghanistan Najibullah"
    assert made["note"] == (
        f"“{title},” 23 August 1990, trans. Gary Goldberg, Wilson Center Digital Archive, "
        f"Gorbachev Foundation, Moscow, {address}."
    )
    assert made["bibliography"] == (
        f"“{title}.” 23 August 1990. Translated by Gary Goldberg. Wilson Center Digital Archive. "
        f"Gorbachev Foundation, Moscow. {address}."
    )
    assert (made["item"]["archive"], made["item"]["archive-place"]) == (
        "Gorbachev Foundation",
        "Moscow",
    )
    assert made["item"]["keyword"].startswith("Gorbachev, Mikhail Sergeyevich; ")


@pytest.fixture(scope="module")
def build_seed(build_once: Build, checkout: Path) -> Built:
    root = checkout / "corpus"
    files = {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.suffix in {".md", ".yml", ".txt", ".py"} and "_build" not in path.parts
    }
    return build_once(files)


@pytest.mark.parametrize(
    ("title", "begins"),
    [
        ("Who Won?", "“Who Won?,” 1 March"),
        ("On “Peace” & War", "“On ‘Peace’ &amp; War,” 1 March"),
        ('The "Times"', "“The ‘Times’,” 1 March"),
        ("<b>", "“&lt;b&gt;,” 1 March"),
    ],
)
def test_a_title_stands_right_in_quotation_marks(title: str, begins: str) -> None:
    assert cite(LETTER._replace(title=title)).note.startswith(begins)


def test_a_question_takes_no_stop_in_a_bibliography() -> None:
    made = cite(LETTER._replace(title="Who Won?"))
    assert made.bibliography.startswith("“Who Won?” 1 March 1962. ")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1990-08-23/1990-08-24", "23–24 August 1990"),
        ("1990~", "c. 1990"),
        ("1990-08/1991-02-03", "August 1990 – 3 February 1991"),
        ("no date", "no date"),
    ],
)
def test_any_date_is_in_words(date: str, words: str) -> None:
    assert f",” {words}, " in cite(with_fields(date=date)).note


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("de", "„A Talk on Lamps“, 1. März 1962, hg.\u00a0&amp; übers. von Mary Bell, "),
        ("fr", "«\u00a0A Talk on Lamps\u00a0», 1 mars 1962, éd. et trad. par Mary Bell, "),
        ("ru", "«A Talk on Lamps», 1 марта 1962\u202fг., "),
        ("en_GB", "“A Talk on Lamps,” 1 March 1962, ed. and trans. Mary Bell, "),
        ("tlh", "“A Talk on Lamps,” 1 March 1962, "),
    ],
)
def test_the_words_of_a_citation_are_those_of_the_edition(language: str, begins: str) -> None:
    assert cite(LETTER, language).note.startswith(begins)


def test_without_an_address_of_its_own_the_edition_is_named_for_its_passages_alone() -> None:
    published = with_fields(source="https://source.example/1")._replace(address="")
    made = cite(published)
    assert made.note.endswith("Archive of the Port, Lagos, https://source.example/1.")
    assert "Port Papers" not in made.bibliography
    assert made.passage.endswith(f"in <i>Port Papers</i>, {LOCATOR}, {ADDRESS}.")


def test_without_any_address_there_is_none() -> None:
    made = cite(LETTER._replace(address=""))
    assert made.note.endswith("Lagos, in <i>Port Papers</i>.")
    assert made.bibliography.endswith("Lagos. In <i>Port Papers</i>.")


def test_a_document_without_a_title_is_cited_by_its_kind() -> None:
    untitled = with_fields(kind="minutes")._replace(title="")
    assert cite(untitled).note.startswith("Minutes, 1 March 1962, ")

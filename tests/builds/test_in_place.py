"""Entities that are defined where they stand: their home is there, whatever else lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Build, Built

DEFINITION = (
    "# Eva\n\n:::{person} eva\n:name: Eva Eng\n:variants: E. Eng; Professor Eng\n"
    "She is here.\n:::\n"
)
MENTIONS = (
    "# Page\n\nBy key {person}`eva`, by name {person}`Eva Eng`, by variant {person}`E. Eng`, "
    "by other words {person}`the professor <Professor Eng>`.\n"
)
REGISTER = "eva: {kind: person, name: Eva of the Register, wikidata: Q1}\n"


def links_to(anchor: str, page: str) -> list[str]:
    return re.findall(rf'href="([^"]*)#{anchor}"', page)


def text_of(built: Built, docname: str) -> str:
    return " ".join(built.resolved(docname).astext().split())


def test_mention_by_key_name_or_variant_leads_to_the_definition(build: Build) -> None:
    built = build({"people/eva.md": DEFINITION, "page.md": MENTIONS})

    assert not built.warnings
    assert links_to("person-eva", built.output("page.html")) == ["people/eva.html"] * 4
    assert "By key Eva Eng, by name Eva Eng, by variant E. Eng, by other words the professor." in (
        text_of(built, "page")
    )
    assert built.output("people/eva.html").count('id="person-eva"') == 1


def test_definition_says_where_the_entity_occurs(build: Build) -> None:
    talk = (
        "# Talk\n\n:::{document} 7\n:::\n\n:::{turn} eva\nGood morning.\n:::\n\n"
        ":::{transcript}\nWe spoke of {person}`E. Eng`.\n:::\n"
    )
    built = build({"eva.md": DEFINITION, "page.md": MENTIONS, "talk.md": talk})

    assert not built.warnings
    shown = text_of(built, "eva")
    assert "speaks: Talk, turn 1" in shown
    assert "mentioned: Talk elsewhere in this edition: Page" in shown


def test_register_that_lists_it_links_to_the_definition(build: Build) -> None:
    listing = "# All\n\n:::{register}\n:::\n"
    built = build({"all.md": listing, "eva.md": DEFINITION, "page.md": MENTIONS})

    assert not built.warnings
    assert links_to("person-eva", built.output("all.html")) == ["eva.html"]
    assert 'id="person-eva"' not in built.output("all.html")
    assert links_to("person-eva", built.output("page.html")) == ["eva.html"] * 4


def test_of_two_definitions_the_first_is_the_home_and_both_keep_their_words(build: Build) -> None:
    second = DEFINITION.replace("She is here.", "She is there.").replace("Eva Eng", "Eva Else")
    built = build({"a.md": DEFINITION, "b.md": second, "page.md": "# P\n\n{person}`eva`\n"})

    [warning] = built.warnings
    assert warning.startswith("b.md:3: ")
    assert "a.md:3" in warning
    assert "[archival.duplicate_entity]" in warning
    assert links_to("person-eva", built.output("page.html")) == ["a.html"]
    assert "Eva Eng" in text_of(built, "page")
    assert "She is here." in text_of(built, "a")
    assert "Eva Else She is there." in text_of(built, "b")
    assert 'id="person-eva"' in built.output("a.html")
    assert 'id="person-eva"' not in built.output("b.html")


def test_of_two_definitions_on_a_page_the_first_has_the_anchor(build: Build) -> None:
    second = DEFINITION.partition("\n\n")[2].replace("Eva Eng", "Eva Else")
    built = build({"a.md": f"{DEFINITION}\n{second}", "page.md": "# P\n\n{person}`eva`\n"})

    [warning] = built.warnings
    assert warning.startswith("a.md:9: ")
    assert "a.md:3" in warning
    assert built.output("a.html").count('id="person-eva"') == 1
    assert "Eva Eng" in text_of(built, "page")


def test_definition_of_what_the_register_has_is_its_home_and_is_reported(build: Build) -> None:
    built = build(
        {"r.yml": REGISTER, "eva.md": DEFINITION, "page.md": "# P\n\n{person}`eva`\n"},
        confoverrides={"archival_registers": ["r.yml"]},
    )

    [warning] = built.warnings
    assert warning.startswith("eva.md:3: ")
    assert "r.yml:1" in warning
    assert "[archival.duplicate_entity]" in warning
    assert links_to("person-eva", built.output("page.html")) == ["eva.html"]
    # What is known of an entity is what the register says of it.
    assert "Eva of the Register" in text_of(built, "page")


def test_definition_of_another_kind_than_the_register_has_leads_to_its_own_anchor(
    build: Build,
) -> None:
    definition = DEFINITION.replace("{person}", "{place}")
    built = build(
        {"r.yml": REGISTER, "eva.md": definition, "page.md": "# P\n\n{person}`eva`\n"},
        confoverrides={"archival_registers": ["r.yml"]},
    )

    assert links_to("place-eva", built.output("page.html")) == ["eva.html"]
    assert 'id="place-eva"' in built.output("eva.html")


def test_definition_speaks_by_its_label_in_its_own_file(build: Build) -> None:
    page = (
        "# Talk\n\n:::{person} eva\n:name: Eva Eng\n:labels: MS. ENG\n:::\n\n"
        ":::{document} 7\n:participants: eva\n:::\n\n:::{transcript}\nMS. ENG. Good morning.\n:::\n"
    )
    built = build({"talk.md": page})

    assert not built.warnings
    assert links_to("person-eva", built.output("talk.html")) == ["", ""]
    assert "speaks: Talk, turn 1" in text_of(built, "talk")


def test_definition_below_its_document_is_no_late_one_without_labels(build: Build) -> None:
    page = "# Talk\n\n:::{document} 7\n:participants: eva\n:::\n\n:::{person} eva\n:::\n"
    assert not build({"talk.md": page}).warnings


def test_definition_that_the_register_has_too_is_no_late_one(build: Build) -> None:
    page = "# T\n\n:::{document} 7\n:participants: eva\n:::\n\n:::{person} eva\n:labels: E\n:::\n"
    built = build(
        {"talk.md": page, "r.yml": REGISTER}, confoverrides={"archival_registers": ["r.yml"]}
    )
    assert ["[archival.duplicate_entity]" in warning for warning in built.warnings] == [True]

"""An edition on one page (``singlehtml``): what a reader can do there, document by document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from .test_theme import AXE, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Build

    from .conftest import Serve

pytestmark = pytest.mark.browser

CONF = """\
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
html_theme = "archival"
html_title = "Edition"
archival_registers = ["persons.yml"]
"""
REGISTER = """\
anna: {kind: person, name: Anna Arden, labels: [A. Arden]}
berta: {kind: person, name: Berta Berg, labels: [B. Berg]}
"""
MINUTES = """\
# Talk of {identifier}

:::{{document}} {identifier}
:date: 1990-08-2{day}
:participants: anna, berta
:::

:::{{transcript}}
A. Arden: It is [very] late, {{person}}`Berta <berta>`.[^a]

B. Berg: So it is.

A. Arden: Good night.
:::

[^a]: At night.
"""
FILES = {
    "conf.py": CONF,
    "persons.yml": REGISTER,
    "persons.md": "# Persons\n\n```{register}\n:kind: person\n```\n",
    "a.md": MINUTES.format(identifier="one", day=1),
    "b.md": MINUTES.format(identifier="two", day=2),
}


@pytest.fixture(scope="module")
def folder(build_once: Build) -> Path:
    built = build_once(FILES, "singlehtml")
    assert built.warnings == []
    return built.outdir


@pytest.fixture
def opened(page: Page, folder: Path, serve_strictly: Serve) -> Page:
    said, _hosts = visit(page, serve_strictly(folder), ("index.html",))
    assert said == []
    return page


def test_each_document_has_its_tools_and_what_is_for_the_page_is_there_once(opened: Page) -> None:
    assert opened.locator(".archival-tools").count() == 2
    assert opened.locator(".archival-filter select").count() == 2
    assert opened.locator(".archival-cite").count() == 2
    assert opened.locator(".archival-display").count() == 1
    assert opened.locator("dialog").count() == 1
    opened.evaluate(AXE_SCRIPT)
    assert opened.evaluate(AXE) == []


def test_a_speaker_is_chosen_in_one_document_and_the_other_stays(opened: Page) -> None:
    opened.locator(".archival-filter select").last.select_option("berta")
    muted = "[...document.querySelectorAll('.archival-turn.is-muted')].map(turn => turn.id)"
    assert opened.evaluate(muted) == ["dtwo-t1", "dtwo-t3"]


def test_notes_stand_beside_their_line_and_a_name_has_its_card(opened: Page) -> None:
    mark = opened.locator("#dtwo-t1 [role=doc-noteref]")
    note = opened.locator(".archival-sidenote").last
    assert "At night." in note.inner_text()
    beside = note.bounding_box()
    line = mark.bounding_box()
    assert beside is not None
    assert line is not None
    assert abs(beside["y"] - line["y"]) < 40
    opened.locator("#dtwo-t1 p a", has_text="Berta").hover()
    card = opened.locator(".archival-popup .archival-card")
    card.wait_for()
    assert "speaks in 2 turns" in card.inner_text()


def test_the_clean_reading_is_chosen_for_all_documents(opened: Page) -> None:
    opened.locator(".archival-display [value=clean]").check()
    assert "very late" in opened.locator("#dtwo-t1").inner_text()
    assert "[very]" not in opened.locator("#dtwo-t1").inner_text()


def test_what_one_page_does_not_have_is_not_offered(opened: Page) -> None:
    assert opened.locator(".archival-search").count() == 0
    links = ".archival-neighbour-links, link[rel=search], link[rel=next]"
    assert opened.locator(links).count() == 0
    opened.keyboard.press("?")
    assert opened.locator("dialog kbd", has_text="/").count() == 0
    opened.keyboard.press("Escape")
    assert not opened.locator("dialog").is_visible()


def test_the_contents_lead_to_each_page_that_was(opened: Page) -> None:
    links = opened.locator(".archival-contents a:visible")
    assert links.all_inner_texts() == ["Talk of one", "Talk of two", "Persons"]
    links.nth(1).click()
    assert opened.locator("h2", has_text="Talk of two").bounding_box()["y"] < 200  # type: ignore[index]

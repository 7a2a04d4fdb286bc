"""What a reader takes along: a citation of the document, of a turn, of the words selected."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Serve

PAGE = "documents/117254.html"
TITLE = "Record of a Conversation of M. S. Gorbachev with President of Afghanistan Najibullah"
SELECT = """([id, from, to, last]) => {
  const text = (id) => {
    const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts;
  };
  const find = (id, words) => text(id).find((node) => node.data.includes(words));
  const range = document.createRange();
  const start = find(id, from), end = find(last, to);
  range.setStart(start, start.data.indexOf(from));
  range.setEnd(end, end.data.indexOf(to) + to.length);
  document.getElementById(id).scrollIntoView({ block: "center" });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def site(built_site: Callable[[str, str], Path], serve: Serve) -> str:
    return serve(built_site("edition", "archival"))


@pytest.fixture
def reader(browser: Browser, site: str) -> Page:
    """The seed's page, where scripts may use the clipboard."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(site + PAGE)
    return page


def copied(page: Page) -> str:
    page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")
    return str(page.evaluate("navigator.clipboard.readText()"))


def select(page: Page, turn: str, begins: str, ends: str, last: str = "") -> None:
    page.evaluate(SELECT, [turn, begins, ends, last or turn])


def address_in(note: str) -> str:
    return note[note.index("http://127.0.0.1") :].removesuffix(".")


def test_a_note_is_copied_with_its_italics_kept_for_those_who_want_them(reader: Page) -> None:
    reader.get_by_text("Cite", exact=True).click()
    reader.get_by_role("button", name="Copy: Note").click()
    assert copied(reader).startswith(f"“{TITLE},” 23 August 1990, trans. Gary Goldberg, ")
    kinds = reader.evaluate("navigator.clipboard.read().then((items) => items[0].types)")
    assert set(kinds) == {"text/plain", "text/html"}


def test_each_file_can_be_downloaded(reader: Page) -> None:
    reader.get_by_text("Cite", exact=True).click()
    for name, ending in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        with reader.expect_download() as download:
            reader.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename == f"117254.{ending}"


def test_a_turn_is_cited_by_the_keyboard_alone(reader: Page) -> None:
    reader.locator("#d117254-t1 .archival-turn-number").focus()
    reader.keyboard.press("Shift+Tab")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent") == "Cite this turn"
    reader.keyboard.press("Enter")
    note = copied(reader)
    assert ", in Afghan Conversations, turn 1, http://" in note
    assert address_in(note).endswith(f"/{PAGE}#d117254-t1")
    reader.keyboard.press("Escape")
    assert reader.locator(".archival-cite-bar").count() == 0
    assert reader.evaluate("document.activeElement.dataset.number") == "1"


def test_the_number_of_a_turn_under_the_mouse_gives_its_link(reader: Page) -> None:
    reader.locator("#d117254-t2 .archival-turn-number").hover()
    reader.get_by_role("button", name="Copy link").click()
    assert copied(reader).endswith(f"/{PAGE}#d117254-t2")


def test_selected_words_are_cited_whole_with_a_link_that_finds_them(
    reader: Page, site: str
) -> None:
    select(reader, "d117254-t3", "penly: the first-prio", "rity issue today")
    reader.get_by_role("button", name="Cite these words").click()
    note = copied(reader)
    assert ", turn 3, http://" in note
    address = address_in(note)
    assert address.endswith("#d117254-t3:~:text=openly%3A%20the%20first%2Dpriority%20issue%20today")
    found = reader.context.new_page()
    found.set_viewport_size({"width": 1440, "height": 300})
    found.goto(site + PAGE + "#:~:text=" + address.partition(":~:text=")[2])
    found.wait_for_function(
        "[document.getElementById('d117254-t3-p3').getBoundingClientRect()]"
        ".every((place) => place.bottom > 0 && place.top < innerHeight)"
    )


def test_a_long_selection_is_found_by_its_ends(reader: Page) -> None:
    select(reader, "d117254-t3", "In fact, today our", "our entire country today")
    reader.get_by_role("button", name="Copy link").click()
    first, comma, last = copied(reader).partition(":~:text=")[2].partition(",")
    assert (unquote(first), comma) == ("In fact, today our", ",")
    assert unquote(last) == "our entire country today"


def test_words_of_several_turns_are_cited_by_the_first_and_the_last(reader: Page) -> None:
    select(reader, "d117254-t1", "I hope that", "genuinely thankful", "d117254-t2")
    reader.get_by_role("button", name="Cite these words").click()
    note = copied(reader)
    assert ", turns 1–2, http://" in note
    assert (
        address_in(note).partition("#")[2].startswith("d117254-t1:~:text=I%20hope%20that%20your,")
    )


def test_words_that_stand_elsewhere_too_are_found_by_what_is_before_them(reader: Page) -> None:
    select(reader, "d117254-t3-p3", "the country", "country")
    reader.get_by_role("button", name="Copy link").click()
    fragment = copied(reader).partition(":~:text=")[2]
    assert fragment == "and%20the%20leadership%20of-,the%20country"


def test_the_bar_moves_no_word_and_is_none_of_the_text(reader: Page) -> None:
    places = "[...document.querySelectorAll('.archival-turn p')].map((p) => p.offsetTop)"
    before = reader.evaluate(places)
    select(reader, "d117254-t3", "I will say", "openly")
    reader.get_by_role("button", name="Cite these words").wait_for()
    assert reader.evaluate(places) == before
    assert reader.evaluate("getSelection().toString()") == "I will say openly"


def test_without_a_script_the_citation_is_read_and_nothing_offers_to_copy(
    browser: Browser, site: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + PAGE)
    page.get_by_text("Cite", exact=True).click()
    assert page.locator(".archival-cite-text").first.is_visible()
    assert not page.get_by_role("button", name="Copy", exact=False).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 375])
def test_the_open_panel_fits_and_axe_finds_nothing_wrong(
    browser: Browser, site: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(site + PAGE)
    page.get_by_text("Cite", exact=True).click()
    page.locator(".archival-turn-number").first.focus()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=".archival-cite").response["violations"]
    assert [violation["id"] for violation in found] == []

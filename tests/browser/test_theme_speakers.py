"""One speaker's turns in their context."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Room

pytestmark = pytest.mark.browser

EDITION = "edition/documents/117254.html"


def heights(page: Page) -> dict[int, float]:
    found = page.evaluate("""() => [...document.querySelectorAll('.archival-turn')].map(turn =>
      [Number(turn.firstElementChild.dataset.number), turn.getBoundingClientRect().height])""")
    return {int(number): height for number, height in found}


@pytest.mark.parametrize("width", [1440, 375])
def test_other_turns_are_cut_to_a_line_and_come_back(room: Room, width: int) -> None:
    page = room(EDITION, width=width)
    before = heights(page)
    select = page.get_by_role("combobox", name="Speaker")
    assert page.get_by_role("status").first.inner_text() == ""
    select.select_option(label="Shevardnadze (2)")
    after = heights(page)
    full = [number for number in after if after[number] > 40]
    assert len(full) == 2
    assert all(after[number] == before[number] for number in full)
    assert page.locator(".archival-filter-status").inner_text() == (
        "Shevardnadze: 2 turns; the others are cut to a line"
    )
    assert page.locator(".archival-filter-status").get_attribute("role") == "status"
    assert "#" not in page.url
    # Its number is still there to be taken hold of.
    assert page.locator("#d117254-t5 > .archival-turn-number").is_visible()
    select.select_option("")
    assert heights(page) == before
    assert page.locator(".archival-filter-status").inner_text() == "all turns in full"


def test_a_click_opens_a_turn_that_is_cut(room: Room) -> None:
    page = room(EDITION)
    before = heights(page)
    page.get_by_role("combobox", name="Speaker").select_option(label="Najibullah (16)")
    page.locator("#d117254-t5 > p").first.click(position={"x": 300, "y": 8})
    assert heights(page)[5] == before[5]
    assert heights(page)[7] < 40


def test_the_keyboard_opens_the_turn_that_it_is_in(room: Room) -> None:
    page = room(EDITION)
    before = heights(page)
    select = page.get_by_role("combobox", name="Speaker")
    select.focus()
    page.keyboard.press("N")
    page.keyboard.press("Tab")
    assert select.input_value() == "najibullah"
    page.locator("#d117254-t5 > .archival-turn-number").focus()
    assert heights(page)[5] == before[5]
    page.locator("#d117254-t8 > .archival-turn-number").focus()
    assert heights(page)[5] < 40


def test_a_link_into_a_turn_opens_it(room: Room) -> None:
    page = room(EDITION)
    before = heights(page)
    page.get_by_role("combobox", name="Speaker").select_option(label="Najibullah (16)")
    page.evaluate("location.hash = '#d117254-t7-p2'")
    page.wait_for_timeout(100)
    assert heights(page)[7] == before[7]


def test_there_is_no_filter_without_a_script(room: Room) -> None:
    page = room(EDITION, java_script_enabled=False)
    assert page.locator(".archival-filter").is_hidden()
    assert page.locator(".archival-keys-button").is_hidden()
    assert page.locator(".archival-display").is_visible()
    assert page.locator("#d117254-t34").is_visible()


def test_a_group_that_speaks_can_be_chosen_too(room: Room) -> None:
    select = room("features/minutes.html").get_by_role("combobox", name="Speaker")
    select.select_option(label="Members of the delegation (1)")
    assert select.input_value() == "voices"

"""The keyboard: from turn to turn, to the search, and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Room

pytestmark = pytest.mark.browser

EDITION = "edition/documents/117254.html"


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.dataset.number || document.activeElement.name")
    )


def test_keys_lead_to_the_turns_of_the_same_speaker_and_to_all(room: Room) -> None:
    page = room(f"{EDITION}#d117254-t4")
    seen = []
    for key in "jjkknnp":
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == ["6", "8", "6", "4", "5", "6", "5"]
    number = page.locator("#d117254-t5 > .archival-turn-number").bounding_box()
    assert number is not None
    assert 0 < number["y"] < 900


def test_the_turn_at_the_top_is_where_one_is(room: Room) -> None:
    page = room(EDITION)
    page.keyboard.press("k")
    assert focused(page) == "None" or not focused(page).isdigit()
    page.locator("#d117254-t20").evaluate("turn => turn.scrollIntoView()")
    page.keyboard.press("j")
    assert focused(page) == "22"


def test_keys_do_nothing_while_one_types_or_with_a_modifier(room: Room) -> None:
    page = room(f"{EDITION}#d117254-t4")
    for key in ("Control+j", "Alt+n", "Meta+k"):
        page.keyboard.press(key)
        assert not focused(page).isdigit()
    page.keyboard.press("/")
    page.keyboard.type("jn/?")
    field = page.locator(".archival-search input")
    assert field.input_value() == "jn/?"
    assert page.locator("dialog[open]").count() == 0


def test_a_keyboard_of_another_script_has_the_same_keys(room: Room) -> None:
    page = room(f"{EDITION}#d117254-t4")
    page.evaluate("""document.body.dispatchEvent(
      new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))""")
    assert focused(page) == "6"


@pytest.mark.parametrize("way", ["key", "button"])
def test_the_list_of_keys_opens_and_closes(room: Room, way: str) -> None:
    page = room(EDITION)
    button = page.get_by_role("button", name="Keys")
    if way == "key":
        page.keyboard.press("?")
    else:
        button.click()
    dialog = page.get_by_role("dialog", name="Keys for reading")
    assert "turn of the same speaker" in dialog.inner_text()
    page.keyboard.press("j")
    assert not focused(page).isdigit()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    if way == "button":
        assert page.evaluate("document.activeElement.className") == "archival-keys-button"


def test_keys_can_be_turned_off_and_stay_off(room: Room) -> None:
    page = room(EDITION)
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    for _ in range(2):
        for key in "jn/?":
            page.keyboard.press(key)
            assert not focused(page).isdigit()
            assert focused(page) != "q"
            assert page.locator("dialog[open]").count() == 0
        assert not page.locator(".archival-search kbd").is_visible()
        page.reload()
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Use these keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert focused(page) == "q"


def test_escape_leaves_the_search_for_where_one_was_and_takes_nothing(room: Room) -> None:
    page = room(EDITION)
    field = page.locator(".archival-search input")
    number = page.locator("#d117254-t4 > .archival-turn-number")
    number.focus()
    page.keyboard.press("/")
    page.keyboard.type("visit")
    assert focused(page) == "q"
    page.keyboard.press("Escape")
    assert focused(page) == "4"
    assert field.input_value() == "visit"
    # From nowhere, it leads nowhere; and the keys are keys again.
    page.reload()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1


def test_escape_leaves_the_field_of_the_search_page(room: Room) -> None:
    page = room("edition/search.html")
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.press("Escape")
    assert focused(page) != "q"


def test_escape_closes_the_menu_and_leads_back_to_its_button(room: Room) -> None:
    page = room(EDITION, width=375)
    page.locator(".archival-menu-button").focus()
    page.keyboard.press("Enter")
    menu = page.locator(".archival-sidebar")
    assert menu.is_visible()
    card = page.locator(".archival-popup .archival-card")
    while not card.count():  # the card of a name that the menu has
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert "archival-menu-button" in page.evaluate("document.activeElement.className")


def test_a_citation_closes_when_one_goes_on_and_by_escape(room: Room) -> None:
    page = room(EDITION)
    box = page.locator(".archival-cite").first
    summary = box.locator("summary")
    for _ in range(2):
        summary.focus()
        page.keyboard.press("Enter")
        assert box.get_attribute("open") is not None
        page.keyboard.press("Tab")
        assert box.evaluate("e => e.contains(document.activeElement)")
        page.keyboard.press("Escape")
        assert box.get_attribute("open") is None
        assert summary.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    while box.evaluate("e => e.contains(document.activeElement)"):
        page.keyboard.press("Tab")
    assert box.get_attribute("open") is None

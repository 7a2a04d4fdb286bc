"""The text as published, clean, and with the editor's hand; remembered, and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Room

pytestmark = pytest.mark.browser

EDITION, FEATURES = "edition/documents/117254.html", "features/minutes.html"
POPUP = ".archival-popup:popover-open"
SUPPLIED = ".archival-transcript .archival-supplied >> nth=0"


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).check()


def words(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).inner_text().split())


def test_clean_is_read_without_what_was_put_in(room: Room) -> None:
    page = room(FEATURES)
    text = page.evaluate("document.querySelector('.archival-transcript').textContent")
    choose(page, "clean")
    assert "The market economy needs lamp oil." in words(page, "#dmin-1-t1-p1")
    # No blank before the comma, where a word of the original was.
    assert page.locator("#dmin-1-t1-p2").inner_text().startswith("She went on, in a mixed case.")
    said = words(page, "#dmin-1-t2-p1")
    assert "Pyotr Petrov is here, The words of the flood [5?], [illegible] […]" in said
    assert page.locator(".archival-insertion-block").first.is_hidden()
    assert page.locator(".archival-transcript .archival-noteref").first.is_visible()
    assert not page.locator(".archival-page").first.is_visible()
    assert page.evaluate("document.querySelector('.archival-transcript').textContent") == text
    choose(page, "as published")
    assert "mar¦ket" not in words(page, "#dmin-1-t1-p1")
    assert "ket [economy] needs" in words(page, "#dmin-1-t1-p1")


def test_clean_lets_nobody_say_what_happened(room: Room) -> None:
    page = room(FEATURES)
    choose(page, "clean")
    assert page.get_by_text("[Laughter]", exact=True).inner_text() == "[Laughter]"


def test_what_is_copied_is_what_is_shown(room: Room) -> None:
    page = room(EDITION)
    choose(page, "clean")
    copied = page.evaluate("""() => {
      getSelection().selectAllChildren(document.querySelector('.archival-transcript'))
      return getSelection().toString()
    }""")
    assert "transition to a market economy, and preparation" in copied
    assert "restoring proper order" in copied
    assert "[" not in copied
    assert "  " not in copied


@pytest.mark.parametrize("name", ["clean", "hand"])
def test_a_display_is_remembered_and_is_there_before_anything_is_painted(
    room: Room, name: str
) -> None:
    first = room(EDITION)
    first.locator(f"input[value={name}]").check()
    first.goto(first.url.replace("documents/117254.html", "persons.html"))
    # Without reading.js there is nothing but what was set before the first paint.
    first.route("**/reading.js*", lambda route: route.fulfill(body=""))
    first.go_back()
    assert first.locator("body").get_attribute("data-archival-display") == name
    pressed = first.evaluate("""() => [...document.querySelectorAll('.archival-display span')]
      .map(span => getComputedStyle(span).fontWeight)""")
    assert pressed == ["400", "500", "400"] if name == "clean" else ["400", "400", "500"]
    first.unroute("**/reading.js*")
    first.reload()
    assert first.locator(f"input[value={name}]").is_checked()


def test_a_display_is_chosen_without_a_script(room: Room) -> None:
    page = room(FEATURES, java_script_enabled=False)
    choose(page, "clean")
    assert page.locator("#dmin-1-t1-p2 .archival-original").is_hidden()
    assert page.locator(".archival-kinds").is_hidden()
    choose(page, "the editor’s hand")
    assert page.locator("#dmin-1-t1-p2 .archival-original").is_visible()
    assert page.locator(".archival-kinds").is_visible()


def test_the_hand_tells_kinds_apart_by_a_sign_that_is_explained(room: Room) -> None:
    page = room(FEATURES)
    choose(page, "the editor’s hand")
    signs = page.evaluate("""() => [...document.querySelectorAll('.archival-kinds > li')].map(
      kind => getComputedStyle(kind, '::before').content)""")
    assert len(signs) == len(set(signs)) == 12
    in_text = page.evaluate("""() => Object.fromEntries(
      [...document.querySelectorAll('.archival-transcript .archival-insertion')].map(one =>
        [one.classList[1], getComputedStyle(one, '::after').content]))""")
    assert len(set(in_text.values())) == len(in_text) >= 10
    assert set(in_text.values()) <= set(signs)


def test_an_insertion_tells_its_kind_and_hand_on_hover_and_tap(room: Room) -> None:
    page = room(EDITION)
    page.locator(SUPPLIED).hover()
    popup = page.locator(POPUP)
    popup.wait_for()
    assert popup.inner_text() == "supplied (translator)"
    page.mouse.move(5, 5)
    popup.wait_for(state="hidden")
    assert page.locator(SUPPLIED).get_attribute("title") == "supplied (translator)"
    phone = room(EDITION, width=375, has_touch=True, is_mobile=True)
    phone.locator(SUPPLIED).tap()
    assert phone.locator(POPUP).inner_text() == "supplied (translator)"
    phone.locator(SUPPLIED).tap()
    assert phone.locator(POPUP).count() == 0


def test_the_keyboard_reaches_insertions_in_the_hand_and_only_there(room: Room) -> None:
    page = room(EDITION)
    assert page.locator(".archival-insertion[tabindex]").count() == 0
    choose(page, "the editor’s hand")
    page.keyboard.press("Shift")
    page.locator(SUPPLIED).focus()
    assert page.locator(POPUP).inner_text() == "supplied (translator)"
    page.keyboard.press("Escape")
    assert page.locator(POPUP).count() == 0
    choose(page, "as published")
    assert page.locator(".archival-insertion[tabindex]").count() == 0

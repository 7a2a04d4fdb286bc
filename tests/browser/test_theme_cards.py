"""A card of who is named: on hover, focus and tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Room

pytestmark = pytest.mark.browser

EDITION, FEATURES = "edition/documents/117254.html", "features/minutes.html"
POPUP = ".archival-popup:popover-open"
YELTSIN = "#d117254-t7-p1 > a.archival-person"


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (YELTSIN, "Boris Nikolayevich Yeltsin"),
        ("#d117254-t1 .archival-speaker a", "Mikhail Sergeyevich Gorbachev"),
        (".archival-present a[data-entity=bhutto]", "Benazir Bhutto"),
        (".archival-participants a >> nth=1", "Mohammad Najibullah"),
    ],
)
def test_a_card_comes_on_hover_wherever_one_is_named(room: Room, where: str, name: str) -> None:
    page = room(EDITION)
    page.locator(where).first.hover()
    card = page.locator(POPUP)
    card.wait_for()
    assert name in card.inner_text()


def test_a_card_tells_name_years_office_at_the_date_and_how_often(room: Room) -> None:
    page = room(EDITION)
    page.locator(YELTSIN).first.hover()
    card = page.locator(POPUP)
    card.wait_for()
    assert [line for line in card.inner_text().split("\n") if line] == [
        "Boris Nikolayevich Yeltsin 1931–2007",
        "Chairman of the RSFSR Supreme Soviet (at this date)",
        "named in 2 places",
    ]
    card.get_by_role("link").click()
    page.wait_for_url("**/persons.html#person-yeltsin")


def test_a_card_waits_stays_and_is_dismissed(room: Room) -> None:
    page = room(EDITION)
    link, card = page.locator(YELTSIN).first, page.locator(POPUP)
    opened = link.evaluate("""link => {
      const move = {bubbles: true, pointerType: 'mouse'}
      link.dispatchEvent(new PointerEvent('pointermove', move))
      return document.querySelector('.archival-popup').matches(':popover-open')
    }""")
    assert not opened
    link.hover()
    card.wait_for()
    # The browser's own tooltip would stand on it; it is back when the card is gone.
    assert link.get_attribute("title") is None
    card.hover()
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.locator(YELTSIN).first.get_attribute("title") == "Boris Nikolayevich Yeltsin"


def test_a_card_comes_on_focus_and_describes_the_name(room: Room) -> None:
    page = room(EDITION)
    page.keyboard.press("Tab")
    page.locator(YELTSIN).first.focus()
    card = page.locator(POPUP)
    assert card.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == (
        card.get_attribute("id")
    )
    assert card.get_attribute("role") == "tooltip"
    page.keyboard.press("Tab")
    assert "1931" not in page.locator(".archival-popup").inner_text() or not card.is_visible()
    assert page.evaluate("!document.activeElement.closest('.archival-popup')")


def test_the_first_tap_shows_a_card_and_the_second_follows(room: Room) -> None:
    page = room(EDITION, width=375, has_touch=True, is_mobile=True)
    page.locator(YELTSIN).first.tap()
    card = page.locator(POPUP)
    assert card.is_visible()
    assert "persons.html" not in page.url
    page.locator(YELTSIN).first.tap()
    page.wait_for_url("**/persons.html#person-yeltsin")


def test_a_tap_on_the_name_in_a_card_follows(room: Room) -> None:
    page = room(EDITION, width=375, has_touch=True, is_mobile=True)
    page.locator(YELTSIN).first.tap()
    page.locator(POPUP).get_by_role("link").tap()
    page.wait_for_url("**/persons.html#person-yeltsin")


def test_a_click_with_the_mouse_follows_at_once(room: Room) -> None:
    page = room(EDITION)
    page.locator(YELTSIN).first.click()
    page.wait_for_url("**/persons.html#person-yeltsin")


def test_a_speaker_is_shown_where_two_voices_have_one_name(room: Room) -> None:
    """Within a name an insertion tells of itself, and the rest of the name of who it is."""
    page = room(FEATURES)
    page.locator("#dmin-1-t2-p1 .archival-expansion").hover()
    popup = page.locator(POPUP)
    popup.wait_for()
    assert popup.inner_text() == "abbreviation expanded (translator)"
    page.locator("#dmin-1-t2-p1 > a.archival-person").hover(position={"x": 3, "y": 8})
    page.get_by_text("speaks in 1 turn").locator("visible=true").wait_for()

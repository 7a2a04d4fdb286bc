"""Notes: beside their line where there is a margin, on hover, focus and tap where there is none."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Room

pytestmark = pytest.mark.browser

EDITION, FEATURES = "edition/documents/117254.html", "features/minutes.html"
POPUP = ".archival-popup:popover-open"
MARK = "#d117254-n1-ref1 > a"

SIDENOTES = """() => [
  ...document.querySelectorAll('.archival-sidenote:not(.is-away)')
].map(note => {
  const box = note.getBoundingClientRect()
  const number = note.querySelector('b').textContent
  const mark = [...document.querySelectorAll('.archival-main [data-beside]')]
    .find(mark => mark.textContent === number
      && Math.abs(mark.getBoundingClientRect().top - box.top) < 500)
  return [number, Math.round(box.top - mark.getBoundingClientRect().top), box.top, box.bottom,
    box.left, box.right]
})"""

SHIFTS = """
window.shifts = []
new PerformanceObserver(list => {
  for (const one of list.getEntries())
    window.shifts.push([one.value, ...one.sources.map(one => one.node?.outerHTML?.slice(0, 90))])
}).observe({type: 'layout-shift', buffered: true})
"""


def settle(page: Page) -> None:
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(150)


@pytest.mark.parametrize("path", [EDITION, FEATURES])
def test_notes_stand_beside_their_line_and_not_on_each_other(room: Room, path: str) -> None:
    page = room(path)
    settle(page)
    notes = page.evaluate(SIDENOTES)
    assert len(notes) == page.locator(".archival-main [data-beside]").count() >= 5
    assert -12 <= notes[0][1] <= 12
    for (*_, bottom, _left, _right), (_n, _off, top, *_rest) in pairwise(notes):
        assert top >= bottom + 8
    text = page.locator(".archival-transcript").first.bounding_box()
    assert text is not None
    assert all(left > text["x"] + text["width"] and right < 1440 for *_, left, right in notes)
    assert page.locator(".archival-notes .archival-note").first.is_visible()


def test_notes_keep_their_line_when_the_text_changes(room: Room) -> None:
    page = room(EDITION)
    settle(page)
    before = page.evaluate(SIDENOTES)
    page.get_by_role("radio", name="clean").check()
    settle(page)
    for (number, off, *_), (number_before, off_before, *_) in zip(
        page.evaluate(SIDENOTES), before, strict=True
    ):
        assert number == number_before
        assert abs(off - off_before) <= 1
    page.set_viewport_size({"width": 1250, "height": 900})
    settle(page)
    after = page.evaluate(SIDENOTES)
    assert abs(after[0][1] - before[0][1]) <= 1
    assert after[0][2] != before[0][2]
    page.set_viewport_size({"width": 1100, "height": 900})
    settle(page)
    assert not page.locator(".archival-sidenote").first.is_visible()
    assert page.locator("[data-beside]").count() == 0


def test_sidenotes_are_copies_of_which_the_keyboard_and_screen_readers_know_nothing(
    room: Room,
) -> None:
    page = room(FEATURES)
    settle(page)
    assert page.locator(".archival-sidenotes").get_attribute("aria-hidden") == "true"
    assert page.locator(".archival-sidenotes a").count() >= 2
    assert page.locator(".archival-sidenotes a:not([tabindex='-1'])").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("display", ["published", "clean", "hand"])
def test_nothing_moves_when_a_page_is_opened(room: Room, width: int, display: str) -> None:
    stored = f"localStorage.setItem('archival-display', '{display}')"
    for anchor in ("", "#d117254-n1-ref1"):
        # The fonts of this machine are not those that the web font has the measures of.
        page = room(
            EDITION + anchor, width=width, scripts=[SHIFTS, stored], absent=["**/fonts.css*"]
        )
        settle(page)
        page.wait_for_timeout(300)
        assert page.evaluate("window.shifts") == []


def test_a_mark_leads_to_the_list(room: Room) -> None:
    page = room(EDITION)
    page.locator(MARK).click()
    page.wait_for_url("**#d117254-n1")
    assert page.locator("#d117254-n1").is_visible()
    assert page.locator(POPUP).count() == 0


def test_a_note_comes_on_hover_and_stays_while_one_is_on_it(room: Room) -> None:
    page = room(EDITION, width=1000)
    mark, popup = page.locator(MARK), page.locator(POPUP)
    mark.hover()
    popup.wait_for()
    assert "Odessa" in popup.inner_text()
    popup.hover()
    page.wait_for_timeout(500)
    assert popup.is_visible()
    page.mouse.move(5, 5)
    popup.wait_for(state="hidden")
    mark.hover()
    popup.wait_for()
    page.keyboard.press("Escape")
    assert not popup.is_visible()
    page.wait_for_timeout(500)
    assert not popup.is_visible()


def test_a_note_comes_on_focus_and_describes_its_mark(room: Room) -> None:
    page = room(EDITION, width=1000)
    mark, popup = page.locator(MARK), page.locator(POPUP)
    page.keyboard.press("Tab")
    mark.focus()
    assert popup.is_visible()
    described = page.evaluate(f"document.querySelector('{MARK}').getAttribute('aria-describedby')")
    assert page.locator(f"#{described}").inner_text() == popup.inner_text()
    page.keyboard.press("Escape")
    assert not popup.is_visible()
    assert mark.get_attribute("aria-describedby") is None
    page.keyboard.press("Enter")
    page.wait_for_url("**#d117254-n1")


def test_the_first_tap_shows_a_note_and_the_second_follows_the_mark(room: Room) -> None:
    page = room(EDITION, width=375, has_touch=True, is_mobile=True)
    mark, popup = page.locator(MARK), page.locator(POPUP)
    mark.tap()
    assert popup.is_visible()
    assert "#" not in page.url
    page.touchscreen.tap(100, 20)
    assert not popup.is_visible()
    mark.tap()
    mark.tap()
    page.wait_for_url("**#d117254-n1")


@pytest.mark.parametrize("width", [360, 900])
def test_a_note_is_within_the_window(room: Room, width: int) -> None:
    page = room(FEATURES, width=width)
    page.keyboard.press("Tab")
    marks = page.locator(".archival-transcript .archival-noteref > a").all()
    assert len(marks) > 8
    for mark in marks:
        mark.focus()
        box = page.locator(POPUP).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900

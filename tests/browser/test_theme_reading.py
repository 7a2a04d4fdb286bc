"""A text on any window, on paper, without a script, and as axe sees it with everything open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from .test_reading import OVERFLOW, WORDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Room, Scheme

pytestmark = pytest.mark.browser

EDITION, FEATURES = "edition/documents/117254.html", "features/minutes.html"
POPUP = ".archival-popup:popover-open"

AXE = """
async () => {
  const found = await axe.run(document, {rules: {'target-size': {enabled: true}}})
  return found.violations.flatMap(result => result.nodes.map(
    node => `${result.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`))
}
"""


def axe(page: Page) -> Any:
    """What axe finds; its script is run by the browser, not by the page, whose host forbids it."""
    session = page.context.new_cdp_session(page)
    for script in (AXE_SCRIPT, f"({AXE})()"):
        answer = session.send(
            "Runtime.evaluate",
            {"expression": script, "awaitPromise": True, "returnByValue": True},
        )
        assert "exceptionDetails" not in answer, answer
    return answer["result"]["value"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 375])
def test_axe_finds_nothing_with_anything_open(room: Room, scheme: Scheme, width: int) -> None:
    for path in (FEATURES, EDITION):
        page = room(path, width=width, scheme=scheme, reduced_motion="reduce")
        page.keyboard.press("Tab")
        page.locator(".archival-transcript p > a.archival-person").first.focus()
        assert page.locator(POPUP).is_visible()
        assert axe(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("radio", name="the editor’s hand").check()
        page.keyboard.press("Shift")
        page.locator(".archival-transcript .archival-supplied").first.focus()
        assert page.locator(POPUP).is_visible()
        assert axe(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("radio", name="clean").check()
        page.get_by_role("combobox").first.select_option(index=1)
        assert page.locator(".is-muted").count() > 0
        assert axe(page) == []
        page.keyboard.press("?")
        assert page.get_by_role("dialog").is_visible()
        assert axe(page) == []


def test_axe_finds_nothing_in_a_note_on_a_phone(room: Room) -> None:
    for scheme in ("light", "dark"):
        page = room(EDITION, width=375, scheme=scheme, reduced_motion="reduce")
        page.keyboard.press("Tab")
        page.locator("#d117254-n1-ref1 > a").focus()
        assert page.locator(POPUP).is_visible()
        assert axe(page) == []


@pytest.mark.parametrize("display", ["published", "clean", "hand"])
def test_a_telephone_scrolls_one_way(room: Room, display: str) -> None:
    for path in (EDITION, FEATURES):
        page = room(path, width=360, has_touch=True, is_mobile=True)
        page.locator(f"input[value={display}]").check()
        page.get_by_role("combobox").first.select_option(index=1)
        overflow, *elements = page.evaluate(OVERFLOW)
        assert (overflow, elements) == (0, [])


def test_what_a_finger_meets_is_broad_enough(room: Room) -> None:
    page = room(EDITION, width=360, has_touch=True, is_mobile=True)
    found = ".archival-tools :is(label, select, summary), .archival-bar :is(button, input)"
    for target in page.locator(found).all():
        box = target.bounding_box()
        if box is not None:
            assert min(box["width"], box["height"]) >= 24, target.inner_text()


def test_paper_has_the_text_its_notes_and_nothing_else(room: Room) -> None:
    page = room(EDITION, scheme="dark")
    page.get_by_role("combobox").first.select_option(index=3)
    page.emulate_media(media="print")
    page.wait_for_timeout(100)
    for absent in (
        ".archival-bar",
        ".archival-sidebar",
        ".archival-display label",
        ".archival-keys",
    ):
        assert page.locator(absent).first.is_hidden()
    for absent in (".archival-filter", ".archival-sidenotes", ".archival-neighbour-links"):
        assert page.locator(absent).first.is_hidden()
    assert page.locator(".archival-notes").is_visible()
    text, background = page.evaluate("""() => [document.querySelector('.archival-turn > p'),
      document.body].map((one, at) => getComputedStyle(one)[at ? 'backgroundColor' : 'color'])""")
    assert (text, background) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    muted = page.locator("#d117254-t5").bounding_box()
    assert muted is not None
    assert muted["height"] > 100
    page.emulate_media(media="screen")
    page.get_by_role("radio", name="clean").check()
    page.emulate_media(media="print")
    shown = page.locator(".archival-display label >> visible=true")
    assert shown.all_inner_texts() == ["clean"]
    hint = "getComputedStyle(document.querySelectorAll('.archival-display label')[1], '::after')"
    assert "Supplied words without brackets" in page.evaluate(hint + ".content")


def test_every_word_is_read_without_a_script(room: Room) -> None:
    for width in (1440, 375):
        page = room(FEATURES, width=width, java_script_enabled=False)
        assert page.locator(".archival-notes").first.is_visible()
        assert page.locator(".archival-sidenotes, .archival-popup").count() == 0
        for written, read in page.evaluate(WORDS):
            assert written.casefold() == read.casefold()

"""How an edition looks, reads and sounds: in four themes, light and dark, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Look, Scheme

pytestmark = pytest.mark.browser

THEMES = ("archival", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme", "alabaster")
OTHER_THEMES = [theme for theme in THEMES if theme != "archival"]
"""Those that the edition is only a guest of."""
DARK = {"archival", "furo", "pydata_sphinx_theme"}
DESKTOP, PHONE = 1440, 375
PAGES = ("features/minutes.html", "edition/documents/117254.html", "edition/persons.html")

# Words that no style rule may hide, as they are in the page and as a reader sees them.
WORDS = """
() => [...document.querySelectorAll('.archival-transcript, .archival-notes, .archival-summary')]
  .map(text => [text.textContent, text.innerText].map(words => words.split(/\\s+/).join('')))
"""

every_theme = pytest.mark.parametrize("theme", THEMES)
every_width = pytest.mark.parametrize("width", [DESKTOP, PHONE])
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])

OVERFLOW = """
() => [document.documentElement.scrollWidth - document.documentElement.clientWidth,
  ...[...document.querySelectorAll('[class*="archival-"]')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 120))]
"""

# The number of each turn against every line of text of its turn, and whether anything covers it.
NUMBERS = """
() => [...document.querySelectorAll('.archival-turn-number')].map(number => {
  number.scrollIntoView({block: 'center', behavior: 'instant'})
  const box = number.getBoundingClientRect()
  const words = document.createTreeWalker(number.parentElement, NodeFilter.SHOW_TEXT)
  let crossed = 0
  while (words.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(words.currentNode)
    crossed += [...range.getClientRects()].filter(line => line.width
      && line.left < box.right - 1 && line.right > box.left + 1
      && line.top < box.bottom - 1 && line.bottom > box.top + 1).length
  }
  const seen = document.elementFromPoint(box.x + box.width - 2, box.y + box.height / 2)
  return {number: number.dataset.number, crossed, seen: seen === number, width: box.width}
})
"""

# A link that the theme colours, and that is too faint anywhere on its pages, is none of ours.
AXE = """
async () => {
  const main = document.querySelector('.archival-headnote, .archival-register').parentElement
  const link = main.appendChild(document.createElement('a'))
  link.className = 'reference external'
  link.href = 'https://example.org/'
  const colour = getComputedStyle(link).color
  link.remove()
  const ours = node => {
    const element = document.querySelector(node.target[0])
    return element?.closest('[class*="archival-"]')
      && !(element.closest('a') && getComputedStyle(element).color === colour)
  }
  const found = await axe.run(document)
  const of = results => results.flatMap(result => result.nodes.filter(ours)
    .map(node => `${result.id}: ${node.html.slice(0, 160)}: ${node.failureSummary || ''}`))
  // What stands behind words of a drawing axe cannot tell: tests of its own measure them.
  const contrast = results => of(results.filter(result => result.id === 'color-contrast'))
    .filter(found => !found.includes('<text '))
  return {wrong: of(found.violations), unsure: contrast(found.incomplete),
    measured: contrast(found.passes).length}
}
"""


def axe(page: Page) -> Any:
    # Whole, because what the edge of the window cuts counts as covered.
    width = page.evaluate("innerWidth")
    page.set_viewport_size({"width": width, "height": 12000})
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(AXE)


def style(page: Page, selector: str, name: str, pseudo: str | None = None) -> str:
    script = "([s, n, p]) => getComputedStyle(document.querySelector(s), p).getPropertyValue(n)"
    return str(page.evaluate(script, [selector, name, pseudo]))


@every_theme
@every_width
def test_no_page_is_wider_than_the_window(look: Look, theme: str, width: int) -> None:
    for path in PAGES:
        overflow, *elements = look(theme, path, width=width).evaluate(OVERFLOW)
        assert (path, overflow, elements) == (path, 0, [])


@every_theme
@every_width
def test_the_number_of_a_turn_crosses_no_word_and_is_seen(
    look: Look, theme: str, width: int
) -> None:
    numbers = look(theme, "edition/documents/117254.html", width=width).evaluate(NUMBERS)
    assert [number["number"] for number in numbers] == [str(n) for n in range(1, 35)]
    assert [n for n in numbers if n["crossed"] or not n["seen"] or n["width"] < 4] == []


@every_theme
@every_scheme
def test_axe_finds_nothing_wrong_in_what_we_write(look: Look, theme: str, scheme: Scheme) -> None:
    for path in ("features/minutes.html", "features/register.html"):
        found = axe(look(theme, path, scheme=scheme))
        assert found["wrong"] == []
        assert found["unsure"] == []
        assert found["measured"] > 10


@pytest.mark.parametrize("theme", sorted(DARK))
def test_axe_finds_nothing_wrong_in_the_edition_on_a_phone(look: Look, theme: str) -> None:
    found = axe(look(theme, "edition/documents/117254.html", width=PHONE, scheme="dark"))
    assert found["wrong"] == []
    assert found["measured"] > 100


@every_theme
def test_a_page_is_dark_only_where_its_theme_is(look: Look, theme: str) -> None:
    light = look(theme, "features/minutes.html")
    dark = look(theme, "features/minutes.html", scheme="dark")
    changed = style(light, ".archival-turn p", "color") != style(dark, ".archival-turn p", "color")
    speaker = ".archival-voice-1 .archival-speaker"
    assert changed == (theme in DARK)
    assert (style(light, speaker, "color") != style(dark, speaker, "color")) == changed


@every_theme
def test_speakers_are_told_apart_at_a_glance(look: Look, theme: str) -> None:
    page = look(theme, "edition/documents/117254.html")
    colours = {
        style(page, f'[data-speakers="{key}"] .archival-speaker', "color")
        for key in ("gorbachev", "najibullah", "shevardnadze")
    }
    assert len(colours) == 3
    assert style(page, ".archival-speaker", "font-variant-caps") == "all-small-caps"
    assert style(page, ".archival-speaker", "text-transform") == "none"


@every_theme
def test_paragraphs_of_a_turn_follow_as_in_print(look: Look, theme: str) -> None:
    page = look(theme, "edition/documents/117254.html")
    assert style(page, "#d117254-t2-p1", "text-indent") == "0px"
    assert style(page, "#d117254-t2-p2", "text-indent") != "0px"
    assert style(page, "#d117254-t2-p1", "margin-bottom") == "0px"


def test_the_marks_of_an_edition_look_different_from_one_another(look: Look) -> None:
    page = look("furo", "features/minutes.html")
    assert style(page, ".archival-original", "font-style") == "italic"
    assert style(page, ".archival-original .archival-bracket", "font-style") == "normal"
    properties = ("color", "font-style", "font-size", "background-color", "text-decoration-style")
    marks = ("unclear", "sic", "gap", "redaction", "original", "supplied")
    looks = {tuple(style(page, f".archival-{mark}", p) for p in properties) for mark in marks}
    assert len(looks) == len(marks)
    assert "line-through" in style(page, ".archival-deleted", "text-decoration-line")
    assert "underline" in style(page, ".archival-underlined", "text-decoration-line")
    assert "dotted" in style(page, ".archival-emendation", "text-decoration-style")


def test_a_page_break_stands_in_the_margin_and_a_join_hardly_shows(look: Look) -> None:
    page = look("furo", "features/minutes.html")
    known, unknown = '.archival-page[data-page="2"]', '.archival-page[data-page="?"]'
    assert "p. " in style(page, known, "content", "::after")
    assert style(page, known, "position", "::after") == "absolute"
    assert style(page, unknown, "content", "::after") == "none"
    faint = float(style(page, unknown, "opacity", "::before"))
    assert faint < float(style(page, known, "opacity", "::before"))


@pytest.mark.parametrize("theme", OTHER_THEMES)
def test_the_number_of_a_page_stays_within_the_column(look: Look, theme: str) -> None:
    places = look(theme, "features/minutes.html").evaluate(
        """() => [...document.querySelectorAll('.archival-page:not([data-page="?"])')].map(page => {
          const column = page.closest('.archival-transcript').getBoundingClientRect()
          const at = page.offsetParent.getBoundingClientRect().left
          const left = at + parseFloat(getComputedStyle(page, '::after').left)
          return [page.dataset.page, Math.round(left - column.left)]
        })"""
    )
    assert places == [["1", 0], ["2", 0]]


def test_what_a_reader_copies_is_the_text_and_no_number(look: Look) -> None:
    page = look("furo", "edition/documents/117254.html")
    copied = page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector('.archival-transcript'))
          return getSelection().toString()
        }"""
    )
    assert copied.strip().startswith("M. S. GORBACHEV. Cde. Najibullah, I welcome you to Moscow.")
    assert "\nNAJIBULLAH. I am genuinely thankful" in copied


def test_a_turn_sounds_as_its_speaker_and_an_insertion_as_what_it_is(look: Look) -> None:
    page = look("furo", "edition/documents/117254.html")
    assert page.get_by_role("group", name="EH. A. SHEVARDNADZE.", exact=True).count() == 2
    assert page.get_by_role("note", name="supplied (translator)", exact=True).count() > 0
    assert page.get_by_role("link", name="Link to turn 7", exact=True).count() == 1
    assert page.get_by_role("link", name="2: Back to the text", exact=True).count() == 1


@every_theme
def test_an_edition_reads_and_links_without_javascript(look: Look, theme: str) -> None:
    page = look(theme, "edition/documents/117254.html", java_script_enabled=False)
    assert page.locator("#d117254-t34-p1").is_visible()
    assert page.locator(".archival-turn-number").last.is_visible()
    page.locator("#d117254-n1-ref1 a").click()
    assert page.url.endswith("#d117254-n1")
    page.locator("#d117254-n1 [role=doc-backlink]").click()
    assert page.url.endswith("#d117254-n1-ref1")
    page.locator(".archival-speaker a").first.click()
    assert page.url.endswith("persons.html#person-gorbachev")
    assert page.locator("#person-gorbachev").is_visible()


def test_on_paper_names_are_no_links_and_speakers_are_black(look: Look) -> None:
    page = look("furo", "edition/documents/117254.html")
    mention = ".archival-turn p > a.archival-person"
    assert "underline" in style(page, mention, "text-decoration-line")
    page.emulate_media(media="print")
    assert style(page, mention, "text-decoration-line") == "none"
    text = style(page, ".archival-turn p", "color")
    assert style(page, ".archival-voice-1 .archival-speaker", "color") == text


@pytest.mark.parametrize("theme", OTHER_THEMES)
@every_width
def test_the_signs_that_open_an_entry_of_the_index_can_be_hit(
    look: Look, theme: str, width: int
) -> None:
    signs = look(theme, "edition/archival-index.html", width=width).locator("img.toggler")
    boxes = [sign.bounding_box() for sign in signs.all()[:20]]
    assert len(boxes) == 20
    assert [box for box in boxes if box is None or min(box["width"], box["height"]) < 24] == []


@every_theme
@every_width
def test_every_word_of_a_document_is_shown(look: Look, theme: str, width: int) -> None:
    page = look(theme, PAGES[1], width=width)
    texts = page.evaluate(WORDS)
    assert len(texts) == 3
    assert all(words == shown for words, shown in texts)

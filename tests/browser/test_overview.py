"""The whole of an edition in a browser: drawings have names, room, and colours that are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from .test_reading import OVERFLOW

if TYPE_CHECKING:
    from .conftest import Look, Scheme

PAGES = ("features/index.html", "edition/index.html")
PHONE = 360

pytestmark = pytest.mark.browser

AXE = """
async () => {
  const found = await axe.run({include: [['figure.archival-chart']]})
  return [found.passes.length, ...found.violations.flatMap(result => result.nodes.map(
    node => `${result.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`))]
}
"""

# Words of one drawing that stand on each other, or reach out of it.
COVERED = """\
() => [...document.querySelectorAll('.archival-drawing')].flatMap(drawing => {
  const frame = drawing.getBoundingClientRect()
  const words = [...drawing.querySelectorAll('text')]
    .map(text => ({text: text.textContent, box: text.getBoundingClientRect()}))
    .filter(({box}) => box.width)
  const out = words.filter(({box}) => box.right > frame.right + 2 || box.left < frame.left - 2)
  const on = words.filter(({box}, at) => words.slice(at + 1).some(({box: other}) =>
    box.left < other.right - 1 && other.left < box.right - 1
    && box.top < other.bottom - 3 && other.top < box.bottom - 3))
  return [...out, ...on].map(({text}) => text)
})
"""
# How strongly each drawn shape stands out from the page.
CONTRASTS = """\
() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const rgb = (colour, ground) => {
    canvas.fillStyle = ground
    canvas.fillRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0)
  const page = getComputedStyle(document.body).backgroundColor
  const ground = rgb(page, '#fff')
  const shapes = '.archival-piece, .archival-mark, .archival-ties path, .archival-drawing > circle'
  return [...document.querySelectorAll(shapes)].map(shape => {
    const style = getComputedStyle(shape)
    const colour = style.stroke === 'none' ? style.fill : style.stroke
    const [low, high] = [light(ground), light(rgb(colour, page))].sort((a, b) => a - b)
    return [shape.getAttribute('class'), (high + .05) / (low + .05)]
  })
}
"""


@pytest.mark.parametrize("theme", ["archival", "furo", "alabaster"])
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [PHONE, 1440])
def test_words_of_a_drawing_have_room(look: Look, theme: str, path: str, width: int) -> None:
    page = look(theme, path, width=width)
    assert page.locator(".archival-drawing").count() == (3 if path.startswith("edition") else 2)
    assert page.evaluate(COVERED) == []
    assert page.evaluate(OVERFLOW)[0] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_stand_out_from_the_page(look: Look, scheme: Scheme) -> None:
    for path in PAGES:
        contrasts = look("archival", path, scheme=scheme).evaluate(CONTRASTS)
        assert len(contrasts) > 5
        assert [(name, ratio) for name, ratio in contrasts if ratio < 3] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, 1440])
def test_axe_finds_nothing_wrong_in_a_whole(look: Look, scheme: Scheme, width: int) -> None:
    for path in (*PAGES, "edition/documents/117254.html"):
        page = look("archival", path, scheme=scheme, width=width)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(AXE_SCRIPT)
        passed, *wrong = page.evaluate(AXE)
        assert wrong == []
        assert passed > 5


def test_keyboard_leads_from_a_mark_to_its_document(look: Look) -> None:
    page = look("furo", "edition/index.html")
    page.locator(".archival-chart-timeline svg a").focus()
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name.startswith("23 August 1990: Record of a Conversation")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/117254.html#d117254")


def test_a_column_opens_the_list_of_its_documents(look: Look) -> None:
    """A browser opens what a link leads into; ours has to lie within."""
    page = look("furo", "edition/index.html")
    page.evaluate("""() => {
      const chart = document.querySelector('.archival-chart-timeline')
      chart.querySelector('details dl').id = 'here'
      location.hash = '#here'
    }""")
    assert page.locator(".archival-chart-timeline details[open]").count() == 1


def test_a_table_opens_without_a_script(look: Look) -> None:
    page = look("furo", "edition/index.html", java_script_enabled=False)
    details = page.locator(".archival-chart-speech details")
    table = details.locator("table")
    assert not table.is_visible()
    details.locator("summary").click()
    assert table.is_visible()
    assert "2,556" in table.inner_text()

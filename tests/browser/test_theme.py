"""The theme in a browser: accessible, safe, light, and still while it loads."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page

    from tests.browser.conftest import Look, Room, Scheme, Serve

pytestmark = pytest.mark.browser

DOCUMENT = "documents/117254.html"
KINDS = ("index.html", DOCUMENT, "persons.html", "about.html", "genindex.html")
KINDS_OF_SPHINX = ("archival-index.html", "search.html")
WEIGHT = 60_000
"""Bytes of style sheets and scripts, compressed, on the page of a document."""

AXE = """
async () => {
  const found = await axe.run(document)
  return found.violations.flatMap(result => result.nodes.map(
    node => `${result.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`))
}
"""
BEYOND = """
() => [...document.querySelectorAll('header *, main *, footer *')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('table, pre, svg, .table-wrapper, [class*="scroll"]'))
  .map(e => e.outerHTML.slice(0, 100))
"""


@pytest.fixture(scope="session")
def edition(built_site: Callable[[str, str], Path]) -> Path:
    return built_site("edition", "archival")


@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(look: Look, width: int, scheme: Scheme) -> None:
    found = {}
    for path in (*KINDS, "archival-index.html"):
        page = look("archival", f"edition/{path}", width=width, scheme=scheme)
        page.evaluate(AXE_SCRIPT)
        found[path] = page.evaluate(AXE)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_in_the_open_menu(look: Look) -> None:
    page = look("archival", f"edition/{DOCUMENT}", width=375)
    page.locator(".archival-menu-button").click()
    assert page.locator(".archival-sidebar").is_visible()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) == []


def test_no_page_loses_anything_at_320_pixels(look: Look) -> None:
    # 1280 pixels at 400 %: WCAG 2.2, success criterion 1.4.10.
    for path in KINDS:
        page = look("archival", f"edition/{path}", width=320)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (path, width, page.evaluate(BEYOND)) == (path, 320, [])
        for control in (".archival-menu-button", ".theme-toggle", ".archival-brand"):
            assert page.locator(control).is_visible()


def test_controls_are_seen_in_forced_colours(look: Look) -> None:
    page = look("archival", f"edition/{DOCUMENT}", forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for control in ("a.archival-brand", ".archival-search input", ".theme-toggle"):
        page.locator(control).first.focus()
        outline = page.locator(control).first.evaluate(
            "e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]"
        )
        assert outline[0] != "none"
        assert outline[1] >= 1
    icon, ground = page.locator(".theme-toggle").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert icon != ground
    search = page.locator(".archival-search input")
    assert search.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_a_language_read_from_the_right_has_its_sidebar_there(look: Look) -> None:
    page = look("archival", f"edition/{DOCUMENT}")
    sides = (
        "() => ['.archival-sidebar', '.archival-main'].map(s => "
        "document.querySelector(s).getBoundingClientRect().left)"
    )
    sidebar, main = page.evaluate(sides)
    assert sidebar < main
    page.evaluate("document.documentElement.dir = 'rtl'")
    sidebar, main = page.evaluate(sides)
    assert sidebar > main
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def visit(page: Page, url: str, paths: tuple[str, ...]) -> tuple[list[str], set[str]]:
    """What the console says of the pages at *url*, and the hosts that were asked for anything."""
    said: list[str] = []
    hosts: set[str] = set()

    def hear(message: ConsoleMessage) -> None:
        # A browser looks for this by itself; what is there is for the host to say.
        if not message.location["url"].endswith("/favicon.ico"):
            said.append(f"{message.type}: {message.text} {message.location['url']}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => "
        "console.error(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile} ${e.sample}`))"
    )
    for path in paths:
        page.goto(f"{url}{path}", wait_until="networkidle")
    return said, hosts


def test_nothing_breaks_a_strict_policy_and_no_other_host_is_asked(
    page: Page, edition: Path, serve_strictly: Serve
) -> None:
    url = serve_strictly(edition)
    said, hosts = visit(page, url, (*KINDS, *KINDS_OF_SPHINX))
    assert said == []
    assert hosts == {urlsplit(url).netloc}
    page.goto(f"{url}{DOCUMENT}")
    # Data for machines are no script, and are there.
    assert page.locator('script[type="application/ld+json"]').count() == 1


def test_a_breach_of_the_policy_is_heard(page: Page, tmp_path: Path, serve_strictly: Serve) -> None:
    text = '<!doctype html><title>A</title><p style="color: red">A<script>1</script>'
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    said, _hosts = visit(page, serve_strictly(tmp_path), ("index.html",))
    assert any("style-src" in line for line in said)
    assert any("script-src" in line for line in said)


def test_colours_are_chosen_under_the_policy_and_stay(
    page: Page, edition: Path, serve_strictly: Serve
) -> None:
    url = serve_strictly(edition)
    page.goto(f"{url}{DOCUMENT}")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    toggle = page.locator(".theme-toggle").first
    toggle.click()
    chosen = page.evaluate("document.body.dataset.theme")
    while chosen != "dark":
        toggle.click()
        chosen = page.evaluate("document.body.dataset.theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.goto(f"{url}about.html")
    assert page.evaluate("document.body.dataset.theme") == "dark"


def test_a_page_of_a_document_is_light(page: Page, edition: Path, serve_strictly: Serve) -> None:
    sizes: dict[str, int] = {}

    def note(response: Any) -> None:
        path = urlsplit(response.url).path
        if path.endswith((".css", ".js")):
            sizes[path] = len(gzip.compress((edition / path[1:]).read_bytes()))

    page.on("response", note)
    page.goto(f"{serve_strictly(edition)}{DOCUMENT}", wait_until="networkidle")
    assert any(path.endswith("theme.css") for path in sizes)
    assert sum(sizes.values()) <= WEIGHT, sizes


PAINTED = """
() => ({
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  shift: window.shifted,
})
"""
SHIFTS = """
window.shifted = 0
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value
}).observe({type: 'layout-shift', buffered: true})
"""


SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""What Lighthouse calls “Slow 4G”."""


@pytest.mark.parametrize("width", [1440, 375])
def test_a_page_is_there_within_a_second_on_a_slow_line_and_does_not_move(
    browser: Browser, edition: Path, serve_strictly: Serve, width: int
) -> None:
    url = serve_strictly(edition)
    paints: list[float] = []
    shifts: list[float] = []
    # The line is slow, and not the machine: of three visits the one that it disturbed least counts.
    while len(paints) < 3 and not (paints and min(paints) <= 1000):
        with browser.new_context(viewport={"width": width, "height": 900}) as context:
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW_LINE)
            page.add_init_script(SHIFTS)
            page.goto(f"{url}{DOCUMENT}", wait_until="networkidle")
            found = page.evaluate(PAINTED)
        paints.append(found["paint"])
        shifts.append(found["shift"])
    assert min(paints) <= 1000, paints
    assert max(shifts) <= 0.01


@pytest.mark.parametrize("width", [1440, 375])
def test_the_text_has_its_height_before_its_font_is_there(look: Look, width: int) -> None:
    heights = []
    for is_blocked in (False, True):
        page = look("archival", "edition/about.html", width=width)
        if is_blocked:
            page.route("**/*.woff2", lambda route: route.abort())
        page.goto(page.url.replace("about.html", DOCUMENT))
        page.evaluate("document.fonts.ready")
        article = page.locator(".archival-article")
        heights.append(article.evaluate("e => e.getBoundingClientRect().height"))
        loaded = page.evaluate(
            "[...document.fonts].some(f => f.family.includes('Source') && f.status === 'loaded')"
        )
        assert loaded != is_blocked
    assert heights[1] == pytest.approx(heights[0], rel=0.02)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_furo_draws_has_the_colours_of_the_edition(room: Room, scheme: Scheme) -> None:
    page = room("edition/about.html", scheme=scheme)
    quotation = page.evaluate("""() => {
      const colour = (name) => {
        const probe = document.body.appendChild(document.createElement('i'))
        probe.style.backgroundColor = `var(${name})`
        return getComputedStyle(probe).backgroundColor
      }
      return ['primary', 'secondary'].map(name => colour(`--color-background-${name}`))
        .concat(['paper', 'tint'].map(name => colour(`--archival-${name}`)))
    }""")
    assert quotation[:2] == quotation[2:]
    assert len(set(quotation)) == 2

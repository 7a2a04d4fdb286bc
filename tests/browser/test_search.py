"""A reader searches the edition: in a strict server, by keyboard, in any spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from sphinxext_archival.model.spelling import sound_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Serve
    from tests.conftest import Build

pytestmark = pytest.mark.browser
pytest.importorskip("pagefind")

DESKTOP, PHONE = 1440, 375

SPELLED = """
Gorbachev Горбачёв Gorbatschow Najib-ullah Наджибулла Щербаков Łódź Çelik Đoković Юшкевич Їжак Œuvre
Straße Жириновский Jirinovski O’Neill ʻAbd Mohammad d'Estaing Джугашвили
Хрущёв Dschungel Schtschukin
"""


@pytest.fixture(scope="module")
def site(strict_sites: Callable[[str], str]) -> str:
    return strict_sites("edition")


class Reader:
    """A page of the site, and all that its console has said."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def search(self, words: str, more: str = "") -> None:
        self.page.goto(f"{self.site}search.html?q={words}{more}")
        self.settled()

    def settled(self) -> None:
        status = self.page.locator(".archival-find-status[role]")
        expect(status).to_have_text(re.compile("Results|Nothing"))
        if "Results" in status.inner_text():
            expect(self.page.locator(".archival-find-place").first).to_be_visible()

    def result(self, speaker: str) -> Any:
        heading = self.page.locator("h3", has_text=speaker)
        return self.page.locator(".archival-find-result").filter(has=heading)

    def places(self) -> list[str | None]:
        links = self.page.locator(".archival-find-place").all()
        return [link.get_attribute("href") for link in links]


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Reader]:
    with browser.new_context(viewport={"width": DESKTOP, "height": 900}) as context:
        made = Reader(context.new_page(), site)
        yield made
        wrong = [text for text in made.said if "favicon" not in text and "404" not in text]
        assert wrong == []


def test_a_word_leads_to_the_turn_and_shows_who_speaks(reader: Reader) -> None:
    reader.search("Bakunin")
    result = reader.result("Mikhail Sergeyevich Gorbachev")
    expect(result.locator("mark")).to_have_text(["Bakunin,"])
    link = result.get_by_role("link", name="Turn 7")
    link.click()
    expect(reader.page).to_have_url(f"{reader.site}documents/117254.html#d117254-t7")
    expect(reader.page.locator("#d117254-t7")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("typed", "turn", "marked"),
    [
        ("Бакунин", 7, "Bakunin,"),
        ("Bakounine", 7, "Bakunin,"),
        ("Gorbačev", 2, "Mikhail"),
        ("gorbatschow", 2, "Mikhail"),
        ("Shevarnadze", 5, "Shevardnadze's"),
        ("Nadzhibulla", 30, "Najibullah,"),
        ("nadzhibulla television", 30, "Najibullah,"),
        ("Bákunín", 7, "Bakunin,"),
        ('"Supreme Soviet"', 6, "Supreme"),
    ],
)
def test_a_name_is_found_in_any_spelling(
    reader: Reader, typed: str, turn: int, marked: str
) -> None:
    reader.search(typed)
    assert f"documents/117254.html#d117254-t{turn}" in reader.places()
    link = reader.page.get_by_role("link", name=f"Turn {turn}", exact=True)
    line = reader.page.locator(".archival-find-passages li").filter(has=link)
    expect(line.locator("mark", has_text=marked).first).to_be_visible()


def test_a_word_that_is_nowhere_finds_nothing(reader: Reader) -> None:
    reader.search("Shestakovich")
    expect(reader.page.locator(".archival-find-status[role]")).to_contain_text("Nothing")
    assert reader.places() == []


def test_filters_narrow_the_results_and_the_address_tells_them(reader: Reader) -> None:
    page = reader.page
    reader.search("Afghanistan")
    before = len(reader.places())
    page.locator("summary", has_text="Speaker").click()
    page.get_by_role("checkbox", name=re.compile("^Eduard")).check()
    expect(page).to_have_url(re.compile("speaker=Eduard"))
    expect(page.locator("h3")).to_have_text(["Eduard Amvrosiyevich Shevardnadze"])
    assert 0 < len(reader.places()) < before
    page.go_back()
    expect(page.locator("h3", has_text="Headnote")).to_be_visible()
    page.go_forward()
    expect(page.locator("h3")).to_have_text(["Eduard Amvrosiyevich Shevardnadze"])
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("h3", has_text="Headnote")).to_be_visible()


def test_a_filter_alone_lists_what_it_is_true_of(reader: Reader) -> None:
    reader.search("", "&person=Mikhail Aleksandrovich Bakunin&part=text")
    assert reader.places() == ["documents/117254.html#d117254-t7"]


def test_filters_count_what_they_would_find(reader: Reader) -> None:
    reader.search("troops")
    reader.page.locator("summary", has_text="Part").click()
    labels = reader.page.locator("details[open] label")
    expect(labels.first).to_have_text(re.compile(r"Text\s+1"))


def test_the_keyboard_is_enough(reader: Reader) -> None:
    page = reader.page
    page.goto(f"{reader.site}documents/117254.html")
    page.keyboard.press("/")
    page.keyboard.type("Bakunin")
    page.keyboard.press("Enter")
    reader.settled()
    expect(page).to_have_url(re.compile(r"search\.html\?q=Bakunin"))
    page.keyboard.press("/")
    expect(page.locator("#archival-find-words")).to_be_focused()
    page.locator("summary", has_text="Year").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("^1990"))).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("year=1990"))
    expect(page.get_by_role("checkbox", name=re.compile("^1990"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Year")).to_be_focused()


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_and_filters_are_accessible(
    browser: Browser, site: str, width: int, scheme: Any
) -> None:
    # axe is put into the page as text, which the policy forbids.
    size = {"width": width, "height": 900}
    with browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        reader = Reader(context.new_page(), site)
        reader.search("Afghanistan", "&part=text")
        reader.page.locator("summary", has_text="Speaker").click()
        expect(reader.page.get_by_role("checkbox", name=re.compile("^Mohammad"))).to_be_visible()
        reader.page.evaluate(AXE_SCRIPT)
        found = reader.page.evaluate("async () => (await axe.run(document)).violations")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert reader.page.evaluate(wide)
        twice = "[...document.querySelectorAll('[id]')].map(e => e.id).sort()"
        ids = reader.page.evaluate(twice)
        assert len(ids) == len(set(ids))


def test_nothing_of_the_search_is_loaded_before_a_reader_searches(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.goto(f"{reader.site}documents/117254.html", wait_until="networkidle")
    reader.page.goto(f"{reader.site}search.html", wait_until="networkidle")
    assert [url for url in asked if "/_search/" in url] == []
    assert all(url.startswith((reader.site, "data:")) for url in asked)


def test_a_filter_is_loaded_when_it_is_opened_and_no_other(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.search("troops")
    assert any(".pf_index" in url for url in asked)
    assert [url for url in asked if ".pf_filter" in url] == []
    reader.page.locator("summary", has_text="Speaker").click()
    expect(reader.page.locator("details[open] label").first).to_be_visible()
    assert len([url for url in asked if ".pf_filter" in url]) == 1


def test_from_a_disk_the_page_says_that_it_needs_a_server(
    page: Page, built_site: Callable[[str, str], Path]
) -> None:
    page.goto((built_site("edition", "archival") / "search.html").as_uri() + "?q=Bakunin")
    # Chromium loads no module from a disk: what is said then is in the page.
    expect(page.locator(".archival-find-status", has_text="web server")).to_be_visible()


def test_the_search_of_sphinx_works_in_the_theme(
    browser: Browser, build: Build, checkout: Path, serve_strictly: Serve
) -> None:
    files = {
        str(path.relative_to(checkout / "corpus")): path.read_text(encoding="utf-8")
        for path in (checkout / "corpus").rglob("*")
        if path.suffix in {".md", ".py", ".yml", ".txt"} and "_build" not in path.parts
    }
    options = {"html_theme": "archival", "archival_search": "sphinx"}
    built = build(files, confoverrides=options)
    address = serve_strictly(built.outdir)
    with browser.new_context() as context:
        reader = Reader(context.new_page(), address)
        reader.page.goto(f"{address}search.html?q=Bakunin")
        expect(reader.page.locator("#search-results li").first).to_be_visible()
        expect(reader.page.locator("#search-results .context").first).to_be_visible()
        assert [text for text in reader.said if "404" not in text] == []


def test_the_script_spells_as_the_builder_does(reader: Reader) -> None:
    names = [*SPELLED.split(), "Zia", "Li"]
    reader.page.goto(f"{reader.site}search.html")
    script = """async names => {
      const { soundKey } = await import(new URL('_static/scripts/spelling.js', location.href))
      return names.map(soundKey)
    }"""
    assert reader.page.evaluate(script, names) == [sound_key(name) for name in names]

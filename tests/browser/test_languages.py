"""An edition in another language: safe, and in order from whichever side it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Build

    from .conftest import Serve

pytestmark = pytest.mark.browser

DOCUMENT = "documents/117254.html"
TEXTS = {".md", ".yml", ".txt", ".py"}


@pytest.fixture(scope="module")
def edition_in(build_once: Build, checkout: Path) -> Callable[[str], Path]:
    """The folder of the edition in a language, each built once."""
    root = checkout / "corpus"
    files = {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.suffix in TEXTS and "_build" not in path.parts
    }
    built: dict[str, Path] = {}

    def folder(language: str) -> Path:
        if language not in built:
            options = {"language": language, "archival_search": "sphinx"}
            built[language] = build_once(files, confoverrides=options).outdir
        return built[language]

    return folder


@pytest.mark.parametrize("language", ["de", "ru", "ar"])
def test_no_page_of_another_language_breaks_the_policy(
    page: Page, edition_in: Callable[[str], Path], serve_strictly: Serve, language: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    url = serve_strictly(edition_in(language))
    for width in (1440, 375):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("index.html", DOCUMENT, "persons.html", "search.html?q=Moscow"):
            page.goto(f"{url}{path}")
            assert page.locator("html").get_attribute("lang") == language
            beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (path, width, beyond) == (path, width, 0)
    assert said == []


@pytest.mark.parametrize(
    ("language", "forms"), [("de", [1, 0, 1]), ("ru", [2, 0, 1]), ("ar", [0, 1, 2])]
)
def test_the_search_of_sphinx_counts_as_its_language_does(
    page: Page,
    edition_in: Callable[[str], Path],
    serve_strictly: Serve,
    language: str,
    forms: list[int],
) -> None:
    page.goto(f"{serve_strictly(edition_in(language))}search.html")
    # As the catalogues of gettext number the forms of their languages.
    assert [page.evaluate(f"Documentation.PLURAL_EXPR({number})") for number in (0, 1, 2)] == forms
    assert page.evaluate("Documentation.LOCALE") == language
    assert page.evaluate("Documentation.gettext('Searching')") != "Searching"


def test_a_name_stands_beside_its_colour(
    page: Page, edition_in: Callable[[str], Path], serve_strictly: Serve
) -> None:
    page.goto(f"{serve_strictly(edition_in('de'))}{DOCUMENT}")
    names = page.locator(".archival-present li[class*=archival-voice-]")
    heights = [names.nth(at).evaluate("e => e.offsetHeight") for at in range(names.count())]
    assert len(heights) == 3
    assert len(set(heights)) == 1


def test_what_stands_at_the_head_keeps_its_order_from_the_right(
    page: Page, edition_in: Callable[[str], Path], serve_strictly: Serve
) -> None:
    page.goto(f"{serve_strictly(edition_in('ar'))}{DOCUMENT}")
    parts = page.locator(".archival-kicker bdi")
    boxes = [parts.nth(at).bounding_box() for at in range(parts.count())]
    lefts = [box["x"] for box in boxes if box]
    assert len(lefts) == 3
    assert lefts == sorted(lefts, reverse=True)

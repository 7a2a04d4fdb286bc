"""The manual is a themed site too: what others bring keeps the same rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.theme.test_valid import invalid, pages_of, repeated_or_inline, wrong_links

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Need

    from .conftest import Serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def manual(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    app = SphinxTestApp(srcdir=checkout / "docs", builddir=tmp_path_factory.mktemp("manual"))
    try:
        app.build()
    finally:
        app.cleanup()
    return app.outdir.resolve()


def test_every_page_of_the_manual_is_valid_and_its_links_lead_somewhere(
    manual: Path, need: Need
) -> None:
    pages = pages_of(manual)
    assert len(pages) > 30
    assert invalid(pages, need("java")) == []
    assert wrong_links(manual) == []
    for path in pages:
        assert (path.name, *repeated_or_inline(path)) == (path.name, [], [])


def test_no_page_of_the_manual_breaks_a_strict_policy(
    page: Page, manual: Path, serve_strictly: Serve
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    url = serve_strictly(manual)
    for path in pages_of(manual):
        page.goto(f"{url}{path.relative_to(manual).as_posix()}")
    assert said == []


def test_what_others_bring_works_under_the_policy(
    page: Page, manual: Path, serve_strictly: Serve
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{serve_strictly(manual)}how-to/search.html")
    block = page.locator(".highlight-console").first
    block.hover()
    block.locator("button.copybtn").click()
    page.wait_for_timeout(200)
    # The command, and not the prompt before it.
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == 'pip install "sphinxext-archival[search]"'
    assert said == []

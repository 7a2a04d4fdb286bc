"""Names that are wider than what they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Build

pytestmark = pytest.mark.browser

CONF = """\
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
html_theme = "archival"
"""
NAME = "Donaudampfschifffahrtsgesellschaft" * 4
MINUTES = f"""\
# Minutes

:::{{person}} long
:name: {NAME}
:labels: LONG
:::

:::{{document}} minutes
:participants: long
:::

:::{{transcript}}
LONG. Yes.
:::
"""


def test_a_name_of_one_long_word_is_broken_in_the_sidebar(build: Build, page: Page) -> None:
    built = build({"conf.py": CONF, "index.md": MINUTES})
    page.goto((built.outdir / "index.html").as_uri())
    right = "e => e.getBoundingClientRect().right"
    side = page.locator(".archival-sidebar").evaluate(right)
    row = page.locator(".archival-present li")
    assert row.locator("a").inner_text() == NAME
    for part in ("a", "span"):
        assert row.locator(part).evaluate(right) <= side

"""The theme tells on the page of a document who speaks in it, and who is mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sphinx
from lxml import html

if TYPE_CHECKING:
    from tests.conftest import Build, Built

PAGE = """\
# A talk

:::{person} okoye
:name: Ada Okoye
:labels: OKOYE
:::

:::{person} berg
:name: Boris Berg
:labels: BERG
:::

:::{document} d1
:participants: okoye, berg
:::

:::{transcript}
OKOYE. {person}`Boris Berg` and {person}`Ada Okoye` are here.[^a]

BERG. Yes.
:::

[^a]: A note.

## An annex

Without a document.
"""


def themed(build: Build, builder: str = "html", **options: Any) -> Built:
    return build(
        {"page.md": PAGE, "plain.md": "# Plain\n\nNothing.\n"},
        builder,
        confoverrides={
            "html_theme": "archival",
            "html_theme_options": options,
            # Its index can be read here; what Pagefind is given is tested beside the search.
            "archival_search": "sphinx",
        },
    )


def test_a_document_ends_with_its_figures_below_its_notes(build: Build) -> None:
    built = themed(build)
    assert built.warnings == []
    root = html.fromstring(built.output("page.html"))
    (section,) = root.xpath('//section[contains(@class, "archival-document-figures")]')
    assert section.get("id") == "archival-figures-dd1"
    assert section.xpath("./h2")[0].text_content().startswith("Who speaks, who is mentioned")
    assert len(section.xpath("./figure")) == 2
    (notes,) = root.xpath('//section[@role="doc-endnotes"]')
    assert notes.getnext() is section
    (share,) = root.xpath('//*[contains(@class, "archival-tools")]//svg/@aria-label')
    assert share == "Share of the words: Ada Okoye 87.5%, Boris Berg 12.5%"
    assert "archival-overview.css" in built.output("page.html")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "figures" not in built.output("plain.html")
    # Before 8.2, Sphinx searches what says that it is not to be searched.
    if sphinx.version_info >= (8, 2):
        assert "mentioned" not in built.output("searchindex.js")


def test_the_section_can_be_left_out_and_the_bar_stays(build: Build) -> None:
    built = themed(build, document_statistics=False)
    assert built.warnings == []
    assert "archival-document-figures" not in built.output("page.html")
    assert 'class="archival-share"' in built.output("page.html")


def test_other_builders_have_no_section(build: Build) -> None:
    for builder in ("text", "latex", "epub"):
        built = themed(build, builder)
        for path in built.outdir.rglob("page.*"):
            assert "who is mentioned" not in path.read_text(encoding="utf-8").lower()

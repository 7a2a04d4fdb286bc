"""The theme in real builds: what a project may set, and what it need not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

import sphinxext_archival.theme

if TYPE_CHECKING:
    from tests.conftest import Build
    from tests.theme.conftest import Minutes

INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?: src=|application/ld\+json))")


def test_a_project_sets_the_theme_and_nothing_else(
    build: Build, conf: str, minutes: Minutes
) -> None:
    built = build({"conf.py": conf, "a.md": minutes("a", "1990-08-23")})
    assert built.warnings == []
    page = html.fromstring(built.output("a.html"))
    assert page.xpath("//main//h1")
    assert page.xpath("//html/@dir") == ["ltr"]
    for sheet in ("furo.css", "fonts.css", "theme.css", "reading.css"):
        assert page.xpath(f"//link[contains(@href, '{sheet}')]"), sheet
        assert (built.outdir / "_static" / "styles" / sheet).is_file()
    assert "SIL OPEN FONT LICENSE" in built.output("_static/fonts/LICENSE.txt")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "htmlhelp"])
def test_a_project_without_a_document_has_pages_too(build: Build, conf: str, builder: str) -> None:
    built = build({"conf.py": conf, "a.md": "# A page\n\nWords.\n"}, builder)
    assert built.warnings == []
    path = {"html": "a.html", "dirhtml": "a/index.html", "singlehtml": "index.html"}.get(
        builder, "a.html"
    )
    # The help of Windows has an encoding of its own.
    page = (built.outdir / path).read_text(encoding="utf-8", errors="replace")
    assert "archival-bar" in page
    assert "archival-present" not in page
    assert not INLINE.search(page)


@pytest.mark.parametrize("builder", ["epub", "text", "latex"])
def test_a_builder_without_a_site_is_left_alone(
    build: Build, conf: str, minutes: Minutes, builder: str
) -> None:
    settings = 'project = "A"\nversion = "1"\ncopyright = "B"\n'
    built = build({"conf.py": conf + settings, "a.md": minutes("a", "1990")}, builder)
    assert built.warnings == []
    for page in built.outdir.rglob("*.*html"):
        text = page.read_text(encoding="utf-8")
        assert "archival-bar" not in text
        assert "archival-tools" not in text


FURO = """
html_theme_options = {
    "announcement": "Read <em>this</em>",
    "light_css_variables": {"color-brand-primary": "#123456"},
    "dark_css_variables": {"color-brand-primary": "#abcdef"},
    "light_logo": "light.svg",
    "dark_logo": "dark.svg",
    "footer_icons": [
        {"name": "Home & more", "url": "https://example.org/?a=1&b=2", "html": "<b>H</b>",
         "class": ""},
    ],
}
html_static_path = ["pictures"]
"""


def test_the_options_of_furo_are_heard(build: Build, conf: str, minutes: Minutes) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    built = build(
        {
            "conf.py": conf + FURO,
            "a.md": minutes("a", "1990"),
            "pictures/light.svg": picture,
            "pictures/dark.svg": picture,
        }
    )
    assert built.warnings == []
    page = built.output("a.html")
    assert "Read <em>this</em>" in page
    assert re.search(r'<img class="only-light" src="_static/light.svg', page)
    assert 'href="https://example.org/?a=1&amp;b=2" aria-label="Home &amp; more"' in page
    assert not INLINE.search(page)
    properties = built.output("_static/archival-options.css")
    assert properties.count("--color-brand-primary: #123456;") == 1
    assert properties.count("--color-brand-primary: #abcdef;") == 2


def test_a_theme_may_be_a_child_of_ours(build: Build, conf: str, minutes: Minutes) -> None:
    built = build(
        {
            "conf.py": conf + 'html_theme = "house"\nhtml_theme_path = ["themes"]\n',
            "themes/house/theme.toml": '[theme]\ninherit = "archival"\n',
            "themes/house/page.html": (
                '{% extends "archival/page.html" %}{% block footer %}House{% endblock %}'
            ),
            "a.md": minutes("a", "1990"),
        }
    )
    assert built.warnings == []
    page = html.fromstring(built.output("a.html"))
    assert page.xpath("//main[contains(., 'House')]")
    assert page.xpath("//header[@class='archival-bar']")
    assert page.xpath("//div[@class='archival-tools']")


def test_other_extensions_have_their_place(build: Build, conf: str) -> None:
    pytest.importorskip("sphinx_copybutton")
    pytest.importorskip("sphinx_design")
    more = conf.replace('"myst_parser"', '"myst_parser", "sphinx_design", "sphinx_copybutton"')
    built = build(
        {
            "conf.py": more,
            "a.md": "# A\n\n::::{grid} 2\n:::{grid-item-card} B\nC\n:::\n::::\n\n"
            "```python\n1\n```\n",
        }
    )
    assert built.warnings == []
    assert "copybutton.js" in built.output("a.html")
    assert "sd-card" in built.output("a.html")


HOSTILE = "Talks & <tea> at “five”"


def test_a_title_is_text_wherever_it_stands(build: Build, conf: str, minutes: Minutes) -> None:
    hostile = HOSTILE.replace("<", r"\<")
    built = build(
        {
            "conf.py": conf,
            "index.md": "# Home\n\n```{toctree}\n:caption: Tea & <tea>\n\na\nb\nc/index\n```\n",
            "a.md": minutes("a", "1990", hostile),
            "b.md": minutes("b", "1991", hostile),
            "c/index.md": f"# {hostile}\n\n```{{toctree}}\nd\n```\n",
            "c/d.md": f"# {hostile}\n",
        }
    )
    assert built.warnings == []
    for path in ("a.html", "b.html", "c/d.html", "c/index.html", "genindex.html"):
        text = built.output(path)
        page = html.fromstring(text)
        assert page.xpath("//tea") == [], path
        assert text.count("<tea>") == 0
    page = html.fromstring(built.output("c/d.html"))
    for at in ("nav[@class='archival-breadcrumbs']", "nav[@class='archival-main-links']"):
        assert HOSTILE in page.xpath(f"string(//{at})")
    (label,) = html.fromstring(built.output("a.html")).xpath("//link[@rel='next']/@title")
    assert label == HOSTILE


@pytest.mark.parametrize(
    ("language", "direction", "translated"),
    [
        ("en", "ltr", ""),
        ("de", "ltr", "translated"),
        ("ru", "ltr", "translated"),
        ("fa", "rtl", ""),
        ("ar", "rtl", ""),
        ("zh_TW", "ltr", ""),
    ],
)
def test_a_page_is_in_the_language_of_the_edition(  # noqa: PLR0913, PLR0917 (a table of languages)
    build: Build, conf: str, minutes: Minutes, language: str, direction: str, translated: str
) -> None:
    built = build({"conf.py": f"{conf}language = {language!r}\n", "a.md": minutes("a", "1990")})
    page = html.fromstring(built.output("a.html"))
    assert page.xpath("//html/@dir") == [direction]
    assert page.xpath("//html/@lang") == [language.replace("_", "-")]
    (said,) = page.xpath("//a[@class='archival-skip']/text()")
    assert (said != "Skip to content") == (translated == "translated")


def test_without_furo_one_line_says_what_to_install(
    build: Build, conf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sphinxext_archival.theme, "find_spec", lambda _name: None)
    built = build({"conf.py": conf, "a.md": "# A\n"})
    (warning,) = built.warnings
    assert 'pip install "sphinxext-archival[edition]"' in warning
    assert "[archival.theme]" in warning
    assert "archival-bar" not in built.output("a.html")


def test_every_kind_of_index_is_a_list(build: Build, conf: str) -> None:
    more = 'html_split_index = True\nhtml_domain_indices = True\narchival_registers = ["p.yml"]\n'
    built = build(
        {
            "conf.py": conf + more,
            "p.yml": "anna:\n  kind: person\n  name: Anna Arden\n",
            "a.md": "# A\n\n```{index} single: tea; at five\n```\n\n```{index} & co\n```\n\n"
            "```{py:module} tea.cup\n```\n\n```{py:module} tea\n```\n\n"
            ":::{document} a\nOf {person}`anna`.\n:::\n",
        }
    )
    assert built.warnings == []
    pages = ["genindex", "genindex-all", "genindex-T", "py-modindex", "archival-index"]
    for name in pages:
        text = built.output(f"{name}.html")
        assert not INLINE.search(text), name
        page = html.fromstring(text)
        assert page.xpath("count(//main//table)") == 0, name
        assert page.xpath("count(//main//h1)") == 1, name
    tea = html.fromstring(built.output("genindex-T.html"))
    assert "at five" in tea.xpath("string(//ul[@class='archival-index']/li/ul/li)")
    modules = html.fromstring(built.output("py-modindex.html"))
    assert "tea.cup" in modules.xpath("string(//ul[@class='archival-index']/li/ul/li)")
    persons = html.fromstring(built.output("archival-index.html"))
    assert "Anna Arden" in persons.xpath("string(//ul[@class='archival-index']/li)")
    assert persons.xpath("//ul[@class='archival-index']/li/ul/li/a/@href")


def test_a_headnote_is_written_in_the_order_in_which_it_is_read(build: Build) -> None:
    # Where a page comes slowly, a summary that stands above would push down what is there already.
    page = "# Page\n\n:::{document} d1\n:date: 1971\n:translator: Ada\n\nA summary.\n:::\n"
    built = build({"page.md": page}, "html", confoverrides={"html_theme": "archival"})
    written = built.output("page.html")
    assert written.index("A summary.") < written.index("archival-metadata")

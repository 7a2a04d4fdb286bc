"""Options of the theme that are wrong, and those of Furo: heard, or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

if TYPE_CHECKING:
    from tests.conftest import Build, Built
    from tests.theme.conftest import Minutes


@pytest.fixture
def site_with(build: Build, conf: str, minutes: Minutes) -> Any:
    """Builds a page with a document under *options*."""

    def site(options: Any, settings: str = "", **files: str) -> Built:
        settings += f"{conf}html_theme_options = {options!r}\n"
        return build({"conf.py": settings, "a.md": minutes("a", "1990"), **files})

    return site


WRONG = (
    {
        "announcement": (["Read this"], "must be a text"),
        "documents_page": (["index"], "must be a text"),
        "document_navigation": ("perhaps", "must be True or False"),
        "document_statistics": ([1], "must be True or False"),
        "light_css_variables": (["color"], 'as {"color-brand-primary": "#8a3324"}'),
        "dark_css_variables": ({"color": None}, "'color': None is none"),
        "light_logo": ({"a": "b"}, "must be a text"),
        "footer_icons": ("<svg>", "must be a list of icons"),
        "top_of_page_buttons": ("edit", 'as ["view", "edit"]'),
        "source_repository": (1, "must be a text"),
        "source_edit_link": ("https://example.org/{file}", "must be an address with {filename}"),
        "source_view_link": ("https://example.org/{", "must be an address with {filename}"),
    },
    {
        "announcement": (False, "must be a text"),
        "light_css_variables": ({1: "red"}, "1: 'red' is none"),
        "footer_icons": ([{"name": "Home"}], "{'name': 'Home'} is none"),
        "top_of_page_buttons": (["vieuw"], "did you mean “view”?"),
        "sidebar_hide_name": ({}, "must be True or False"),
    },
    {
        "footer_icons": ({"name": "Home"}, "must be a list of icons"),
        "top_of_page_buttons": ([1], 'as ["view", "edit"]'),
        "light_logo": ("lamp.svg", "is in no folder of html_static_path"),
    },
)


@pytest.mark.parametrize("wrong", WRONG, ids=["first", "second", "third"])
def test_what_is_wrong_is_said_and_left_out(
    site_with: Any, wrong: dict[str, tuple[Any, str]]
) -> None:
    built = site_with({name: value for name, (value, _right) in wrong.items()})
    assert len(built.warnings) == len(wrong)
    for name, (_value, right) in wrong.items():
        (said,) = (one for one in built.warnings if f'html_theme_options["{name}"]' in one)
        assert right in said
        assert "[archival.config]" in said
    plain = site_with({})
    assert plain.warnings == []
    assert built.output("a.html") == plain.output("a.html")
    sheet = "_static/archival-options.css"
    assert built.output(sheet) == plain.output(sheet)


@pytest.mark.parametrize("options", [["announcement"], "announcement", None])
def test_options_that_are_no_mapping_do_not_end_the_build(site_with: Any, options: Any) -> None:
    built = site_with(options)
    assert any("must be a mapping of options to values" in one for one in built.warnings)
    assert "archival-bar" in built.output("a.html")


def test_options_that_are_not_heard_are_named_once(site_with: Any) -> None:
    near = {
        "anouncement": "did you mean “announcement”",
        "document_page": "did you mean “documents_page”",
        "top_of_page_button": "did you mean “top_of_page_buttons”",
        "navigation_with_keys": "",
    }
    built = site_with(dict.fromkeys(near, "x"))
    for warning, (name, meant) in zip(built.warnings, near.items(), strict=True):
        assert f"has “{name}”, which this theme does not hear" in warning
        assert meant in warning


def test_a_page_of_documents_that_is_not_there_is_reported(site_with: Any) -> None:
    built = site_with({"documents_page": "indx"})
    (warning,) = built.warnings
    assert "names “indx”, which is no page of this project; did you mean “index”?" in warning
    assert site_with({"documents_page": "index"}).warnings == []


def links(built: Built, page: str = "a.html") -> list[str]:
    tree = html.fromstring(built.output(page))
    return [str(link) for link in tree.xpath("//div[@class='archival-imprint']//a/@href")]


@pytest.mark.parametrize(
    ("repository", "edit", "view"),
    [
        ("https://github.com/a/b/", "/edit/main/docs/a.md", "/blob/main/docs/a.md?plain=true"),
        ("https://gitlab.com/a/b", "/-/edit/main/docs/a.md", "/-/blob/main/docs/a.md"),
        ("https://bitbucket.org/a/b", "/src/main/docs/a.md?mode=edit", "/src/main/docs/a.md"),
    ],
)
def test_a_page_leads_to_where_it_is_edited(
    site_with: Any, repository: str, edit: str, view: str
) -> None:
    options = {
        "source_repository": repository,
        "source_branch": "main",
        "source_directory": "docs/",
    }
    built = site_with(options)
    assert built.warnings == []
    base = repository.rstrip("/")
    assert links(built) == [base + edit, base + view]
    assert not any(link.startswith(base) for link in links(built, "genindex.html"))
    assert links(site_with({**options, "top_of_page_buttons": ["edit"]}))[0] == base + edit
    assert base + edit not in links(site_with({**options, "top_of_page_buttons": []}))


def test_a_house_of_ones_own_is_named_by_its_links(site_with: Any) -> None:
    form = "https://code.example.org/main/{filename}"
    built = site_with({"source_edit_link": f"{form}?edit", "source_view_link": form})
    assert built.warnings == []
    assert links(built) == [
        "https://code.example.org/main/a.md?edit",
        "https://code.example.org/main/a.md",
    ]


@pytest.mark.parametrize(
    ("options", "lacking"),
    [
        ({"source_repository": "https://github.com/a/b"}, "needs a “source_branch”"),
        ({"source_repository": "http://github.com/a/b"}, "give “source_edit_link”"),
        ({"source_repository": "https://code.example.org/a", "source_branch": "b"}, "known"),
    ],
)
def test_a_repository_that_leads_nowhere_is_said_once(
    site_with: Any, options: dict[str, str], lacking: str
) -> None:
    built = site_with(options)
    (warning,) = built.warnings
    assert lacking in warning
    assert not any(link.startswith("http") for link in links(built))


def test_a_logo_stands_for_the_name_and_says_it(site_with: Any) -> None:
    options = {"light_logo": "a.svg", "sidebar_hide_name": "true"}
    more = 'html_static_path = ["pictures"]\nhtml_title = "Talks & tea"\n'
    picture = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    built = site_with(options, more, **{"pictures/a.svg": picture})
    (warning,) = built.warnings
    assert "no “dark_logo”: it is shown in light and dark alike" in warning
    (brand,) = html.fromstring(built.output("a.html")).xpath("//a[@class='archival-brand']")
    assert brand.xpath("img/@alt") == ["Talks & tea"] * 2
    assert brand.xpath("img/@src") == ["_static/a.svg"] * 2
    assert brand.text_content().strip() == ""


def test_a_name_is_not_hidden_where_there_is_no_logo(site_with: Any) -> None:
    for hidden in (True, "false"):
        built = site_with({"sidebar_hide_name": hidden}, 'html_title = "Talks"\n')
        assert built.warnings == []
        (brand,) = html.fromstring(built.output("a.html")).xpath("//a[@class='archival-brand']")
        assert brand.text_content().strip() == "Talks"

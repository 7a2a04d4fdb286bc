"""Where a page stands: lists of bounded length, neighbours by date, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.theme.site import BAR, NEAR, SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_archival.theme.site import Site
    from sphinxext_archival.theme.standing import Entry, Listed
    from tests.conftest import Build, Built
    from tests.theme.conftest import Minutes

    SiteOf = Callable[[Built], Site]


def toctree(*entries: str, caption: str = "", title: str = "Contents") -> str:
    option = f":caption: {caption}\n" if caption else ""
    return f"# {title}\n\n```{{toctree}}\n{option}\n" + "\n".join(entries) + "\n```\n"


def titles(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.title for entry in entries]


def tree(groups: tuple[Listed, ...]) -> list[object]:
    return [
        [entry.title, *([tree(entry.children)] if entry.children else [])]
        for group in groups
        for entry in group.entries
    ]


@pytest.fixture(scope="module")
def many(build_once: Build, conf: str, site_of: SiteOf, minutes: Minutes) -> Site:
    """Thirty documents, one a year, in a list of their own, and thirty pages."""
    files = {f"documents/d{n}.md": minutes(f"d{n}", f"{1950 + n}") for n in range(30)}
    pages = {f"essays/e{n:02}.md": f"# Essay {n}\n" for n in range(30)}
    built = build_once(
        {
            **files,
            **pages,
            "conf.py": conf,
            "essays/index.md": toctree(*sorted(name[7:-3] for name in pages), title="Essays"),
            "index.md": toctree(*sorted(name[:-3] for name in files), "essays/index"),
        }
    )
    assert built.warnings == []
    return site_of(built)


def test_a_page_shows_the_documents_near_it_and_says_how_many_there_are(many: Site) -> None:
    documents = many.page("documents/d15").documents
    assert documents is not None
    near = [entry for year in documents.years for entry in year.entries]
    assert titles(tuple(near)) == [f"Minutes d{n}" for n in range(15 - NEAR, 15 + NEAR + 1)]
    assert [entry.title for entry in near if entry.is_page] == ["Minutes d15"]
    assert documents.years[0].name == "1961"
    assert documents.number == 30


@pytest.mark.parametrize(("number", "first"), [(0, 0), (2, 0), (28, 21), (29, 21)])
def test_near_an_end_as_many_documents_are_shown_as_elsewhere(
    many: Site, number: int, first: int
) -> None:
    documents = many.page(f"documents/d{number}").documents
    assert documents is not None
    shown = titles(tuple(entry for year in documents.years for entry in year.entries))
    assert shown == [f"Minutes d{n}" for n in range(first, first + 2 * NEAR + 1)]


def test_the_documents_before_and_after_are_those_by_date(many: Site) -> None:
    # In the list of pages `d10` stands between `d1` and `d11`.
    standing = many.page("documents/d10")
    assert standing.previous is not None
    assert standing.next is not None
    assert (standing.previous.title, standing.next.title) == ("Minutes d9", "Minutes d11")
    assert (standing.previous.link, standing.next.link) == ("d9.html", "d11.html")
    assert many.page("documents/d0").previous is None
    assert many.page("documents/d29").next is None


def test_a_long_list_is_shown_around_the_page_and_says_what_is_left_out(many: Site) -> None:
    (group,) = many.page("essays/e15").groups
    (essays,) = [entry for entry in group.entries if entry.title == "Essays"]
    (inner,) = essays.children
    assert len(inner.entries) == SHOWN
    assert inner.before + len(inner.entries) + inner.after == 30
    assert [entry.title for entry in inner.entries if entry.is_page] == ["Essay 15"]
    assert (inner.before_words, inner.link) == (f"… {inner.before} before", "index.html")


def test_a_page_in_a_list_goes_on_as_the_list_does(many: Site) -> None:
    standing = many.page("essays/e15")
    assert standing.previous is not None
    assert standing.next is not None
    assert (standing.previous.title, standing.next.title) == ("Essay 14", "Essay 16")
    assert standing.neighbours_label == "Pages before and after"


def test_breadcrumbs_lead_from_the_start_page(many: Site) -> None:
    trail = many.page("essays/e15").breadcrumbs
    assert [(entry.title, entry.link) for entry in trail] == [
        ("Contents", "../index.html"),
        ("Essays", "index.html"),
    ]
    assert many.page("index").breadcrumbs == ()


def test_a_page_without_a_source_stands_on_no_path(many: Site) -> None:
    standing = many.page("genindex")
    assert standing.breadcrumbs == ()
    assert (standing.previous, standing.next) == (None, None)
    assert titles(standing.main_links) == ["Essays"]


def test_lists_keep_their_captions_titles_and_links_to_other_sites(
    build: Build, conf: str, site_of: SiteOf
) -> None:
    built = build(
        {
            "conf.py": conf,
            "a.md": "# A\n",
            "b.md": toctree("c", "self", title="B"),
            "c.md": toctree("d", title="C"),
            "d.md": "# D\n",
            "index.md": toctree("self", "Ay <a>", "b", caption="First")
            + "\n"
            + toctree("Far <https://example.org/>", caption="Second").partition("\n\n")[2],
        }
    )
    assert built.warnings == []
    first, second = site_of(built).page("c").groups
    assert (first.caption, second.caption) == ("First", "Second")
    assert tree((first,)) == [["Contents"], ["Ay"], ["B", [["C", [["D"]]], ["B"]]]]
    assert [(entry.title, entry.link) for entry in second.entries] == [
        ("Far", "https://example.org/")
    ]


def test_the_bar_has_the_first_pages_while_they_have_room(
    build: Build, conf: str, site_of: SiteOf
) -> None:
    files = {f"p{n}.md": f"# P{n}\n" for n in range(BAR + 1)}
    few = build({**dict(list(files.items())[:BAR]), "conf.py": conf})
    more = build({**files, "conf.py": conf})
    assert titles(site_of(few).page("p1").main_links) == [f"P{n}" for n in range(BAR)]
    assert [e.title for e in site_of(few).page("p1").main_links if e.is_page] == ["P1"]
    assert site_of(more).page("p1").main_links == ()


def test_of_many_lists_those_around_the_page_are_shown(
    build: Build, conf: str, site_of: SiteOf
) -> None:
    lists = [toctree(f"p{n:02}", caption=f"Part {n}").partition("\n\n")[2] for n in range(30)]
    files = {f"p{n:02}.md": f"# P{n}\n" for n in range(30)}
    built = build({**files, "conf.py": conf, "index.md": "# Contents\n\n" + "\n".join(lists)})
    groups = site_of(built).page("p20").groups
    assert len(groups) == SHOWN
    assert [g.caption for g in groups if any(e.is_page for e in g.entries)] == ["Part 20"]


def test_documents_without_a_date_come_last_and_parts_stand_with_the_first(
    build: Build, conf: str, site_of: SiteOf, minutes: Minutes
) -> None:
    built = build(
        {
            "conf.py": conf,
            "x.md": minutes("undated"),
            "y.md": minutes("late", "1990-05"),
            "long.md": minutes("long", "1980"),
            "more.md": minutes("long", "1980", title="Continued", part=2),
            "z.md": minutes("early", "1970-01-02"),
        }
    )
    site = site_of(built)
    documents = site.page("more").documents
    assert documents is not None
    assert [(y.name, titles(y.entries)) for y in documents.years] == [
        ("1970", ["Minutes early"]),
        ("1980", ["Minutes long"]),
        ("1990", ["Minutes late"]),
        ("", ["Minutes undated"]),
    ]
    standing = site.page("more")
    assert standing.previous is not None
    assert standing.next is not None
    assert (standing.previous.title, standing.next.title) == ("Minutes early", "Minutes late")


def test_documents_of_one_page_are_linked_by_their_anchors(
    build: Build, conf: str, site_of: SiteOf, minutes: Minutes
) -> None:
    both = minutes("one", "1980") + "\n" + minutes("two", "1990").replace("# ", "## ", 1)
    built = build({"conf.py": conf, "both.md": both, "three.md": minutes("three", "1985")})
    site = site_of(built)
    documents = site.page("three").documents
    assert documents is not None
    links = [entry.link for year in documents.years for entry in year.entries]
    assert links == ["both.html#done", "#", "both.html#dtwo"]


def test_a_manual_does_not_list_its_examples(
    build: Build, conf: str, site_of: SiteOf, minutes: Minutes
) -> None:
    options = 'html_theme_options = {"document_navigation": False}\n'
    files = {
        "a.md": minutes("a", "1980"),
        "b.md": minutes("b", "1990"),
        "c.md": minutes("b", part=2),
    }
    built = build({**files, "conf.py": conf + options})
    standing = site_of(built).page("b")
    assert standing.documents is None
    assert titles(standing.groups[0].entries) == ["Minutes a", "Minutes b", "Minutes b"]


def test_a_date_without_a_first_year_stands_below_its_last_or_below_none(
    build: Build, conf: str, site_of: SiteOf, minutes: Minutes
) -> None:
    dates = {"a": "../1990", "b": "-0044-03-15", "c": "1991/.."}
    files = {f"{name}.md": minutes(name, date) for name, date in dates.items()}
    built = build({**files, "conf.py": conf, "index.md": toctree(*files)})
    documents = site_of(built).page("a").documents
    assert documents is not None
    assert {year.name: titles(year.entries) for year in documents.years} == {
        "1990": ["Minutes a"],
        "": ["Minutes b"],
        "1991": ["Minutes c"],
    }

"""Every link within an edition leads to an anchor that exists once, in every kind of site."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.builds.conftest import Edition
    from tests.conftest import Build, Built

SITE = "http://site.test/"


class Page(HTMLParser):
    """The ids of a page and the links on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name == "href" and value and tag == "a":
                self.links.append(value)


def pages_of(outputs: dict[str, bytes]) -> dict[str, Page]:
    return {
        f"{SITE}{name}": Page(output.decode())
        for name, output in outputs.items()
        if name.endswith(".html")
    }


def broken_links(pages: dict[str, Page]) -> list[str]:
    wrong = []
    for address, page in pages.items():
        for link in page.links:
            target, _, anchor = urljoin(address, link).partition("#")
            if not target.startswith(SITE):
                continue
            if target.endswith("/"):
                target += "index.html"
            if target not in pages:
                wrong.append(f"{address}: {link} is no page")
            elif anchor and unquote(anchor) not in pages[target].ids:
                wrong.append(f"{address}: {link} is no anchor")
    return wrong


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_every_link_leads_to_an_anchor_that_stands_once(
    builder: str,
    tmp_path: Path,
    edition: dict[str, str],
    new_edition: Callable[[Path], Edition],
) -> None:
    pages = pages_of(new_edition(tmp_path).clean(edition, builder))

    links = [link for page in pages.values() for link in page.links]
    assert sum("#dlong-t" in link for link in links) > 10
    assert sum("#person-" in link for link in links) > 20
    assert broken_links(pages) == []
    for address, page in pages.items():
        # The ids of sections are Sphinx's: in a site of one page those of one title are the same.
        own = [found for found in page.ids if not found.startswith("record-")]
        assert len(own) == len(set(own)), address


def test_later_parts_are_numbered_on_in_a_site_of_one_page(
    tmp_path: Path, edition: dict[str, str], new_edition: Callable[[Path], Edition]
) -> None:
    page = pages_of(new_edition(tmp_path).clean(edition, "singlehtml"))[f"{SITE}index.html"]

    turns = [i for i in page.ids if i.startswith("dlong-t") and i.count("-") == 1]
    assert turns == [f"dlong-t{number}" for number in range(1, 10)]
    notes = [i for i in page.ids if i.startswith("dlong-n") and i.count("-") == 1]
    assert sorted(notes) == ["dlong-n1", "dlong-n2", "dlong-n3", "dlong-nt1", "dlong-nt2"]


ELSEWHERE = """\
# A page that cites

{archival:person}`gorbachev`, {archival:document}`117254`, {archival:turn}`117254#2`,
{archival:person}`his words <gorbachev>` and {any}`117254`.
"""
CITING_CONF = """\
extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinxext_archival"]
intersphinx_mapping = {{"edition": ("https://edition.test/", {inventory!r})}}
html_theme = "basic"
"""
CITED = {
    "register.yml": "gorbachev: {kind: person, name: Mikhail Gorbachev, labels: [GORBACHEV]}\n",
    "talks/first.md": (
        "# First talk\n\n:::{document} 117254\n:participants: gorbachev\n:::\n\n"
        ":::{transcript}\nGORBACHEV. Welcome.\n\nGORBACHEV. Sit down.[^n]\n:::\n\n[^n]: A note.\n"
    ),
    "places.md": "# Places\n\n:::{place} oslo\n:name: Oslo\n:::\n",
}


def cited(build: Build, builder: str = "html") -> Built:
    return build(CITED, builder, confoverrides={"archival_registers": ["register.yml"]})


def objects_of(built: Built) -> dict[str, str]:
    """The names of our objects in an inventory, and their addresses."""
    with (built.outdir / "objects.inv").open("rb") as stream:
        loaded = InventoryFile.load(stream, "", lambda _base, target: target)
    return {
        f"{kind} {name}": str(getattr(entry, "uri", None) or entry[2])
        for kind, objects in getattr(loaded, "data", loaded).items()
        for name, entry in objects.items()
        if kind.startswith("archival:")
    }


def test_every_entity_document_turn_and_note_is_in_the_inventory(build: Build) -> None:
    assert objects_of(cited(build)) == {
        "archival:person gorbachev": "archival-register.html#person-gorbachev",
        "archival:place oslo": "places.html#place-oslo",
        "archival:document 117254": "talks/first.html#d117254",
        "archival:turn 117254#1": "talks/first.html#d117254-t1",
        "archival:turn 117254#2": "talks/first.html#d117254-t2",
        "archival:note 117254#n1": "talks/first.html#d117254-n1",
    }
    assert objects_of(cited(build, "dirhtml"))["archival:turn 117254#2"] == (
        "talks/first/#d117254-t2"
    )


def test_another_project_links_to_persons_documents_and_turns(build: Build) -> None:
    inventory = str(cited(build).outdir / "objects.inv")
    citing = build({"conf.py": CITING_CONF.format(inventory=inventory), "index.md": ELSEWHERE})
    page = citing.output("index.html")

    assert not citing.warnings
    links = [link for link in Page(page).links if urlsplit(link).netloc]
    assert [link.removeprefix("https://edition.test/") for link in links if "edition" in link] == [
        "archival-register.html#person-gorbachev",
        "talks/first.html#d117254",
        "talks/first.html#d117254-t2",
        "archival-register.html#person-gorbachev",
        "talks/first.html#d117254",
    ]
    words = " ".join(citing.resolved().astext().split())
    assert "Mikhail Gorbachev, First talk, GORBACHEV. Sit down., his words and First talk." in words


def test_note_on_the_generated_page_links_to_another_project(build: Build) -> None:
    inventory = str(cited(build).outdir / "objects.inv")
    register = (
        "anna:\n  kind: person\n  name: Anna\n  note: |\n    Of {archival:person}`gorbachev` and "
        "{external+edition:archival:turn}`his words <117254#2>`.\n"
    )
    conf = f'{CITING_CONF.format(inventory=inventory)}archival_registers = ["r.yml"]\n'
    citing = build({"conf.py": conf, "index.md": "# Page\n", "r.yml": register})

    assert not citing.warnings
    links = Page(citing.output("archival-register.html")).links
    assert [link for link in links if "edition.test" in link] == [
        "https://edition.test/archival-register.html#person-gorbachev",
        "https://edition.test/talks/first.html#d117254-t2",
    ]


def test_reference_that_no_inventory_has_is_reported_with_its_line(build: Build) -> None:
    inventory = str(cited(build).outdir / "objects.inv")
    page = "# Page\n\n{archival:person}`nobody`, {archival:turn}`117254#99`\n"
    citing = build({"conf.py": CITING_CONF.format(inventory=inventory), "index.md": page})

    assert len(citing.warnings) == 2
    assert all(warning.startswith("index.md:3: ") for warning in citing.warnings)
    assert "nobody" in citing.warnings[0]
    assert "117254" in citing.warnings[1]


def test_page_of_a_project_without_a_register_may_define_and_cite(build: Build) -> None:
    conf = 'extensions = ["myst_parser", "sphinxext_archival"]\nhtml_theme = "basic"\n'
    page = (
        "# Page\n\n```{archival:person} eva\n:name: Eva Eng\nShe is here.\n```\n\n"
        "On {archival:person}`Eva Eng` and {archival:person}`!Nobody`.\n"
    )
    built = build({"conf.py": conf, "index.md": page})

    assert not built.warnings
    assert Page(built.output("index.html")).links.count("#person-eva") == 1


@pytest.mark.parametrize("builder", ["html", "singlehtml", "latex"])
def test_entity_in_two_registers_of_a_page_has_one_anchor(build: Build, builder: str) -> None:
    files = {
        "people.yml": "eva: {kind: person, name: Eva}\n",
        "list.md": "# List\n\n```{register}\n```\n\n```{register}\n:kind: person\n```\n",
    }
    built = build(files, builder, confoverrides={"archival_registers": ["people.yml"]})
    page = {"singlehtml": "index.html", "latex": "anedition.tex"}.get(builder, "list.html")
    sign = ":person-eva}" if builder == "latex" else 'id="person-eva"'
    assert built.output(page).count(sign) == 1
    assert not built.warnings

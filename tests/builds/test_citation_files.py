"""The files of citations in the output: there, linked, safe, and gone with their documents."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
import rispy
from lxml import html as lxml_html

from sphinxext_archival.citations import PACKAGES
from sphinxext_archival.nodes import archival_headnote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, Built

PAGE = """\
# A talk of {0}

:::{{document}} {0}
:date: 1962-03-01
:translator: Deng Xiaoping
:repository: Archive, Lagos
:participants: okoye
:::

:::{{transcript}}
OKOYE. We met.
:::
"""
REGISTER = """\
okoye: {kind: person, name: Ada Okoye, sort: "Okoye, Ada", labels: [OKOYE]}
deng: {kind: person, name: Deng Xiaoping, sort: "Deng, Xiaoping"}
"""
CONF = {"archival_registers": ["register.yml"], "html_baseurl": "https://port.example/ed/"}
FILES = {"register.yml": REGISTER, "one.md": PAGE.format("d1"), "two.md": PAGE.format("d2")}


def cite_files(built: Built) -> dict[str, bytes]:
    folder = built.outdir / "_archival" / "cite"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def names_of(*stems: str) -> set[str]:
    return {f"{stem}.{ending}" for stem in stems for ending in ("bib", "ris", "json")}


def links_of(page: Path) -> dict[str, str]:
    tree = lxml_html.parse(str(page))
    return {
        link.get("type"): link.get("href")
        for link in tree.iterfind(".//head/link[@rel='alternate']")
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_each_document_has_its_files(build: Build, builder: str) -> None:
    built = build(FILES, builder, confoverrides=CONF)
    found = cite_files(built)
    assert set(found) == names_of("d1", "d2")
    [item] = json.loads(found["d1.json"])
    assert item["translator"] == [{"family": "Deng", "given": "Xiaoping"}]
    address = {"html": "one.html", "dirhtml": "one/", "singlehtml": "#document-one"}[builder]
    assert item["URL"] == f"https://port.example/ed/{address}"
    [reference] = rispy.loads(found["d1.ris"].decode())
    assert reference["keywords"] == ["Okoye, Ada"]
    assert b"translator = {Deng, Xiaoping}" in found["d1.bib"]


def test_a_page_tells_machines_of_its_files(build: Build) -> None:
    built = build({**FILES, "deep/three.md": PAGE.format("d3")}, confoverrides=CONF)
    links = links_of(built.outdir / "deep" / "three.html")
    assert links == {
        "application/x-bibtex": "../_archival/cite/d3.bib",
        "application/x-research-info-systems": "../_archival/cite/d3.ris",
        "application/vnd.citationstyles.csl+json": "../_archival/cite/d3.json",
    }
    assert all((built.outdir / "deep" / href).is_file() for href in links.values())
    assert links_of(built.outdir / "index.html") == {}


def test_a_page_of_two_documents_links_none_and_cites_each_by_its_anchor(build: Build) -> None:
    both = PAGE.format("d1") + "\n" + PAGE.format("d2")[2:].replace("A talk", "# A talk")
    built = build({"register.yml": REGISTER, "one.md": both}, confoverrides=CONF)
    assert set(cite_files(built)) == names_of("d1", "d2")
    assert links_of(built.outdir / "one.html") == {}
    [item] = json.loads(cite_files(built)["d2.json"])
    assert item["URL"] == "https://port.example/ed/one.html#dd2"


def test_no_identifier_leaves_the_folder_or_overwrites_another(build: Build) -> None:
    odd = ["A1", "a1", "../../up", "Стенограмма", "x" * 300, "con.", "a b"]
    files = {f"p{n}.md": PAGE.format(name) for n, name in enumerate(odd)}
    built = build({"register.yml": REGISTER, **files}, confoverrides=CONF)
    found = cite_files(built)
    assert len({name.lower() for name in found}) == 3 * len(odd)
    assert all(name.isascii() and len(name) < 120 for name in found)
    titles = {json.loads(text)[0]["title"] for name, text in found.items() if "json" in name}
    assert titles == {f"A talk of {name}" for name in odd}
    assert list(built.outdir.parent.glob("up*")) == []


def test_a_document_in_two_files_is_cited_once_by_its_first(build: Build) -> None:
    second = "# More\n\n:::{document} d1\n:part: 2\n:::\n\n:::{transcript}\nOKOYE. And.\n:::\n"
    files = {**FILES, "more.md": second}
    built = build(files, confoverrides=CONF)
    [item] = json.loads(cite_files(built)["d1.json"])
    assert (item["title"], item["URL"]) == ("A talk of d1", "https://port.example/ed/one.html")
    assert links_of(built.outdir / "more.html") == links_of(built.outdir / "one.html")
    notes = [
        node["citation"]["note"]
        for page in ("one", "more")
        for node in built.resolved(page).findall(archival_headnote)
    ]
    assert notes[0] == notes[1]


def test_a_second_document_of_one_name_is_cited_as_itself_and_writes_no_file(build: Build) -> None:
    twins = {"a.md": PAGE.format("d1"), "b.md": PAGE.format("d1").replace("talk of", "tale of")}
    more = {"c.md": PAGE.format("d2"), "d.md": PAGE.format("d2").replace("talk of", "tale of")}
    built = build({"register.yml": REGISTER, **twins, **more}, confoverrides=CONF)
    titles = [
        node["citation"]["item"]["title"]
        for page in "abcd"
        for node in built.resolved(page).findall(archival_headnote)
    ]
    assert titles == ["A talk of d1", "A tale of d1", "A talk of d2", "A tale of d2"]
    assert [json.loads(cite_files(built)[f"d{n}.json"])[0]["title"] for n in (1, 2)] == titles[::2]


def test_files_of_a_document_that_is_gone_go_and_others_are_not_touched(build: Build) -> None:
    built = build(FILES, confoverrides=CONF)
    path = built.outdir / "_archival" / "cite" / "d1.bib"
    before = path.stat().st_mtime_ns
    (built.srcdir / "two.md").unlink()
    again = build({"one.md": FILES["one.md"] + "\n"}, srcdir=built.srcdir, confoverrides=CONF)
    assert set(cite_files(again)) == names_of("d1")
    assert path.stat().st_mtime_ns == before


def test_what_the_register_says_of_a_name_reaches_the_files(build: Build) -> None:
    built = build(FILES, confoverrides=CONF)
    register = REGISTER.replace('sort: "Deng, Xiaoping"', 'sort: "Teng, Xiaoping"')
    again = build({"register.yml": register}, srcdir=built.srcdir, confoverrides=CONF)
    clean = build({**FILES, "register.yml": register}, confoverrides=CONF)
    assert b"Teng, Xiaoping" in cite_files(again)["d1.bib"]
    assert cite_files(again) == cite_files(clean)


def test_a_parallel_build_writes_the_same_files(build: Build) -> None:
    files = {"register.yml": REGISTER} | {f"p{n}.md": PAGE.format(f"d{n}") for n in range(9)}
    serial = cite_files(build(files, confoverrides=CONF))
    assert len(serial) == 27
    assert cite_files(build(files, confoverrides=CONF, parallel=2)) == serial


def test_a_project_may_do_without(build: Build) -> None:
    built = build(FILES, confoverrides=CONF)
    without = {**CONF, "archival_citations": False}
    again = build({}, srcdir=built.srcdir, confoverrides=without)
    assert not (again.outdir / "_archival").exists()
    assert links_of(again.outdir / "one.html") == {}


@pytest.mark.parametrize("builder", ["epub", "latex", "text", "xml"])
def test_only_a_site_has_them(build: Build, builder: str) -> None:
    built = build(FILES, builder, confoverrides=CONF)
    assert not (built.outdir / "_archival").exists()


def test_without_the_libraries_one_line_says_what_to_install(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in PACKAGES:
        monkeypatch.setitem(sys.modules, module, None)
    built = build(FILES, confoverrides=CONF)
    assert set(cite_files(built)) == {"d1.json", "d2.json"}
    assert built.warnings == []
    said = [line for line in built.app.status.getvalue().splitlines() if "pip install" in line]
    packages = ", ".join(PACKAGES.values())
    assert " ".join(said) == (
        f"archival: some formats of citations are left out, which need {packages}: "
        f"pip install 'sphinxext-archival[edition]'"
    )
    assert list(links_of(built.outdir / "one.html")) == ["application/vnd.citationstyles.csl+json"]

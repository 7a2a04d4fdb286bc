"""What Pagefind is given, and what a build does about the search."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_archival.builders.search.gather import Gatherer, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, Built

pytest.importorskip("pagefind")

TEXTS = {".md", ".yml", ".txt", ".py"}
THEMED = {"html_theme": "archival"}


@pytest.fixture(scope="module")
def corpus(checkout: Path) -> dict[str, str]:
    root = checkout / "corpus"
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.suffix in TEXTS and "_build" not in path.parts
    }


@pytest.fixture(scope="module")
def seed(build_once: Build, corpus: dict[str, str]) -> Built:
    return build_once(corpus, confoverrides=THEMED)


def records(built: Built, language: str = "en") -> list[dict[str, Any]]:
    """The records of an edition, in the order of their addresses."""
    folder = built.outdir / "_search" / language / "fragment"
    found = [
        json.loads(gzip.decompress(path.read_bytes())[len("pagefind_dcd") :])
        for path in folder.iterdir()
    ]
    return sorted(found, key=lambda record: record["url"])


def about(record: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(record["filters"]["about"][0])
    return known


def anchors(record: dict[str, Any]) -> list[str]:
    return [anchor["id"] for anchor in record["anchors"] if anchor["id"] != "+"]


def of_document(built: Built) -> list[dict[str, Any]]:
    return [one for one in records(built) if one["url"].startswith("documents/117254.html")]


def test_each_turn_and_note_of_the_seed_is_found_by_its_anchor(seed: Built) -> None:
    assert seed.warnings == []
    found = of_document(seed)
    assert Counter(about(one)["part"] for one in found) == {"text": 3, "notes": 1, "headnote": 1}
    turns = [anchor for one in found if about(one)["part"] == "text" for anchor in anchors(one)]
    assert sorted(turns) == sorted(f"d117254-t{n}|{n}" for n in range(1, 35))
    (notes,) = (one for one in found if about(one)["part"] == "notes")
    assert anchors(notes) == [f"d117254-n{n}-ref1|{n}" for n in range(1, 6)]
    page = seed.output("documents/117254.html")
    for anchor in (*turns, *anchors(notes)):
        assert f'id="{anchor.partition("|")[0]}"' in page


def test_no_word_of_a_turn_is_lost_and_none_is_its_label(seed: Built) -> None:
    passages = Gatherer().gather(seed.resolved("documents/117254"))
    turns = [one for one in passages if one.turn is not None]
    assert turns[6].speaker_label == "M. S. GORBACHEV."
    assert turns[6].words.startswith("Yeltsin speaks")
    spoken = next(one for one in of_document(seed) if "d117254-t7|7" in anchors(one))
    assert turns[6].words in " ".join(spoken["content"].split())


def test_a_record_can_be_filtered_by_who_speaks_and_who_is_mentioned(seed: Built) -> None:
    spoken = next(one for one in of_document(seed) if "d117254-t7|7" in anchors(one))
    filters = spoken["filters"]
    assert filters["speaker"] == ["Mikhail Sergeyevich Gorbachev"]
    assert filters["year"] == ["1990"]
    assert filters["kind"] == ["record of conversation"]
    assert filters["part"] == ["text"]
    assert "Mikhail Aleksandrovich Bakunin" in filters["person"]
    assert "Gary Goldberg" not in filters["person"]


def test_other_names_stand_behind_the_words_and_not_among_them(seed: Built) -> None:
    spoken = next(one for one in of_document(seed) if "d117254-t30|30" in anchors(one))
    words = spoken["content"].split()
    begin, hidden = (anchor["location"] for anchor in spoken["anchors"][:2])
    assert "Наджибулла" not in words[begin:hidden]
    assert "Наджибулла" in words[hidden : spoken["anchors"][2]["location"]]


def test_sphinx_makes_no_index_and_pagefind_only_what_is_used(seed: Built) -> None:
    assert not (seed.outdir / "searchindex.js").exists()
    names = {path.name for path in (seed.outdir / "_search" / "en").iterdir() if path.is_file()}
    meta = {name for name in names if name.endswith(".pf_meta")}
    program = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"}
    assert len(meta) == 1
    assert names == meta | program


def test_each_page_offers_the_search(seed: Built) -> None:
    assert 'action="../search.html"' in seed.output("documents/117254.html")
    page = seed.output("search.html")
    assert 'data-languages="en"' in page
    assert "searchtools.js" not in page


RUSSIAN = """\
# Запись

:::{document} ru
:date: 1990
:language: ru
:participants: anna
:::

:::{transcript}
ANNA. Мы говорили о Горбачёве.
:::
"""


MINUTES = """\
# Minutes {0}

:::{{document}} {0}
:date: 1990
:participants: anna
:::

:::{{transcript}}
It began late.

ANNA. Word{0} was heard.

ANNA. Again.
:::
"""


def small(*names: str, **more: str) -> dict[str, str]:
    register = "anna:\n  kind: person\n  name: Anna Arden\n  labels: [ANNA]\n"
    conf = (
        'project = "An edition"\nextensions = ["myst_parser", "sphinxext_archival"]\n'
        'myst_enable_extensions = ["colon_fence"]\nprimary_domain = "archival"\n'
        'html_theme = "archival"\narchival_registers = ["persons.yml"]\n'
    )
    pages = {f"{name}.md": MINUTES.format(name) for name in names}
    return {"conf.py": conf, "persons.yml": register, **pages, **more}


def test_each_language_has_an_index_of_its_own(build: Build) -> None:
    built = build(small("one", **{"ru.md": RUSSIAN}))
    assert built.warnings == []
    assert 'data-languages="en ru"' in built.output("search.html")
    (russian,) = records(built, "ru")
    assert "Горбачёве." in russian["content"]
    assert any(
        about(one)["part"] == "headnote" and "ru.html" in one["url"] for one in records(built)
    )


def test_a_narrative_belongs_to_no_speaker(build: Build) -> None:
    found = records(build(small("one")))
    (narrative,) = (one for one in found if one["content"].startswith("It began late."))
    assert "speaker" not in narrative["filters"]
    assert anchors(narrative) == ["done|"]


def comparable(built: Built) -> list[tuple[str, Any, str, Any]]:
    return [
        (one["url"], one["content"], str(one["filters"]), one["anchors"]) for one in records(built)
    ]


def test_a_parallel_build_finds_what_a_serial_one_does(build: Build) -> None:
    names = [f"p{number}" for number in range(12)]
    serial, parallel = build(small(*names)), build(small(*names), parallel=2)
    assert comparable(serial) == comparable(parallel)


def test_an_incremental_build_finds_what_a_clean_one_does(build: Build) -> None:
    first = build(small("one", "two", "three"))
    changed = small("one", "two")
    changed["one.md"] = changed["one.md"].replace("Wordone", "Anotherword")
    (first.srcdir / "three.md").unlink()
    again = build(changed, srcdir=first.srcdir)
    assert comparable(again) == comparable(build(changed))
    assert "Anotherword" in str(records(again))
    assert "Wordthree" not in str(records(again))


def test_a_page_that_no_build_has_gathered_is_written_for_it(build: Build) -> None:
    files = small("one", "two")
    first = build(files, confoverrides={"archival_search": "sphinx"})
    assert (first.outdir / "searchindex.js").exists()
    assert not (first.outdir / "_search").exists()
    again = build(files, srcdir=first.srcdir)
    assert comparable(again) == comparable(build(files))
    assert not (first.outdir / "searchindex.js").exists()
    last = build(files, srcdir=first.srcdir, confoverrides={"archival_search": "sphinx"})
    search_of_sphinx(last)


def test_two_builds_write_the_same_records(build: Build) -> None:
    def fragments(built: Built) -> dict[str, bytes]:
        folder = built.outdir / "_search" / "en"
        return {path.name: path.read_bytes() for path in folder.rglob("*.pf_fragment")}

    files = small("one", "two")
    assert fragments(build(files)) == fragments(build(files))


def search_of_sphinx(built: Built) -> None:
    assert (built.outdir / "searchindex.js").exists()
    assert "searchtools.js" in built.output("search.html")
    assert not (built.outdir / "_search").exists()


def test_sphinx_searches_where_the_project_wants_it(build: Build) -> None:
    built = build(small("one"), confoverrides={"archival_search": "sphinx"})
    assert built.warnings == []
    search_of_sphinx(built)


@pytest.fixture
def without_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind", None)
    monkeypatch.setitem(sys.modules, "pagefind.service", None)


@pytest.mark.usefixtures("without_pagefind")
def test_without_pagefind_sphinx_searches(build: Build) -> None:
    built = build(small("one"))
    assert built.warnings == []
    search_of_sphinx(built)
    # It says what there could be, and is no warning: the build may fail on those.
    said = [line for line in built.app.status.getvalue().splitlines() if "pip install" in line]
    assert len(said) == 1
    assert "sphinxext-archival[search]" in said[0]


@pytest.mark.usefixtures("without_pagefind")
def test_whoever_wants_the_search_of_sphinx_is_told_nothing(build: Build) -> None:
    built = build(small("one"), confoverrides={"archival_search": "sphinx"})
    assert "pip install" not in built.app.status.getvalue()


@pytest.mark.usefixtures("without_pagefind")
def test_pagefind_that_is_wanted_and_missing_is_said_in_one_line(build: Build) -> None:
    built = build(small("one"), confoverrides={"archival_search": "pagefind"})
    (warning,) = built.warnings
    assert "pip install 'sphinxext-archival[search]'" in warning
    assert "[archival.search]" in warning
    search_of_sphinx(built)


def test_another_theme_keeps_the_search_of_sphinx(build: Build) -> None:
    options = {"archival_search": "pagefind", "html_theme": "basic"}
    built = build(small("one"), confoverrides=options)
    (warning,) = built.warnings
    assert "html_theme" in warning
    search_of_sphinx(built)


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
def test_no_other_builder_makes_a_search(build: Build, builder: str) -> None:
    built = build(small("one"), builder, confoverrides={"epub_show_urls": "no", "version": "1"})
    assert not (built.outdir / "_search").exists()


def test_a_program_that_fails_does_not_end_the_build(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    built = build(small("one"))
    assert any("[archival.search]" in warning for warning in built.warnings)
    assert 'data-languages=""' in built.output("search.html")


def test_words_of_blocks_do_not_run_together(build: Build) -> None:
    built = build({"index.md": "# A page\n\nOne.\n\n- two\n- three[^n]\n\n[^n]: four\n"})
    words = words_of(built.doctree()).split()
    assert words == ["A", "page", "One.", "two", "three", "four"]

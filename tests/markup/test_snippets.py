"""Every snippet says the same in both languages, and is built without a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import LANGUAGES, NAMES, SNIPPETS, normalised

if TYPE_CHECKING:
    from tests.conftest import Build

    from .conftest import Snippets


def test_every_snippet_is_there_in_both_languages() -> None:
    assert NAMES
    assert sorted(path.stem for path in (SNIPPETS / "rst").glob("*.rst")) == NAMES


@pytest.mark.parametrize("primary", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_snippets_are_built_without_a_warning(
    snippets: Snippets, language: str, *, primary: bool
) -> None:
    assert snippets.built(language, primary=primary).warnings == []


@pytest.mark.parametrize("name", NAMES)
def test_snippet_is_the_same_in_both_languages(snippets: Snippets, name: str) -> None:
    myst = normalised(snippets.doctree(name, "myst"))
    rst = normalised(snippets.doctree(name, "rst"))
    assert myst == rst


@pytest.mark.parametrize("name", NAMES)
def test_inline_attributes_of_myst_change_nothing(snippets: Snippets, name: str) -> None:
    off = normalised(snippets.doctree(name, "myst"))
    on = normalised(snippets.doctree(name, "myst", attrs_inline=True))
    assert on == off


@pytest.mark.parametrize("language", LANGUAGES)
def test_snippets_are_tei(snippets: Snippets, build_once: Build, language: str) -> None:
    srcdir = snippets.built(language).srcdir
    settings = {**snippets.settings, "primary_domain": "archival"}
    built = build_once({}, "tei", srcdir=srcdir, confoverrides=settings)
    assert built.warnings == []
    assert len(list(built.outdir.glob("d*.xml"))) > len(NAMES) / 2

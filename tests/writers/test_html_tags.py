"""HTML: our own way of writing a tag says what docutils' says."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import frontend, nodes, utils
from docutils.writers import html5_polyglot
from lxml import html as lxml_html

from sphinxext_archival.nodes import archival_insertion, archival_turn
from sphinxext_archival.writers.html_tags import open_tag


class _Translator(html5_polyglot.HTMLTranslator):
    """What writes a page, without one."""


@pytest.fixture(scope="module")
def translator() -> _Translator:
    settings = frontend.get_default_settings(html5_polyglot.Writer())
    return _Translator(utils.new_document("x", settings))


@pytest.mark.parametrize(
    "node",
    [
        archival_turn(),
        archival_turn(ids=["d1-t1"]),
        archival_turn(ids=["d1-t1", "here", "there"], classes=["own"]),
        archival_turn(classes=["language-ru", "own"]),
        archival_insertion(classes=["own", "archival-gloss"]),
    ],
    ids=["bare", "an id", "several ids", "a language", "a class twice"],
)
@pytest.mark.parametrize(
    "attributes", [{}, {"title": "“a” & 'b' <c> \"d\"", "data_resp": "e", "lang": ""}]
)
def test_a_tag_is_as_docutils_writes_it(
    translator: _Translator, node: nodes.Element, attributes: dict[str, str]
) -> None:
    def read(tag: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        element = lxml_html.fromstring(f"{tag}</div>")
        given = {**element.attrib, "class": sorted(element.get("class").split())}
        return given, [dict(child.attrib) for child in element]

    open_tag(translator, node, "div", classes=["archival-gloss"], **attributes)  # type: ignore[arg-type]
    own = type(node).__name__.replace("_", "-")
    usual = translator.starttag(
        node,
        "div",
        "",
        CLASS=f"{own} archival-gloss",
        **{name.replace("_", "-"): value for name, value in attributes.items() if value},  # type: ignore[arg-type]
    )
    assert read(translator.body[-1]) == read(usual)

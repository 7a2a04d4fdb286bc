"""A builder that knows docutils alone gets a document as docutils nodes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from tests.conftest import Build

EXTENSION = '''
from docutils import nodes
from sphinx.builders.text import TextBuilder


class Strict(nodes.SparseNodeVisitor):
    """Writes words, and knows no node that docutils does not."""

    def __init__(self, document, builder):
        super().__init__(document)
        self.body = ""

    def dispatch_visit(self, node):
        is_known = type(node).__module__ == "docutils.nodes" or isinstance(node, nodes.document)
        if not is_known:
            raise NotImplementedError(type(node).__name__)
        if isinstance(node, nodes.Text):
            self.body += str(node)
        if isinstance(node, nodes.footnote_reference):
            self.body += "^"

    def dispatch_departure(self, node):
        if isinstance(node, nodes.paragraph):
            self.body += "\\n"


class StrictBuilder(TextBuilder):
    name = "strict"
    format = "strict"
    default_translator_class = Strict


def setup(app):
    app.add_builder(StrictBuilder)
'''
PAGE = """\
# The talk

:::{document} one
:participants: anna
:date: 1990
A summary of Anna Arden.
:::

::::{transcript}
ANNA. I am [the] {underlined}`Anna Arden`,[^a] {emend}`so. <so .>` {page}`2`

[Laughter]

:::{insertion}
Inserted.
:::

:::{enclosure} Annex
Enclosed.
:::
::::

:::{register}
:::

[^a]: A note.
"""


@pytest.fixture
def strict(build: Build) -> str:
    built = build(
        {
            "strict.py": EXTENSION,
            "conf.py": (
                "import sys\nfrom pathlib import Path\n"
                "sys.path.insert(0, str(Path(__file__).parent))\n"
                'extensions = ["myst_parser", "sphinxext_archival", "strict"]\n'
                'myst_enable_extensions = ["colon_fence"]\nprimary_domain = "archival"\n'
                'archival_registers = ["r.yml"]\narchival_autolink = True\n'
            ),
            "r.yml": "anna: {kind: person, name: Anna Arden, labels: [ANNA]}\n",
            "index.md": PAGE,
        },
        "strict",
    )
    assert built.warnings == []
    return built.output("index.txt")


def test_it_meets_no_node_of_ours_and_every_word(strict: str) -> None:
    assert "A summary of Anna Arden." in strict
    assert "ANNA. I am [the] Anna Arden,^1 so. |2|" in strict
    for words in ("[Laughter]", "Inserted.", "Annex", "Enclosed.", "A note."):
        assert strict.count(words) == 1


def test_a_marker_and_its_note_are_a_footnote(build: Build) -> None:
    built = build({"index.md": PAGE.replace(":::{register}\n:::\n", "")}, "text")
    page = built.resolved()
    (marker,) = page.findall(nodes.footnote_reference)
    (note,) = page.findall(nodes.footnote)
    assert marker["refid"] == note["ids"][0]
    assert note["backrefs"] == marker["ids"]

"""A label that begins a later line of a paragraph is reported, and a name that does is not."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext_archival.nodes import archival_turn

if TYPE_CHECKING:
    from tests.conftest import Build

PARAGRAPHS = {
    "We spoke to Gorbachev and\nNajibullah. He came.": False,
    "We spoke to Gorbachev,\nNajibullah. He came.": False,
    "We spoke.\nNajibullah. He came.": True,
    "GORBACHEV said to\nNAJIBULLAH, and to us.": False,
    "GORBACHEV said to\nNAJIBULLAH that he came.": False,
    "We spoke to\nNAJIBULLAH . . . and so on.": False,
    "We spoke.\nNAJIBULLAH": False,
    "We spoke.\nNAJIBULLAH\nI came.": True,
    "We spoke of\nNAJIBULLAH\nand of others.": False,
    "We spoke.\nNAJIBULLAH (aside): He came.": True,
    "We spoke.\nA. Adler came.": True,
    "We spoke to\nA. Adler there.": False,
    "M.\nS. GORBACHEV. He came.": False,
}
LABELS = "M. S. GORBACHEV; GORBACHEV; NAJIBULLAH; Najibullah; A; S. GORBACHEV"


@pytest.fixture(scope="module")
def warnings(build_once: Build) -> list[str]:
    """Return the warnings of a project with one page for each paragraph."""
    pages = {}
    for number, paragraph in enumerate(PARAGRAPHS):
        pages[f"p{number:02}.md"] = (
            f":::{{document}} p{number}\n:::\n\n# Page\n\n"
            f":::{{transcript}}\n:speakers: {LABELS}\n\n{paragraph}\n:::\n"
        )
        words = textwrap.indent(paragraph, "   ")
        pages[f"r{number:02}.rst"] = (
            f"Page\n====\n\n.. document:: r{number}\n\n"
            f".. transcript::\n   :speakers: {LABELS}\n\n{words}\n"
        )
    return build_once(pages, "dummy").warnings


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
@pytest.mark.parametrize("form", ["p{:02}.md", "r{:02}.rst"])
def test_only_labels_are_reported(warnings: list[str], form: str, paragraph: str) -> None:
    file = form.format(list(PARAGRAPHS).index(paragraph))
    found = [text for text in warnings if text.startswith(file) and "hidden_label" in text]
    assert bool(found) == PARAGRAPHS[paragraph], found


SILENCED = {
    "p.md": r"""
:::{document} p
:::

# Page

:::{transcript}
:speakers: A B

A B. He came.
*\A B. C.* Yes.
{page}`2` \A B. D.
\D. E.
:::
""",
    "p.rst": r"""
Page
====

.. document:: p

.. transcript::
   :speakers: A B

   A B. He came.
   *\A B. C.* Yes.
   :page:`2` \A B. D.
   \\D. E.
""",
}


@pytest.mark.parametrize("file", SILENCED)
def test_backslash_silences_the_report_and_goes(build: Build, file: str) -> None:
    built = build({file: SILENCED[file]}, "dummy")
    assert built.warnings == []
    (turn,) = built.doctree("p").findall(archival_turn)
    assert turn.astext() == "A B. He came.\nA B. C. Yes.\n A B. D.\n\\D. E."
    (words,) = [child for child in turn.children if isinstance(child, nodes.paragraph)]
    kept = "\\" if file.endswith("rst") else ""
    assert f"\n*{kept}A B. C.* Yes." in words.rawsource
    assert f"`2` {kept}A B. D." in words.rawsource

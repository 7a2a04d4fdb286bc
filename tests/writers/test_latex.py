"""LaTeX: an edition as a printed book.

What TeX makes of it is read in ``test_latex_pdf.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Build, Built

HEAD = """\
# The talk

:::{document} one
:participants: anna
:::

"""
REGISTER = """\
anna:
  kind: person
  name: Anna Arden
  labels: [ANNA]
"""
SETTINGS = {
    "archival_registers": ["register.yml"],
    "archival_autolink": True,
    "latex_engine": "xelatex",
    "latex_use_xindy": False,
    "html_theme": "basic",
}


def tex_of(built: Built) -> str:
    (path,) = built.outdir.glob("*.tex")
    return path.read_text(encoding="utf-8")


def body(build: Build, text: str, **confoverrides: object) -> str:
    """The LaTeX of a page with one document."""
    built = build(
        {"index.md": HEAD + text, "register.yml": REGISTER},
        "latex",
        confoverrides={**SETTINGS, **confoverrides},
    )
    assert [w for w in built.warnings if "note_without_marker" not in w] == []
    return tex_of(built).partition(r"\begin{document}")[2]


def flat(tex: str) -> str:
    """LaTeX without the line ends that are none in print."""
    return re.sub(r"%\n\s*", "", tex)


def test_the_number_of_a_turn_and_its_anchors_stand_in_the_line_of_its_label(build: Build) -> None:
    tex = flat(body(build, ":::{transcript}\nANNA. Yes.\n\nAnd no.\n:::\n"))
    assert (
        r"\sphinxAtStartPar" + "\n"
        r"\leavevmode\phantomsection\label{\detokenize{index:done-t1}}\archivalturnnumber{1}"
        r"\archivaloccurs{\detokenize{anna}}{speaks}"
        r"\leavevmode\phantomsection\label{\detokenize{index:done-t1-p1}}"
        r"\archivalspeaker{ANNA.} Yes."
    ) in tex
    assert r"\label{\detokenize{index:done-t1-p2}}And no." in tex


def test_the_text_of_a_note_stands_at_its_first_marker(build: Build) -> None:
    tex = flat(body(build, ":::{transcript}\nANNA. Yes,[^a] no.[^a]\n:::\n\n[^a]: A note.\n"))
    first, _, rest = tex.partition(r"\begin{archivalnotetext}{1}{1}{done-n1}")
    assert first.endswith(r"\archivalmark{\detokenize{index:done-n1}}{1}")
    text, _, after = rest.partition(r"\end{archivalnotetext}")
    assert text == r"\phantomsection\label{\detokenize{index:done-n1}}A note."
    assert after.startswith(" no.")
    assert after.count(r"\archivalmarkapart{\detokenize{index:done-n1-ref2}}") == 1
    assert tex.count("A note.") == 1


def test_notes_of_each_type_have_their_own_series(build: Build) -> None:
    notes = "".join(
        f":::{{ednote}} {kind}\n:type: {kind}\nBy the {kind}.\n:::\n\n"
        for kind in ("editor", "translator", "source", "author")
    )
    markers = "".join(f"{{ednote}}`{k}`" for k in ("editor", "translator", "source", "author"))
    tex = flat(body(build, f":::{{transcript}}\nANNA. Yes.{markers}\n:::\n\n{notes}"))
    texts = re.findall(r"\\begin\{archivalnotetext\}\{(\w+)\}\{1\}\{[^}]*\}\S*?By the (\w+)\.", tex)
    assert texts == [("1", "editor"), ("a", "translator"), ("i", "source"), ("A", "author")]


def test_a_note_called_from_a_table_or_a_term_comes_after_it(build: Build) -> None:
    tex = body(
        build,
        "::::{transcript}\nANNA. Yes.\n\n| a[^a] | b |\n|---|---|\n| c[^c] | d |\n\n"
        "Term[^t]\n: meaning\n::::\n\n[^a]: Note one.\n[^c]: Note two.\n[^t]: Note three.\n",
        myst_enable_extensions=["colon_fence", "deflist"],
    )
    table = tex.partition(r"\begin{tabul")[2].partition(r"\end{tabul")[0]
    assert "archivalmarkapart" in table
    assert "archivalnotetext" not in table
    places = [tex.index(words) for words in (r"\end{tabul", "Note one.", "Note two.", "Term")]
    assert places == sorted(places)
    term, _, definition = tex.partition(r"\sphinxlineitem{Term")[2].partition("Note three.")
    assert "archivalmarkapart" in term.partition("\n")[0]
    assert "meaning" in definition


def test_a_note_on_a_note_comes_after_it(build: Build) -> None:
    tex = body(
        build,
        ":::{transcript}\nANNA. Yes.[^a]\n:::\n\n[^a]: Outer.[^b]\n\n[^b]: Inner.\n",
    )
    outer, _, inner = tex.partition(r"\end{archivalnotetext}")
    assert "Outer." in outer
    assert "Inner." not in outer
    assert r"\begin{archivalnotetext}{2}{2}{done-n2}" in inner


def test_a_note_without_a_marker_stands_at_the_end(build: Build) -> None:
    tex = body(build, ":::{transcript}\nANNA. Yes.\n:::\n\n:::{ednote} lost\nKept.\n:::\n")
    notes = tex.partition(r"\begin{archivalnotes}")[2].partition(r"\end{archivalnotes}")[0]
    assert r"\item[{1}]" in notes
    assert "Kept." in notes


def test_a_note_keeps_its_paragraphs_apart(build: Build) -> None:
    tex = body(
        build,
        ":::{transcript}\nANNA. Yes.[^a]\n:::\n\n[^a]: One.\n\n    Two.\n",
    )
    assert re.search(r"One\.\s*\n\n\\sphinxAtStartPar\nTwo\.", tex)


@pytest.mark.parametrize(
    "words",
    [
        "ANNA. A *run[^a]* on.",
        "ANNA. A **run *of[^a] words*[^b]** on.",
        "ANNA. A [run[^a]](https://example.org) on.",
        "ANNA. A [run[^a]]{.original} on.",
        "[Laughter[^a]]\n\nANNA. On.",
        "**ANNA[^a].** On.",
        "ANNA. A *run[^b]* on.",
    ],
)
def test_a_note_of_several_blocks_comes_after_the_run_of_its_marker(
    build: Build, words: str
) -> None:
    notes = "[^a]: First.\n\n    Second.\n\n    ```\n    code\n    ```\n\n[^b]: One[^a].\n"
    extensions = ["colon_fence", "attrs_inline"]
    text = f":::{{transcript}}\n{words}\n:::\n\n{notes}"
    tex = body(build, text, myst_enable_extensions=extensions)
    assert all(tex.count(word) == 1 for word in ("First.", "Second.", "code"))
    before = tex.partition("First.")[0].rpartition(r"\begin{archivalnotetext}")[0]
    paragraph = before.rpartition("\\sphinxAtStartPar\n")[2]
    # No argument of a command is open around it.
    assert paragraph.count("{") == paragraph.count("}")


def test_an_address_in_a_note_is_not_lost_to_a_note_on_it(build: Build) -> None:
    tex = body(
        build,
        ":::{transcript}\nANNA. Yes.[^a]\n:::\n\n[^a]: See [there](https://example.org/x).\n",
        latex_show_urls="footnote",
    )
    assert r"\sphinxhref{https://example.org/x}{there} (https://example.org/x)" in tex
    assert r"\begin{footnote}" not in tex


def test_a_mention_is_a_link_that_looks_like_its_words(build: Build) -> None:
    tex = body(
        build,
        ":::{transcript}\nANNA. I am Anna Arden, of {turn}`#1`.\n:::\n\n```{register}\n```\n",
    )
    mark = r"\archivaloccurs{\detokenize{anna}}{mentioned}"
    link = r"{\detokenize{index:person-anna}}"
    assert f"I am {mark}\\archivalmention{link}{{Anna Arden}}, of" in tex
    assert r"\sphinxcrossref" not in tex
    assert r"turn 1}}}\archivalpageref{p.~\pageref{\detokenize{index:done-t1}}}" in tex
    # Paper has pages in place of turns.
    assert r"\sphinxstyleemphasis{speaks} \archivalpages{\detokenize{anna}}{speaks}" in tex


def test_an_emendation_says_at_the_foot_what_the_source_has(build: Build) -> None:
    tex = flat(body(build, ":::{transcript}\nANNA. My {emend}`policy. <policy .>`\n:::\n"))
    assert r"My policy.\archivalsign{*}\begin{archivalnotetext}{*}" in tex
    assert "the source has “policy .”" in tex


def test_each_word_that_is_struck_out_has_its_own_stroke(build: Build) -> None:
    tex = body(build, ":::{transcript}\nANNA. {deleted}`Not so`\n:::\n")
    assert r"\archivalfeature{deleted}{\archivaldeleted{Not} \archivaldeleted{so}}" in tex


def test_the_style_is_shipped_beside_what_the_project_ships(build: Build) -> None:
    built = build(
        {"index.md": "# Page\n", "own.sty": "% own\n"},
        "latex",
        confoverrides={
            "latex_additional_files": ["own.sty"],
            "latex_elements": {"preamble": r"\newcommand\own{}"},
        },
    )
    assert (built.outdir / "own.sty").is_file()
    assert (built.outdir / "archival.sty").is_file()
    assert r"\newcommand\own{}" in tex_of(built)
    assert built.app.config.latex_elements == {"preamble": r"\newcommand\own{}"}


def test_a_run_that_no_line_can_hold_may_end_one(build: Build) -> None:
    run = "0123456789abcdef" * 4
    built = build({"page.md": f"# Page\n\nThe sum is {run}.\n\n`{run}`\n"}, "latex")
    (tex,) = built.outdir.glob("*.tex")
    text = tex.read_text(encoding="utf-8")
    assert text.replace(r"\allowbreak{}", "").count(run) == 2
    assert text.count(r"01234567\allowbreak{}89abcdef") == 4

"""HTML: valid, addressable, and said to be what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import html5lib
import pytest
from docutils import nodes
from lxml import html as lxml_html

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, Built

ROOT = "tests/roots/test-every-feature"
REGISTER = """\
okoye: {kind: person, name: Adaeze Okoye, labels: [OKOYE]}
petrov: {kind: person, name: Pyotr Petrov, labels: [PETROV]}
ivanov: {kind: person, name: Ivan Ivanov, labels: [IVANOV]}
"""
CONF = {"archival_registers": ["people.yml"]}
HEAD = """\
# A talk

:::{{document}} talk
:participants: okoye, petrov
{options}:::

"""
SITES = ("html", "dirhtml", "singlehtml", "epub")


def talk(text: str, options: str = "") -> dict[str, str]:
    return {"people.yml": REGISTER, "index.md": HEAD.format(options=options) + text}


def transcript(words: str) -> str:
    return f"::::{{transcript}}\n{words}\n::::\n"


def body(built: Built, page: str = "index.html") -> lxml_html.HtmlElement:
    return lxml_html.fromstring(built.output(page).encode())


def of_class(tree: lxml_html.HtmlElement, name: str) -> list[lxml_html.HtmlElement]:
    return list(tree.find_class(name))


@pytest.fixture(scope="module")
def features(checkout: Path) -> dict[str, str]:
    root = checkout / ROOT
    return {path.name: path.read_text(encoding="utf-8") for path in root.iterdir()}


@pytest.fixture(scope="module")
def sites(build_once: Build, features: dict[str, str]) -> dict[str, Built]:
    return {name: build_once(features, builder=name) for name in SITES}


def pages_of(built: Built) -> dict[Path, lxml_html.HtmlElement]:
    found = [*built.outdir.rglob("*.html"), *built.outdir.rglob("*.xhtml")]
    return {
        path.resolve(): lxml_html.fromstring(path.read_bytes())
        for path in sorted(found)
        if path.name not in {"search.html", "genindex.html"}
    }


def ids_of(tree: lxml_html.HtmlElement) -> list[str]:
    return [element.get("id") for element in tree.iter() if element.get("id")]


@pytest.mark.parametrize("builder", SITES)
def test_no_id_stands_twice(sites: dict[str, Built], builder: str) -> None:
    pages = pages_of(sites[builder])
    assert any(ids_of(tree) for tree in pages.values())
    for path, tree in pages.items():
        ids = ids_of(tree)
        assert (path.name, sorted({i for i in ids if ids.count(i) > 1})) == (path.name, [])


@pytest.mark.parametrize("builder", SITES)
def test_every_internal_link_of_an_edition_leads_somewhere(
    sites: dict[str, Built], builder: str
) -> None:
    pages = pages_of(sites[builder])
    ids = {path: {*ids_of(tree), ""} for path, tree in pages.items()}
    checked, dead = 0, []
    for path, tree in pages.items():
        # The sections in the tables of contents of singlehtml are Sphinx's own (sphinx#14221).
        for link in tree.xpath("//a[@href][not(ancestor::li[contains(@class, 'toctree-')])]"):
            page, _, anchor = link.get("href").partition("#")
            if re.match(r"[a-z]+:", page) or link.getparent().get("class") == "related":
                continue
            target = (path.parent / page).resolve() if page else path
            target = target / "index.html" if target.is_dir() else target
            if target in ids:
                checked += 1
                dead += [link.get("href")] if anchor not in ids[target] else []
    assert checked > 40
    assert dead == []


@pytest.mark.parametrize("builder", SITES)
def test_what_labels_a_turn_is_its_speaker(sites: dict[str, Built], builder: str) -> None:
    turns = 0
    for tree in pages_of(sites[builder]).values():
        for turn in tree.xpath("//div[contains(@class, 'archival-turn ')]"):
            turns += 1
            label = tree.get_element_by_id(turn.get("aria-labelledby"))
            assert turn.get("role") == "group"
            assert "archival-speaker" in label.get("class")
            assert turn in label.iterancestors()
            assert label.get("id") == f"{turn.get('id')}-speaker"
    assert turns >= 6


def test_pages_are_valid_html(sites: dict[str, Built]) -> None:
    for page in ("minutes.html", "letter.html", "register.html", "index.html"):
        article = re.search(
            r'<div class="body" role="main">.*?<div class="clearer">',
            sites["html"].output(page),
            re.DOTALL,
        )
        assert article is not None
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(f"<!DOCTYPE html><title>x</title>{article[0]}</div></div>")
        wrong = [error for error in parser.errors if error[1] != "expected-closing-tag-but-got-eof"]
        assert (page, wrong) == (page, [])


def test_writing_changes_no_node_of_ours(sites: dict[str, Built]) -> None:
    built = sites["html"]
    tree = built.resolved("minutes")

    def ours() -> list[str]:
        return [
            node.starttag()
            for node in tree.findall(nodes.Element)
            if type(node).__name__.startswith("archival_")
        ]

    before = ours()
    builder = built.app.builder
    first = builder.render_partial(tree)["fragment"]  # type: ignore[attr-defined]
    assert "archival-turn" in first
    assert ours() == before


def test_notes_markers_and_pages_have_the_roles_of_digital_publishing(build: Build) -> None:
    built = build(
        talk(transcript("OKOYE. Lamp{page}`7` oil.[^a] Again.[^a]\n") + "\n[^a]: A note.\n"),
        confoverrides=CONF,
    )
    tree = body(built)
    assert [link.get("href") for link in tree.xpath("//a[@role='doc-noteref']")] == [
        "#dtalk-n1"
    ] * 2
    (note,) = tree.xpath("//section[@role='doc-endnotes']/div[@role='doc-footnote']")
    assert note.get("id") == "dtalk-n1"
    backlinks = note.xpath(".//a[@role='doc-backlink']")
    assert [link.text for link in backlinks] == ["a", "b"]
    assert backlinks[0].get("aria-label") == "a: Back to the text, place 1"
    (page,) = tree.xpath("//span[@role='doc-pagebreak']")
    assert (page.get("data-page"), page.get("title"), page.text) == (
        "7",
        "page 7 of the source",
        None,
    )


def test_notes_of_two_documents_on_a_page_have_names_of_their_own(build: Build) -> None:
    second = (
        "\n# Another\n\n:::{document} other\n:::\n\n:::{turn} okoye\nNo.[^b]\n:::\n\n[^b]: B.\n"
    )
    built = build(
        talk(transcript("OKOYE. Yes.[^a]\n") + "\n[^a]: A.\n" + second), confoverrides=CONF
    )
    names = [notes.get("aria-label") for notes in of_class(body(built), "archival-notes")]
    assert names == ["Notes on “A talk”", "Notes on “Another”"]


def test_an_insertion_is_a_note_that_its_title_names(build: Build) -> None:
    built = build(talk(transcript("OKOYE. Lamp [oil], [sic]\n")), confoverrides=CONF)
    supplied, sic = of_class(body(built), "archival-insertion")
    assert (supplied.get("role"), supplied.get("title")) == ("note", "supplied (translator)")
    assert (sic.text_content(), sic.get("title")) == ("[sic]", "so in the source (translator)")


def test_features_of_the_source_use_the_elements_that_html_has(build: Build) -> None:
    words = "OKOYE. {deleted}`one` {added}`two` {underlined}`three` {stamp}`SECRET`\n"
    tree = body(build(talk(transcript(words)), confoverrides=CONF))
    tags = {"archival-deleted": "del", "archival-added": "ins", "archival-underlined": "u"}
    for name, tag in {**tags, "archival-stamp": "span"}.items():
        (element,) = of_class(tree, name)
        assert element.tag == tag


def test_voices_follow_the_headnote_and_then_the_text(build: Build) -> None:
    built = build(
        talk(
            transcript("PETROV. One.\n\nOKOYE. Two.")
            + "\n:::{turn} ivanov\nThree.\n:::\n\n:::{turn} okoye, petrov\nBoth.\n:::\n"
        ),
        confoverrides=CONF,
    )
    voices = [
        re.findall(r"archival-voice-\d", turn.get("class"))
        for turn in of_class(body(built), "archival-turn")
    ]
    assert voices == [["archival-voice-2"], ["archival-voice-1"], ["archival-voice-3"], []]


def test_a_text_in_another_language_says_so_and_so_does_a_word_of_the_original(
    build: Build,
) -> None:
    built = build(
        talk(
            transcript("OKOYE. Ordnung [navedeniye]{.original} [наведение]{.original}."),
            ":language: de\n:original-language: ru\n",
        ),
        confoverrides={**CONF, "language": "en"},
    )
    tree = body(built)
    (text,) = of_class(tree, "archival-transcript")
    assert text.get("lang") == "de"
    assert [turn.get("lang") for turn in of_class(tree, "archival-turn")] == [None]
    assert [word.get("lang") for word in of_class(tree, "archival-original")] == ["ru-Latn", "ru"]


def test_a_text_in_the_language_of_the_page_needs_no_word_of_it(build: Build) -> None:
    built = build(
        talk(transcript("OKOYE. [mot]{.original}"), ":language: en\n:original-language: fr\n"),
        confoverrides={**CONF, "language": "en"},
    )
    tree = body(built)
    assert of_class(tree, "archival-transcript")[0].get("lang") is None
    assert of_class(tree, "archival-original")[0].get("lang") == "fr"


def test_a_number_that_is_no_link_is_still_shown(build: Build) -> None:
    built = build(
        talk(transcript("OKOYE. Yes.\n")), confoverrides={**CONF, "html_permalinks": False}
    )
    (number,) = of_class(body(built), "archival-turn-number")
    assert (number.tag, number.get("data-number"), number.get("href")) == ("span", "1", None)


def test_a_doubtful_attribution_says_so(build: Build) -> None:
    words = ':::{turn} ?\n:label: A VOICE.\n:cert: low\n:resp: Q. "E" <b>\nWho?\n:::\n'
    (turn,) = of_class(body(build(talk(words), confoverrides=CONF)), "archival-turn")
    assert turn.get("title") == 'attribution: low certainty; attributed by Q. "E" <b>'
    assert "archival-uncertain" in turn.get("class")


def test_whatever_an_editor_writes_is_escaped(build: Build) -> None:
    evil = '"><script>alert(1)</script>'
    words = (
        f":::{{turn}} ?\n:label: A VOICE.\n:resp: {evil}\nWho?\n:::\n\n"
        f":::{{ednote}} k\n:resp: {evil}\nA note.\n:::\n\n"
        f"::::{{transcript}}\nOKOYE. {{page}}`{evil}` {{emend}}`x <{evil}>` {{ednote}}`k` "
        f"{{added}}`y <hand={evil}>`\n::::\n"
    )
    built = build(talk(words), confoverrides=CONF)
    tree = body(built)
    assert of_class(tree, "archival-emendation")
    assert [s for s in tree.xpath("//script/text()") if "alert" in s] == []


@pytest.mark.parametrize(
    ("files", "linked"),
    [
        (talk(transcript("OKOYE. Yes.")), True),
        ({"people.yml": REGISTER, "index.md": "# P\n\n{person}`Adaeze Okoye`\n"}, True),
        ({"people.yml": REGISTER, "index.md": "# P\n\nProse.\n"}, False),
    ],
)
def test_the_style_sheet_is_linked_where_it_is_needed(
    build: Build, files: dict[str, str], *, linked: bool
) -> None:
    built = build(files, confoverrides=CONF)
    assert ("archival.css" in built.output("index.html")) == linked
    assert "archival.css" not in built.output("search.html")
    assert ".archival-turn" in built.output("_static/archival.css")


def test_a_project_may_put_its_own_style_sheet_in_place_of_ours(build: Build) -> None:
    files = talk(transcript("OKOYE. Yes.")) | {"own/archival.css": "/* ours */\n"}
    built = build(files, confoverrides={**CONF, "html_static_path": ["own"]})
    assert built.output("_static/archival.css") == "/* ours */\n"


def test_nothing_that_is_written_is_a_script_or_a_style(build: Build) -> None:
    built = build(talk(transcript("OKOYE. Lamp [oil].[^a]\n") + "\n[^a]: A.\n"), confoverrides=CONF)
    (text,) = of_class(body(built), "archival-transcript")
    written = lxml_html.tostring(text.getparent(), encoding="unicode")
    assert "archival-note" in written
    assert re.findall(r"<(?:script|style)| style=| on\w+=", written) == []


def test_the_style_sheet_is_small(checkout: Path) -> None:
    size = (checkout / "sphinxext_archival/static/archival.css").stat().st_size
    assert 2_000 < size < 12_288

"""The whole of an edition: cards, a time line and figures, in every format."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from lxml import html

from sphinxext_archival.domain.figures import figures_of
from sphinxext_archival.nodes import archival_chart
from sphinxext_archival.writers import drawings

if TYPE_CHECKING:
    from tests.conftest import Build, Built

REGISTER = """\
okoye:
  kind: person
  name: Ada Okoye
  sort: Okoye, Ada
  labels: [OKOYE]
  variants: [Okoye]
berg:
  kind: person
  name: Boris <Berg> & Son
  sort: Berg, Boris
  labels: [BERG]
  variants: [Berg]
board:
  kind: organization
  name: Board of Trade
"""
WORDS = """\
They met, and Okoye and Berg were there.

OKOYE. We met [again]{.supplied} P[eter] today, Berg and the Board of Trade said.[^a]

(Laughter.)

BERG. {page}`2` Yes - Okoye.

OKOYE and BERG. We thank you.
"""
JOINT = "\n:::{turn} okoye, berg\n:label: OKOYE and BERG.\nWe thank you.\n:::\n"


def document(identifier: str = "d1", date: str = "1990-08-23", words: str = "") -> str:
    words = words or WORDS.replace("OKOYE and BERG. We thank you.\n", JOINT)
    return f"""\
# Record {identifier} of <Okoye> & Berg

:::{{document}} {identifier}
{f":date: {date}" if date else ":place: Oslo"}
:kind: record
:participants: okoye, berg

They talk of salt. Then they go home.
:::

::::{{transcript}}
{words}::::

[^a]: Of Okoye and the Board of Trade.
"""


def edition(build: Build, home: str, builder: str = "html", **files: str) -> Built:
    documents = files or {"one": document()}
    return build(
        {
            "home.md": f"# Home\n\n{home}",
            "register.yml": REGISTER,
            **{f"{name}.md": text for name, text in documents.items()},
        },
        builder,
        confoverrides={"archival_registers": ["register.yml"], "archival_autolink": True},
    )


def listing(view: str, *options: str) -> str:
    return "\n".join((":::{documents}", f":view: {view}", *options, ":::\n"))


def statistics(*options: str) -> str:
    return "\n".join((":::{statistics}", *options, ":::\n"))


def page(built: Built, name: str = "home") -> html.HtmlElement:
    return html.fromstring(built.output(f"{name}.html"))


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in root.xpath(path)]


def test_words_are_counted_without_labels_notes_remarks_and_pages(build: Build) -> None:
    built = edition(build, "Nothing.")
    assert built.warnings == []
    (figures,) = figures_of(built.doctree("one")).values()
    # We met [again] P[eter] today, Berg and the Board of Trade said. | Yes Okoye. | We thank you.
    assert figures.words == (12, 2, 3)
    assert [len(named) for named in figures.named] == [2, 2, 1]


def test_cards_are_a_list_that_reads_without_a_style_sheet(build: Build) -> None:
    built = edition(
        build,
        listing("cards"),
        one=document(),
        two=document("d2", "", words="BERG. I am alone.[^a]\n"),
    )
    assert built.warnings == []
    (cards,) = page(built).xpath('//ul[contains(@class, "archival-cards")]')
    assert texts(cards, "./li/p[1]") == [
        "Record d1 of <Okoye> & Berg",
        "Record d2 of <Okoye> & Berg",
    ]
    assert texts(cards, "./li[1]/p[position() > 1]") == [
        "23 August 1990 · record",
        "Ada Okoye and Boris <Berg> & Son",
        "They talk of salt. Then they go home.",
    ]
    assert cards.xpath("./li/p[1]/a/@href") == ["one.html#dd1", "two.html#dd2"]
    names = cards.xpath('.//svg[@role="img"]/@aria-label')
    assert names[0] == (
        "Share of the words: Ada Okoye 70.6%, Boris <Berg> & Son 11.8%, "
        "Ada Okoye and Boris <Berg> & Son 17.6%"
    )
    assert names[1] == "Share of the words: Boris <Berg> & Son 100.0%"


def test_time_line_leads_to_each_document_and_lists_the_undated(build: Build) -> None:
    built = edition(
        build,
        listing("timeline"),
        one=document(),
        two=document("d2", "1991?"),
        three=document("d3", ""),
        four=document("d4", "1985-01-02/1986-02-03"),
    )
    assert built.warnings == []
    (figure,) = page(built).xpath('//figure[contains(@class, "archival-chart-timeline")]')
    assert texts(figure, "./figcaption") == ["Documents by date (1985–1991): 3"]
    links = figure.xpath("./svg//a")
    assert [link.get("href") for link in links] == [
        "four.html#dd4",
        "one.html#dd1",
        "two.html#dd2",
    ]
    assert links[1].get("aria-label") == "23 August 1990: Record d1 of <Okoye> & Berg"
    shapes = [link.xpath("(.//rect | .//circle)[1]")[0] for link in links]
    assert [shape.tag for shape in shapes] == ["rect", "circle", "rect"]
    assert ["unsure" in shape.get("class") for shape in shapes] == [False, False, True]
    assert texts(figure, "./details//dt") == [
        f"Record d{number} of <Okoye> & Berg" for number in (4, 1, 2)
    ]
    after = figure.xpath("following-sibling::*")
    assert [element.text_content().split()[0] for element in after[:2]] == ["Undated", "Record"]


def test_so_many_documents_are_counted_and_the_columns_lead_to_their_list(build: Build) -> None:
    files = {
        f"n{number}": document(f"n{number}", f"1990-{1 + number % 3:02}-{1 + number // 9:02}")
        for number in range(95)
    }
    built = edition(build, listing("timeline") + "\n" + listing("timeline"), **files)
    root = page(built)
    for figure in root.xpath("//figure"):
        links = figure.xpath("./svg//a")
        assert [link.get("aria-label") for link in links] == [
            "January 1990: 32",
            "February 1990: 32",
            "March 1990: 31",
        ]
        for link in links:
            (heading,) = root.xpath(f'//*[@id="{link.get("href")[1:]}"]')
            assert heading in figure.iterdescendants()
        assert len(figure.xpath("./details//dt")) == 95
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_picture_and_table_of_those_who_speak_say_the_same(build: Build) -> None:
    root = page(edition(build, statistics(":of: speech")))
    (figure,) = root.xpath("//figure")
    rows = [
        tuple(cell.text_content().strip() for cell in row) for row in figure.xpath(".//tbody/tr")
    ]
    assert rows == [
        ("Ada Okoye", "12", "70.6%", "1"),
        ("Ada Okoye and Boris <Berg> & Son", "3", "17.6%", "1"),
        ("Boris <Berg> & Son", "2", "11.8%", "1"),
    ]
    drawn = texts(figure, "./svg//text")
    assert drawn == [
        text
        for name, words, share, turns in rows
        for text in (name, f"Words {words} · Turns {turns}", share)
    ]
    widths = figure.xpath('./svg/rect[contains(@class, "archival-piece") and @y]/@width')
    assert [width for width in widths if width != "100%"] == ["70.59%", "17.65%", "11.76%"]
    links = figure.xpath("./svg//a/@href")
    assert links == figure.xpath(".//tbody//a/@href")
    assert links[0].endswith("#person-okoye")


def test_picture_and_table_of_those_who_are_named_say_the_same(build: Build) -> None:
    built = edition(build, statistics(":of: mentions"), one=document(), two=document("d2"))
    (figure,) = page(built).xpath("//figure")
    rows = [
        tuple(cell.text_content().strip() for cell in row) for row in figure.xpath(".//tbody/tr")
    ]
    # Narrative and turns are the text; what a note says is the editor's.
    assert rows == [
        ("Boris <Berg> & Son", "Board of Trade", "2", "2"),
        ("Boris <Berg> & Son", "Ada Okoye", "2", "2"),
    ]
    ties = texts(figure, "./svg/svg/path/title")
    assert sorted(ties) == sorted(f"{first} and {second}: {n}" for first, second, n, _d in rows)
    assert texts(figure, "./svg//text") == ["Board of Trade", "2", "Berg", "4", "Okoye", "4"]
    shapes = [*figure.xpath("./svg/circle"), *figure.xpath("./svg/svg/rect")]
    assert [shape.tag for shape in shapes] == ["circle", "circle", "rect"]


def test_figures_on_the_page_of_a_document_are_its_own_in_the_colours_of_its_voices(
    build: Build,
) -> None:
    built = edition(
        build,
        statistics(":of: speech", ":document: d2"),
        one=document() + "\n" + statistics(":of: speech"),
        two=document("d2", words="BERG. I am alone.[^a]\n"),
        three=document("d3") + "\n" + statistics(":of: speech", ":document: all"),
    )
    assert built.warnings == []
    words = {name: texts(page(built, name), "//tbody//td[2]") for name in ("home", "one", "three")}
    assert words == {"home": ["3"], "one": ["12", "3", "2"], "three": ["24", "7", "6"]}
    bars = page(built, "one").xpath('//rect[starts-with(@class, "archival-piece")]/@class')
    assert [name for name in bars if "ground" not in name] == [
        "archival-piece archival-voice-1",
        "archival-piece",
        "archival-piece archival-voice-2",
    ]


def test_drawings_have_names_and_no_style_and_no_id_twice(build: Build) -> None:
    home = "\n".join((listing("cards"), listing("timeline"), statistics(), statistics()))
    built = edition(build, home, one=document(), two=document("d2", "1991"))
    text = built.output("home.html")
    root = page(built)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    drawings = root.xpath("//svg[@role]")
    assert len(drawings) == 2 + 1 + 4
    for drawing in drawings:
        label = (
            drawing.get("aria-label")
            or root.get_element_by_id(drawing.get("aria-labelledby")).text_content()
        )
        assert label.strip()
        # What is in an image is not read: no link may be hidden there.
        assert drawing.get("role") == ("group" if drawing.xpath(".//a") else "img")
    for link in root.xpath("//svg//a"):
        assert link.get("aria-label") or link.text_content().strip()
    drawn = re.findall(r"<svg.*?</svg>\n", text, re.DOTALL)
    assert len(drawn) == len(drawings)
    assert not re.search(r"<style|\sstyle=|<script|\son\w+=|url\(|#[0-9a-f]{6}\b", "".join(drawn))


@pytest.mark.parametrize("builder", ["epub", "text", "latex", "typst", "man", "texinfo", "xml"])
def test_other_formats_have_the_numbers_and_the_list(build: Build, builder: str) -> None:
    home = "\n".join((listing("cards"), listing("timeline"), statistics()))
    built = edition(build, home, builder)
    assert [line for line in built.warnings if "conf" not in line and "epub" not in line] == []
    page = built.resolved("home")
    charts = list(page.findall(archival_chart))
    assert bool(charts) == (builder == "epub")
    assert len(list(page.findall(nodes.table))) == 2
    written = "\n".join(
        path.read_text(encoding="utf-8", errors="ignore")
        for path in built.outdir.rglob("*")
        if path.is_file() and path.suffix not in {".sty", ".png", ".woff2"}
    )
    assert re.search(r"70\\?\.6\\?%", written)
    assert "<svg" not in written


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (listing("card"), "there is no view “card”; did you mean “cards”?"),
        (listing("timeline", ":by: person"), "a time line is in the order of the dates"),
        (statistics(":of: speach"), "there are none of “speach”; did you mean “speech”?"),
        (statistics(":limit: 0"), "“:limit: 0” is no number from 1 to 60; 20 is taken"),
        (statistics(":limit: many"), "“:limit: many” is no number"),
        (statistics(":document: d1x"), "there is no document “d1x”; did you mean “d1”?"),
        (statistics(":off: speech"), "unknown option “:off:”"),
    ],
)
def test_what_is_wrong_is_said_and_the_page_is_built(
    written: str, message: str, build: Build
) -> None:
    built = edition(build, written)
    (warning,) = built.warnings
    assert message in warning
    assert warning.startswith("home.md:")
    assert page(built).xpath("//figure | //dl | //ul[@class] | //section/p")


def test_an_edition_without_turns_says_so(build: Build) -> None:
    home = "\n".join((listing("cards"), listing("timeline"), statistics()))
    built = edition(build, home, one="# One\n\nNothing of ours.\n")
    assert built.warnings == []
    assert texts(page(built), '//section[@id="home"]/p') == [
        "There are no documents.",
        "There are no documents.",
        "There are no turns.",
        "No two persons or organizations are named in one paragraph.",
    ]


def test_size_of_a_picture_does_not_grow_with_the_edition() -> None:
    names = [[f"Person {n}", "", "p.html#n", "person", "9", f"Person {n}"] for n in range(60)]
    ties = [[a, (a + b) % 60, 99, "x" * 40] for a in range(60) for b in (1, 7)]
    columns = [[n * 1.38, 1.38, 99, f"#archival-documents-1-19{n}", "x" * 20] for n in range(72)]
    ticks = [[float(n), "1990"] for n in range(60)]
    speakers = [["x" * 40, "p.html#n", 0, 0.01, "1.0%", "x" * 30] for _ in range(61)]
    written = (
        drawings.mentions(names, ties, "c1"),
        drawings.timeline(columns, ticks, 0, "c1"),
        drawings.speech(speakers, "c1"),
    )
    assert max(map(len, written)) < 40_000


def test_lines_of_a_picture_do_not_cover_each_other() -> None:
    rows: list[list[Any]] = [[f"N{n}", "", "", "person", "1", f"N{n}"] for n in range(30)]
    drawing = html.fromstring(drawings.mentions(rows, [[0, 29, 1, "x"]], "c1"))
    places = [float(y.removesuffix("em")) for y in drawing.xpath("//text[@x]/@y")]
    lines = sorted(set(places))
    assert len(lines) == 30
    assert all(second - first > 1.5 for first, second in pairwise(lines))


def test_a_theme_gets_the_figures_of_each_document_of_a_page(build: Build) -> None:
    second = document("d2", words="BERG. I am alone.\n").partition("\n\n[^a]")[0]
    built = edition(
        build,
        "Nothing.",
        one=document() + "\n" + second.replace("# Record", "## Record"),
        two=document("d3", words="They met.[^a]\n"),
    )
    domain = built.app.env.get_domain("archival")
    found = domain.figures_on("one", built.app.builder)  # type: ignore[attr-defined]
    assert [(one.identifier, one.ordinal) for one in found] == [("d1", 0), ("d2", 1)]
    assert [one.share["rows"][-1][0] for one in found] == [
        "Ada Okoye and Boris <Berg> & Son 17.6%",
        "Boris <Berg> & Son 100.0%",
    ]
    charts = [[chart["chart"] for chart in one.section.findall(archival_chart)] for one in found]
    assert charts == [["speech", "mentions"], ["speech"]]
    assert [one.section["ids"] for one in found] == [
        ["archival-figures-dd1"],
        ["archival-figures-dd2"],
    ]
    (silent,) = domain.figures_on("two", built.app.builder)  # type: ignore[attr-defined]
    assert (silent.share, silent.section) == (None, None)
    assert domain.figures_on("home", built.app.builder) == []  # type: ignore[attr-defined]

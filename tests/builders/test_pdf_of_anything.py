"""The PDF of what projects hold beside their documents, and of what is rare in these."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build, Built, Need

DOCUMENT = ":::{document} one\n:::\n\n"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<rect width="9" height="9"/></svg>'
)
RST = """extensions = ["sphinxext_archival"]
project = "An edition"
"""


@pytest.fixture
def words_of(need: Need) -> Callable[[Built], str]:
    """Gives the words of the book."""
    pdftotext = need("pdftotext")

    def read(built: Built) -> str:
        path = built.outdir / "an-edition.pdf"
        done = subprocess.run([pdftotext, str(path), "-"], capture_output=True, check=True)
        return " ".join(re.sub("\u00ad\\s*", "", done.stdout.decode()).split())

    return read


def book(build: Build, text: str, **confoverrides: object) -> Built:
    built = build({"index.md": text}, "pdf", confoverrides=confoverrides)
    assert built.warnings == []
    return built


def rst_book(build: Build, text: str) -> Built:
    built = build({"conf.py": RST, "index.rst": text}, "pdf")
    assert built.warnings == []
    return built


def test_a_hard_line_break_parts_words(build: Build, words_of: Callable[[Built], str]) -> None:
    assert "red Violets blue" in words_of(
        book(build, "# Poem\n\nRoses are red  \nViolets\\\nblue\n")
    )


def test_a_heading_is_whole_in_the_contents_and_in_the_running_head(
    build: Build, words_of: Callable[[Built], str]
) -> None:
    title = "The 19{sup}`th` *M*{sup}`r` `B` [^a]"
    words = words_of(book(build, f"# {title}\n\n{'Words. ' * 900}\n\n[^a]: A note.\n"))
    assert len(re.findall(r"The 19th Mr B", words)) == 3  # heading, contents, and a recto's head
    assert words.count("A note.") == 1


def test_a_start_page_keeps_its_title(build: Build, words_of: Callable[[Built], str]) -> None:
    files = {
        "index.md": "# Another title[^s]\n\n```{toctree}\na\n```\n\n[^s]: The note.\n",
        "a.md": "# A\n\nWords.\n",
    }
    built = build(files, "pdf")
    assert built.warnings == []
    words = words_of(built)
    assert "Another title" in words
    assert words.count("The note.") == 1


def test_what_is_longer_than_a_line_or_a_page_goes_on(
    build: Build, words_of: Callable[[Built], str]
) -> None:
    text = (
        f"# Long\n\n{'w' * 400}end\n\n```\n{'c' * 300}last\n```\n\n"
        f"```{{figure}} x.svg\n:alt: A square\n\n{'Caption. ' * 900} It ends.\n```\n"
    )
    svg = SVG.replace('height="9"', 'height="9000"')
    built = build({"index.md": text, "x.svg": svg}, "pdf")
    assert built.warnings == []
    words = words_of(built).replace(" ", "")
    for end in ("w" * 400 + "end", "c" * 300 + "last", "Itends."):
        assert end in words


def test_an_abbreviation_is_explained_once(build: Build, words_of: Callable[[Built], str]) -> None:
    words = words_of(rst_book(build, "T\n=\n\n:abbr:`AB (all bold)` and :abbr:`AB (all bold)`.\n"))
    assert "AB (all bold) and AB." in words


def test_signatures_keep_their_lines_and_commas(
    build: Build, words_of: Callable[[Built], str]
) -> None:
    text = (
        "T\n=\n\n.. py:function:: f(a[, b[, c]])\n\n"
        ".. cpp:class:: template<typename T> std::vector\n"
    )
    words = words_of(rst_book(build, text))
    assert "f(a[, b[, c]])" in words
    assert "T> class std::vector" in words


@pytest.mark.parametrize("head", ["h[^n]", "[h](https://example.org)", "{person}`h <anna>`"])
def test_a_table_over_pages_may_have_a_link_or_a_note_in_its_head(
    build: Build, words_of: Callable[[Built], str], head: str
) -> None:
    rows = "| a | b |\n" * 100
    note = "\n[^n]: A note.\n" if "^n" in head else ""
    register = "anna: {kind: person, name: Anna Arden}\n"
    built = build(
        {
            "index.md": f"# T\n\n| {head} | x |\n|---|---|\n{rows}\n\nAgain{head}.\n{note}",
            "register.yml": register,
        },
        "pdf",
        confoverrides={"archival_registers": ["register.yml"]},
    )
    assert built.warnings == []
    assert words_of(built).split().count("b") == 100


@pytest.mark.parametrize(
    "what", ["---", "<hr>", "```{raw} html\n<b>x</b>\n```", "% a comment", "```{only} html\nx\n```"]
)
def test_a_link_may_lead_to_what_is_not_printed(build: Build, what: str) -> None:
    book(build, f"# T\n\nSee [there](#here).\n\n(here)=\n\n{what}\n\nWords.\n")


def test_a_link_may_lead_into_a_heading(build: Build) -> None:
    built = rst_book(build, "T\n=\n\nA _`target` here\n----------------\n\nSee target_.\n")
    assert '#anchor("index:target");' in (built.outdir / "typst" / "an-edition.typ").read_text()


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n[![a square](x.svg)(see); more](https://example.org)\n",
        "# T\n\n## ![a square](x.svg)\n\nWords.\n",
        "# T\n\n## {sup}``\n\nWords.\n",
    ],
    ids=["in a link", "as a heading", "an empty heading"],
)
def test_an_image_may_stand_anywhere(build: Build, text: str) -> None:
    built = build({"index.md": text, "x.svg": SVG}, "pdf")
    assert [w for w in built.warnings if "docutils" not in w] == []
    assert (built.outdir / "an-edition.pdf").is_file()


def test_an_image_that_is_missing_is_replaced_by_its_words(
    build: Build, words_of: Callable[[Built], str]
) -> None:
    text = "# T\n\n```{figure} nowhere.png\n:alt: What it shows\n\nThe caption.\n```\n"
    built = build({"index.md": text}, "pdf")
    assert all("nowhere.png" in warning for warning in built.warnings)
    assert "What it shows The caption." in words_of(built)


def test_the_note_of_a_long_chapter_is_where_its_mark_is(build: Build) -> None:
    """The running head repeats the heading, and not its note."""
    notes = "[^a]: A note.\n\n[^b]: Another.\n"
    book(build, f"# T\n\n## One[^a]\n\n{DOCUMENT}{'Words. ' * 6000}[^b]\n\n{notes}")


def test_numbers_stand_beside_a_text_that_runs_from_the_right(build: Build, need: Need) -> None:
    turns = "".join(f"A. {'מילה ' * 40}\n\n" for _ in range(12))
    text = f"# שיחה\n\n{DOCUMENT}::::{{transcript}}\n:speakers: A\n\n{turns}::::\n"
    built = book(build, text, language="he")
    path = built.outdir / "done.pdf"
    box = subprocess.run(
        [need("pdftotext"), "-bbox", str(path), "-"], capture_output=True, check=True
    )
    pages = box.stdout.decode().split("<page ")[1:3]
    for page in pages:
        words = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>([^<]+)</word>', page)
        text_edges = [(float(a), float(b)) for a, b, word in words if "מ" in word or "ה" in word]
        left, right = min(a for a, _ in text_edges), max(b for _, b in text_edges)
        numbers = [(float(a), float(b)) for a, b, word in words if re.fullmatch(r"\d+", word)]
        # All but the page's own stand in a margin.
        inside = [(a, b) for a, b in numbers if left < b and a < right]
        assert len(numbers) > 3
        assert len(inside) <= 1


def test_a_running_head_ends_with_its_document(build: Build, need: Need) -> None:
    text = f"# T\n\n## One\n\n{DOCUMENT}Words.\n\n## Closing\n\n{'More words. ' * 900}\n"
    built = book(build, text)
    done = subprocess.run(
        [need("pdftotext"), "-layout", str(built.outdir / "an-edition.pdf"), "-"],
        capture_output=True,
        check=True,
    )
    heads = [page.strip().split("\n")[0] for page in done.stdout.decode().split("\f")]
    assert not any(re.match(r"One\s+\d", head) for head in heads[4:])


def test_an_edition_with_many_persons_is_a_pdf_a(build: Build) -> None:
    register = "".join(
        f"p{n}: {{kind: person, name: Person N{n} Name, labels: [P{n}]}}\n" for n in range(150)
    )
    turns = "".join(f"P{n}. I know Person N{(n * 7) % 150} Name.\n\n" for n in range(150))
    keys = ", ".join(f"p{n}" for n in range(150))
    built = build(
        {
            "index.md": f"# T\n\n:::{{document}} one\n:participants: {keys}\n:::\n\n"
            f"::::{{transcript}}\n{turns}::::\n\n## Persons\n\n"
            "```{register}\n:kind: person\n```\n",
            "register.yml": register,
        },
        "pdf",
        confoverrides={"archival_registers": ["register.yml"], "archival_autolink": True},
    )
    assert built.warnings == []
    with pikepdf.open(built.outdir / "an-edition.pdf") as pdf:
        assert pdf.open_metadata().pdfa_status == "3A"

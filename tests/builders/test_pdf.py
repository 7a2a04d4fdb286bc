"""The PDF that needs no TeX: its words, its standards, its pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pytest
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build, Built, Need

REGISTER = """\
anna: {kind: person, name: Anna Arden, labels: [ANNA], born: 1900, died: 1980}
boris: {kind: person, name: Boris Borisov, labels: [BORIS]}
"""
SETTINGS = {"archival_registers": ["register.yml"], "archival_autolink": True}
HEAD = "# The talk\n\n:::{document} one\n:participants: anna, boris\n:date: 1990-08-23\n:::\n\n"
A4 = {"inside": 38, "outside": 52, "top": 32, "bottom": 34}
POINTS = 72 / 25.4


@pytest.fixture(autouse=True)
def _date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def volume(built: Built, name: str = "done.pdf") -> Path:
    return built.outdir / name


def talk(build: Build, text: str, **confoverrides: object) -> Built:
    return build(
        {"index.md": HEAD + text, "register.yml": REGISTER},
        "pdf",
        confoverrides={**SETTINGS, **confoverrides},
    )


@pytest.fixture(scope="session")
def pages_of(need: Need) -> Callable[[Path], list[str]]:
    """Gives the text within the margins of each page of a volume on A4."""
    pdftotext = need("pdftotext")

    def read(path: Path) -> list[str]:
        with pikepdf.open(path) as pdf:
            sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]
        texts = []
        for number, (width, height) in enumerate(sizes, start=1):
            left = A4["inside" if number % 2 else "outside"] * POINTS - 3
            right = width - A4["outside" if number % 2 else "inside"] * POINTS + 3
            top, bottom = A4["top"] * POINTS - 6, height - A4["bottom"] * POINTS + 6
            area = ("-x", left, "-y", top, "-W", right - left, "-H", bottom - top)
            command = [pdftotext, "-f", number, "-l", number, *map(_whole, area), path, "-"]
            done = subprocess.run(list(map(str, command)), capture_output=True, check=True)
            texts.append(done.stdout.decode())
        return texts

    return read


def _whole(value: object) -> object:
    return round(value) if isinstance(value, float) else value


def words_of(text: str) -> list[str]:
    """Words, with those that a line end parts put together again."""
    return re.sub(r"\u00ad\s*", "", text).split()


# --- Words ---------------------------------------------------------------------------------------


def _html_words(page: html.HtmlElement, name: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.find_class(name)]


def test_the_words_of_the_corpus_are_printed_in_their_order(
    book: Callable[[str, str], Built], pages_of: Callable[[Path], list[str]]
) -> None:
    """Each page is a stretch of the transcript, and below it the notes that it calls."""
    page = html.fromstring(book("corpus", "html").output("documents/117254.html").encode())
    (transcript,) = page.find_class("archival-transcript")
    for block in transcript.iter("p", "div"):
        block.tail = f" {block.tail or ''}"
    text = words_of(transcript.text_content())
    labels = _html_words(page, "archival-note-label")
    notes = [
        [*words_of(label + body)]
        for label, body in zip(labels, _html_words(page, "archival-note-body"), strict=True)
    ]
    pages = [words_of(words) for words in pages_of(volume(book("corpus", "pdf"), "d117254.pdf"))]
    start = next(at for at in range(len(pages[0])) if pages[0][at : at + 5] == text[:5])
    pages[0] = pages[0][start:]
    at, torn = 0, ""
    for shown in pages:
        length = 0
        if torn:
            # A word that the end of the page before has parted.
            assert torn + shown[0] == text[at]
            length, at, torn = 1, at + 1, ""
        while length < len(shown) and at < len(text) and shown[length] == text[at]:
            length, at = length + 1, at + 1
        if at == len(text):
            break
        rest = shown[length:]
        if rest and text[at].startswith(rest[0]) and (not notes or rest[0] != notes[0][0]):
            torn, rest = rest[0], rest[1:]
        while rest:
            note = notes.pop(0)
            assert rest[: len(note)] == note
            rest = rest[len(note) :]
    assert at == len(text)
    assert notes == []


def test_every_node_of_docutils_and_sphinx_keeps_its_words(
    book: Callable[[str, str], Built], need: Need
) -> None:
    built = book("any-node", "pdf")
    assert sorted(re.findall(r"\[archival\.(\w+)\]", "\n".join(built.warnings))) == [
        "alt_text",
        "math",
        "math",
    ]
    done = subprocess.run(
        [need("pdftotext"), str(volume(built, "any-node.pdf")), "-"],
        capture_output=True,
        check=True,
    )
    printed = set(_letters(done.stdout.decode()))
    site = book("any-node", "html")
    for name in ("blocks", "technical", "design"):
        (body,) = html.fromstring(site.output(f"{name}.html").encode()).find_class("body")
        for mark in body.find_class("headerlink"):
            mark.text = ""
        for block in body.iter(
            "p", "div", "dt", "dd", "td", "th", "li", "aside", "span", "figcaption"
        ):
            block.tail = f" {block.tail or ''}"
        on_screen = set(_letters(body.text_content()))
        # `only:: html`, `raw:: html`, and two words that HTML parts by style alone.
        assert on_screen - printed <= {"on", "screens", "raw", "HTML", "termclassifier"}


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", " ".join(words_of(text)))


# --- Standards -----------------------------------------------------------------------------------


def test_a_pdf_keeps_the_standards_of_archives_and_of_accessibility(
    book: Callable[[str, str], Built], need: Need
) -> None:
    for path in sorted(book("corpus", "pdf").outdir.glob("*.pdf")):
        subprocess.run([need("qpdf"), "--check", str(path)], check=True, capture_output=True)
        with pikepdf.open(path) as pdf:
            meta = pdf.open_metadata()
            assert meta.pdfa_status == "3A"
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"]
            assert str(pdf.Root.Lang) == "en"
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            for page in pdf.pages:
                assert page.Tabs == "/S"
        report = pdfua.validate(str(path))
        assert [f"{finding}" for finding in report.findings] == []


def test_the_metadata_are_those_of_the_document(book: Callable[[str, str], Built]) -> None:
    with pikepdf.open(volume(book("corpus", "pdf"), "d117254.pdf")) as pdf:
        meta = pdf.open_metadata()
        title = (
            "Record of a Conversation of M. S. Gorbachev with President of Afghanistan Najibullah"
        )
        assert meta["dc:title"] == title
        assert "Mohammad Najibullah" in meta["pdf:Keywords"]
        assert meta["dc:creator"] == ["The editors of Afghan Conversations"]
        assert meta["dc:description"].startswith("Gorbachev and Najibullah discuss")


def test_the_same_input_gives_the_same_bytes_in_another_folder(build: Build) -> None:
    text = ":::{transcript}\nANNA. Yes,[^a] said Boris Borisov.\n:::\n\n[^a]: A note.\n"
    first, second = talk(build, text), talk(build, text)
    assert first.srcdir != second.srcdir
    for name in ("done.pdf", "an-edition.pdf"):
        assert volume(first, name).read_bytes() == volume(second, name).read_bytes()


def test_other_metadata_and_the_tei_file_are_carried_along(build: Build) -> None:
    text = ":::{transcript}\nANNA. Yes.\n:::\n"
    built = talk(build, text)
    tei = built.outdir.parent / "tei"
    tei.mkdir()
    (tei / "done.xml").write_text("<TEI/>")
    again = build({}, "pdf", srcdir=built.srcdir, confoverrides=SETTINGS)
    with pikepdf.open(volume(again)) as pdf:
        assert {name: bytes(f.get_file().read_bytes()) for name, f in pdf.attachments.items()} == {
            "tei/done.xml": b"<TEI/>"
        }
        assert pdf.open_metadata().pdfa_status == "3A"


def test_a_file_is_attached_only_where_the_standard_allows_one(build: Build) -> None:
    text = ":::{transcript}\nANNA. Yes.\n:::\n"
    built = talk(build, text)
    tei = built.outdir.parent / "tei"
    tei.mkdir()
    (tei / "done.xml").write_text("<TEI/>")
    settings = {**SETTINGS, "archival_pdf_standards": ["a-2a", "ua-1"]}
    again = build({}, "pdf", srcdir=built.srcdir, confoverrides=settings)
    assert again.warnings == []
    with pikepdf.open(volume(again)) as pdf:
        assert not pdf.attachments
        assert pdf.open_metadata().pdfa_status == "2A"


# --- Pages ---------------------------------------------------------------------------------------


def _long(turns: int, words: int = 60) -> str:
    return "".join(
        f"{'ANNA' if number % 2 else 'BORIS'}. Turn {number}: {'more words ' * words}\n\n"
        for number in range(1, turns + 1)
    )


def test_a_note_stands_at_the_foot_of_the_page_of_its_mark(
    build: Build, pages_of: Callable[[Path], list[str]]
) -> None:
    count = 60
    notes = "".join(f"[^n{n}]: The text of note {n}.\n\n" for n in range(1, count + 1))
    turns = "".join(
        f"ANNA. {'Many words ' * (7 + n % 11)}mark{n}.[^n{n}] {'more ' * 20}\n\n"
        for n in range(1, count + 1)
    )
    built = talk(build, f":::{{transcript}}\n{turns}:::\n\n{notes}")
    assert built.warnings == []
    pages = pages_of(volume(built))
    for number in range(1, count + 1):
        mark = next(at for at, page in enumerate(pages) if f"mark{number}." in page)
        assert f"The text of note {number}." in " ".join(pages[mark].split())


def test_a_note_on_another_page_is_reported(build: Build) -> None:
    """A template that sets turns as blocks makes notes slip."""
    notes = "".join(f"[^n{n}]: The text of note {n}.\n\n" for n in range(1, 121))
    turns = "".join(f"ANNA. {'Words ' * (40 + n % 13)}[^n{n}]\n\n" for n in range(1, 121))
    own = '#import "archival.typ": *\n#let first-paragraph(body) = block(par(body))\n'
    built = build(
        {
            "index.md": HEAD + f":::{{transcript}}\n{turns}:::\n\n{notes}",
            "register.yml": REGISTER,
            "own.typ": own,
        },
        "pdf",
        confoverrides={**SETTINGS, "archival_template": "own.typ"},
    )
    assert built.warnings
    for warning in built.warnings:
        assert re.search(
            r"index\.md:\d+: WARNING: pdf: the note “\d+” begins on page \d+, and its mark stands "
            r"on page \d+ \[archival\.note_page\]",
            warning,
        )


def test_each_type_of_note_has_its_own_series(build: Build, need: Need) -> None:
    notes = "".join(
        f":::{{ednote}} {kind}\n:type: {kind}\nBy the {kind}.\n:::\n\n"
        for kind in ("editor", "translator", "source", "author")
    )
    marks = "".join(f"{{ednote}}`{k}`" for k in ("editor", "translator", "source", "author"))
    built = talk(
        build, f":::{{transcript}}\nANNA. Yes.{marks} No.{{ednote}}`editor`\n:::\n\n{notes}"
    )
    text = " ".join(_text(need, volume(built)).split())
    assert "Yes.1aiA No.1" in text
    assert re.search(
        "1 ?By the editor. a ?By the translator. i ?By the source. A ?By the author.", text
    )


def _text(need: Need, path: Path) -> str:
    done = subprocess.run([need("pdftotext"), str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_an_index_gives_the_pages_of_each_role(
    build: Build, pages_of: Callable[[Path], list[str]]
) -> None:
    text = (
        _long(9)
        .replace("Turn 5:", "Turn 5: Boris Borisov[^a] and")
        .replace("Turn 9:", "Turn 9: [the poet]{.identification} Anna Arden")
    )
    built = talk(build, f":::{{transcript}}\n{text}:::\n\n[^a]: Anna Arden knew him.\n")
    assert built.warnings == []
    pages = pages_of(volume(built))
    flat = [" ".join(page.split()) for page in pages]

    def pages_with(words: str) -> list[int]:
        return [at for at, page in enumerate(flat, start=1) if words in page]

    index = flat[-1]
    assert "Index of persons" in index
    anna, boris = re.findall(r"Arden, Anna|Anna Arden \(1900–1980\)|Boris Borisov", index)[:2]
    entry = index.partition(anna)[2].partition(boris)[0]
    noted = pages_with("Anna Arden knew him.")
    identified = pages_with("[the poet] Anna Arden")
    assert f"in a note {noted[0]}" in entry
    assert f"identified by the editor {identified[0]}" in entry
    spoken = sorted({page for turn in (1, 3, 5, 7, 9) for page in pages_with(f"Turn {turn}:")})
    shown = entry.partition("speaks ")[2].partition(" identified")[0]
    listed = {
        page
        for part in shown.split(", ")
        for page in range(int(part.split("–")[0]), int(part.split("–")[-1]) + 1)
    }
    assert set(spoken) <= listed


def test_a_reference_names_the_page_that_it_leads_to(
    build: Build, pages_of: Callable[[Path], list[str]]
) -> None:
    text = f":::{{transcript}}\nANNA. See {{turn}}`one#8`.\n\n{_long(8)}:::\n"
    built = talk(build, text)
    flat = [" ".join(page.split()) for page in pages_of(volume(built))]
    page = next(at for at, words in enumerate(flat, start=1) if "Turn 7:" in words)
    assert re.search(rf"turn 8 \(p\. {page}\)", flat[0])


def test_running_heads_and_margins(build: Build, need: Need) -> None:
    built = talk(build, f":::{{transcript}}\n{_long(12)}:::\n")
    done = subprocess.run(
        [need("pdftotext"), "-layout", str(volume(built)), "-"], capture_output=True, check=True
    )
    pages = done.stdout.decode().split("\f")
    heads = [" ".join(page.strip().split("\n")[0].split()) for page in pages]
    assert heads[1] == "2 An edition"
    assert heads[2] == "The talk, 23 August 1990 3"
    # Outer margin: right of the text on a recto, left of it on a verso.
    assert re.search(r"(?m)^\s*ANNA\. Turn 1: .*\s{3,}1$", pages[0])
    number = re.search(r"(?m)^\s*(\d+)\s{3,}(?:ANNA|BORIS)\. Turn (\d+)", pages[1])
    assert number is not None
    assert number[1] == number[2]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_the_size_of_the_page(build: Build, paper: str, size: tuple[int, int]) -> None:
    built = talk(build, ":::{transcript}\nANNA. Yes.\n:::\n", archival_paper=paper)
    with pikepdf.open(volume(built)) as pdf:
        box = pdf.pages[0].mediabox
        assert (round(float(box[2])), round(float(box[3]))) == size


def test_lines_are_numbered_on_request(build: Build, need: Need) -> None:
    built = talk(build, f":::{{transcript}}\n{_long(3)}:::\n", archival_line_numbers=5)
    done = subprocess.run(
        [need("pdftotext"), "-layout", str(volume(built)), "-"], capture_output=True, check=True
    )
    numbers = re.findall(r"(?m)^\s*(\d+)\s{2,}\S", done.stdout.decode())
    assert [int(number) for number in numbers[:3]] == [5, 10, 15]


def test_numbers_in_a_margin_keep_clear_of_each_other(build: Build, need: Need) -> None:
    """Turns and pages of the source change sides, lines do not; these are counted on each page."""
    turns = "".join(
        f"{'ANNA' if n % 2 else 'BORIS'}. {'Words ' * (25 + n % 7)}{{page}}`{n}` and.\n\n"
        for n in range(1, 60)
    )
    built = talk(build, f":::{{transcript}}\n{turns}:::\n", archival_line_numbers=1)
    done = subprocess.run(
        [need("pdftotext"), "-bbox", str(volume(built)), "-"], capture_output=True, check=True
    )
    pages = done.stdout.decode().split("<page ")[1:-1]
    seen = []
    for page in pages:
        words = re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(\d+)</word>', page
        )
        places = [(float(x), float(y), float(end), int(number)) for x, y, end, number in words]
        seen += [number for *_, number in places]
        for one in places:
            for other in places:
                beside = one is not other and abs(one[1] - other[1]) < 6
                assert not beside or one[2] <= other[0] or other[2] <= one[0]
        assert 1 in {number for *_, number in places}
    assert all(seen.count(n) >= 2 for n in range(2, 40))  # its turn, and its page of the source


def test_each_language_is_hyphenated_by_its_own_rules(build: Build, need: Need) -> None:
    russian = HEAD.replace("one", "two").replace(":date:", ":language: ru\n:date:")
    word = "достопримечательность человеконенавистничество "
    files = {
        "a.md": HEAD + f":::{{transcript}}\nANNA. {'responsibility incomprehensible ' * 40}\n:::\n",
        "b.md": russian + f":::{{transcript}}\nANNA. {word * 40}\n:::\n",
        "register.yml": REGISTER,
    }
    built = build(files, "pdf", confoverrides=SETTINGS)
    assert built.warnings == []
    for name, broken in (
        ("done.pdf", r"incom\u00ad|incompre\u00ad|respon\u00ad"),
        ("dtwo.pdf", r"[а-я]\u00ad"),
    ):
        done = subprocess.run(
            [need("pdftotext"), "-layout", str(volume(built, name)), "-"],
            capture_output=True, check=True,
        )  # fmt: skip
        assert re.search(broken, done.stdout.decode())
    assert 'language: "ru"' in (built.outdir / "typst" / "dtwo.typ").read_text(encoding="utf-8")


def test_chapters_are_bookmarks_and_names_are_links(book: Callable[[str, str], Built]) -> None:
    with pikepdf.open(volume(book("corpus", "pdf"), "afghan-conversations.pdf")) as pdf:
        with pdf.open_outline() as outline:
            titles = [str(item.title) for item in outline.root]
            indexes = next(item for item in outline.root if str(item.title) == "Indexes")
            inner = [str(item.title) for item in indexes.children]
        assert titles[:3] == [
            "Introduction",
            "Record of a Conversation of M. S. Gorbachev with President of Afghanistan Najibullah",
            "Persons",
        ]
        assert inner[0] == "Index of persons"
        links = [
            annotation
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if annotation.Subtype == "/Link"
        ]
        within = [link for link in links if "/Dest" in link or link.A.S == "/GoTo"]
        assert len(within) > 300


@pytest.mark.skipif(
    version("myst-parser") < "5", reason="MyST counts lines within directives since version 5"
)
def test_an_image_without_words_is_reported_with_its_line(build: Build) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<rect width="9" height="9"/></svg>'
    )
    text = "# T\n\nWords.\n\n```{image} x.svg\n```\n\n```{image} x.svg\n:alt: A square\n```\n"
    built = build({"index.md": text, "x.svg": svg}, "pdf")
    (warning,) = built.warnings
    assert re.match(r"index\.md:5: WARNING: image: “x\.svg” has no alternative text", warning)
    with pikepdf.open(volume(built, "an-edition.pdf")) as pdf:
        assert pdf.open_metadata().pdfa_status == "3A"


def test_a_project_brings_its_fonts(build: Build, need: Need) -> None:
    font = Path("/usr/share/fonts/opentype/freefont/FreeSerif.otf")
    if not font.is_file():
        pytest.skip("the font FreeSerif, which is to be put into a project, is not installed")
    built = talk(build, ":::{transcript}\nANNA. Yes.\n:::\n")
    (built.srcdir / "fonts").mkdir()
    shutil.copy(font, built.srcdir / "fonts")
    settings = {
        "archival_fonts": ["fonts"],
        "archival_template_options": {"body_font": ["FreeSerif"]},
    }
    again = build({}, "pdf", srcdir=built.srcdir, confoverrides={**SETTINGS, **settings})
    assert again.warnings == []
    done = subprocess.run([need("pdffonts"), str(volume(again))], capture_output=True, check=True)
    assert "FreeSerif" in done.stdout.decode()

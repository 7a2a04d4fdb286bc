"""LaTeX, compiled: what TeX says in its log, and what stands on which page.

Compiling is slow, so each edition is typeset once by each engine, and looked at by all tests.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Build, Need

pytestmark = pytest.mark.slow

ENGINES = ("xelatex", "lualatex")
EDITIONS = {
    "corpus": "corpus",
    "every-feature": "tests/roots/test-every-feature",
}
OVERFULL = re.compile(r"Overfull \\hbox \(([\d.]+)pt too wide\)")
ALLOWED_OVERFULL = 10.0
COMPLAINTS = (
    "undefined",
    "multiply",
    "Missing character",
    "Rerun to get",
    "may have changed",
    "does not exist",
    "destination with the same identifier",
)

REGISTER = """\
anna: {kind: person, name: Anna Arden, sort: "Arden, Anna", labels: [ANNA], born: 1931}
boris: {kind: person, name: Boris Brand, sort: "Brand, Boris", labels: [BORIS]}
lagos: {kind: place, name: Lagos}
"""
TALK = """\
# A title that is a good deal too long to stand above all the pages of a talk

:::{document} one
:short-title: The short title
:date: 1962-03-01
:participants: anna, boris
:::

:::{transcript}
"""
TURNS = (("anna", 9), ("boris", 2), ("anna", 1), ("boris", 16), ("anna", 3), ("boris", 30))
ROLES = ("speaks", "identified by the editor", "mentioned", "in a note")


def words(start: int) -> str:
    """A paragraph that no other is like; no word of it is long enough to be hyphenated."""
    return " ".join(f"w{(start + step) * 37 % 89} and" for step in range(60)) + "."


def transcript() -> Iterator[str]:
    """Turns of several pages. Where each begins and ends, and each name, is a word of its own."""
    for number, (speaker, length) in enumerate(TURNS):
        yield f"{speaker.upper()}. {speaker[0]}b{number} {words(number)}[^{number}]"
        for at in range(length):
            place = "{place}`zl <lagos>`" if at % 4 == 1 else "there"
            yield f"{words(at)} In {place}. {words(at + 7)}"
        named = (
            "{person}`zb <boris>`"
            if speaker == "anna"
            else "[Mr]{.identification} {person}`zi <anna>`"
        )
        yield f"Of {named} {words(number)} {speaker[0]}e{number}"


def talks() -> dict[str, str]:
    """An edition whose volume has short pages, and so many."""
    lines = [f"[^{at}]: By {{person}}`zn <anna>`. {words(at)}" for at in range(len(TURNS))]
    talk = [TALK, *transcript(), ":::", *lines]
    toctree = "```{toctree}\ntalk\nlist\n```"
    return {
        "index.md": f"# Talks\n\nWords of the start.\n\n{toctree}\n\n## How to\n\nCite.\n",
        "talk.md": "\n\n".join(talk),
        "list.md": "# The list\n\n```{register}\n```\n",
        "r.yml": REGISTER,
    }


def compiled(outdir: Path, engine: str, need: Need) -> Path:
    """Let TeX make a PDF; return its log."""
    (tex,) = outdir.glob("*.tex")
    command = [need("latexmk"), f"-{engine}", "-interaction=nonstopmode", tex.name]
    subprocess.run(command, cwd=outdir, capture_output=True, check=False)
    return tex.with_suffix(".log")


@pytest.fixture(scope="module")
def typeset(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory, build_once: Build, need: Need
) -> dict[tuple[str, str], Path]:
    """Gives the log of each edition that an engine has made into a PDF."""
    made = {}
    for engine in ENGINES:
        need(engine)
        for name in (*EDITIONS, "talks"):
            srcdir = tmp_path_factory.mktemp(f"{engine}-{name}") / "source"
            settings = {"latex_engine": engine, "html_theme": "basic", "latex_use_xindy": False}
            files = {}
            if name in EDITIONS:
                ignored = shutil.ignore_patterns("_build")
                shutil.copytree(checkout / EDITIONS[name], srcdir, ignore=ignored)
            else:
                files = talks()
                settings |= {"archival_registers": ["r.yml"]}
                settings |= {"latex_elements": {"papersize": "a5paper"}}
            built = build_once(files, "latex", srcdir=srcdir, confoverrides=settings)
            made[engine, name] = compiled(built.outdir, engine, need)
    return made


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine."""
    return str(request.param)


def pages_of(log: Path, need: Need, *options: str) -> list[str]:
    """The text of each page."""
    command = [need("pdftotext"), *options, str(log.with_suffix(".pdf")), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def test_what_the_project_sets_is_what_is_printed(
    build_once: Build, tmp_path: Path, need: Need
) -> None:
    need("xelatex")
    elements = {
        "fncychap": r"\usepackage[Bjarne]{fncychap}",
        "preamble": r"\fancypagestyle{normal}{\fancyhf{}\fancyhead[C]{A head of our own}}",
        "maketitle": r"\thispagestyle{empty}A title of our own\clearpage",
    }
    settings = {
        "latex_engine": "xelatex",
        "archival_registers": ["r.yml"],
        "latex_use_xindy": False,
        "latex_elements": elements,
    }
    built = build_once(talks(), "latex", srcdir=tmp_path / "own", confoverrides=settings)
    log = compiled(built.outdir, "xelatex", need)
    pages = pages_of(log, need)
    assert pages[0].startswith("A title of our own")
    assert "CHAPTER" in "".join(pages)
    assert head_of(pages[4]) == "A head of our own"


def head_of(page: str) -> str:
    return " ".join(page.lstrip().partition("\n")[0].split())


@pytest.mark.parametrize("edition", [*EDITIONS, "talks"])
def test_tex_has_nothing_to_complain_of(
    engine: str, edition: str, typeset: dict[tuple[str, str], Path]
) -> None:
    log = typeset[engine, edition]
    assert log.with_suffix(".pdf").is_file()
    text = log.read_text(encoding="utf-8", errors="replace")
    lines = text.splitlines()
    assert [x for x in lines if x.startswith("!") or any(c in x for c in COMPLAINTS)] == []
    assert [width for width in OVERFULL.findall(text) if float(width) > ALLOWED_OVERFULL] == []


def test_the_words_and_numbers_of_a_turn_stand_on_the_page(
    typeset: dict[tuple[str, str], Path], need: Need
) -> None:
    pages = pages_of(typeset["xelatex", "corpus"], need, "-layout")
    turn = r"NAJIBULLAH\. Chairman of the"
    assert re.search(rf"(?m)^\s*6\s+{turn}|{turn}.*\s6$", "".join(pages))
    page = next(page for page in pages if "basmachestvo5" in page)
    assert re.search(r"5\s*“Basmachestvo” is the term", page)


def ranges(pages: list[int]) -> str:
    """Pages as an index prints them: ``3, 5–7``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


NAMES = ("Arden, Anna (1931–)", "Brand, Boris", "Lagos")
PAGES = r"\d+(?:– ?\d+)?"
ENTRIES = re.compile(
    rf"({'|'.join(map(re.escape, NAMES))})|({'|'.join(ROLES)}) ({PAGES}(?:, {PAGES})*)"
)


def printed_index(pages: list[str]) -> dict[str, dict[str, str]]:
    """The entries of the index, each with its roles and what is printed for them."""
    found: dict[str, dict[str, str]] = {}
    name = ""
    for entry in ENTRIES.finditer(" ".join("\n".join(pages).split())):
        name = entry[1] or name
        if entry[2]:
            found.setdefault(name, {})[entry[2]] = entry[3].replace("– ", "–")
    return found


def test_the_index_gives_the_pages_of_each_role(
    engine: str, typeset: dict[tuple[str, str], Path], need: Need
) -> None:
    pages = pages_of(typeset[engine, "talks"], need)
    first = next(at for at, page in enumerate(pages) if "Index of persons" in page and at > 2)
    text = [set(page.split()) for page in pages]

    def where(word: str) -> list[int]:
        return [number for number, page in enumerate(text, 1) if {word, f"{word}."} & page]

    def turns(speaker: str) -> list[int]:
        spoken: set[int] = set()
        for number, (name, _length) in enumerate(TURNS):
            if name == speaker:
                (begin,), (end,) = where(f"{name[0]}b{number}"), where(f"{name[0]}e{number}")
                spoken.update(range(begin, end + 1))
        return sorted(spoken)

    index = printed_index(pages[first:])
    assert len(turns("boris")) > len(TURNS)
    assert index["Arden, Anna (1931–)"] == {
        "speaks": ranges(turns("anna")),
        "identified by the editor": ranges(where("zi")),
        "in a note": ranges(where("zn")),
    }
    assert index["Brand, Boris"] == {
        "speaks": ranges(turns("boris")),
        "mentioned": ranges(where("zb")),
    }
    assert index["Lagos"] == {"mentioned": ranges(where("zl"))}
    # The register says the same in one line.
    assert f"speaks {ranges(turns('boris'))}; mentioned" in " ".join(pages[first - 1].split())


@pytest.mark.parametrize("edition", [*EDITIONS, "talks"])
def test_a_book_has_no_empty_page_and_no_number_before_a_title(
    engine: str, edition: str, typeset: dict[tuple[str, str], Path], need: Need
) -> None:
    pages = pages_of(typeset[engine, edition], need)
    assert [number for number, page in enumerate(pages, 1) if not page.strip()] == []
    assert not re.search(r"(?i)chapter", "\n".join(pages))
    # From the contents on each page says its number, and it is the one that readers of a PDF show.
    for number, page in enumerate(pages[2:], 3):
        lines = {line.strip() for line in page.splitlines()}
        assert str(number) in lines | {*head_of(page).split()}, number


def test_the_pages_have_heads(
    engine: str, typeset: dict[tuple[str, str], Path], need: Need
) -> None:
    pages = pages_of(typeset[engine, "talks"], need, "-layout")
    begin = next(at for at, page in enumerate(pages) if "ab0" in page)
    end = next(at for at, page in enumerate(pages) if "be5" in page)
    for number in range(begin + 2, end + 2):
        title = "The short title, 1 March 1962" if number % 2 else "An edition"
        shown = f"{title} {number}" if number % 2 else f"{number} {title}"
        assert head_of(pages[number - 1]) == shown


def test_the_start_page_is_the_introduction(
    typeset: dict[tuple[str, str], Path], need: Need
) -> None:
    pages = pages_of(typeset["xelatex", "talks"], need)
    introduction = next(at for at, page in enumerate(pages) if "Words of the start." in page)
    assert pages[introduction].startswith("Introduction")
    assert "How to" in pages[introduction]
    assert introduction < next(at for at, page in enumerate(pages) if "ab0" in page)


def test_a_note_of_several_blocks_is_printed_whole(build: Build, need: Need) -> None:
    lines = [f"[^{key}]: Note {key}1.\n\n    Note {key}2.\n" for key in "abc"]
    code = "    ```\n    Note d\n    ```\n"
    words = "ANNA. A *run[^a] of **words[^b]*** on.\n\n(Laughter.[^c])\n\nANNA. *Yes[^d]*.\n:::\n"
    page = "\n".join([TALK, words, *lines, "[^d]: Code:\n", code])
    built = build(
        {"index.md": page, "r.yml": REGISTER},
        "latex",
        confoverrides={
            "archival_registers": ["r.yml"],
            "latex_engine": "xelatex",
            "latex_use_xindy": False,
        },
    )
    printed = "".join(pages_of(compiled(built.outdir, "xelatex", need), need))
    notes = [f"Note {key}{part}." for key in "abc" for part in (1, 2)]
    assert [printed.count(note) for note in (*notes, "Note d")] == [1] * 7

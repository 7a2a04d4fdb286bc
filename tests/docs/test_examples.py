"""What the manual shows is built: its files, its commands, and the warnings that it prints.

A page of the manual is a small project. A code block with the name of a file as its caption is that
file, from there on; a command ``sphinx-build`` builds what has been written up to it, and the
warnings printed below the command are those of the build, no more and no fewer.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Build, Built

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIAL = ("first-page", "brackets-and-notes", "persons", "publish")
# `link` wants a second project, and `style` shows no page.
HOW_TO = sorted({path.stem for path in (DOCS / "how-to").glob("*.md")} - {"index", "link", "style"})

OPENING = re.compile(
    r"(?P<fence>`{3,}|:{3,})\{(?P<name>code-block|literalinclude|example)\} *(?P<argument>.*)"
)
OPTION = re.compile(r":([\w-]+): *(.*)")
FILE_NAME = re.compile(r"[\w./-]+\.(md|rst|py|yml|po|css|txt)")
BUILD = re.compile(r"\$ .*sphinx-build -M (?P<builder>\w+) \. _build(?P<options>.*)")
COPY = re.compile(r"\$ cp (\S+) (\S+)")
SEEN = " (what you see)"
ADDED = " (in addition)"
OTHER = {"md": ".rst", "rst": ".md"}
# What a page takes as given. EPUB warns without a version.
CONF = """\
project = "An edition"
copyright = "the editors"
version = release = "1"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
html_theme = "basic"
"""


@dataclass
class Block:
    """A code block of a page: the directive, its argument and options, and its lines."""

    directive: str
    argument: str
    options: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def caption(self) -> str:
        return self.argument if self.directive == "example" else self.options.get("caption", "")

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n") + "\n"


def blocks(page: str) -> Iterator[Block]:
    """The code blocks of a page of the manual, in order."""
    lines = iter((DOCS / f"{page}.md").read_text(encoding="utf-8").splitlines())
    for line in lines:
        opening = OPENING.fullmatch(line)
        if opening is None:
            continue
        block = Block(opening["name"], opening["argument"])
        for inner in lines:
            option = OPTION.fullmatch(inner)
            if inner == opening["fence"]:
                break
            if option and not block.lines and block.directive != "example":
                block.options[option[1]] = option[2]
            else:
                block.lines.append(inner)
        if block.directive == "literalinclude":
            included = (DOCS / page).parent / block.argument
            block.lines = included.read_text(encoding="utf-8").splitlines()
        yield block


@dataclass
class Follower:
    """A reader who does what the pages say: writes their files, and runs their commands."""

    build: Build
    language: str = "md"
    built: Built | None = None
    files: dict[str, str] = field(default_factory=dict)
    conf: str = CONF
    builds: int = 0

    def follow(self, page: str) -> None:
        for block in blocks(page):
            if block.argument == "console":
                self.run(block)
            elif block.caption.endswith(SEEN):
                self.look(block)
            else:
                self.write(block)

    def write(self, block: Block) -> None:
        name = block.caption.removesuffix(ADDED)
        if name != block.caption:
            self.files[name] = self.files.get(name, self.conf) + block.text
        elif FILE_NAME.fullmatch(name) and not name.endswith(OTHER[self.language]):
            self.files[name] = block.text
        self.conf = self.files.get("conf.py", self.conf)

    def run(self, block: Block) -> None:
        for line in block.lines:
            if command := BUILD.match(line):
                self.make(command["builder"], anew="-E" in command["options"])
                assert self.built is not None
                assert self.built.warnings == self.expected(block)
            elif command := COPY.match(line):
                assert self.built is not None
                source = self.built.outdir.parent / command[1].removeprefix("_build/")
                target = self.built.srcdir / command[2]
                target.parent.mkdir(exist_ok=True)
                shutil.copy(source, target)

    def make(self, builder: str = "html", *, anew: bool = False) -> None:
        if self.built is None:
            self.files.setdefault("conf.py", self.conf)
        elif anew or self.built.app.builder.name == "gettext":
            # The command of `gettext` has doctrees of its own; here the next build would meet them.
            shutil.rmtree(self.built.app.doctreedir)
        srcdir = self.built.srcdir if self.built else None
        self.built = self.build(self.files, builder, srcdir=srcdir)
        self.files = {}
        self.builds += 1

    def expected(self, block: Block) -> list[str]:
        """The warnings printed in *block*, without the dots for the folder."""
        return [
            line.removeprefix("…/").replace(".md:", f".{self.language}:")
            for line in block.lines
            if "WARNING:" in line
        ]

    def look(self, block: Block) -> None:
        self.make("text")
        assert self.built is not None
        assert block.text in self.built.output(f"{block.caption.removesuffix(SEEN)}.txt")


def test_the_tutorial_can_be_followed(build: Build) -> None:
    reader = Follower(build)
    for page in TUTORIAL:
        reader.follow(f"tutorial/{page}")
    assert reader.builds > 5


def in_their_languages() -> list[tuple[str, str]]:
    """The how-to pages, each with the languages that it shows files in."""
    return [
        (page, language)
        for page in HOW_TO
        for language in ("md", "rst")
        if any(block.caption.endswith(f".{language}") for block in blocks(f"how-to/{page}"))
    ]


@pytest.mark.parametrize(("page", "language"), in_their_languages())
def test_what_a_how_to_shows_builds(build: Build, page: str, language: str) -> None:
    reader = Follower(build, language)
    reader.follow(f"how-to/{page}")
    if reader.builds == 0:
        reader.make()
        assert reader.built is not None
        assert reader.built.warnings == []


HOST = {
    "index.rst": "The harbour\n===========\n\n.. todo:: Say more.\n\n.. toctree::\n\n   barrels\n",
    "barrels.rst": "Barrels\n=======\n\n'Quoted' -- and see :ref:`The harbour`.\n",
}


def host_conf() -> str:
    """The settings of the host project, with the one line that the manual has its owner add."""
    return next(block.text for block in blocks("how-to/embed") if block.caption == "conf.py")


def site(built: Built) -> dict[str, bytes]:
    """The files of a web site, but for the list of labels: Sphinx adds one for each index."""
    return {
        str(path.relative_to(built.outdir)): path.read_bytes()
        for path in sorted(built.outdir.rglob("*"))
        if path.is_file() and path.name not in {".buildinfo", "objects.inv"}
    }


def test_the_extension_leaves_the_pages_of_a_host_as_they_are(build: Build) -> None:
    added = '    "sphinxext_archival",\n'
    assert host_conf().count(added) == 1
    before = build({**HOST, "conf.py": host_conf().replace(added, "")})
    after = build({**HOST, "conf.py": host_conf()})
    assert before.warnings == after.warnings == []
    expected = site(before)
    found = site(after)
    assert "index.html" in expected
    assert {name for name, content in expected.items() if found.get(name) != content} == set()
    assert found.keys() - expected.keys() == {
        "_static/archival.css",
        "_static/archival-overview.css",
    }


@pytest.mark.parametrize("language", ["md", "rst"])
def test_a_host_page_links_the_style_sheet_only_with_a_document(
    build: Build, language: str
) -> None:
    reader = Follower(build, language)
    reader.follow("how-to/embed")
    reader.files["barrels.rst"] = "Barrels\n=======\n\nOf salt.\n"
    reader.make()
    assert reader.built is not None
    assert reader.built.warnings == []
    assert "archival.css" in reader.built.output("talk.html")
    assert "archival.css" not in reader.built.output("barrels.html")


EDITION = """\
# A talk

:::{person} lindqvist
:name: Ada Lindqvist
:::

:::{document} skarvik-1921
:::

:::{transcript}
:speakers: LINDQVIST; CAPTAIN BRANDT

LINDQVIST. Do you have salt?

CAPTAIN BRANDT. Forty barrels.
:::
"""


@pytest.mark.parametrize(
    ("page", "extensions"),
    [
        ("about.md", ["myst_parser", "sphinxext_archival"]),
        ("about.rst", ["sphinxext_archival"]),
        ("plain.md", ["myst_parser"]),
    ],
)
def test_another_project_links_to_an_edition(
    build: Build, page: str, extensions: list[str]
) -> None:
    edition = build({"talk.md": EDITION, "conf.py": CONF})
    inventory = str(edition.outdir / "objects.inv")
    text = next(block.text for block in blocks("how-to/link") if block.caption == page)
    conf = f"extensions = {[*extensions, 'sphinx.ext.intersphinx']}\n"
    index = f"A\n=\n\n.. toctree::\n\n   {page.partition('.')[0]}\n"
    other = build(
        {"conf.py": conf, "index.rst": index, page: text},
        confoverrides={
            "intersphinx_mapping": {"harbour": ("https://harbour.example/", inventory)},
        },
    )
    html = other.output(f"{page.partition('.')[0]}.html")
    assert other.warnings == []
    assert 'href="https://harbour.example/talk.html#dskarvik-1921"' in html
    assert 'href="https://harbour.example/talk.html#person-lindqvist"' in html
    if "archival" in extensions[-1]:
        assert 'href="https://harbour.example/talk.html#dskarvik-1921-t2"' in html

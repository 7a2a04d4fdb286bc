"""What the manual shows is built: its files, its commands, and the warnings that it prints.

A page of the manual is a small project. A code block with the name of a file as its caption is that
file, from there on; a command ``sphinx-build`` builds what has been written up to it, and the
warnings printed below the command are those of the build, no more and no fewer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Build

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIAL = ("first-page", "brackets-and-notes", "persons", "publish")
HOW_TO = sorted(path.stem for path in (DOCS / "how-to").glob("*.md") if path.stem != "index")

OPENING = re.compile(
    r"(?P<fence>`{3,}|:{3,})\{(?P<name>code-block|literalinclude|example)\} *(?P<argument>.*)"
)
OPTION = re.compile(r":([\w-]+): *(.*)")
FILE_NAME = re.compile(r"[\w./-]+\.(md|rst|py|yml|po)")
COMMAND = re.compile(r"\$ .*sphinx-build (?P<options>.*?)-b (?P<builder>\w+)")


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


def printed_warnings(block: Block) -> list[str]:
    """The warnings in a block of the terminal, without the dots for the folder."""
    return [line.removeprefix("…/") for line in block.lines if "WARNING:" in line]


def test_the_tutorial_can_be_followed(build: Build) -> None:
    files: dict[str, str] = {}
    srcdir = None
    builds = 0
    for block in (block for page in TUTORIAL for block in blocks(f"tutorial/{page}")):
        if FILE_NAME.fullmatch(block.caption):
            files[block.caption] = block.text
        elif block.argument == "console":
            for command in COMMAND.finditer(block.text):
                if command["builder"] == "epub":
                    conf = files.pop("conf.py", None) or (srcdir / "conf.py").read_text()
                    files["conf.py"] = f'{conf}version = release = "1"\n'
                built = build(files, command["builder"], srcdir=srcdir)
                assert built.warnings == printed_warnings(block)
                files, srcdir, builds = {}, built.srcdir, builds + 1
        elif block.argument == "text":
            assert srcdir is not None
            text = build({}, "text", srcdir=srcdir).output(f"{block.caption.split()[0]}.txt")
            assert block.text in text
    assert builds > 5


@pytest.mark.parametrize("page", HOW_TO)
@pytest.mark.parametrize("language", ["md", "rst"])
def test_a_how_to_shows_what_builds(build: Build, page: str, language: str) -> None:
    other = {"md": ".rst", "rst": ".md"}[language]
    files: dict[str, str] = {}
    expected: list[str] = []
    for block in blocks(f"how-to/{page}"):
        if FILE_NAME.fullmatch(block.caption) and not block.caption.endswith(other):
            files[block.caption] = block.text
        expected += [line for line in printed_warnings(block) if f"{other}:" not in line]
    if not any(name.endswith(language) for name in files):
        pytest.skip(f"the page shows no file in .{language}")
    assert build(files).warnings == expected

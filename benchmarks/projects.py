"""The projects that are built: each as an edition, and as plain MyST with the same words."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SEED = "117254"
TURNS, SPEAKERS, MENTIONED = 24, 6, 60

PLAIN_CONF = 'extensions = ["myst_parser"]\nhtml_theme = "basic"\n'
EDITION_CONF = """\
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
archival_registers = {registers!r}
archival_autolink = True
html_theme = "basic"
"""
INDEX = "# Contents\n\n```{toctree}\n:glob:\n\ndocuments/*\n```\n"

SENTENCE = (
    "the situation of our delegation in these talks remains what it was before and nobody at this "
    "table would deny that a settlement needs patience on both sides of the line we have drawn"
)
WORDS = SENTENCE.split()
SYLLABLES = ("Ba", "Do", "Ke", "Li", "Mo", "Nu", "Pa", "Ri", "So", "Tu")

# The markup that plain MyST does not know, and what is left of it there.
OPTION = re.compile(r"^:([\w-]+): (.+)$", re.MULTILINE)
FENCE = re.compile(r"^:{3,}.*\n", re.MULTILINE)
MARK = re.compile(r"\{page\}`[^`]*` ?")
TITLED = re.compile(r"\{[\w:-]+\}`!?([^`]+?) ?<[^`>]*>`")
ROLE = re.compile(r"\{[\w:-]+\}`!?([^`]*)`")
CLASS = re.compile(r"\]\{[^}\n]*\}")


@dataclass(frozen=True)
class Pair:
    """The folders of one project in its two forms, and its number of documents."""

    plain: Path
    edition: Path
    pages: int


def plain(text: str) -> str:
    """The words of a document without our markup: its header as a list, its notes as footnotes."""
    text = OPTION.sub(r"- \1: \2", text)
    text = FENCE.sub("\n", text)
    text = ROLE.sub(r"\1", TITLED.sub(r"\1", MARK.sub("", text)))
    return CLASS.sub("]", text)


def _write(folder: Path, conf: str, documents: dict[str, str]) -> Path:
    (folder / "documents").mkdir(parents=True)
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "index.md").write_text(INDEX, encoding="utf-8")
    for identifier, text in documents.items():
        path = folder / "documents" / f"{identifier}.md"
        path.write_text(text, encoding="utf-8")
    return folder


def _pair(folder: Path, documents: dict[str, str], registers: list[str]) -> Pair:
    words = {identifier: plain(text) for identifier, text in documents.items()}
    return Pair(
        plain=_write(folder / "plain", PLAIN_CONF, words),
        edition=_write(folder / "edition", EDITION_CONF.format(registers=registers), documents),
        pages=len(documents),
    )


def seed_pair(folder: Path, copies: int) -> Pair:
    """The seed document under *copies* identifiers, with the registers of the corpus."""
    text = (CORPUS / "documents" / f"{SEED}.md").read_text(encoding="utf-8")
    own = re.compile(rf"(\{{(?:document|turn)\}}(?: |`(?:[^`<]*<)?)){SEED}\b")
    identifiers = [f"{SEED}-{number:02}" for number in range(1, copies + 1)]
    registers = sorted(path.name for path in (CORPUS / "register").glob("*.yml"))
    pair = _pair(
        folder,
        {identifier: own.sub(rf"\g<1>{identifier}", text) for identifier in identifiers},
        [f"register/{name}" for name in registers],
    )
    for part in ("register", "sources"):
        shutil.copytree(CORPUS / part, pair.edition / part)
    return pair


def _name(number: int) -> str:
    """A surname that stands for one person only: three syllables, in digits of base ten."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:03}").capitalize()


def _register() -> str:
    return "".join(
        f"p{number}:\n"
        f"  kind: person\n"
        f"  name: Anna {_name(number)}\n"
        f"  labels: [{_name(number).upper()}]\n"
        f"  variants: [{_name(number)}]\n"
        for number in range(MENTIONED)
    )


def _turn(page: int, turn: int) -> str:
    start = (7 * page + 3 * turn) % len(WORDS)
    words = " ".join(WORDS[start:] + WORDS[:start])
    first, second = ((page + 5 * turn + step) % MENTIONED for step in (0, 17))
    return (
        f"{_name((page + turn) % SPEAKERS).upper()}. As {_name(first)} said, {words}.\n\n"
        f"Then {words} [in short], and {_name(second)} [soglasen]{{.original}} agreed: {words}."
    )


def _document(page: int, turns: int) -> str:
    participants = ", ".join(f"p{number}" for number in range(SPEAKERS))
    text = "\n\n".join(_turn(page, turn) for turn in range(turns))
    return (
        f"# Minutes {page}\n\n:::{{document}} {page}\n:date: 1990-08-23\n"
        f":participants: {participants}\n\nA summary of {_name(page % MENTIONED)}.\n:::\n\n"
        f"::::{{transcript}}\n{text}[^note]\n::::\n\n[^note]: A note of the editor.\n"
    )


def in_theme(source: Path, theme: str) -> Path:
    """Let the project *source* have another theme; return it."""
    path = source / "conf.py"
    conf = path.read_text(encoding="utf-8")
    path.write_text(f"{conf}html_theme = {theme!r}\n", encoding="utf-8")
    return source


def synthetic_pair(folder: Path, pages: int, turns: int = TURNS) -> Pair:
    """An edition of *pages* invented documents; its register does not grow with it."""
    documents = {f"{page}": _document(page, turns) for page in range(pages)}
    pair = _pair(folder, documents, ["persons.yml"])
    (pair.edition / "persons.yml").write_text(_register(), encoding="utf-8")
    return pair

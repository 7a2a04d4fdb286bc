"""The files of a new edition, made from the templates in ``edition/``.

``common/`` is for every language, and a folder for each language has its pages. A name that begins
with ``dot-`` begins with a dot in the edition: so no tool takes a template for a file of its own. A
file that ends in ``.jinja`` is filled in; the others are copied as they are.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..model.schemas import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPLATES = Path(__file__).parent / "edition"
_COMMON = "common"
_FALLBACK = "en"
_SCHEMAS = ("emendations", "register")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#])")

# What a bracket says by its words, and the endings of words: English is known without.
_PHRASES: dict[str, tuple[dict[str, list[str]], list[str]]] = {
    "de": (
        {
            "gap": ["unleserlich", "{n} Zeilen unleserlich", "fehlt"],
            "sic": ["so!"],
            "stage": ["Heiterkeit", "Beifall"],
        },
        ["e", "en", "er", "es", "n", "s"],
    ),
    "fr": (
        {"gap": ["illisible", "{n} lignes illisibles"], "stage": ["Rires", "Applaudissements"]},
        ["e", "es", "s", "x"],
    ),
    "ru": (
        {
            "gap": ["неразборчиво", "нрзб."],
            "sic": ["так!", "так в тексте"],
            "stage": ["Смех", "Аплодисменты"],
        },
        ["а", "е", "и", "о", "у", "ы", "я", "ам", "ами", "ах", "ов", "ой", "ом"],
    ),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """What is asked before an edition begins.

    ``language`` is a code of ISO 639; ``year`` is that of the copyright, and ``identifier`` that of
    the e-book.
    """

    title: str
    author: str
    language: str
    year: int
    identifier: str


def languages() -> tuple[str, ...]:
    """The languages that the pages of a new edition are written in."""
    return tuple(sorted(path.name for path in _TEMPLATES.iterdir() if path.name != _COMMON))


def files_of(edition: Edition) -> dict[str, str]:
    """Return the text of each file of a new edition, by its path in the edition."""
    base = edition.language.replace("_", "-").partition("-")[0]
    folders = (_TEMPLATES / _COMMON, _TEMPLATES / (base if base in languages() else _FALLBACK))
    values = _values(edition, base)
    files = {name: text for folder in folders for name, text in _rendered(folder, values)}
    for name in _SCHEMAS:
        schema = json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2)
        files[f".vscode/{name}.schema.json"] = f"{schema}\n"
    return dict(sorted(files.items()))


def _values(edition: Edition, base: str) -> dict[str, Any]:
    release = version("sphinxext-archival")
    major, minor = (*re.findall(r"\d+", release), "0")[:2]
    phrases, inflections = _PHRASES.get(base, ({}, []))
    return {
        "title": edition.title,
        "author": edition.author,
        "language": edition.language,
        "year": edition.year,
        "identifier": edition.identifier,
        "phrases": phrases,
        "inflections": inflections,
        "version": f"{major}.{minor}",
        # A version with another first number, or before 1.0 another second, may change addresses.
        "next_version": f"0.{int(minor) + 1}" if major == "0" else str(int(major) + 1),
    }


def _rendered(folder: Path, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    from jinja2 import Environment, StrictUndefined

    # What is made are Markdown, Python and YAML: nothing here is HTML to be escaped.
    jinja = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701
    jinja.filters["python"] = lambda text: json.dumps(str(text), ensure_ascii=False)
    jinja.filters["markdown"] = lambda text: _MARKUP.sub(r"\\\1", text)
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        relative = PurePosixPath(path.relative_to(folder).as_posix())
        text = path.read_text("utf-8")
        if relative.suffix == ".jinja":
            relative, text = relative.with_suffix(""), jinja.from_string(text).render(values)
        parts = (re.sub(r"\Adot-", ".", part) for part in relative.parts)
        yield "/".join(parts), text

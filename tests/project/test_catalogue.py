"""The interface in other languages: nothing is missing, and pages show it."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog

    from tests.conftest import Build, Built

PACKAGE = "sphinxext_archival"
LANGUAGES = ("de", "fr", "ru")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")

PAGE = """\
# A conversation

:::{document} d1
:date: 1990-08-23
:participants: okoye
:::

:::{transcript}
OKOYE. We met [again]{resp=editor} today.[^a] {page}`7` We go.
:::

[^a]: Of {person}`okoye`, in Lagos.
"""
REFERENCES = """\
# References

See {turn}`d1#1`.

```{register}
```
"""
REGISTER = "okoye:\n  kind: person\n  name: Ada Okoye\n  labels: [OKOYE]\n"
# page: words that it shows in the language, and nowhere in English
SHOWN = {
    "de": {
        "page": ("Datum", "23. August 1990", "Anmerkungen", "(Bearbeiter)", "S. 7"),
        "references": ("Redebeitrag 1", "spricht", "in einer Anmerkung", "Personenregister"),
        "archival-index": ("Personen-, Orts- und Sachregister", "spricht: ", "Anm. 1"),
    },
    "fr": {
        "page": ("23 août 1990", "Notes sur «\u00a0A conversation\u00a0»", "restitué (éditeur"),
        "references": ("intervention 1", "prend la parole", "en note", "index des personnes"),
        "archival-index": ("Index des personnes, des lieux", "prend la parole: "),
    },
    "ru": {
        "page": ("Дата", "23 августа 1990", "Примечания", "дополнено (редактор)", "с. 7"),
        "references": ("реплика 1", "говорит", "в примечании", "указатель лиц"),
        "archival-index": ("Указатель лиц, мест и предметов", "говорит: ", "примеч. 1"),
    },
}
OVERRIDE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Date"
msgstr "Gegeben am"
"""


def catalogue(package: Path, language: str) -> Catalog:
    with (package / "locale" / language / "LC_MESSAGES" / "archival.po").open("rb") as file:
        return read_po(file, locale=language)


def marked(package: Path) -> set[str]:
    """The messages that the code marks with ``_()``."""
    messages = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id == "_" and isinstance(first, ast.Constant):
                    messages.add(str(first.value))
    return messages


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_other(checkout: Path, language: str) -> None:
    package = checkout / PACKAGE
    translated = {
        str(message.id): str(message.string)
        for message in catalogue(package, language)
        if message.id
    }
    assert translated.keys() == marked(package)
    assert [message for message, text in translated.items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(checkout: Path, language: str) -> None:
    for message in catalogue(checkout / PACKAGE, language):
        if message.id:
            assert not message.fuzzy
            wanted = sorted(PLACEHOLDER.findall(str(message.id)))
            assert sorted(PLACEHOLDER.findall(str(message.string))) == wanted, message.id


def edition(
    build: Build,
    language: str,
    files: dict[str, str] | None = None,
    *,
    srcdir: Path | None = None,
    **conf: Any,
) -> Built:
    return build(
        {"page.md": PAGE, "references.md": REFERENCES, "register.yml": REGISTER, **(files or {})},
        confoverrides={"language": language, "archival_registers": ["register.yml"], **conf},
        srcdir=srcdir,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_speaks_the_language_of_the_project(build: Build, language: str) -> None:
    built = edition(build, language)
    assert not [warning for warning in built.warnings if "archival" in warning]
    for page, words in SHOWN[language].items():
        output = built.output(f"{page}.html")
        assert [shown for shown in words if shown not in output] == [], page


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", {"Person", "Dokument"}),
        ("fr", {"personne", "document"}),
        ("ru", {"лицо", "документ"}),
    ],
)
def test_the_search_says_what_it_has_found(build: Build, language: str, names: set[str]) -> None:
    script = edition(build, language).output("searchindex.js")
    index = json.loads(script.removeprefix("Search.setIndex(").removesuffix(")"))
    ours = [shown for domain, _type, shown in index["objnames"].values() if domain == "archival"]
    assert set(ours) == names


def test_the_index_is_named_anew_when_the_language_changes(build: Build) -> None:
    built = edition(build, "de")
    page = {"page.md": f"{PAGE}\n{{ref}}`archival-index`\n"}
    html = edition(build, "ru", page, srcdir=built.srcdir).output("page.html")
    assert '<span class="std std-ref">Указатель лиц, мест и предметов</span>' in html


def test_an_edition_in_a_language_without_a_catalogue_speaks_english(build: Build) -> None:
    built = edition(build, "it")
    assert "turn 1" in built.output("references.html")
    assert "23 agosto 1990" in built.output("page.html")


def test_words_of_the_project_win_and_ours_fill_the_rest(build: Build) -> None:
    files = {"locale/de/LC_MESSAGES/archival.po": OVERRIDE}
    html = edition(build, "de", files, locale_dirs=["locale"]).output("page.html")
    assert "Gegeben am" in html
    assert "Datum" not in html
    assert "Teilnehmer" in html


def test_french_has_a_no_break_space_where_it_wants_one(checkout: Path) -> None:
    french = catalogue(checkout / PACKAGE, "fr")
    texts = [str(message.string) for message in french if message.id]
    assert any("\u00a0" in text for text in texts)
    assert [text for text in texts if re.search(" [;:»]|« ", text)] == []

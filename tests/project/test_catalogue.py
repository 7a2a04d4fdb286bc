"""The interface in other languages: nothing is missing, and pages show it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog

    from tests.conftest import Build

LANGUAGES = ("de", "fr", "ru")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")

PAGE = """\
# A conversation

:::{document} d1
:date: 1990-08-23
:participants: okoye
:::

:::{transcript}
OKOYE. We met [again] today.[^a]
:::

[^a]: In Lagos.

See {turn}`d1#1`.

```{register}
```
"""
REGISTER = "okoye:\n  kind: person\n  name: Ada Okoye\n  labels: [OKOYE]\n"
SHOWN = {
    "de": ("Datum", "23. August 1990", "Redebeitrag 1", "Anmerkungen", "spricht", "ergänzt"),
    "fr": ("23 août 1990", "intervention 1", "prend la parole", "restitué (traducteur)"),
    "ru": ("Дата", "23 августа 1990", "реплика 1", "Примечания", "говорит", "дополнено"),
}


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
    package = checkout / "sphinxext_archival"
    translated = {
        str(message.id): str(message.string)
        for message in catalogue(package, language)
        if message.id
    }
    assert translated.keys() == marked(package)
    assert [message for message, text in translated.items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(checkout: Path, language: str) -> None:
    for message in catalogue(checkout / "sphinxext_archival", language):
        if message.id:
            assert not message.fuzzy
            wanted = sorted(PLACEHOLDER.findall(str(message.id)))
            assert sorted(PLACEHOLDER.findall(str(message.string))) == wanted, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_the_language_of_the_project(build: Build, language: str) -> None:
    built = build(
        {"page.md": PAGE, "register.yml": REGISTER},
        confoverrides={"language": language, "archival_registers": ["register.yml"]},
    )
    assert not [warning for warning in built.warnings if "archival" in warning]
    html = built.output("page.html")
    for shown in SHOWN[language]:
        assert shown in html

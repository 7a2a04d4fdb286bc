"""What translators see: each paragraph without its label, and each label, as a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import LANGUAGES
from .test_text_is_safe import built_page, page

if TYPE_CHECKING:
    from tests.conftest import Build

WORDS = """\
M. S. KIM. Words of [x]{.gloss} order.

**M. S. KIM**: Bold *label*.

M. S. KIM
Alone on its line.

M. S. KIM (to Lee). 1990. A remark.

\\YELTSIN. Text.

A. Okoye stood up."""


def messages(build: Build, text: str, language: str) -> list[str]:
    speakers = ":speakers: M. S. KIM\n\n"
    if language == "myst":
        text = text.replace("{transcript}\n", "{transcript}\n" + speakers)
    else:
        text = text.replace("transcript::\n", f"transcript::\n   {speakers}")
    built = built_page(build, text, language, "gettext")
    catalogue = built.output("page.pot")
    return [
        part.split("\nmsgstr", 1)[0].replace('"\n"', "")[1:-1].encode().decode("unicode_escape")
        for part in catalogue.split("\nmsgid ")[2:]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_label_and_words_are_messages_apart(build: Build, language: str) -> None:
    found = messages(build, page(WORDS, language), language)
    # A translation that begins as a list does would not be read as a paragraph.
    is_rst = language == "rst"
    label = r"M\. S. KIM" if is_rst else "M. S. KIM"
    assert set(found) >= {
        f"{label}.", f"{label}:", label, f"{label} (to Lee).",
        "Words of [x]{.gloss} order.", "Bold *label*.", "Alone on its line.",
        r"1990\. A remark.",
        r"\YELTSIN. Text." if is_rst else "YELTSIN. Text.",
        r"A\. Okoye stood up." if is_rst else "A. Okoye stood up.",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_note_and_page_of_a_label_are_messages_with_it(build: Build, language: str) -> None:
    marker, role = {"myst": ("[^1]", "{page}`2`"), "rst": (r"\ [1]_", ":page:`2`")}[language]
    note = {"myst": "[^1]: Note.\n", "rst": ".. [1] Note.\n"}[language]
    found = messages(build, page(f"{role} M. S. KIM{marker}. Words.", language, note), language)
    label = f"M. S. KIM{marker}."
    assert f"{role} Words." in found
    assert label in found or label.replace("M.", r"M\.", 1) in found

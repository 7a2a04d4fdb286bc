"""Dates of lives and offices: one without its partner says which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Build

REGISTER = """\
ada: {kind: person, name: Ada, born: 1860, roles: [{title: Clerk, from: 1880}, {title: Head, to: 1890}]}
bo: {kind: person, name: Bo, died: 1951-02}
cid: {kind: person, name: Cid, born: 1870, died: 1930, roles: [{title: Cook, from: 1890, to: 1900}]}
dan: {kind: organization, name: Dan, founded: 1900}
eve: {kind: organization, name: Eve, dissolved: 1991}
fay: {kind: person, name: Fay, roles: [{title: Guest}]}
"""  # noqa: E501
SHOWN = {
    "en": ("Ada (b.\u00a01860)", "Clerk (from\u00a01880); Head (until\u00a01890)",
           "Bo (d.\u00a0February 1951)", "Cid (1870 – 1930)", "Cook (1890 – 1900)",
           "Dan (from\u00a01900)", "Eve (until\u00a01991)", "Guest\n", "Per (b.\u00a01860)"),
    "de": ("Ada (geb.\u00a01860)", "Bo (gest.\u00a0Februar 1951)", "Dan (ab\u00a01900)"),
    "fr": ("Ada (n.\u00a01860)", "Bo (m.\u00a0février 1951)", "Eve (jusqu’à\u00a01991)"),
    "ru": ("Ada (род.\u00a01860)", "Dan (с\u00a01900)", "Eve (до\u00a01991)"),
}  # fmt: skip


@pytest.mark.parametrize("language", SHOWN)
def test_open_dates_have_a_word(build: Build, language: str) -> None:
    page = "# Register\n\n:::{register}\n:::\n\n:::{person} per\n:name: Per\n:born: 1860\n:::\n"
    settings = {"archival_registers": ["register.yml"], "language": language}
    files = {"index.md": page, "register.yml": REGISTER}
    text = build(files, "text", confoverrides=settings).output("index.txt")
    assert [words for words in SHOWN[language] if words not in text] == []

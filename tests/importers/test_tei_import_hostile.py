"""XML that nobody vouches for: it is refused with its line, or read without harm."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.importers.draft import Paragraph, inline_text, inner_blocks
from sphinxext_archival.importers.formats import UnreadableError
from sphinxext_archival.importers.tei import read
from sphinxext_archival.model.received import ReceivedError
from sphinxext_archival.received import read_bytes

if TYPE_CHECKING:
    from sphinxext_archival.importers.draft import Draft

P5 = 'xmlns="http://www.tei-c.org/ns/1.0"'


def tei(body: str, prolog: str = "") -> bytes:
    return f"{prolog}<TEI {P5}><teiHeader/><text><body>{body}</body></text></TEI>".encode()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
REFUSED = {
    "a billion laughs": (tei("<p>&l9;</p>", f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{LAUGHS}]>'), 1),
    "quadratic blowup": (tei("<p/>", f'<!DOCTYPE TEI [\n<!ENTITY a "{"a" * 9999}">]>'), 2),
    "a file of the machine": (
        tei("<p>&x;</p>", '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        1,
    ),
    "an address": (
        tei("<p/>", '<!DOCTYPE TEI [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>'),
        1,
    ),
    "elements without end": (tei("<p>" * 5000 + "</p>" * 5000), 1),
    "elements too deep": (tei("<hi>" * 150 + "</hi>" * 150), 1),
    "a tag that is not closed": (tei("\n<p>a"), 2),
    "another encoding": ("<TEI>\n<p>caf\u00e9</p></TEI>".encode("latin-1"), 2),
    "an encoding that is none": (b'<?xml version="1.0" encoding="foo-8"?><TEI/>', 1),
    "an entity that nobody declares": (tei("<p>&nbsp;</p>"), 1),
    "a control character": (tei("<p>\x01</p>"), 1),
    "two roots": (tei("<p/>") + b"<TEI/>", 1),
    "nothing": (b"", 1),
    "text": (b"Hello", 1),
    "HTML": (b"<html><body><p>Hello</p></body></html>", 1),
}


@pytest.mark.parametrize(("data", "line"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_at_once_with_its_line(data: bytes, line: int) -> None:
    begun = time.perf_counter()
    with pytest.raises(UnreadableError, match=rf"\Afile\.xml:{line}: ") as refusal:
        read(data, "file.xml")
    assert time.perf_counter() - begun < 2
    assert "passwd" not in str(refusal.value)


@pytest.mark.parametrize("name", ["a billion laughs", "a file of the machine", "an address"])
def test_a_source_with_entities_is_not_read_either(name: str) -> None:
    with pytest.raises(ReceivedError, match="declares the entity"):
        read_bytes(REFUSED[name][0], "file.xml")


def test_a_dtd_is_not_looked_for() -> None:
    data = tei("<p>Words.</p>", '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/tei.dtd">')
    (draft,) = read(data, "file.xml")
    assert len(draft.blocks) == 1


def test_an_identifier_that_is_none_is_reported_and_stops_nothing() -> None:
    (draft,) = read(tei('<p xml:id="M+J">Words.</p><frus:p>More.</frus:p>'), "file.xml")
    assert any("frus" in finding.message for finding in draft.findings)
    assert len(draft.blocks) == 2


def test_utf_16_and_cdata_are_read() -> None:
    words = "<text><p><![CDATA[<a>]]>é</p></text>"
    text = f'<?xml version="1.0" encoding="utf-16"?><TEI {P5}>{words}</TEI>'
    (draft,) = read(text.encode("utf-16"), "file.xml")
    assert [
        inline_text(block.content) for block in draft.blocks if isinstance(block, Paragraph)
    ] == ["<a>é"]


NAMES = ("p", "hi", "list", "item", "note", "sp", "speaker", "stage", "l", "lg", "table", "row",
         "cell", "quote", "head", "div", "u", "seg", "sic", "corr", "closer",
         "signed", "supplied", "del", "foo", "cit", "bibl", "figure", "kinesic")  # fmt: skip
# Letters that no element's name has, so that they can be counted.
WORDS = st.text(st.sampled_from("ЖЩ [](){}*_`<&>.:\\#$%^1"), max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
    )


TREES = st.recursive(WORDS, element, max_leaves=25)


def printed(draft: Draft) -> str:
    written = [draft.title]
    blocks = [*draft.blocks, *(block for note in draft.notes for block in note.blocks)]
    for block in inner_blocks(blocks):
        written += [
            inline_text(getattr(block, name, ())) for name in ("content", "heading", "label")
        ]
        written += [inline_text(cell) for row in getattr(block, "rows", ()) for cell in row]
    return "".join(written)


@given(st.lists(TREES, max_size=6))
def test_whatever_stands_in_whatever_keeps_its_letters(parts: list[str]) -> None:
    source = "".join(parts)
    (draft,) = read(tei(source), "file.xml")
    for letter in "ЖЩ":
        assert printed(draft).count(letter) == source.count(letter)


@given(st.lists(TREES, max_size=6))
def test_the_reader_of_sources_has_the_same_words_in_the_same_order(parts: list[str]) -> None:
    data = tei("".join(parts))
    (draft,) = read(data, "file.xml")
    received = "".join(paragraph.text for paragraph in read_bytes(data, "file.xml").paragraphs)
    letters = "".join(letter for letter in received if letter in "ЖЩ")
    # The title of the document is no part of its text.
    text = printed(draft).removeprefix(draft.title)
    assert letters == "".join(letter for letter in text if letter in "ЖЩ")


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_read_or_refused(data: bytes) -> None:
    for whole in (data, b"<TEI>" + data, b"<TEI><text>" + data + b"</text></TEI>"):
        with contextlib.suppress(UnreadableError):
            assert isinstance(read(whole, "file.xml"), list)

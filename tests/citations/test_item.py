"""Whatever the metadata: an item that CSL allows, and files that their own libraries read back."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_archival.citations.files import bibtex, csl_json, ris
from sphinxext_archival.citations.notes import ADDRESS, LOCATOR, notes
from sphinxext_archival.model.citation import Cited, csl_item, issued
from sphinxext_archival.model.metadata import FIELDS

# Of CSL 1.0.2 (csl-data.json): the types and variables that an item may have.
TYPES = {"interview", "manuscript", "personal_communication", "report", "speech", "treaty"}
NAMES = {"container-author", "contributor", "editor", "translator"}
TEXTS = {
    *("id", "type", "title", "title-short", "genre", "event-place", "archive", "archive-place"),
    *("archive_collection", "archive_location", "dimensions", "container-title", "URL"),
    *("language", "abstract", "keyword", "note"),
}
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}
TAG = re.compile(r"<(?!/?i>)")

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=30)
signs = st.text("ab {}\\~^$&%#_\"'“”,.;<>@=", max_size=12)
texts = words | signs
dates = texts | st.sampled_from(["1990-08-23", "1990-08/1991", "1990?", "1990-08-23/1990-08-24"])
metadata = st.fixed_dictionaries(
    {}, optional={field.name: dates if field.name == "date" else texts for field in FIELDS}
)
cited = st.builds(
    Cited,
    key=st.just("d1"),
    title=texts,
    metadata=metadata.map(lambda found: tuple(found.items())),
    summary=texts,
    address=st.sampled_from(["", "https://e.example/a_b%20c.html#d1"]),
    edition=texts,
    editors=texts,
    participants=st.lists(texts.filter(lambda text: ";" not in text), max_size=2).map(tuple),
)


@given(cited)
def test_any_metadata_make_an_item_of_csl(document: Cited) -> None:
    [item] = json.loads(csl_json(csl_item(document)))
    assert item["type"] in TYPES
    assert set(item) <= TEXTS | NAMES | {"issued"}
    for name, value in item.items():
        if name in NAMES:
            assert all(set(one) <= NAME_PARTS and all(one.values()) for one in value)
        elif name != "issued":
            assert isinstance(value, str)
            assert value == " ".join(value.split())
    date = item.get("issued", {})
    assert set(date) <= {"date-parts", "circa", "literal", "season"}
    parts = date.get("date-parts", [])
    assert len(parts) <= 2
    assert all(1 <= len(side) <= 3 and all(type(n) is int for n in side) for side in parts)


@pytest.mark.parametrize(
    ("date", "item"),
    [
        ("1990-08-23", {"date-parts": [[1990, 8, 23]]}),
        ("1990-08/1991", {"date-parts": [[1990, 8], [1991]]}),
        ("1990-08~", {"date-parts": [[1990, 8]], "circa": True}),
        ("1990-21", {"date-parts": [[1990]], "season": 1}),
        ("1990-21/1990-23", {"literal": "1990-21/1990-23"}),
        ("1990-13", {"literal": "1990-13"}),
        ("1990-00", {"literal": "1990-00"}),
        ("1990-08-XX", {"date-parts": [[1990, 8]]}),
        ("0000", {"date-parts": [[-1]]}),
        ("-0043-03-15", {"date-parts": [[-44, 3, 15]]}),
        ("Y17000", {"date-parts": [[17000]]}),
        ("Y-17000~", {"date-parts": [[-17001]], "circa": True}),
        ("1990/..", {"literal": "1990/.."}),
        ("[1990,1992]", {"literal": "[1990,1992]"}),
        ("spring", {"literal": "spring"}),
        ("", {}),
    ],
)
def test_a_date_is_in_parts_where_csl_has_them(date: str, item: dict[str, Any]) -> None:
    assert issued(date) == item


@pytest.mark.parametrize(
    ("date", "bib", "ris_year"),
    [
        ("1990-08-23", {"year": "1990", "month": "aug", "date": "1990-08-23"}, "1990"),
        ("0800-12-25", {"year": "800", "month": "dec", "date": "0800-12-25"}, "0800"),
        ("-0043-03-15", {"year": "44 BC", "month": "mar", "date": "-0043-03-15"}, "44 BC"),
        ("0000", {"year": "1 BC", "date": "0000"}, "1 BC"),
        ("-0100/-0050", {"year": "101--51 BC", "date": "-0100/-0050"}, "101 BC"),
        ("-0010/0010", {"year": "11 BC--10", "date": "-0010/0010"}, "11 BC"),
        ("Y17000", {"year": "17000", "date": "Y17000"}, "17000"),
        ("1990-08/1990-09", {"year": "1990", "date": "1990-08/1990-09"}, "1990"),
        ("1990-08/1991", {"year": "1990--1991", "date": "1990-08/1991"}, "1990"),
        ("1990/..", {"year": "1990--", "date": "1990/.."}, "1990"),
        ("/1990", {"year": "--1990", "date": "/1990"}, "1990"),
        ("199X", {"year": "1990--1999", "date": "199X"}, "1990"),
        ("1990-21", {"year": "1990", "date": "1990-21"}, "1990"),
        ("[1947,1949]", {"year": "1947--1949"}, "1947"),
        ("1990-13", {"year": "1990-13"}, "1990-13"),
    ],
)
def test_the_year_of_a_file_is_one_for_any_date(
    date: str, bib: dict[str, str], ris_year: str
) -> None:
    item = csl_item(Cited(key="a", title="A", metadata=(("date", date),)))
    (entry,) = parse_string(bibtex(item)).entries
    dated = ("date", "month", "year")
    assert {f.key: str(f.value) for f in entry.fields if f.key in dated} == bib
    (reference,) = rispy.loads(ris(item))
    assert reference["year"] == ris_year


def as_decoded(text: str) -> str:
    """*text* as the decoder gives it: composed, and with a circumflex of its own."""
    return unicodedata.normalize("NFC", text).replace("^", "ˆ")


def with_known_braces(bibtex_file: str) -> str:
    """The file with other signs for the braces that the decoder, unlike TeX, does not know."""
    return bibtex_file.replace(r"{\textbraceleft}", "⟬").replace(r"{\textbraceright}", "⟭")


@given(cited)
def test_bibtex_is_read_back(document: Cited) -> None:
    item = csl_item(document)
    library = parse_string(
        with_known_braces(bibtex(item)),
        append_middleware=[LatexDecodingMiddleware(keep_braced_groups=False)],
    )
    assert library.failed_blocks == []
    [entry] = library.entries
    assert (entry.entry_type, entry.key) == ("misc", "d1")
    fields = {field.key: field.value for field in entry.fields}
    for field, variable in {"title": "title", "type": "genre", "abstract": "abstract"}.items():
        read = fields.get(field, "").replace("⟬", "{").replace("⟭", "}")
        assert as_decoded(read) == as_decoded(item.get(variable, ""))
    raw = parse_string(bibtex(item)).entries[0].fields_dict
    url = item.get("URL", "").replace("{", "%7B").replace("}", "%7D")
    assert (raw["url"].value if "url" in raw else "") == url


@given(cited)
def test_ris_is_read_back(document: Cited) -> None:
    item = csl_item(document)
    [reference] = rispy.loads(ris(item))
    assert reference["id"] == "d1"
    for tag, variable in {
        "title": "title",
        "type_of_work": "genre",
        "abstract": "abstract",
    }.items():
        assert reference.get(tag, "") == item.get(variable, "")
    assert reference.get("urls", []) == ([item["URL"]] if "URL" in item else [])


@given(cited, st.sampled_from(["en", "de", "fr", "ru", "tlh"]))
def test_a_note_holds_no_markup_but_italics(document: Cited, language: str) -> None:
    item = csl_item(document)
    date = dict(document.metadata).get("date", "")
    made = notes(item, date, language, published=bool(document.address))
    assert made is not None
    for text in made:
        assert TAG.search(text) is None
        assert text.count("<i>") == text.count("</i>")
    assert (made.passage.count(LOCATOR), made.passage.count(ADDRESS)) == (1, 1)
    assert not {LOCATOR, ADDRESS} & {*made.note, *made.bibliography}

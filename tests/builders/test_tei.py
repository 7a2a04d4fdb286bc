"""TEI as the builder writes it: what becomes what, who is known, and what is checked."""

from __future__ import annotations

import gc
import re
import shutil
import sys
import tracemalloc
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from docutils import nodes
from lxml import etree

from sphinxext_archival.builders.tei.builder import TeiBuilder
from sphinxext_archival.builders.tei.checks import SCHEMA, faults
from sphinxext_archival.model.metadata import FIELDS
from sphinxext_archival.nodes import (
    archival_bracket,
    archival_emendation,
    archival_headnote,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    is_edited_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_archival.builders.volumes import Volume
    from tests.builders.conftest import Jing
    from tests.conftest import Build, Built

    Book = Callable[[str, str], Built]

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
ONE = """\
# One

:::{{document}} one
:participants: anna
:translator: T. Arden
:original-language: ru
:language: en
:::

:::{{transcript}}
ANNA. {text}
:::
"""
REGISTER = """\
anna: {kind: person, name: Anna Arden, labels: [ANNA], wikidata: Q1}
port: {kind: place, name: Port Rowan, coordinates: "42.6, -80.4"}
board: {kind: organization, name: Harbour Board, founded: "1850"}
strike: {kind: event, name: the Strike, date: "1911-04~"}
ledger: {kind: work, name: Ledger of the Port}
salt: {kind: concept, name: salt tax, note: A *tax*.}
"""
CONF = """\
project = "An edition"
copyright = author = "The editors"
version = release = "1"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
archival_registers = ["r.yml"]
archival_autolink = True
"""
FILES = {"conf.py": CONF, "r.yml": REGISTER}


def read(built: Built, name: str) -> etree._Element:
    return etree.parse(built.outdir / name).getroot()


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return list(root.xpath(path, namespaces=TEI))


def plain(element: etree._Element) -> str:
    """An element as it is written, without its namespace."""
    text = str(etree.tostring(element, encoding="unicode", with_tail=False))
    return text.replace(f' xmlns="{TEI["t"]}"', "")


def build_one(build: Build, text: str, **options: str) -> tuple[Built, etree._Element]:
    built = build({**FILES, "one.md": ONE.format(text=text)}, "tei", confoverrides=dict(options))
    return built, read(built, "done.xml")


def paragraph(build: Build, text: str) -> str:
    """What the first paragraph of a document becomes."""
    built, root = build_one(build, text)
    assert built.warnings == []
    (found_one,) = found(root, "//t:sp/t:p")
    return re.sub(r"^<p[^>]*>|</p>$", "", plain(found_one)).replace(' resp="#done-translator"', "")


# --- The seed ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed(book: Book) -> etree._Element:
    built = book("corpus", "tei")
    assert built.warnings == []
    return read(built, "d117254.xml")


def test_turns_are_speeches_with_the_anchors_of_every_output(seed: etree._Element) -> None:
    turns = found(seed, "//t:sp")
    assert len(turns) == 34
    assert [turn.get(ID) for turn in turns] == [f"d117254-t{n}" for n in range(1, 35)]
    who = [turn.get("who") for turn in turns]
    assert [who.count(f"#{key}") for key in ("gorbachev", "najibullah", "shevardnadze")] == [
        16, 16, 2,
    ]  # fmt: skip
    first = turns[0]
    assert first[0].text == "M. S. GORBACHEV."
    assert first[1].get(ID) == "d117254-t1-p1"
    assert "".join(first[1].itertext()).startswith("Cde. Najibullah, I welcome you to Moscow.")


def test_the_insertions_of_the_seed_are_what_the_field_writes(seed: etree._Element) -> None:
    text = plain(found(seed, "//t:body")[0]).replace(' resp="#d117254-translator"', "")
    for written in (
        'market <supplied reason="omitted-in-original">economy</supplied>, and',
        (
            'restoring <note type="original" place="inline"><foreign xml:lang="ru-Latn">navedeniye'
            "</foreign></note> proper"
        ),
        '<persName ref="#tomsen"><expan>P<ex>eter</ex></expan> Tomsen</persName>',
        (
            '<supplied reason="omitted-in-original">Pakistani Prime Minister '
            '<persName ref="#bhutto">'
            "<expan>B<ex>enazir</ex></expan> Bhutto</persName> was removed from power.</supplied>"
        ),
        'April <supplied reason="explanation">Saur</supplied> Revolution',
        '<note type="identification" place="inline">USSR Minister of Shipbuilding</note> ',
        "for the <pb/> effective workings",
    ):
        assert written in text
    assert "your policy ." in text
    notes = found(seed, "//t:note[@place='bottom']")
    assert [note.get(ID) for note in notes] == [f"d117254-n{n}" for n in range(1, 6)]
    assert [note.get("n") for note in notes] == ["1", "2", "3", "4", "5"]
    assert not re.search(r"[\[\]]", "".join(found(seed, "//t:text")[0].itertext()))


def test_the_header_of_the_seed_has_all_that_the_archive_says(seed: etree._Element) -> None:
    said = {
        "//t:respStmt[t:resp='Translator']/t:persName": "Gary Goldberg",
        "//t:funder": "This document was made possible with support from Leon Levy Foundation",
        "//t:publicationStmt/t:idno": "117254",
        "//t:repository": "Gorbachev Foundation, Moscow",
        "//t:acquisition/t:persName": "Anatoly Chernyaev",
        "//t:textLang[@mainLang='ru']": "Russian",
        "//t:creation/t:date[@when='1990-08-23']": "23 August 1990",
        "//t:keywords/t:term[@type='kind']": "record of conversation",
    }
    assert {path: found(seed, path)[0].text for path in said} == said
    assert [p.get("sameAs") for p in found(seed, "//t:particDesc//t:person")] == [
        "#gorbachev", "#najibullah", "#shevardnadze",
    ]  # fmt: skip
    assert "discuss the instability" in "".join(found(seed, "//t:abstract")[0].itertext())


# --- Words and anchors ---------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(node: nodes.Node, notes: dict[str, nodes.Element]) -> str:
    """The words of a tree, in the order of the file: a note where its first marker stands."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, archival_bracket | archival_notes | archival_page):
        return ""
    if isinstance(node, archival_noteref):
        note = notes.pop(node["refid"], None)
        return words(note, notes) if note is not None else ""
    if isinstance(node, archival_emendation):
        return str(node["source"])  # in the tests a stray space
    return "".join(words(child, notes) for child in node.children)


def outermost(tree: nodes.Element) -> list[nodes.Element]:
    """The passages that hold words of a document, which are not in one another."""
    passages: list[nodes.Element] = []
    for node in tree.findall(is_edited_text):
        at = node.parent
        while at is not None and not is_edited_text(at):
            at = at.parent
        if at is None and isinstance(node, nodes.Element):
            passages.append(node)
    return passages


@pytest.mark.parametrize("edition", ["corpus", "every-feature"])
def test_every_word_of_a_document_is_there_and_in_its_order(edition: str, book: Book) -> None:
    built = book(edition, "tei")
    assert built.warnings == []
    seen = 0
    for docname in sorted(built.app.env.found_docs):
        tree = built.doctree(docname)
        heads = list(tree.findall(archival_headnote))
        for head in heads:
            section = head.parent
            notes: dict[str, nodes.Element] = {
                note["ids"][0]: note
                for note in tree.findall(archival_note)
                if note["document"] == head["identifier"]
            }
            expected = "".join(
                words(passage, notes)
                for passage in outermost(section)
                if not isinstance(passage, archival_note)
            )
            root = read(built, f"{head['ids'][0]}.xml")
            (body,) = found(root, "t:text/t:body")
            text = "".join(
                "".join(division.itertext())
                for division in found(body, "t:div[@type='transcript']")
            )
            assert squeezed(text) == squeezed(expected)
            seen += len(expected)
    assert seen > 1000


@pytest.mark.parametrize("edition", ["corpus", "every-feature"])
def test_anchors_are_those_of_every_output(edition: str, book: Book) -> None:
    built = book(edition, "tei")
    in_html = {
        name
        for path in book(edition, "html").outdir.rglob("*.html")
        for name in re.findall(r'\sid="(d[\w.-]+-[tn][^"]*)"', path.read_text("utf-8"))
        if not name.endswith("-speaker")
    }
    in_tei = {
        own
        for path in built.outdir.glob("d*.xml")
        for each in etree.parse(path).iter()
        if (own := each.get(ID)) and re.search(r"-(?:t|n[tsa]?)\d", own)
    }
    assert len(in_html) > 30
    assert in_tei == in_html


# --- What becomes what ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "tei"),
    [
        ("a [b] c", 'a <supplied reason="omitted-in-original">b</supplied> c'),
        (
            "a [navedeniye]{.original} c",
            ('a <note type="original" place="inline"><foreign xml:lang="ru-Latn">navedeniye'
            "</foreign></note> c"),
        ),
        (
            "a [слово]{.original}",
            'a <note type="original" place="inline"><foreign xml:lang="ru">слово</foreign></note>',
        ),
        ("P[eter] T.", "<expan>P<ex>eter</ex></expan> T."),
        ("G[eor]g[ius] T.", "<expan>G<ex>eor</ex>g<ex>ius</ex></expan> T."),
        (
            "A[nna] Arden",
            '<persName ref="#anna"><expan>A<ex>nna</ex></expan> Arden</persName>',
        ),
        ("[T]he", '<supplied reason="alteration">T</supplied>he'),
        (
            "x [she]{.identification}",
            'x <note type="identification" place="inline">she</note>',
        ),
        ("x [she]{.gloss}", 'x <supplied reason="explanation">she</supplied>'),
        ("x [sic]", 'x <note type="sic" place="inline">sic</note>'),
        ("x […]", 'x <gap reason="sampling"><desc>…</desc></gap>'),
        ("x [illegible]", 'x <gap reason="illegible"><desc>illegible</desc></gap>'),
        ("x [5?]", "x <unclear>5?</unclear>"),
        (
            "x [2 lines not declassified]",
            'x <gap reason="redacted"><desc>2 lines not declassified</desc></gap>',
        ),
        ("{deleted}`a` b", "<del>a</del> b"),
        ("{underlined}`a` b", '<hi rend="underline">a</hi> b'),
        ("{stamp}`a` b", "<stamp>a</stamp> b"),
        ("{signature}`a` b", '<seg type="signature">a</seg> b'),
        ("{emend}`right <rihgt>` b", "<choice><sic>rihgt</sic><corr>right</corr></choice> b"),
        ("{emend}`policy. <policy .>` b", 'policy<surplus reason="space"> </surplus>. b'),
        ("a{page}`12`b {page}`?` c", 'a<pb n="12" break="no"/>b <pb/> c'),
        ("*a* **b** `c`", '<hi rend="italic">a</hi> <hi rend="bold">b</hi> <code>c</code>'),
        (
            "to Port Rowan by the Harbour Board",
            ('to <placeName ref="#port">Port Rowan</placeName> by the <orgName ref="#board">'
            "Harbour Board</orgName>"),
        ),
        (
            "{event}`it <strike>`, salt tax",
            '<rs type="event" ref="#strike">it</rs>, <term ref="#salt">salt tax</term>',
        ),
        ("<https://example.org/a_b>", '<ref target="https://example.org/a_b">https://example.org/a_b</ref>'),
        ("{turn}`so <#1>`", '<ref target="#done-t1">so</ref>'),
    ],
)  # fmt: skip
def test_what_becomes_what(build: Build, markup: str, tei: str) -> None:
    made = paragraph(build, markup).replace(' resp="#done-editor"', "")
    assert made == tei


def test_an_addition_names_its_place_and_its_hand(build: Build) -> None:
    _built, root = build_one(build, "a {added}`b <place=margin, hand=Petrov>`")
    (added,) = found(root, "//t:add")
    assert (added.get("place"), added.get("hand")) == ("margin", "#done-hand1")
    assert found(root, "//t:handNote")[0].get(ID) == "done-hand1"


def test_whose_an_insertion_is_points_to_the_header(build: Build) -> None:
    _built, root = build_one(build, "a [b], [c]{.gloss resp=editor}, [d]{resp=source}")
    hands = [each.get("resp") for each in found(root, "//t:supplied")]
    assert hands == ["#done-translator", "#done-editor", "#done-source"]
    named = {each.get(ID): each[1].text for each in found(root, "//t:respStmt")}
    assert named["done-translator"] == "T. Arden"
    assert named["done-editor"] == "The editors"
    assert "done-source" in named


def test_a_note_that_is_called_twice_stands_at_its_first_marker(build: Build) -> None:
    text = "One.[^a] Two.[^b] Three.[^a]\n:::\n\n[^a]: A note.\n[^b]: Two paragraphs.\n\n    So.\n"
    page = ONE.format(text=text).removesuffix("\n:::\n")
    built = build({**FILES, "one.md": page}, "tei")
    assert built.warnings == []
    root = read(built, "done.xml")
    notes = found(root, "//t:note")
    assert [(note.get("type"), note.get("n"), note.get(ID)) for note in notes] == [
        ("editorial", "1", "done-n1"), ("editorial", "2", "done-n2"),
    ]  # fmt: skip
    assert [p.text for p in notes[1]] == ["Two paragraphs.", "So."]
    (pointer,) = found(root, "//t:ptr")
    assert (pointer.get("target"), pointer.get(ID)) == ("#done-n1", "done-n1-ref2")


def test_notes_of_a_heading_and_of_a_summary_stand_there(build: Build) -> None:
    page = ONE.format(text="x").replace("# One", "# One[^head]")
    page = page.replace(":language: en\n", ":language: en\n\nA summary.[^sum]\n")
    page += "\n[^head]: Of the title.\n[^sum]: Of the summary.\n"
    built = build({**FILES, "one.md": page}, "tei")
    assert built.warnings == []
    root = read(built, "done.xml")
    assert found(root, "//t:body/t:head/t:note")[0].text == "Of the title."
    assert found(root, "//t:abstract/t:p/t:note")[0].text == "Of the summary."
    assert found(root, "//t:back") == []


def test_a_label_alone_leaves_no_empty_paragraph(build: Build) -> None:
    _built, root = build_one(build, "\n\nWords.")
    assert [p.get(ID) for p in found(root, "//t:sp/t:p")] == ["done-t1-p1"]


def test_several_speakers_are_all_named(build: Build) -> None:
    page = ONE.format(text="x") + "\n:::{turn} anna, board\n:label: ALL.\nYes.\n:::\n"
    root = read(build({**FILES, "one.md": page}, "tei"), "done.xml")
    assert found(root, "//t:sp")[1].get("who") == "#anna #board"


def test_blocks_stage_remarks_and_an_enclosure_stay_in_their_place(build: Build) -> None:
    page = """\
# One

:::{document} one
:participants: anna
:::

::::{transcript}
{dateline}`Port Rowan, May`

Before anybody speaks.

ANNA.

- an item
- another

[Laughter]

(Applause.)

> Quoted.

:::{enclosure} Annex
Enclosed.
:::

:::{insertion}
:kind: supplied
:resp: editor

Inserted.
:::

{signature}`A. Arden`
::::
"""
    built = build({**FILES, "one.md": page}, "tei")
    root = read(built, "done.xml")
    assert built.warnings == []
    (division,) = found(root, "//t:body/t:div")
    tags = [etree.QName(each).localname for each in division]
    assert tags[:3] == ["opener", "p", "sp"]
    speech = division[2]
    assert [etree.QName(each).localname for each in speech][:5] == [
        "speaker", "list", "stage", "stage", "quote",
    ]  # fmt: skip
    assert [stage.text for stage in found(speech, "t:stage")] == ["Laughter", "(Applause.)"]
    (enclosed,) = found(root, "//t:floatingText[@type='enclosure']/t:body")
    assert [each.text for each in enclosed] == ["Annex", "Enclosed."]
    assert plain(found(root, "//t:supplied")[0]).endswith("Inserted.</supplied>")


def test_a_hard_break_is_a_line_break(build: Build) -> None:
    page = ONE.format(text="Text.").replace(":::{transcript}", "one\\\ntwo\n\n:::{transcript}")
    root = read(build({**FILES, "one.md": page}, "tei"), "done.xml")
    (prose,) = found(root, "//t:div[@type='editorial']/t:p")
    assert plain(prose) == "<p>one<lb/>two</p>"


def test_prose_of_the_page_is_told_from_the_text(build: Build) -> None:
    page = ONE.format(text="Text.").replace(
        ":::{transcript}", "Prose of the editor.\n\n:::{transcript}"
    )
    built = build({**FILES, "one.md": f"{page}\n## Commentary\n\nMore prose.\n"}, "tei")
    root = read(built, "done.xml")
    kinds = [each.get("type") for each in found(root, "//t:body/t:div")]
    assert kinds == ["editorial", "transcript", "editorial"]
    assert found(root, "//t:body/t:head")[0].text == "One"


# --- The header ----------------------------------------------------------------------------------

EVERY_FIELD = {
    "title": "A title of its own",
    "short-title": "Short",
    "date": "1911-04/1911-05",
    "place": "Port Rowan",
    "kind": "minutes",
    "participants": "anna, board, nobody",
    "original-language": "ru",
    "language": "en",
    "translator": "T. Translator",
    "contributor": "C. Contributor",
    "editor": "E. Editor",
    "repository": "R. Repository",
    "collection": "C. Collection",
    "reference-code": "RC 12",
    "physical": "3 pp., typescript",
    "classification": "Top secret",
    "source": "https://example.org/source",
    "credits": "Thanks to the clerk",
    "rights": "The Board",
    "license": "https://example.org/licence",
    "revision": "7",
    "facsimile": "https://example.org/{n}.jpg",
    "transcription": "one.txt",
    "emendations": "emendations.yml",
}

PLACES = {
    "title": "//t:titleStmt/t:title[@type='main']",
    "short-title": "//t:titleStmt/t:title[@type='short']",
    "date": "//t:creation/t:date[@from='1911-04'][@to='1911-05']",
    "place": "//t:creation/t:placeName[@ref='#port']",
    "kind": "//t:textClass/t:keywords/t:term[@type='kind']",
    "participants": "//t:particDesc/t:listOrg/t:org[@sameAs='#board']",
    "original-language": "//t:msContents/t:textLang[@mainLang='ru']",
    "language": "//t:langUsage/t:language[@ident='en']",
    "translator": "//t:respStmt[@xml:id='done-translator']/t:persName",
    "contributor": "//t:msDesc/t:history/t:acquisition/t:persName",
    "editor": "//t:respStmt[@xml:id='done-editor']/t:persName",
    "repository": "//t:msIdentifier/t:repository",
    "collection": "//t:msIdentifier/t:collection",
    "reference-code": "//t:msIdentifier/t:idno[@type='shelfmark']",
    "physical": "//t:physDesc/t:p",
    "classification": "//t:textClass/t:keywords/t:term[@type='classification']",
    "source": "//t:sourceDesc/t:bibl[@type='published']/t:ref",
    "credits": "//t:availability/t:p[2]",
    "rights": "//t:availability/t:p[1]",
    "license": "//t:availability/t:licence[@target='https://example.org/licence']",
    "revision": "//t:revisionDesc/t:change[@n='7']",
    "facsimile": "//t:additional/t:surrogates/t:bibl/t:ref",
    "transcription": "//t:bibl[@type='transcription']/t:idno",
    "emendations": "//t:bibl[@type='emendations']/t:idno",
}


@pytest.fixture(scope="module")
def described(build_once: Build) -> Built:
    options = "".join(f":{name}: {value}\n" for name, value in EVERY_FIELD.items())
    page = f"# One\n\n:::{{document}} one\n{options}\nA summary of *it*.\n:::\n\n"
    page += ":::{transcript}\nANNA. One {page}`2` two.\n:::\n"
    files = {**FILES, "one.md": page, "one.txt": "x", "emendations.yml": "[]"}
    return build_once(files, "tei")


@pytest.mark.parametrize("name", [field.name for field in FIELDS if field.name != "part"])
def test_every_field_has_its_place_in_the_header(described: Built, name: str) -> None:
    root = read(described, "done.xml")
    (place,) = found(root, PLACES[name])
    said = "".join(place.itertext())
    shown = {"date": "April", "language": "English", "original-language": "Russian"}
    if name == "participants":
        assert [p.get("sameAs") for p in found(root, "//t:particDesc//t:person")] == ["#anna", None]
    else:
        assert shown.get(name, EVERY_FIELD[name]) in said


def test_a_page_break_has_the_image_of_its_page(described: Built) -> None:
    assert (
        found(read(described, "done.xml"), "//t:pb")[0].get("facs") == "https://example.org/2.jpg"
    )


def test_images_in_a_folder_are_found_by_the_number_in_their_name(build: Build) -> None:
    page = ONE.format(text="a {page}`2` b {page}`3` c").replace(
        ":::\n", ":facsimile: scans\n:::\n", 1
    )
    files = {**FILES, "one.md": page, "scans/p001.jpg": "", "scans/p002.jpg": ""}
    built = build(files, "tei")
    breaks = found(read(built, "done.xml"), "//t:pb")
    assert [each.get("facs") for each in breaks] == ["scans/p002.jpg", None]


def test_the_project_says_how_it_edits_and_what_has_been_revised(build: Build) -> None:
    conf = CONF + (
        'archival_tei_editorial_declaration = {"normalization": "No.", "correction": ["A", "B"]}\n'
        'archival_tei_revisions = [("2026-03-01", "Notes added", "A. Arden"), ("2025", "Begun")]\n'
    )
    built = build({**FILES, "conf.py": conf, "one.md": ONE.format(text="x")}, "tei")
    assert built.warnings == []
    root = read(built, "done.xml")
    assert [each.text for each in found(root, "//t:editorialDecl/t:correction/t:p")] == ["A", "B"]
    changes = found(root, "//t:revisionDesc/t:change")
    assert [(each.get("when"), each.text) for each in changes] == [
        ("2026-03-01", "Notes added (A. Arden)"), ("2025", "Begun"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("archival_tei_profile", "drama", "is no profile that is known"),
        ("archival_tei_revisions", [("March", "x")], "a date and what was done"),
        ("archival_tei_revisions", ["2026"], "a date and what was done"),
        ("archival_tei_editorial_declaration", {"spelling": "x"}, "has no practice “spelling”"),
        ("archival_tei_editorial_declaration", [1], "must be a text"),
    ],
)
def test_a_wrong_setting_is_reported(build: Build, setting: str, value: object, said: str) -> None:
    built = build({"index.md": "# x\n"}, "tei", confoverrides={setting: value})
    (warning,) = built.warnings
    assert setting in warning
    assert said in warning


# --- Register and corpus -------------------------------------------------------------------------


def test_the_register_is_lists_and_the_corpus_includes_all(build: Build) -> None:
    built, _root = build_one(build, "Anna Arden of Port Rowan and salt tax.")
    person = found(read(built, "listPerson.xml"), "//t:listPerson/t:person")[0]
    assert person.get(ID) == "anna"
    assert found(person, "t:idno[@type='wikidata']")[0].text == "Q1"
    geo = found(read(built, "listPlace.xml"), "//t:place[@xml:id='port']/t:location/t:geo")
    assert geo[0].text == "42.6 -80.4"
    event = found(read(built, "listEvent.xml"), "//t:event/t:note[@type='date']/t:date")[0]
    assert (event.get("when"), event.get("precision")) == ("1911-04", "low")
    concept = found(read(built, "listConcept.xml"), "//t:list/t:item[@xml:id='salt']")[0]
    assert plain(found(concept, "t:note")[0]) == '<note>A <hi rend="italic">tax</hi>.</note>'
    assert (built.outdir / "listOrg.xml").exists()
    assert (built.outdir / "listBibl.xml").exists()
    corpus = etree.parse(built.outdir / "corpus.xml")
    corpus.xinclude()
    whole = corpus.getroot()
    ids = [own for each in whole.iter() if (own := each.get(ID))]
    assert len(ids) == len(set(ids))
    assert {"anna", "salt", "done", "done-t1"} <= set(ids)
    for each in whole.iter():
        for name in ("who", "ref", "sameAs", "resp"):
            for pointer in each.get(name, "").split():
                assert pointer.removeprefix("#") in ids


def test_a_document_alone_says_who_is_named_in_it(build: Build) -> None:
    _built, root = build_one(build, "Of Port Rowan.")
    (place,) = found(root, "//t:standOff/t:listPlace/t:place")
    assert (place.get(ID), place.get("corresp")) == ("port", "listPlace.xml#port")
    assert [p.get(ID) for p in found(root, "//t:standOff/t:listPerson/t:person")] == ["anna"]


@pytest.mark.shared
@pytest.mark.parametrize("edition", ["corpus", "every-feature"])
@pytest.mark.parametrize("profile", ["tei", "parla-clarin"])
def test_files_and_corpus_are_valid_for_the_field(  # noqa: PLR0913, PLR0917 (fixtures)
    edition: str, profile: str, book: Book, build: Build, shared: Path, jing: Jing
) -> None:
    built = book(edition, "tei")
    if profile != "tei":
        given = {"archival_tei_profile": profile, "html_theme": "basic"}
        built = build({}, "tei", srcdir=built.srcdir, confoverrides=given)
        assert built.warnings == []
    whole = built.outdir / "whole.xml"
    corpus = etree.parse(built.outdir / "corpus.xml")
    corpus.xinclude()
    corpus.write(whole)
    paths = [path for path in built.outdir.glob("*.xml") if path.name != "corpus.xml"]
    schema = "tei_all_4.12.0.rng" if profile == "tei" else "parla-clarin.rng"
    assert len(paths) > 5
    assert jing(shared / "schema" / schema, *paths) == ""
    whole.unlink()


@pytest.mark.shared
def test_what_is_not_valid_is_found(shared: Path, jing: Jing, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "utf-8")
    assert "error" in jing(shared / "schema" / "tei_all_4.12.0.rng", path)


def test_utterances_of_parla_clarin(build: Build) -> None:
    text = "a [b]\n\n[Laughter]\n\n- item"
    built, root = build_one(build, text, archival_tei_profile="parla-clarin")
    assert built.warnings == []
    (utterance,) = found(root, "//t:u")
    assert (utterance.get("who"), utterance.get(ID)) == ("#anna", "done-t1")
    assert plain(utterance.getprevious()) == '<note type="speaker">ANNA.</note>'
    assert [etree.QName(each).localname for each in utterance] == ["seg", "incident", "list"]
    assert utterance[0].get(ID) == "done-t1-p1"
    assert plain(utterance[1]).endswith("><desc>Laughter</desc></incident>")


# --- Files ---------------------------------------------------------------------------------------


def test_the_parts_of_a_document_are_one_file(build: Build) -> None:
    first = ONE.format(text="First.[^a]\n:::\n\n[^a]: A.\n").removesuffix("\n:::\n")
    second = ONE.format(text="Second.[^b]\n:::\n\n[^b]: B.\n").removesuffix("\n:::\n")
    second = second.replace("# One", "# One, continued").replace(":::\n", ":part: 2\n:::\n", 1)
    built = build({**FILES, "a.md": first, "b.md": second}, "tei")
    assert built.warnings == []
    root = read(built, "done.xml")
    assert [turn.get(ID) for turn in found(root, "//t:sp")] == ["done-t1", "done-t2"]
    assert [note.get(ID) for note in found(root, "//t:note")] == ["done-n1", "done-n2"]
    (part,) = found(root, "//t:div[@type='part']")
    assert (part.get("n"), part.get(ID)) == ("2", "done-part2")


def test_documents_whose_names_differ_in_case_alone_keep_a_file_each(build: Build) -> None:
    pages = {
        f"{name}.md": ONE.format(text=f"I am {name}.").replace("} one", f"}} {name}")
        for name in ("A", "a", "a-2")
    }
    pages["z.md"] = pages.pop("a.md")
    built = build({**FILES, **pages}, "tei")
    (warning,) = [line for line in built.warnings if "archival.tei" in line or "tei:" in line]
    assert "“a” would be written to “da.xml”, which another one has; it is in “da-3.xml”" in warning
    said = {
        "".join(found(etree.parse(path).getroot(), "//t:sp/t:p")[0].itertext())
        for path in built.outdir.glob("d*.xml")
    }
    assert said == {"I am A.", "I am a.", "I am a-2."}


def test_an_unchanged_file_stays_and_one_of_a_removed_document_goes(build: Build) -> None:
    pages = {f"{name}.md": ONE.format(text=name).replace("} one", f"}} {name}") for name in "ab"}
    built = build({**FILES, **pages}, "tei")
    before = {path.name: path.read_bytes() for path in built.outdir.glob("*.xml")}
    stamp = (built.outdir / "da.xml").stat().st_mtime_ns
    (built.srcdir / "b.md").unlink()
    again = build({}, "tei", srcdir=built.srcdir)
    assert again.warnings == []
    assert (built.outdir / "da.xml").stat().st_mtime_ns == stamp
    assert not (built.outdir / "db.xml").exists()
    fresh = build({**FILES, **pages}, "tei")
    assert {path.name: path.read_bytes() for path in fresh.outdir.glob("*.xml")} == before


def test_a_key_that_is_an_anchor_of_a_document_gets_another_id(build: Build) -> None:
    register = "done-t1: {kind: person, name: Anna Arden, labels: [ANNA]}\n"
    page = ONE.format(text="x").replace("anna", "done-t1")
    built = build({**FILES, "r.yml": register, "one.md": page}, "tei")
    assert built.warnings == []
    assert found(read(built, "done.xml"), "//t:sp")[0].get("who") == "#person-done-t1"


def test_memory_does_not_grow_with_the_number_of_documents(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(["Words of Anna Arden [and] others. " * 20] * 6)
    pages = {
        f"p{n:02}.md": ONE.format(text=text).replace("} one", f"}} p{n:02}") for n in range(12)
    }
    sizes: list[int] = []
    write = TeiBuilder.write_document

    def write_and_measure(builder: TeiBuilder, volume: Volume) -> object:
        shape = write(builder, volume)
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
        return shape

    monkeypatch.setattr(TeiBuilder, "write_document", write_and_measure)
    srcdir = build({**FILES, **pages}, "dummy").srcdir
    tracemalloc.start()
    built = build({}, "tei", srcdir=srcdir)
    tracemalloc.stop()
    one = (built.outdir / "dp00.xml").stat().st_size
    assert len(sizes) == 12
    # What stays is less than half a file for each, and far less than a tree.
    assert sizes[-1] - sizes[1] < 10 * one / 2


def test_the_pdf_of_a_document_has_its_file_attached(build: Build) -> None:
    built, _root = build_one(build, "x")
    pdf = build({}, "pdf", srcdir=built.srcdir)
    assert pdf.warnings == []
    with pikepdf.open(pdf.outdir / "done.pdf") as opened:
        attached = opened.attachments["tei/done.xml"].get_file().read_bytes()
    assert attached == (built.outdir / "done.xml").read_bytes()


# --- What is wrong -------------------------------------------------------------------------------


def tree_of(body: str) -> ET.Element:
    text = (
        '<TEI xml:id="d1"><teiHeader/><standOff><listPerson><person xml:id="anna"/></listPerson>'
        f"</standOff><text><body><div>{body}</div></body></text></TEI>"
    )
    root = ET.fromstring(text)  # noqa: S314 (our own)
    name = "{http://www.w3.org/XML/1998/namespace}id"
    for each in root.iter():
        if name in each.attrib:
            each.set("xml:id", each.attrib.pop(name))
    return root


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<sp who="#anna" xml:id="t1"><p>a</p></sp>', None),
        ('<sp who="#ana"><p>a</p></sp>', "@who of <sp> points to “#ana”, which is nowhere"),
        ('<p><persName ref="listPerson.xml#x">a</persName></p>', "points to “listPerson.xml#x”"),
        ('<p xml:id="a"/><p xml:id="a"/>', "the id “a” stands 2 times"),
        ("<p>a [b</p>", "a bracket is left in “a [b”"),
        ("<p><hi>x</hi> b]</p>", "a bracket is left in “b]”"),
        ("<p><code>a[0]</code></p>", None),
        ('<p><ptr type="note" target="#n1" n="1"/></p>', "the marker 1 has no note"),
        (
            (
                '<p><note xml:id="n1" type="editorial" n="1" place="bottom"/>'
                '<note xml:id="n2" type="editorial" n="1" place="bottom"/></p>'
            ),
            "two notes of the type “editorial” have the number 1",
        ),
    ],
)
def test_rules_that_no_grammar_can_say(body: str, said: str | None) -> None:
    told = [fault for _at, fault in faults(tree_of(body), lambda _pointer: False)]
    if said is None:
        assert told == []
    else:
        assert any(said in fault for fault in told)


def test_a_fault_names_the_line_of_the_edition(build: Build) -> None:
    built, _root = build_one(build, "One.\n\nA bracket [ that is left.")
    (warning,) = [line for line in built.warnings if "tei:" in line]
    assert "one.md:13: WARNING: tei: done.xml: a bracket is left in" in warning


def test_any_node_of_a_page_is_written(build: Build, checkout: Path) -> None:
    root = checkout / "tests" / "roots" / "test-any-node"
    files = {path.name: path.read_text("utf-8") for path in root.iterdir() if path.suffix != ".png"}
    files["conf.py"] += 'primary_domain = "archival"\n'
    for name in ("blocks", "technical"):
        title = f"{name.capitalize()}\n{'=' * len(name)}\n"
        head = f"{title}\n.. document:: {name}\n"
        files[f"{name}.rst"] = files[f"{name}.rst"].replace(title, head)
    head = "# Design\n\n```{document} d\n```\n"
    files["design.md"] = files["design.md"].replace("# Design\n", head)
    srcdir = build({"index.md": "# x\n"}, "dummy").srcdir
    (srcdir / "index.md").unlink()
    shutil.copy(root / "picture.png", srcdir)
    built = build(files, "tei", srcdir=srcdir)
    assert [line for line in built.warnings if "tei" in line] == []
    figure = found(read(built, "dblocks.xml"), "//t:figure[t:head]")[0]
    url = found(figure, "t:graphic")[0].get("url")
    assert (built.outdir / url).read_bytes() == (root / "picture.png").read_bytes()
    assert "parse(text: str, *, strict: bool = False)" in built.output("dtechnical.xml")
    assert "Words of the second tab." in built.output("dd.xml")


EXTENSION = """
from docutils import nodes
from docutils.parsers.rst import Directive

class mine(nodes.General, nodes.Element): pass
class other(nodes.General, nodes.Element): pass

class Mine(Directive):
    required_arguments = 1
    final_argument_whitespace = True
    def run(self):
        kind = {"mine": mine, "other": other, "wrong": mine}[self.name]
        return [kind("", nodes.Text(self.arguments[0]), name=self.name)]

def visit(self, node):
    self.open("blink" if node["name"] == "wrong" else "seg", node, {"type": "mine"})

def depart(self, node):
    self.close()

def setup(app):
    both = (lambda self, node: None,) * 2
    app.add_node(mine, tei=(visit, depart), html=both)
    app.add_node(other, html=both)
    for name in ("mine", "other", "wrong"):
        app.add_directive(name, Mine)
"""


def test_another_extension_brings_handlers_and_an_unknown_node_keeps_its_words(
    build: Build,
) -> None:
    conf = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n" + CONF
    conf = conf.replace('"sphinxext_archival"]', '"sphinxext_archival", "for_tei_of_mine"]')
    text = "a\n\n```{mine} Words of mine\n```\n\n```{other} Words\n```\n\n```{other} More\n```\n\n"
    files = {
        **FILES, "conf.py": conf, "for_tei_of_mine.py": EXTENSION,
        "one.md": ONE.format(text=f"{text}```{{wrong}} So\n```\n").replace(":::", "::::"),
    }  # fmt: skip
    built = build(files, "tei")
    root = read(built, "done.xml")
    assert found(root, "//t:seg[@type='mine']")[0].text == "Words of mine"
    assert [p.text for p in found(root, "//t:sp/t:p")][-2:] != []
    assert "Words" in "".join(found(root, "//t:sp")[0].itertext())
    unknown, wrong, *more = built.warnings
    assert all("tei: done.xml: the schema does not allow it" in line for line in more)
    assert "one.md:16: WARNING: tei: the node “other” is not known" in unknown
    assert "the schema does not allow it: Did not expect element blink" in wrong
    assert "one.md:" in wrong


def test_without_lxml_the_files_are_written_and_one_line_says_so(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    built, root = build_one(build, "x")
    (warning,) = built.warnings
    assert "pip install 'sphinxext-archival[tei]'" in warning
    assert len(found(root, "//t:sp")) == 1


# --- The schema ----------------------------------------------------------------------------------

RNG = "{http://relaxng.org/ns/structure/1.0}"
ODD = "{http://www.tei-c.org/ns/1.0}"


def test_the_customisation_and_the_schema_say_the_same() -> None:
    grammar = etree.parse(SCHEMA)
    odd = etree.parse(SCHEMA.with_suffix(".odd"))
    elements = {each.get("name") for each in grammar.iter(f"{RNG}element")} - {"include"}
    modules = [each.get("include") for each in odd.iter(f"{ODD}moduleRef")]
    assert {name for listed in modules if listed for name in listed.split()} == elements
    closed = {
        (spec.get("ident"), attribute.get("ident")): {
            each.get("ident") for each in attribute.iter(f"{ODD}valItem")
        }
        for spec in odd.iter(f"{ODD}elementSpec")
        for attribute in spec.iter(f"{ODD}attDef")
    }
    in_grammar = {
        (element.get("name"), attribute.get("name")): {
            value.text for value in attribute.iter(f"{RNG}value")
        }
        for element in grammar.iter(f"{RNG}element")
        for attribute in element.iter(f"{RNG}attribute")
        if attribute.find(f".//{RNG}value") is not None
    }
    in_grammar.pop(("ab", "xml:space"))
    in_grammar.pop(("seg", "xml:space"))
    assert in_grammar == closed


@pytest.mark.shared
def test_the_customisation_is_tei(shared: Path, jing: Jing) -> None:
    schema = shared / "schema" / "tei_all_4.12.0.rng"
    assert jing(schema, SCHEMA.with_suffix(".odd")) == ""


def test_both_are_put_beside_the_files(build: Build) -> None:
    built, _root = build_one(build, "x")
    assert (built.outdir / "archival.rng").read_bytes() == SCHEMA.read_bytes()
    assert 'href="archival.rng"' in built.output("done.xml")

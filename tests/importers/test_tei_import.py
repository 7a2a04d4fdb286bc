"""TEI as drafts: what each construct becomes, in small files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.importers.draft import (
    Emendation,
    Emphasis,
    Enclosure,
    Feature,
    Heading,
    Insertion,
    InsertionBlock,
    ListBlock,
    Mention,
    NoteRef,
    Page,
    Paragraph,
    Quotation,
    Table,
    Text,
    Turn,
    inline_text,
    inner_blocks,
    walk_inline,
)
from sphinxext_archival.importers.tei import read

if TYPE_CHECKING:
    from pathlib import Path

    from sphinxext_archival.importers.draft import Block, Draft, Inline

HEADER = """\
<teiHeader><fileDesc><titleStmt><title>A play</title></titleStmt></fileDesc>
<profileDesc><particDesc><listPerson>
<person xml:id="ham"><persName>Ham</persName></person>
<person xml:id="egg"><persName>Egg</persName></person>
<personGrp xml:id="all"><name>All of them</name></personGrp>
</listPerson></particDesc></profileDesc></teiHeader>
"""


def tei(body: str, header: str = HEADER, attributes: str = "") -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="play" xml:lang="en"{attributes}>'
        f"{header}<text>{body}</text></TEI>"
    ).encode()


def draft_of(body: str, header: str = HEADER) -> Draft:
    (draft,) = read(tei(f"<body>{body}</body>", header), "play.xml")
    return draft


def only(draft: Draft) -> Block:
    (block,) = draft.blocks
    return block


def content(body: str) -> tuple[Inline, ...]:
    block = only(draft_of(f"<p>{body}</p>"))
    assert isinstance(block, Paragraph)
    return block.content


def texts(blocks: list[Block]) -> list[str]:
    return [
        inline_text(block.content)
        for block in inner_blocks(blocks)
        if isinstance(block, Paragraph | Heading)
    ]


class TestTurns:
    def test_a_speech_is_a_turn_with_its_speaker_label_and_line(self) -> None:
        draft = draft_of('\n<sp who="#ham"><speaker>HAM.</speaker><p>Spam!</p></sp>')
        turn = only(draft)
        assert isinstance(turn, Turn)
        assert (turn.speakers, inline_text(turn.label), texts(turn.blocks)) == (
            ("ham",),
            "HAM.",
            ["Spam!"],
        )
        assert turn.line == 8
        assert draft.metadata["participants"] == "ham"

    def test_those_who_speak_get_the_labels_that_are_printed(self) -> None:
        draft = draft_of('<sp who="#ham"><speaker>HAM.</speaker><p>Spam!</p></sp>')
        assert {entry.key: entry.labels for entry in draft.entries} == {"ham": ["HAM"]}

    def test_a_label_that_two_have_is_given_to_neither(self) -> None:
        draft = draft_of(
            '<sp who="#ham"><speaker>COOK.</speaker><p>A</p></sp>'
            '<sp who="#egg"><speaker>COOK.</speaker><p>B</p></sp>'
        )
        assert [entry.labels for entry in draft.entries] == [[], []]

    def test_several_speak_at_once(self) -> None:
        turn = only(draft_of('<sp who="#ham #egg"><speaker>Both</speaker><p>Spam!</p></sp>'))
        assert isinstance(turn, Turn)
        assert turn.speakers == ("ham", "egg")

    def test_a_short_remark_beside_the_label_stands_in_its_line(self) -> None:
        turn = only(
            draft_of(
                '<sp who="#ham"><speaker>HAM</speaker><stage>(softly).</stage><l>Spam,</l></sp>'
            )
        )
        assert isinstance(turn, Turn)
        assert inline_text(turn.label) == "HAM (softly)."

    def test_lines_of_verse_are_one_paragraph(self) -> None:
        turn = only(
            draft_of(
                '<sp who="#ham"><speaker>HAM.</speaker><lg><l>One,</l><l>two.</l></lg>'
                "<l>Three,</l><l>four.</l></sp>"
            )
        )
        assert isinstance(turn, Turn)
        assert texts(turn.blocks) == ["One, two.", "Three, four."]

    def test_a_remark_between_turns_is_nobodys(self) -> None:
        draft = draft_of(
            '<sp who="#ham"><speaker>HAM.</speaker><p>A</p></sp><stage>Enter Egg.</stage>'
            '<sp who="#egg"><speaker>EGG.</speaker><p>B</p></sp>'
        )
        first, remark, _second = draft.blocks
        assert isinstance(first, Turn)
        assert first.closed
        assert isinstance(remark, InsertionBlock)
        assert (remark.kind, remark.resp, texts(remark.blocks)) == (
            "stage",
            "source",
            ["Enter Egg."],
        )

    def test_a_pointer_to_nobody_is_reported_and_the_turn_is_kept(self) -> None:
        draft = draft_of('<sp who="#nobody"><speaker>NOBODY.</speaker><p>A</p></sp>')
        (turn,) = draft.turns()
        assert turn.speakers == ("nobody",)
        assert any("#nobody" in finding.message for finding in draft.findings)

    def test_a_speech_of_nobody_keeps_its_words(self) -> None:
        draft = draft_of("<sp><speaker>VOICE.</speaker><p>A</p></sp>")
        (turn,) = draft.turns()
        assert turn.speakers == ()
        assert inline_text(turn.label) == "VOICE."


class TestUtterances:
    BODY = """\
<div><note type="speaker">The PRESIDENT:</note>
<u who="#ham"><seg>Good day.</seg><seg>We begin. <note>(He stands up.)</note></seg></u>
<kinesic type="applause"><desc>(Applause.)</desc></kinesic>
<note type="time">It is noon.</note>
<u who="#egg"><seg>Thanks.</seg></u></div>"""

    def test_an_utterance_is_a_turn_and_its_segments_are_paragraphs(self) -> None:
        first, second = draft_of(self.BODY).turns()
        assert inline_text(first.label) == "The PRESIDENT:"
        assert texts(first.blocks) == ["Good day.", "We begin. (He stands up.)"]
        assert (second.label, second.speakers) == ((), ("egg",))

    def test_what_happened_stays_where_it_is(self) -> None:
        _turn, applause, noon, _other = draft_of(self.BODY).blocks
        assert isinstance(applause, Paragraph)
        assert isinstance(noon, InsertionBlock)
        assert texts([applause, noon]) == ["(Applause.)", "It is noon."]

    def test_the_words_of_an_annotated_corpus_have_their_spaces(self) -> None:
        draft = draft_of(
            '<u who="#ham"><seg><s><w>Well</w>\n<w join="right">done</w>\n<pc>!</pc></s>\n'
            "<s><w>Yes</w></s></seg></u>"
        )
        assert texts(draft.blocks) == ["Well done! Yes"]


class TestBlocks:
    def test_front_and_back_matter_keep_their_words(self) -> None:
        data = tei(
            "<front><titlePage><docTitle><titlePart>A play</titlePart></docTitle>"
            "<docAuthor>W. S.</docAuthor></titlePage><castList><head>Persons</head>"
            "<castItem><role>Ham</role>, <roleDesc>a king</roleDesc></castItem><castGroup>"
            "<castItem>Egg</castItem><roleDesc>Vikings</roleDesc></castGroup></castList></front>"
            "<body><p>Words.</p></body><back><div><p>The end.</p></div></back>"
        )
        (draft,) = read(data, "play.xml")
        assert texts(draft.blocks) == [
            "A play", "W. S.", "Persons", "Ham, a king", "Egg", "Vikings", "Words.", "The end.",
        ]  # fmt: skip

    def test_lists_tables_and_quotations_are_blocks(self) -> None:
        draft = draft_of(
            '<list rend="numbered"><head>Two</head><item>a</item><item>b</item></list>'
            "<table><row role='label'><cell>h</cell></row><row><cell>c</cell></row></table>"
            "<quote><p>q</p></quote>"
        )
        head, listed, table, quoted = draft.blocks
        assert inline_text(head.content) == "Two"  # type: ignore[union-attr]
        assert isinstance(listed, ListBlock)
        assert listed.ordered
        assert isinstance(table, Table)
        assert table.has_head
        assert isinstance(quoted, Quotation)

    def test_a_block_in_a_paragraph_parts_it(self) -> None:
        draft = draft_of("<p>a <hi rend='italic'>b <list><item>c</item></list> d</hi> e</p>")
        before, listed, after = draft.blocks
        assert isinstance(listed, ListBlock)
        assert texts([before]) == ["a b"]
        assert texts([after]) == ["d e"]
        assert isinstance(after, Paragraph)
        assert isinstance(after.content[0], Emphasis)

    def test_words_that_stand_in_no_paragraph_are_one(self) -> None:
        assert texts(draft_of("<div>Loose words<p>and others</p> and more</div>").blocks) == [
            "Loose words",
            "and others",
            "and more",
        ]

    def test_an_element_that_nobody_knows_keeps_its_words(self) -> None:
        assert texts(draft_of("<foo>a <bar>b</bar></foo>").blocks) == ["a b"]

    def test_an_enclosed_text_is_an_enclosure_with_its_heading(self) -> None:
        block = only(
            draft_of("<floatingText><body><head>Annex</head><p>a</p></body></floatingText>")
        )
        assert isinstance(block, Enclosure)
        assert inline_text(block.heading) == "Annex"

    def test_datelines_and_signatures_are_features(self) -> None:
        draft = draft_of(
            "<div><opener><dateline>Skarvik</dateline><salute>Dear Ham,</salute></opener><p>a</p>"
            "<closer>Yours,<lb/><signed>Egg</signed></closer></div>"
        )
        features = [
            (item.name, inline_text(item.content))
            for block in draft.blocks
            if isinstance(block, Paragraph)
            for item in block.content
            if isinstance(item, Feature)
        ]
        assert features == [("dateline", "Skarvik"), ("signature", "Egg")]
        assert texts(draft.blocks) == ["Skarvik", "Dear Ham,", "a", "Yours,", "Egg"]

    def test_a_page_between_paragraphs_begins_the_next(self) -> None:
        first, second = draft_of('<p>a</p><pb n="2"/><p>b</p>').blocks
        assert isinstance(first, Paragraph)
        assert isinstance(second, Paragraph)
        assert second.content == (Page("2"), Text("b"))

    def test_pages_that_were_left_blank_are_no_gap(self) -> None:
        assert draft_of('<gap unit="pages" quantity="1"/><p>a</p>').blocks == [
            Paragraph((Text("a"),), 7)
        ]


class TestInline:
    @pytest.mark.parametrize(
        ("written", "kind", "words"),
        [
            ('<supplied reason="omitted-in-original">a</supplied>', "supplied", "a"),
            ('<supplied reason="explanation">a</supplied>', "gloss", "a"),
            ("<expan>P<ex>eter</ex></expan>", "expansion", "eter"),
            ("<unclear>five</unclear>", "unclear", "five"),
            ('<gap reason="illegible" quantity="2" unit="words"/>', "gap", "2 words illegible"),
            ('<gap reason="sampling"/>', "omission", "…"),
            ('<gap reason="redacted"><desc>2 lines</desc></gap>', "redaction", "2 lines"),
            ("<ellipsis><desc>cut here</desc></ellipsis>", "omission", "cut here"),
            ('<note type="sic" place="inline">sic</note>', "sic", "sic"),
        ],
    )
    def test_what_is_no_word_of_the_source_stands_in_brackets(
        self, written: str, kind: str, words: str
    ) -> None:
        (found,) = [
            it for it in walk_inline(content(f"x {written} y")) if isinstance(it, Insertion)
        ]
        assert (found.kind, inline_text(found.content)) == (kind, words)

    def test_a_correction_is_an_emendation(self) -> None:
        assert content("<choice><sic>wrod</sic><corr>word</corr></choice>") == (
            Emendation("word", "wrod"),
        )

    def test_a_correction_that_leaves_nothing_keeps_the_words(self) -> None:
        assert content("a<choice><sic>b</sic><corr/></choice>") == (Text("ab"),)

    def test_what_was_struck_out_or_added_is_a_feature(self) -> None:
        deleted, added = content('<del>three</del><add place="margin">four</add>')
        assert deleted == Feature("deleted", (Text("three"),))
        assert added == Feature("added", (Text("four"),), (("place", "margin"),))

    def test_a_name_with_a_pointer_is_a_mention(self) -> None:
        assert content('<persName ref="#ham">King Ham</persName> comes') == (
            Mention("ham", (Text("King Ham"),)),
            Text(" comes"),
        )

    def test_a_page_may_part_a_word(self) -> None:
        assert content('recom<pb n="2"/>mend') == (Text("recom"), Page("2"), Text("mend"))

    def test_space_is_one_blank_and_stands_outside_of_emphasis(self) -> None:
        assert content("a <hi rend='italic'> b\n </hi>c") == (
            Text("a "),
            Emphasis((Text("b"),)),
            Text(" c"),
        )

    def test_a_number_in_brackets_is_no_lost_marker(self) -> None:
        assert content("page [5] of") == (
            Text("page "),
            Insertion((Text("5"),), "supplied", "source"),
            Text(" of"),
        )


class TestNotes:
    def test_a_note_is_called_where_it_stands(self) -> None:
        draft = draft_of(
            '<p>a<note n="1">One.</note> b<note n="2"><p>Two.</p><p>Three.</p></note></p>'
        )
        block = only(draft)
        assert isinstance(block, Paragraph)
        assert block.content == (Text("a"), NoteRef("1"), Text(" b"), NoteRef("2"))
        assert [(note.key, texts(note.blocks)) for note in draft.notes] == [
            ("1", ["One."]),
            ("2", ["Two.", "Three."]),
        ]

    def test_notes_at_the_end_are_called_by_their_markers(self) -> None:
        data = tei(
            '<body><p>a<ref target="#n1">1</ref> b</p></body>'
            '<back><div type="notes"><note xml:id="n1">One.</note></div></back>'
        )
        (draft,) = read(data, "play.xml")
        assert draft.blocks == [Paragraph((Text("a"), NoteRef("n1"), Text(" b")), 7)]
        assert [texts(note.blocks) for note in draft.notes] == [["One."]]

    def test_an_empty_note_is_reported(self) -> None:
        draft = draft_of("<p>a<note/></p>")
        assert not draft.notes
        assert "empty-note" in {finding.rule for finding in draft.findings}


VOLUME = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0">
<teiHeader><fileDesc><titleStmt><title type="complete">A volume</title></titleStmt>
<publicationStmt><idno type="frus">vol1</idno></publicationStmt></fileDesc></teiHeader>
<text><front><titlePage><docTitle><titlePart>Title</titlePart></docTitle></titlePage>
<div type="section" xml:id="persons"><head>Names</head><list type="names"><item>
<hi rend="strong"><persName xml:id="p_KJF1">Kennedy, John F.</persName>,</hi> President</item>
<item><hi><persName xml:id="p_RD1">Rusk, Dean</persName>,</hi> Secretary of State</item></list>
</div></front><body><div type="compilation" xml:id="comp1"><head>Talks</head><pb n="1"/>
<div type="document" n="1" xml:id="d1"><head>1. Memorandum of Conversation<note n="1">Source: x.
</note></head><dateline><placeName>Washington</placeName>, <date when="1961-02-03T10:00:00">February
3</date></dateline><list type="participants"><item>The President</item></list>
<p><hi rend="italic">Mr. <persName corresp="#p_KJF1">Kennedy</persName>:</hi> Shall we?</p>
<p><hi rend="italic"><persName corresp="#p_RD1">Rusk</persName>:</hi> We shall.</p><p>Now.</p>
<p><hi rend="italic">Mr. <persName corresp="#p_KJF1">Kennedy</persName>:</hi> See
<ref target="#d2">Document 2</ref>.</p></div>
<div type="document" n="2" xml:id="d2"><head>2. Telegram</head><p>SUMMARY: words.</p>
<frus:attachment><head>Annex</head><p>More.</p></frus:attachment></div></div></body></text></TEI>
"""


class TestVolumes:
    @pytest.fixture
    def drafts(self) -> dict[str, Draft]:
        return {draft.identifier: draft for draft in read(VOLUME.encode(), "vol1.xml")}

    def test_each_document_of_a_volume_is_one_and_no_word_is_left(
        self, drafts: dict[str, Draft]
    ) -> None:
        assert list(drafts) == ["vol1-front", "vol1-persons", "vol1-comp1", "vol1-d1", "vol1-d2"]
        assert drafts["vol1-comp1"].title == "Talks"
        assert texts(drafts["vol1-front"].blocks) == ["Title"]

    def test_a_document_keeps_its_part_of_the_file(self, drafts: dict[str, Draft]) -> None:
        source = drafts["vol1-d2"].source.decode()
        assert "SUMMARY: words." in source
        assert "Shall we?" not in source
        assert source.count("<teiHeader") == 1

    def test_the_head_gives_title_date_place_and_kind(self, drafts: dict[str, Draft]) -> None:
        draft = drafts["vol1-d1"]
        assert draft.title == "1. Memorandum of Conversation"
        assert draft.title_notes == ["1"]
        found = {name: draft.metadata[name] for name in ("date", "place", "kind", "collection")}
        assert found == {
            "date": "1961-02-03",
            "place": "Washington",
            "kind": "Memorandum of Conversation",
            "collection": "A volume",
        }

    def test_a_name_and_a_colon_open_turns(self, drafts: dict[str, Draft]) -> None:
        turns = [
            (turn.speakers, inline_text(turn.label), texts(turn.blocks))
            for turn in drafts["vol1-d1"].turns()
        ]
        assert turns == [
            (("kennedy-john-f",), "Mr. Kennedy:", ["Shall we?"]),
            (("rusk-dean",), "Rusk:", ["We shall.", "Now."]),
            (("kennedy-john-f",), "Mr. Kennedy:", ["See Document 2."]),
        ]
        assert "name-and-colon" in {
            finding.rule for finding in drafts["vol1-d1"].findings if finding.kind == "inferred"
        }

    def test_one_label_proves_nothing(self, drafts: dict[str, Draft]) -> None:
        assert not list(drafts["vol1-d2"].turns())

    def test_an_attachment_is_an_enclosure(self, drafts: dict[str, Draft]) -> None:
        assert any(isinstance(block, Enclosure) for block in drafts["vol1-d2"].blocks)

    def test_documents_refer_to_each_other(self, drafts: dict[str, Draft]) -> None:
        mentions = [
            item.key
            for block in inner_blocks(drafts["vol1-d1"].blocks)
            if isinstance(block, Paragraph)
            for item in walk_inline(block.content)
            if isinstance(item, Mention) and item.kind == "document"
        ]
        assert mentions == ["vol1-d2"]

    def test_the_list_of_names_is_the_register(self, drafts: dict[str, Draft]) -> None:
        entries = {entry.key: entry.fields for entry in drafts["vol1-persons"].entries}
        assert entries["kennedy-john-f"] == {
            "kind": "person",
            "name": "John F. Kennedy",
            "sort": "Kennedy, John F.",
            "note": "President.",
        }


MINUTES = """\
<p>Participants:</p><list><item>Dr. Dexter Perkins, Chairman</item>
<item>G. Bernard Noble, HD</item></list>
<p>[The meeting was convened.]</p>
<p>MR. NOBLE: Welcome.</p><p>I am glad.</p><p>THE CHAIRMAN: Thanks.</p><p>[Laughter]</p>
<p>MR. NOBLE: Well.</p><p>MR. NOBIE: Again.</p><p>MR. WHITE [Cont.]: Yes.</p>
"""


class TestMinutes:
    def test_labels_in_capitals_open_turns_of_those_who_are_listed(self) -> None:
        turns = list(draft_of(MINUTES).turns())
        assert [(turn.speakers[0], inline_text(turn.label)) for turn in turns] == [
            ("noble-g-bernard", "MR. NOBLE:"),
            ("perkins-dexter", "THE CHAIRMAN:"),
            ("noble-g-bernard", "MR. NOBLE:"),
            ("noble-g-bernard", "MR. NOBIE:"),
            ("mr-white", "MR. WHITE [Cont.]:"),
        ]
        assert texts(turns[0].blocks) == ["Welcome.", "I am glad."]

    def test_what_was_inferred_is_said_with_its_rule_and_how_sure_it_is(self) -> None:
        inferred = [it for it in draft_of(MINUTES).findings if it.kind == "inferred"]
        assert {(it.rule, it.confidence) for it in inferred} == {
            ("label-and-list", 0.9),
            ("label-misspelt", 0.7),
            ("label-in-capitals", 0.8),
        }
        assert all(it.line for it in inferred)

    def test_headings_with_a_colon_are_no_speech(self) -> None:
        draft = draft_of("<p>SUMMARY: a.</p><p>COMMENT: b.</p><p>OPTION 1: c.</p>")
        assert not list(draft.turns())


LISTS = """\
<listPerson xmlns="http://www.tei-c.org/ns/1.0" xml:lang="gl">
<person xml:id="PardoAna"><persName><surname>Pardo</surname><surname>Rei</surname>
<forename>Ana</forename></persName><birth when="1961-02"/>
<affiliation role="member" ref="#PG" from="2010-01-02" to="2009-01-01"/>
<idno type="URI">https://example.org/ana</idno><idno type="wikidata">Q5</idno></person>
</listPerson>"""
ORGS = """\
<listOrg xmlns="http://www.tei-c.org/ns/1.0" xml:lang="gl"><org xml:id="PG">
<orgName xml:lang="en" full="yes">Parliament</orgName><orgName full="yes">Parlamento</orgName>
<orgName full="init">PG</orgName><event from="1981-12-19"><label>existence</label></event></org>
</listOrg>"""
SITTING = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="Corpus_2020-01-02" xml:lang="gl"><teiHeader/>
<text><body><u who="#PardoAna"><seg>Bo día.</seg></u></body></text></TEI>"""
CORPUS = """\
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">
<teiHeader><profileDesc><particDesc><xi:include href="{}"/><xi:include href="Corpus-listOrg.xml"/>
</particDesc></profileDesc></teiHeader><xi:include href="Corpus_2020-01-02.xml"/></teiCorpus>"""


class TestNeighbours:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir()
        (folder / "Corpus-listOrg.xml").write_text(ORGS, encoding="utf-8")
        (folder / "Corpus_2020-01-02.xml").write_text(SITTING, encoding="utf-8")
        return folder

    def entry_of(self, folder: Path) -> dict[str, object]:
        (draft,) = read(SITTING.encode(), "Corpus_2020-01-02.xml", folder)
        (entry,) = draft.entries
        return entry.fields

    def test_the_lists_that_the_corpus_includes_are_read(self, folder: Path) -> None:
        (folder / "Corpus.xml").write_text(CORPUS.format("people.listPerson.xml"), encoding="utf-8")
        (folder / "people.listPerson.xml").write_text(LISTS, encoding="utf-8")
        assert self.entry_of(folder) == {
            "kind": "person",
            "name": "Ana Pardo Rei",
            "sort": "Pardo Rei, Ana",
            "born": "1961-02",
            "roles": [{"title": "member, Parlamento", "from": "2010-01-02"}],
            "url": "https://example.org/ana",
            "wikidata": "Q5",
        }

    def test_nothing_outside_of_the_folder_is_read(self, folder: Path) -> None:
        (folder / "Corpus.xml").write_text(CORPUS.format("../listPerson.xml"), encoding="utf-8")
        (folder.parent / "listPerson.xml").write_text(LISTS, encoding="utf-8")
        assert self.entry_of(folder)["name"] == "PardoAna"

    def test_a_list_that_is_broken_is_reported_and_stops_nothing(self, folder: Path) -> None:
        (folder / "Corpus-listPerson.xml").write_text("<listPerson>", encoding="utf-8")
        (draft,) = read(SITTING.encode(), "Corpus_2020-01-02.xml", folder)
        assert any("Corpus-listPerson.xml:1" in finding.message for finding in draft.findings)

    def test_a_file_of_lists_has_entries_and_no_page(self) -> None:
        (draft,) = read(ORGS.encode(), "Corpus-listOrg.xml")
        assert draft.is_register
        assert [entry.fields for entry in draft.entries] == [
            {
                "kind": "organization",
                "name": "Parlamento",
                "variants": ["Parliament", "PG"],
                "founded": "1981-12-19",
            }
        ]

    def test_the_texts_of_a_corpus_are_documents(self) -> None:
        inner = SITTING.replace("Corpus_2020-01-02", "s1"), SITTING.replace("Corpus_2020", "s2")
        corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{"".join(inner)}'
        drafts = read(f"{corpus}</teiCorpus>".encode(), "corpus.xml")
        assert [draft.identifier for draft in drafts] == ["s1", "s2-01-02"]

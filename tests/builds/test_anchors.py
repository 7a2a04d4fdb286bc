"""No two things of a page have one anchor, not even where all pages are one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Build, Built

ID = re.compile(r'\sid="([^"]+)"')
FRAGMENT = re.compile(r'href="#([^"#]+)"')
"""With a second ``#`` it is Sphinx's own link to a heading, which leads nowhere (sphinx#14221)."""

BUILDERS = ("html", "singlehtml")


def document(identifier: str, title: str, option: str = ":place: Oslo", *, turns: int = 2) -> str:
    """A document with turns of two paragraphs, two notes, and links to them."""
    words = "".join(
        f"ANNA. Turn {number} of {title}.[^{title}]\n\nAgain.[^{title}]\n\n"
        for number in range(1, turns + 1)
    )
    return (
        f"# {title}\n\n:::{{document}} {identifier}\n{option}\n:::\n\n"
        f":::{{transcript}}\n:speakers: ANNA = anna\n\n{words}:::\n\n"
        f"[^{title}]: Note of {title}.\n\n"
    )


def without_title(page: str) -> str:
    return page.partition("\n\n")[2]


ONE, INNER = document("1", "Alpha"), document("1-t1", "Beta")
CASES: dict[str, tuple[dict[str, str], list[tuple[str, str]]]] = {
    "an identifier like a turn, after it": (
        {"a.md": ONE, "b.md": INNER},
        [("b.md:3", "“1-t1” and “1” (a.md:3) both have the anchor “d1-t1”; the anchors of this")],
    ),
    "an identifier like a turn, before it": (
        {"a.md": INNER, "b.md": ONE},
        [("b.md:3", "“1” and “1-t1” (a.md:3) both have the anchor “d1-t1”; the anchors of this")],
    ),
    "an identifier like a turn, on its page": (
        {"a.md": ONE + INNER},
        [("a.md:24", "anchors of this one begin with “d1-t1-x2” instead; give one of the two")],
    ),
    "an identifier like a paragraph, a note, a marker, a label": (
        {
            "a.md": ONE,
            "b.md": document("1-t2-p2", "Beta"),
            "c.md": document("1-n1", "Gamma"),
            "d.md": document("1-n1-ref2", "Delta"),
            "e.md": document("1-t1-speaker", "Epsilon"),
        },
        [
            (f"{page}.md:3", f"(a.md:3) both have the anchor “d1-{inside}”")
            for page, inside in zip("bcde", ("t2-p2", "n1", "n1-ref2", "t1-speaker"), strict=True)
        ],
    ),
    "an identifier like a part": (
        {"a.md": ONE, "b.md": document("1", "Beta", ":part: 2"), "c.md": document("1-part2", "C")},
        [("c.md:3", "both have the anchor “d1-part2”")],
    ),
    "an identifier like a turn of a later part": (
        {"a.md": ONE, "b.md": document("1", "Beta", ":part: 2"), "c.md": document("1-t4", "C")},
        [("c.md:3", "both have the anchor “d1-t4”")],
    ),
    "two documents of one identifier on a page": (
        {"a.md": document("1", "Alpha") + without_title(document("1", "Beta"))},
        [("a.md:22", "“1” is used twice: here and in a.md:3; the anchors of this one begin")],
    ),
    "three documents of one identifier": (
        {"a.md": ONE, "b.md": document("1", "Beta"), "c.md": document("1", "Gamma")},
        [("b.md:3", "begin with “d1-x2”"), ("c.md:3", "begin with “d1-x3”")],
    ),
    "another stem that is taken": (
        {"a.md": ONE, "b.md": document("1", "Beta"), "c.md": document("1-x2", "Gamma")},
        [("b.md:3", "begin with “d1-x3”")],
    ),
    "an encoded identifier and one that looks so": (
        {"a.md": document("ü", "Alpha"), "b.md": document("x-tda", "Beta")},
        [("a.md:3", "“ü” cannot stand"), ("b.md:3", "both have the anchor “dx-tda”")],
    ),
    "a heading like a document": (
        {"a.md": f"# D1\n\n{without_title(ONE)}"},
        [("a.md:3", "has an anchor, “d1”, that a heading or label on its page has already")],
    ),
    "a heading like a turn": (
        {"a.md": f"{ONE}\n\n## D1 t2\n\nWords.\n"},
        [("a.md:3", "has an anchor, “d1-t2”, that a heading or label on its page has already")],
    ),
    "a heading like another stem": (
        {"a.md": f"{ONE}{without_title(document('1', 'Beta'))}\n\n## D1 x2 t1\n\n## D1 x3\n"},
        [("a.md:22", "the anchors of this one begin with “d1-x4”")],
    ),
    "a heading like a turn that is not there": ({"a.md": f"{ONE}\n\n## D1 t3\n\nWords.\n"}, []),
    "a heading like a person": (
        {"a.md": "# A\n\n## Person Eva\n\n:::{person} eva\n:::\n\nOn {person}`eva`.\n"},
        [("a.md:5", "“person-eva” of “eva” is that of a heading or label")],
    ),
    "a heading like a listed person": (
        {"a.md": "# Person Anna\n\n:::{register}\n:::\n\nOn {person}`anna`.\n"},
        [("people.yml:1", "“person-anna” of “anna” is that of a heading or label")],
    ),
    "keys of one anchor": (
        {"a.md": "# A\n\n:::{person} ü\n:::\n\n:::{person} x-tda\n:::\n\n{person}`x-tda`\n"},
        [("a.md:6", "“x-tda” and “ü” (a.md:3) give one anchor, “person-x-tda”")],
    ),
    "a number pinned to that of an earlier part": (
        {
            "a.md": ONE,
            "b.md": "# Beta\n\n:::{document} 1\n:part: 2\n:::\n\n:::{turn} anna\n:id: 2\nB.\n:::\n",
        },
        [("b.md:3", "the number 2 is taken by a turn of an earlier part of the document “1”")],
    ),
}
REGISTER = "anna: {kind: person, name: Anna, labels: [ANNA]}\n"


def built_with(build: Build, files: dict[str, str], builder: str = "html") -> Built:
    settings = {"archival_registers": ["people.yml"]}
    return build({**files, "people.yml": REGISTER}, builder, confoverrides=settings)


def pages_of(built: Built) -> dict[str, str]:
    names = ("genindex.html", "search.html", "archival-index.html")
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in built.outdir.glob("*.html")
        if path.name not in names
    }


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("case", CASES)
def test_every_anchor_of_a_page_stands_once_and_every_link_leads_to_one(
    build: Build, case: str, builder: str
) -> None:
    files, said = CASES[case]
    built = built_with(build, files, builder)

    for page in pages_of(built).values():
        count = Counter(ID.findall(page))
        assert {name: times for name, times in count.items() if times > 1} == {}
        assert set(FRAGMENT.findall(page)) <= {*count, "top"}
    assert len(built.warnings) == len(said), built.warnings
    for place, words in said:
        (warning,) = (text for text in built.warnings if words in text)
        assert warning.startswith(f"{place}: WARNING: ")


ELSEWHERE = (
    "# Elsewhere\n\n## D1\n\n## D1 t2\n\n## D1 t2 p2\n\n## D1 n1\n\n## D1 t1 speaker\n\n"
    "## Person Anna\n\nOn {person}`anna`, and {document}`1`.\n"
)


@pytest.mark.parametrize("builder", BUILDERS)
def test_headings_of_another_page_get_other_anchors_only_where_all_pages_are_one(
    build: Build, builder: str
) -> None:
    files = {"a.md": ELSEWHERE, "b.md": ONE, "c.md": "# List\n\n:::{register}\n:::\n"}
    built = built_with(build, files, builder)

    ours = ("d1", "d1-t2", "d1-t2-p2", "d1-n1", "d1-t1-speaker", "person-anna")
    for page in pages_of(built).values():
        count = Counter(ID.findall(page))
        assert set(count.values()) <= {1}
        assert set(FRAGMENT.findall(page)) <= count.keys()
        if builder == "singlehtml":
            assert {*ours, *(f"{name}-x2" for name in ours)} <= count.keys()
    lines = [f"a.md:{line}" for line in range(3, 14, 2)] if builder == "singlehtml" else []
    assert [warning.partition(": ")[0] for warning in built.warnings] == lines


def test_of_two_documents_the_first_keeps_its_anchors(build: Build) -> None:
    files, _said = CASES["an identifier like a turn, after it"]
    pages = pages_of(built_with(build, files))

    first, second = (set(ID.findall(pages[name])) for name in ("a.html", "b.html"))
    assert {"d1", "d1-t1", "d1-t1-p2", "d1-t2", "d1-n1", "d1-n1-ref4", "d1-t1-speaker"} <= first
    assert {f"d1-t1-x2{of}" for of in ("", "-t1", "-t1-p2", "-n1", "-n1-ref4")} <= second
    assert not any(name.startswith("d1-t1") and "-x2" not in name for name in second)


def test_references_and_listings_lead_to_the_anchors_that_there_are(build: Build) -> None:
    files, _said = CASES["an identifier like a turn, after it"]
    links = (
        "# Links\n\n{document}`1-t1`, {turn}`1-t1#2`, {document}`1`, {turn}`1#1`\n\n"
        ":::{register}\n:::\n\n:::{documents}\n:::\n"
    )
    built = built_with(build, {**files, "links.md": links})
    pages = pages_of(built)

    found = re.findall(r'href="([ab].html)#([^"]+)"', pages["links.html"])
    assert {"d1-t1-x2", "d1-t1-x2-t2", "d1", "d1-t1", "d1-t1-x2-t1"} <= {name for _, name in found}
    for page, anchor in found:
        assert f'id="{anchor}"' in pages[page]


def test_other_outputs_have_the_same_anchors(build: Build) -> None:
    files, _said = CASES["two documents of one identifier on a page"]
    xml = built_with(build, files, "xml").output("a.xml")
    names = [name for ids in re.findall(r'\sids="([^"]+)"', xml) for name in ids.split()]
    assert {"d1", "d1-t2", "d1-x2", "d1-x2-t2-p1", "d1-x2-n1"} <= set(names)
    assert len(names) == len(set(names))

    tex = built_with(build, files, "latex").output("anedition.tex")
    labels = re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex)
    assert {"a:d1-t2", "a:d1-x2-t2"} <= set(labels)
    assert [label for label in labels if labels.count(label) > 1] == []

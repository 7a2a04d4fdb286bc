"""What is wrong with an edition as a whole is said in every build that changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Build, Built

DOCUMENT = """\
# Record

:::{{document}} {identifier}
{option}
:::

:::{{transcript}}
:speakers: ANNA; BORIS
ANNA. Good morning.

BORIS. {words}
:::
"""


def document(identifier: str, *, option: str = ":place: Oslo", words: str = "Yes.") -> str:
    return DOCUMENT.format(identifier=identifier, option=option, words=words)


def warnings_about(subtype: str, built: Built) -> list[str]:
    return [warning for warning in built.warnings if f"[archival.{subtype}]" in warning]


def test_duplicate_document_is_reported_again_after_another_page_was_edited(build: Build) -> None:
    files = {"a.md": document("7"), "b.md": document("7"), "c.md": document("8")}
    first = build(files)
    again = build({"c.md": document("9")}, srcdir=first.srcdir)

    for built in (first, again):
        [warning] = warnings_about("duplicate_document", built)
        assert warning.startswith("b.md:3: ")
        assert "a.md:3" in warning
    mended = build({"b.md": document("10")}, srcdir=first.srcdir)
    assert not mended.warnings


def test_duplicate_entity_is_reported_again_after_another_page_was_edited(build: Build) -> None:
    files = {
        "a.md": "# A\n\n:::{person} eva\n:::\n\n:::{person} anna\n:::\n\n:::{person} anna\n:::\n",
        "b.md": "# B\n\n:::{person} eva\n:::\n",
        "c.md": document("8"),
        "r.yml": "anna: {kind: person, name: Anna}\n",
    }
    overrides = {"archival_registers": ["r.yml"]}
    first = build(files, confoverrides=overrides)
    again = build({"c.md": document("9")}, srcdir=first.srcdir, confoverrides=overrides)

    for built in (first, again):
        warnings = sorted(warnings_about("duplicate_entity", built))
        assert [warning.partition(": ")[0] for warning in warnings] == [
            "a.md:6",
            "a.md:9",
            "b.md:3",
        ]
        assert "r.yml:1" in warnings[0]
        assert "r.yml:1" in warnings[1]
        assert "a.md:3" in warnings[2]


def test_missing_part_is_reported(build: Build) -> None:
    built = build({"a.md": document("7"), "b.md": document("7", option=":part: 3")})

    [warning] = warnings_about("part", built)
    assert warning.startswith("b.md:3: ")
    assert "no part 2" in warning


def test_number_pinned_in_a_later_part_to_one_that_is_taken_is_reported(build: Build) -> None:
    pinned = ":::\n\n:::{turn} ?\n:id: 2\n:label: CLARA.\nMe too."
    later = document("7", option=":part: 2", words=f"No.\n{pinned}")
    built = build({"a.md": document("7"), "b.md": later})

    [warning] = warnings_about("turn_number", built)
    assert warning.startswith("b.md:3: ")
    assert "number 2 is taken" in warning
    assert "CLARA. Me too." in warning


def test_turns_and_notes_of_the_published_edition_that_have_gone_or_moved_are_reported(
    build: Build,
) -> None:
    words = (
        "It was open.[^a]\n\nANNA. [Then]{.gloss} it was shut.\n:::\n\n[^a]: A note.\n\n"
        ":::{insertion}\nEnd."
    )
    published = build({"a.md": document("7", words=words), "b.md": document("8")})
    source = published.srcdir
    (source / "published.inv").write_bytes((published.outdir / "objects.inv").read_bytes())
    overrides = {"archival_published_inventory": "published.inv"}

    unchanged = build({}, srcdir=source, confoverrides=overrides)
    assert not warnings_about("published", unchanged)

    longer = words.replace("It was open.", "It was.\n\nANNA. What?\n\nBORIS. It was open.")
    changed = build({"a.md": document("7", words=longer)}, srcdir=source, confoverrides=overrides)
    moved = warnings_about("published", changed)
    assert len(moved) == 2
    assert "turn “7#2” of the published edition (“BORIS. It was open.”) is now “7#4”" in moved[0]
    assert "turn “7#3” of the published edition (“ANNA. [Then] it was shut.”)" in moved[1]
    assert "is now “7#5”" in moved[1]
    assert all("“:id:”" in warning for warning in moved)
    assert all(warning.startswith("WARNING: published.inv: ") for warning in moved)

    # Another page was edited: what was said is said again, and what is new besides.
    (source / "b.md").unlink()
    gone = warnings_about(
        "published", build({"c.md": "# C\n"}, srcdir=source, confoverrides=overrides)
    )
    assert gone[: len(moved)] != gone
    assert [w for w in gone if "“8" not in w] == moved
    assert {w.split("“")[1].split("”")[0] for w in gone if "“8" in w} == {"8", "8#1", "8#2"}


def test_pinned_turns_keep_their_published_addresses(build: Build) -> None:
    published = build({"a.md": document("7")})
    source = published.srcdir
    (source / "published.inv").write_bytes((published.outdir / "objects.inv").read_bytes())
    words = (
        ":::\n\n:::{turn} ?\n:id: 1a\n:label: CLARA.\nI too.\n:::\n\n"
        ":::{transcript}\n:speakers: BORIS\nBORIS. Yes."
    )
    inserted = document("7", words="Yes.").replace("BORIS. Yes.", words)

    built = build(
        {"a.md": inserted},
        srcdir=source,
        confoverrides={"archival_published_inventory": "published.inv"},
    )
    assert not built.warnings


def test_words_that_stood_in_two_places_are_not_said_to_have_moved(build: Build) -> None:
    published = build({"a.md": document("7", words="Yes.\n\nANNA. So?\n\nBORIS. Yes.")})
    source = published.srcdir
    (source / "published.inv").write_bytes((published.outdir / "objects.inv").read_bytes())

    corrected = document("7", words="Yes, madam.\n\nANNA. So?\n\nBORIS. Yes.")
    overrides = {"archival_published_inventory": "published.inv"}
    built = build({"a.md": corrected}, srcdir=source, confoverrides=overrides)
    assert not warnings_about("published", built)


def test_document_on_another_page_than_published_is_reported_once(build: Build) -> None:
    published = build({"a.md": document("7")}, "dirhtml")
    source = published.srcdir
    (source / "published.inv").write_bytes((published.outdir / "objects.inv").read_bytes())
    overrides = {"archival_published_inventory": "published.inv"}
    assert not build({}, srcdir=source, confoverrides=overrides).warnings

    (source / "a.md").rename(source / "b.md")
    built = build({}, srcdir=source, confoverrides=overrides)
    [warning] = warnings_about("published", built)
    assert "the page “a” is now on “b”" in warning
    assert "2 more" in warning

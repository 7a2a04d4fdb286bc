"""Slips for which the markup language drops a directive, words and all: it is read as meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext_archival.nodes import (
    archival_headnote,
    archival_insertion_block,
    archival_note,
    archival_turn,
)

from .conftest import LANGUAGES, head_of

if TYPE_CHECKING:
    from tests.conftest import Build, Built

REGISTER = """\
okoye: {kind: person, name: Okoye, labels: [OKOYE]}
petrov: {kind: person, name: Petrov, labels: [PETROV]}
"""
HEAD = {
    "myst": "# T\n\n:::{document} a\n:date: 1990\n:participants: okoye, petrov\n:::\n\n",
    "rst": "T\n=\n\n.. document:: a\n   :date: 1990\n   :participants: okoye, petrov\n\n",
}


def built_page(
    build: Build, text: str, language: str, *, head: bool = True, builder: str = "text"
) -> Built:
    page = (HEAD[language] if head else head_of("page", language, with_document=False)) + text
    files = {f"page.{LANGUAGES[language]}": page, "register.yml": REGISTER}
    return build(files, builder, confoverrides={"archival_registers": ["register.yml"]})


def places(built: Built, subtype: str) -> list[str]:
    """Return, for each warning of *subtype*, the source line that it names."""
    (path,) = built.srcdir.glob("page.*")
    lines = path.read_text(encoding="utf-8").splitlines()
    numbers = [
        int(warning.split(":")[1])
        for warning in built.warnings
        if warning.endswith(f"[archival.{subtype}]")
    ]
    return [lines[number - 1].strip() for number in numbers]


def turns(built: Built) -> list[str]:
    return [turn.astext() for turn in built.doctree("page").findall(archival_turn)]


ONE_COLON = """\
.. document: b
   :participants: okoye

   A summary.

.. transcript:
   :speakers: FOO

   OKOYE. One.

   FOO. Two. [#m]_

   .. insertion:
      :kind: gloss

      Inserted.

   .. archival:turn: petrov

      Said.

.. Ednote: m

   A note.
"""


def test_directive_with_one_colon_is_a_directive(build: Build) -> None:
    built = built_page(build, ONE_COLON, "rst", head=False)
    document = built.doctree("page")
    assert next(document.findall(archival_headnote))["identifier"] == "b"
    assert turns(built) == ["OKOYE. One.", "FOO. Two. 1\n\nInserted.", "PETROV. Said."]
    (inserted,) = document.findall(archival_insertion_block)
    assert inserted["kind"] == "gloss"
    assert [note.astext() for note in document.findall(archival_note)] == ["A note."]
    assert sorted(places(built, "comment")) == [
        ".. Ednote: m",
        ".. archival:turn: petrov",
        ".. document: b",
        ".. insertion:",
        ".. transcript:",
    ]
    assert len(built.warnings) == 5
    assert "it is read as “.. document::”; write two colons" in built.warnings[0]


def test_directive_with_one_colon_in_a_footnote_is_a_note(build: Build) -> None:
    text = (
        ".. transcript::\n\n   One. [#n]_\n\n.. [#n] First.\n\n   .. ednote: m\n\n      Second.\n"
    )
    built = built_page(build, text, "rst")
    found = [note.astext() for note in built.doctree("page").findall(archival_note)]
    assert found == ["First.", "Second."]
    assert places(built, "comment") == [".. ednote: m"]


@pytest.mark.parametrize(
    "text",
    [
        ".. remark: a comment of the page\n",
        "Words::\n\n   .. transcript: x\n",
        ".. code-block:: rst\n\n   .. transcript: x\n",
        ".. cpp:transcript: a comment of the page\n",
        "..\n   .. transcript: x\n",
    ],
)
def test_what_is_none_of_ours_is_left_alone(build: Build, text: str) -> None:
    built = built_page(build, f"{text}\n.. transcript::\n\n   OKOYE. Yes.\n", "rst")
    assert turns(built) == ["OKOYE. Yes."]
    assert built.warnings == []


def test_comment_stays_one_where_the_domain_is_not_the_default(build: Build) -> None:
    page = "T\n=\n\n.. transcript: x\n   :a: b\n\n   words\n\n.. archival:document: a\n"
    built = build({"page.rst": page}, "text", confoverrides={"primary_domain": None})
    document = built.doctree("page")
    assert [found.astext() for found in document.findall(nodes.comment)] == [
        "transcript: x\n:a: b\n\nwords"
    ]
    assert [found["identifier"] for found in document.findall(archival_headnote)] == ["a"]
    assert places(built, "comment") == [".. archival:document: a"]


NO_BLANK_LINE = """\
.. document:: b
   :date: 1990
   :participants: okoye,
      petrov
   A summary
   of two lines.

   And more.

.. transcript::
   :speakers: FOO
   OKOYE. Spoken words
   go on. [#m]_

   FOO. Bar.

   .. insertion::
      :kind: gloss
      Inserted words.

- .. turn:: petrov
       :label: P.
     In a list.

.. ednote:: m
   :type: editor
   A note.

After.
"""


def test_words_right_below_the_options_are_words(build: Build) -> None:
    built = built_page(build, NO_BLANK_LINE, "rst", head=False)
    document = built.doctree("page")
    (headnote,) = document.findall(archival_headnote)
    assert headnote["metadata"] == {"date": "1990", "participants": "okoye, petrov"}
    assert headnote.children[-1].astext() == "A summary\nof two lines.\n\nAnd more."
    assert turns(built) == [
        "OKOYE. Spoken words\ngo on. 1",
        "FOO. Bar.\n\nInserted words.",
        "P. In a list.",
    ]
    (inserted,) = document.findall(archival_insertion_block)
    assert inserted["kind"] == "gloss"
    assert [note.astext() for note in document.findall(archival_note)] == ["A note."]
    assert places(built, "document_option") == [
        "A summary",
        "OKOYE. Spoken words",
        "Inserted words.",
        "In a list.",
        "A note.",
    ]
    assert len(built.warnings) == 5
    assert "leave a blank line after the options" in built.warnings[0]
    # What stands below is in the lines where it is.
    assert [turn.line for turn in document.findall(archival_turn)] == [15, 18, 24]


def test_option_that_lacks_a_colon_is_read_as_meant(build: Build) -> None:
    text = (
        ".. document:: b\n   :date 1990\n   :title: Other title\n   participants: okoye\n\n"
        ".. transcript::\n   :speakers FOO\n\n   OKOYE. One. [#m]_\n\n   FOO. Two.\n\n"
        ".. ednote:: m\n   :type translator\n   :resp: A. Editor\n   A note.\n"
    )
    built = built_page(build, text, "rst", head=False)
    document = built.doctree("page")
    assert next(document.findall(archival_headnote))["metadata"] == {
        "date": "1990",
        "title": "Other title",
        "participants": "okoye",
    }
    assert turns(built) == ["OKOYE. One. a", "FOO. Two."]
    (note,) = document.findall(archival_note)
    assert (note["note_type"], note["resp"], note.astext()) == (
        "translator",
        "A. Editor",
        "A note.",
    )
    assert places(built, "document_value") == [
        ":date 1990",
        "participants: okoye",
        ":speakers FOO",
        ":type translator",
    ]
    assert places(built, "document_option") == ["A note."]
    assert "“:date 1990” lacks its second colon; it is read as “:date: 1990”" in built.warnings[0]


MYST_OPTIONS = """\
:::{document} b
:date 1990
:title: Other title
participants: okoye
Summary.
:::

::::{transcript}
:speakers FOO

OKOYE. One. {ednote}`m`

FOO. Two.
::::

:::{ednote} m
:type translator
:resp: A. Editor

A note.
:::
"""


def test_option_of_markdown_that_lacks_a_colon_is_read_as_meant(build: Build) -> None:
    built = built_page(build, MYST_OPTIONS, "myst", head=False)
    document = built.doctree("page")
    (headnote,) = document.findall(archival_headnote)
    assert headnote["metadata"] == {"date": "1990", "title": "Other title", "participants": "okoye"}
    assert headnote.children[-1].astext() == "Summary."
    assert turns(built) == ["OKOYE. One. a", "FOO. Two."]
    (note,) = document.findall(archival_note)
    assert (note["note_type"], note["resp"], note.astext()) == (
        "translator",
        "A. Editor",
        "A note.",
    )
    assert places(built, "document_value") == [
        ":date 1990",
        "participants: okoye",
        ":speakers FOO",
        ":type translator",
    ]
    ours = [warning for warning in built.warnings if "[archival." in warning]
    assert "“:date 1990” lacks its second colon; it is read as “:date: 1990”" in ours[0]
    assert len(ours) == 4


WORDS_AMONG_OPTIONS = {
    "myst": (
        "```{transcript}\n:speakers: FOO\n:okoye said this\n:::and that\n\nFOO. One.\n```\n\n"
        "```{transcript}\n:OKOYE: said\n:)\n\nOKOYE. Two.\n```\n\n"
        "```{transcript}\n:Mr. Okoye: said\nPETROV. Three.\n```\n"
    ),
    "rst": (
        ".. transcript::\n   :speakers: FOO\n   :okoye said this\n   :::and that\n\n"
        "   FOO. One.\n\n"
        ".. transcript::\n   :OKOYE: said\n   :)\n\n   OKOYE. Two.\n\n"
        ".. transcript::\n   :Mr. Okoye: said\n\n   PETROV. Three.\n"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_begin_with_a_colon_are_no_options(build: Build, language: str) -> None:
    built = built_page(build, WORDS_AMONG_OPTIONS[language], language)
    text = " ".join(built.output("page.txt").split())
    for words in (":okoye said this", ":::and that", "OKOYE:", "said", ":)", "Mr. Okoye:"):
        assert words in text
    said = turns(built) if language == "rst" else [turn.split("\n")[-1] for turn in turns(built)]
    assert said[:2] == ["FOO. One.", "OKOYE. Two."]
    first = {
        "myst": [":okoye said this", ":OKOYE: said", ":)", ":Mr. Okoye: said"],
        "rst": [":okoye said this", ":OKOYE: said", ":Mr. Okoye: said"],
    }
    # Before version 5, MyST takes a fence there for an option too.
    found = [words for words in places(built, "document_option") if not words.startswith(":::")]
    assert [words for words in first[language] if words in found] == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_option_that_is_written_twice_is_reported(build: Build, language: str) -> None:
    text = {
        "myst": ":::{document} b\n:date: 1990\n:date: 1991\n:title: A title\n\nSummary.\n:::\n",
        "rst": (
            ".. document:: b\n   :date: 1990\n   :date: 1991\n      or so\n   :title: A title\n\n"
            "   Summary.\n"
        ),
    }[language]
    built = built_page(build, text, language, head=False)
    (headnote,) = built.doctree("page").findall(archival_headnote)
    taken = {"myst": "1991", "rst": "1990"}[language]
    assert headnote["metadata"] == {"date": taken, "title": "A title"}
    assert headnote.children[-1].astext() == "Summary."
    assert places(built, "document_value") == [
        {"myst": ":date: 1991", "rst": ":date: 1991"}[language]
    ]
    (warning,) = built.warnings
    assert f"“:date:” is written twice; “{taken}” is taken" in warning


FENCES_OF_WORDS = """\
::::{transcript}
OKOYE. One.[^n]

::: The committee rises at noon

PETROV. Two.
:::okoye said this

``` The clerk reads:
OKOYE. Three

and four.
```

- An item
  ~~~ and words

```python
code
```

``` {note}
A box.
```

::: A part
:::{insertion}
Inserted.
:::
:::

PETROV. Five.

``` Laughter
::::

[^n]: ::: The noted thing

    ``` A reader says
    and ends.
    ```
"""


def test_words_behind_the_signs_of_a_fence_are_text(build: Build) -> None:
    built = built_page(build, FENCES_OF_WORDS, "myst")
    document = built.doctree("page")
    said = [turn.replace("\n\n\n", "\n\n") for turn in turns(built)]
    second = (
        "PETROV. Two.\n:::okoye said this\n\n``` The clerk reads:\nOKOYE. Three\n\nand four.\n\n"
        "An item\n~~~ and words\n\ncode\n\nA box.\n\n::: A part\n\nInserted."
    )
    assert said == [
        "OKOYE. One.1\n\n::: The committee rises at noon",
        second,
        "PETROV. Five.\n\n``` Laughter",
    ]
    (code,) = document.findall(nodes.literal_block)
    assert code.astext().strip() == "code"
    (note,) = document.findall(archival_note)
    assert note.astext() == "::: The noted thing\n\n``` A reader says\nand ends."
    assert places(built, "fence") == [
        "::: The committee rises at noon",
        ":::okoye said this",
        "``` The clerk reads:",
        "~~~ and words",
        "::: A part",
        "``` Laughter",
        "[^n]: ::: The noted thing",
        "``` A reader says",
    ]
    # And a label that stands in the paragraph of such words.
    assert places(built, "hidden_label") == ["OKOYE. Three"]
    assert len(built.warnings) == 9


def test_fence_that_a_project_does_not_have_is_no_slip(build: Build) -> None:
    words = "```{archival:transcript}\nOne.\n\n\\::: words\n\n```mermaid\nTwo.\n```\n"
    page = f"# T\n\n```{{archival:document}} a\n```\n\n`{words}````\n"
    settings = {"myst_enable_extensions": [], "myst_fence_as_directive": ["note"]}
    built = build({"page.md": page.replace("mermaid", "note")}, confoverrides=settings)
    assert built.warnings == []
    assert "Two." in built.doctree("page").astext()


STRAYS = {
    "myst": (
        "::::{transcript}\n:speakers: FOO\n\nOKOYE. One.\n::::\n\n"
        "A paragraph of the page.\n\nFOO (aside): Two.\n\n\\PETROV. Meant.\n\n"
        "- A list\n\nPETROV. Elsewhere.\n"
    ),
    "rst": (
        ".. transcript::\n   :speakers: FOO\n\n   OKOYE. One.\n\n.. remark\n\n"
        "A paragraph of the page.\n\nFOO (aside): Two.\n\n\\PETROV. Meant.\n\n"
        "- A list\n\nPETROV. Elsewhere.\n"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_turn_below_a_transcript_is_reported(build: Build, language: str) -> None:
    built = built_page(build, STRAYS[language], language)
    assert turns(built) == ["OKOYE. One."]
    assert places(built, "hidden_label") == ["FOO (aside): Two."]
    (warning,) = built.warnings
    assert "“FOO (aside):” opens no turn here, because it stands below the transcript" in warning
    advice = {"myst": "close that below it", "rst": "indent it as the words of that"}[language]
    assert advice in warning
    assert "PETROV. Meant." in built.output("page.txt").replace("\\", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_transcript_is_explained_in_its_language(build: Build, language: str) -> None:
    text = {
        "myst": ":::{transcript}\n:::\n\nWords.\n",
        "rst": ".. transcript::\n\nWords.\n",
    }[language]
    built = built_page(build, text, language)
    (warning,) = built.warnings
    says = {"myst": "give it more colons", "rst": "they must be indented"}
    assert says[language] in warning
    assert warning.endswith("[archival.empty]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_warning_is_one_line_whatever_it_quotes(build: Build, language: str) -> None:
    words = {
        "myst": ":::{transcript}\nMR.\nSMITH: Words.\n:::\n",
        "rst": ".. transcript::\n\n   MR.\n   SMITH: Words.\n",
    }
    (warning,) = built_page(build, words[language], language).warnings
    assert "“MR. SMITH:” looks like a speaker label" in warning
    assert "\n" not in warning

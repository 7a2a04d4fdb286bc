"""An edition of one document, and its source, that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build, Built

SOURCE = """\
March 4, 1971

**Minutes of the Council of Ports**

Summary:

The council talks of dues.

Original Language:

Russian

ADLER. You remember [the] dues, comrades.[\\[1\\]](#)

[Laughter]

They were paid for the

whole year .

BORUN. And O[leg] Elms refused^[2] to pay them.

[1] A note on the dues.

[2] He was the harbour master.
"""
HEADER = """\
:date: 1971-03-04
:original-language: ru
:transcription: source.txt
"""
TEXT = """\
ADLER. You remember [the] dues, comrades.[^dues]

[Laughter]

They were paid for the {page}`?` whole year .

BORUN. And O[leg] Elms refused[^elms] to pay them.
"""
NOTES = """\
[^dues]: A note on the dues.

[^elms]: He was the harbour master.
"""


def document(text: str = TEXT, header: str = HEADER, notes: str = NOTES) -> str:
    return (
        f"# Minutes of the Council of Ports\n\n:::{{document}} p1\n{header}\n"
        f"The council talks of dues.\n:::\n\n::::{{transcript}}\n:speakers: ADLER; BORUN\n\n"
        f"{text}::::\n\n{notes}"
    )


@pytest.fixture
def held(build: Build) -> Callable[..., Built]:
    """Builds the check of a document, and gives what came of it."""

    def make(
        text: str = TEXT,
        *,
        header: str = HEADER,
        notes: str = NOTES,
        source: str | None = SOURCE,
        **files: str,
    ) -> Built:
        project: dict[str, str] = {"p1.md": document(text, header, notes)}
        if source is not None:
            project["source.txt"] = source
        project |= {name.replace("__", "."): words for name, words in files.items()}
        return build(project, builder="fidelity")

    return make

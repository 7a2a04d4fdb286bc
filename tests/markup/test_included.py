"""What is wrong with an edition as a whole names the file it is written in, which pages include."""

from __future__ import annotations

from typing import TYPE_CHECKING

import myst_parser
import pytest

from .conftest import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Build

INCLUDE = {
    "myst": "Page\n====\n\n```{{include}} {}\n```\n",
    "rst": "Page\n====\n\n.. include:: {}\n",
}
FIRST = {
    "myst": ":::{document} d\n:::\n\n:::{person} eva\n:::\n",
    "rst": ".. document:: d\n\n.. person:: eva\n",
}
SECOND = {
    "myst": """\
Before it.

:::{document} d
:participants: nobody
Summary of {person}`Lost`.
:::

:::{turn} ?
:label: A:
See {turn}`#99`, {document}`nowhere`.
:::

:::{person} eva
:::

:::{document} e
:part: 3
:::
""",
    "rst": """\
Before it.

.. document:: d
   :participants: nobody

   Summary of :person:`Lost`.

.. turn:: ?
   :label: A:

   See :turn:`#99`, :document:`nowhere`.

.. person:: eva

.. document:: e
   :part: 3
""",
}
SAID = {
    "identifier “d” is used twice: here and in parts/first.inc:1;": {"myst": 3, "rst": 3},
    "key “eva” is defined twice: here and in parts/first.inc:": {"myst": 13, "rst": 13},
    "“e” has a part 3 and no part 1": {"myst": 16, "rst": 15},
    "no entity is called “nobody”": {"myst": 3, "rst": 3},
    "no person is called “Lost”": {"myst": 5, "rst": 6},
    "has no turn 99": {"myst": 10, "rst": 11},
    "no document “nowhere”": {"myst": 10, "rst": 11},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_in_the_edition_names_the_included_file(build: Build, language: str) -> None:
    extension = LANGUAGES[language]
    files = {
        f"pages/a.{extension}": INCLUDE[language].format("../parts/first.inc"),
        f"pages/b.{extension}": INCLUDE[language].format("../parts/second.inc"),
        "parts/first.inc": FIRST[language],
        "parts/second.inc": SECOND[language],
    }
    warnings = build(files, "text").warnings

    assert len(warnings) == len(SAID)
    # Before version 5, MyST counts the lines of an included file from 2.
    is_exact = language == "rst" or myst_parser.__version__ >= "5"
    for said, lines in SAID.items():
        sign = said if is_exact else said.partition(":")[0]
        (place,) = (text.partition(" WARNING: ")[0] for text in warnings if sign in text)
        assert place.startswith("parts/second.inc:")
        assert not is_exact or place == f"parts/second.inc:{lines[language]}:"

"""Plain text, manual pages, Texinfo: no word is added, and no note is confused.

The number of a turn stands in the margin, as in print.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Build, Need

REGISTER = """\
anna:
  kind: person
  name: Anna Arden
  labels: [M. ANNA]
  variants: [Cde. Anna]
"""
SETTINGS = {"archival_registers": ["register.yml"], "archival_autolink": True}
TALK = """\
# The talk

:::{document} one
:participants: anna
:::

::::{transcript}
M. ANNA. Cde. Anna is *here*,[^a] at `home` -- or --- not {page}`?` yet,[^a]
on pa{page}`2`ge two.{ednote}`tr`

[Laughter]
::::

:::{ednote} tr
:type: translator
Of the translator.
:::

[^a]: Of the editor.

# Another

:::{document} two
:participants: anna
:::

:::{transcript}
M. ANNA. Again [navedeniye]{.original}.[^b]
:::

[^b]: Of the other document.
"""


def output(build: Build, builder: str, text: str = TALK) -> str:
    built = build(
        {"index.md": text, "register.yml": REGISTER},
        builder,
        confoverrides={**SETTINGS, "html_theme": "basic"},
    )
    (path,) = (p for p in built.outdir.glob("*.*") if p.suffix in {".txt", ".1", ".texi"})
    return path.read_text(encoding="utf-8")


def test_text_reads_as_print(build: Build) -> None:
    text = " ".join(output(build, "text").split())
    assert (
        "1 M. ANNA. Cde. Anna is here,[1] at home -- or --- not yet,[1] on pa|2|ge two.[a] "
        "[Laughter]"
    ) in text
    assert "[1] Of the editor. [a] Of the translator." in text
    assert "1 M. ANNA. Again [navedeniye].[1]" in text
    assert "*" not in re.sub(r"\*{2,}", "", text)  # the lines under titles


def test_a_turn_begins_a_paragraph_of_the_manual_page(build: Build) -> None:
    roff = output(build, "man")
    assert ".IP 1 5\n\\fBM. ANNA.\\fP Cde. Anna is \\fIhere\\fP,[1]" in roff
    assert ".sp\n[Laughter]" in roff
    assert ".IP [a] 5\nOf the translator." in roff
    assert "person-anna" not in roff


TURNS = """\
# The talk

:::{document} one
:participants: anna
:::

::::{transcript}
They met, as {turn}`my second words <#2>` and {turn}`#12a` say.

M. ANNA. The first words are so many that a line of plain text cannot hold them all.

- A list.

:::{turn} anna
The second.
:::

:::{turn} ?
:label: A VOICE.
:id: 12a
> A quotation.
:::
::::

After it.

:::{document} one
:part: 2
:participants: anna
:::

:::{transcript}
M. ANNA. Of the second part.
:::

:::{register}
:::
"""


def test_numbers_of_turns_stand_in_the_margin_of_a_text(build: Build) -> None:
    text = output(build, "text", TURNS)
    assert (
        text.partition("**\n")[2]
        .partition("Anna Arden\n   speaks")[0]
        .endswith(
            """\
They met, as my second words and turn 12a say.

1    M. ANNA. The first words are so many that a line of plain text
     cannot hold them all.

     * A list.

2    M. ANNA. The second.

12a  A VOICE.

        A quotation.

After it.

Participants:
   Anna Arden

13   M. ANNA. Of the second part.

"""
        )
    )
    assert "speaks: The talk, turns 1, 2, 13" in text


def test_numbers_of_turns_stand_in_the_margin_of_a_manual_page(build: Build, need: Need) -> None:
    roff = output(build, "man", TURNS)
    assert ".IP 2 5\n\\fBM. ANNA.\\fP The second." in roff
    shown = subprocess.run(
        [need("groff"), "-man", "-Tutf8", "-k", "-P-c", "-P-bou"],
        input=roff.encode(),
        capture_output=True,
        check=True,
    )
    assert shown.stderr == b""
    lines = [line.removeprefix(" " * 7) for line in shown.stdout.decode().splitlines()]
    assert "2    M. ANNA. The second." in lines
    assert [line for line in lines if "list" in line or "VOICE" in line or "After" in line] == [
        "     • A list.",
        "12a  A VOICE.",
        "After it.",
    ]
    assert "13   M. ANNA. Of the second part." in lines


def test_texinfo_prints_every_marker_and_each_note_of_each_document(build: Build) -> None:
    texi = re.sub(r"@anchor\{[^}]*\}", "", output(build, "texinfo"))
    assert "M. ANNA. Cde. Anna is here,[1] at home @w{-}@w{-} or" in texi
    assert "yet,[1]\non pa|2|ge two.[a]" in texi
    assert "[1] Of the editor." in texi
    assert "[1] Of the other document." in texi
    assert "@footnote" not in texi


def test_texinfo_is_read_by_makeinfo(build: Build, need: Need) -> None:
    built = build({"index.md": TALK, "register.yml": REGISTER}, "texinfo", confoverrides=SETTINGS)
    (path,) = built.outdir.glob("*.texi")
    made = subprocess.run(
        [need("makeinfo"), "--no-split", "-o", "-", str(path)],
        capture_output=True,
        check=True,
        cwd=built.outdir,
    )
    assert made.stderr == b""
    assert "Of the translator." in made.stdout.decode()
    assert re.search(r"^1\n\n     M\. ANNA\. Cde\.", made.stdout.decode(), re.MULTILINE)


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "latex"])
def test_an_empty_note_is_no_error(build: Build, builder: str) -> None:
    built = build(
        {
            "index.md": TALK.replace("Of the translator.\n", ""),
            "register.yml": REGISTER,
        },
        builder,
        confoverrides=SETTINGS,
    )
    assert [w for w in built.warnings if "archival.empty" not in w] == []
    assert built.app.statuscode == 0


MARKED = """\
# The talk

:::{document} one
:participants: anna
:::

::::{transcript}
M. ANNA. For {deleted}`three` {added}`four` crowns [a *small* {deleted}`sum`].

:::{insertion}
- Much is

*left* out.
:::

:::{insertion}
[Here too.]
:::
::::
"""


@pytest.mark.parametrize("builder", ["text", "man", "texinfo"])
def test_what_is_struck_out_or_inserted_is_told_from_what_stands(
    build: Build, builder: str
) -> None:
    text = re.sub(r"\\f[BIP]|\\&", "", output(build, builder, MARKED))
    words = " ".join(text.split())
    assert "For ⟦three⟧ four crowns [a small ⟦sum⟧]." in words
    assert re.search(r"\[Much is .*left out\.\]", words)
    assert "[[" not in words
    assert "[Here too.]" in words


def test_signs_are_read_by_groff(build: Build, need: Need) -> None:
    command = [need("groff"), "-man", "-Tutf8", "-k", "-P-c", "-P-bou"]
    roff = output(build, "man", MARKED).encode()
    shown = subprocess.run(command, input=roff, capture_output=True, check=True)
    assert shown.stderr == b""
    assert "⟦three⟧" in shown.stdout.decode()

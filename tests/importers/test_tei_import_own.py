"""Our own TEI comes back as it went out: edition → TEI → edition → the same TEI."""

# ruff: noqa: E501 - a page of an edition has a paragraph in a line

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinxext_archival.importers import import_file
from sphinxext_archival.importers.files import Imported, plan, write

pytest.importorskip("sphinxext_archival.builders.tei")

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build

CONF = """\
project = "An edition"
author = "the editors"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
archival_registers = ["register/persons.yml"]
archival_autolink = True
html_theme = "basic"
"""
INDEX = "# Contents\n\n```{toctree}\n:glob:\n\n**\n```\n"
REGISTER = """\
lindqvist:
  kind: person
  name: Ada Lindqvist
  sort: Lindqvist, Ada
  labels: [A. LINDQVIST, LINDQVIST]
  variants: [Miss Lindqvist, Lindqvist]
  born: 1880-01-02
  died: 1950
  roles:
    - {title: Harbour master of Skarvik, from: 1910, to: 1925-03}
  wikidata: Q12345
  note: >-
    She kept the *harbour* book.
brandt:
  kind: person
  name: Captain Brandt
  labels: [CAPTAIN BRANDT]
skarvik:
  kind: place
  name: Skarvik
  coordinates: 55.5, 13.25
  geonames: 12345
salt-office:
  kind: organization
  name: Salt Office
  founded: 1800
  dissolved: 1930
fair:
  kind: event
  name: Salt fair
  date: 1921-03-01/1921-03-05
harbour-book:
  kind: work
  name: The harbour book
  date: 1921
due:
  kind: concept
  name: harbour due
  url: https://example.org/due
"""
DOCUMENT = """\
# A talk on salt

:::{document} salt-1
:short-title: Salt
:date: 1921-03-04
:place: Skarvik
:kind: record of conversation
:participants: lindqvist, brandt
:original-language: sv
:language: en
:translator: Karin Ek
:contributor: Jon Berg
:editor: Eva Dahl
:repository: Town archive
:collection: Harbour papers
:reference-code: A 1
:physical: 3 pp., typescript
:classification: Secret
:source: https://example.org/salt
:credits: Made with support from the town
:rights: The town
:license: https://creativecommons.org/licenses/by/4.0/

Miss Lindqvist asks a captain about salt.
:::

::::{transcript}
[Skarvik, 4 March 1921]{.dateline}

Present are {person}`Ada Lindqvist` and the captain.

A. LINDQVIST. You have salt [aboard], T[omas], I am told [sic], at the {event}`fair <fair>`.[^salt] It is [hamnavgift]{.original} and [Mårten]{.gloss}.

[T]he barrel[s] are [illegible], and [three words missing] {page}`2`of [the treasurer]{.identification resp=editor} Lindqvist […] recom{page}`3`mended.

[Laughter]

CAPTAIN BRANDT (smiling). It was [Svala?], [2 lines not declassified]. The {emend}`policy. <policy .>` is {emend}`sound <soun>`.{ednote}`due`

> A quotation.
> More of it.

- one
- two *italic* **bold**

| a | b |
|---|---|
| c | d |

The fee is {deleted}`three` {added}`four <place=margin, hand=Lindqvist>` crowns {underlined}`now`. {stamp}`PAID` It was [after [the harbour master A[da] Lindqvist] went].{ednote}`src`

Thank you [Applause]{.stage} so much.[^salt]

:::{turn} ?
:label: A VOICE.
Hear!
:::

(The meeting ends.)

:::{turn} brandt, lindqvist
:label: BOTH.
:cert: low
Aye.

Once more.
:::

Nobody says this.

:::{insertion}
:kind: gloss
:resp: editor

The next page is in another hand.
:::

:::{enclosure} Annex *one*
The list of barrels.

Forty.
:::

{signature}`A. Lindqvist`
::::

[^salt]: Salt was taxed by the *barrel* [in Skarvik].

    And in Malmö.

:::{ednote} due
:type: translator
:resp: Karin Ek
Literally *harbour fee*.
:::

:::{ednote} src
:type: source
In the margin: *not true*.
:::
"""
TRANSCRIPTION = re.compile(r'<bibl type="transcription">.*?</bibl>', re.DOTALL)


def tei_of(build: Build, files: dict[str, str], srcdir: Path | None = None) -> Path:
    built = build(files, "tei", srcdir=srcdir)
    assert built.warnings == []
    return built.outdir


def plain(path: Path) -> str:
    return " ".join(TRANSCRIPTION.sub("", path.read_text(encoding="utf-8")).split())


def test_it_comes_back_without_any_loss(build: Build, tmp_path: Path) -> None:
    files = {"conf.py": CONF, "index.md": INDEX, "doc.md": DOCUMENT}
    first = tei_of(build, {**files, "register/persons.yml": REGISTER})
    imported = [
        Imported(path.name, path.read_bytes(), import_file(path))
        for path in sorted(first.glob("*.xml"))
        if path.name != "corpus.xml"
    ]
    again = tmp_path / "again"
    (again / "register").mkdir(parents=True)
    (again / "register" / "persons.yml").write_text("", encoding="utf-8")
    (again / "conf.py").write_text(CONF, encoding="utf-8")
    (again / "index.md").write_text(INDEX, encoding="utf-8")
    write(plan(imported, again))
    second = tei_of(build, {}, again)
    names = sorted(path.name for path in first.glob("*.xml"))
    assert sorted(path.name for path in second.glob("*.xml")) == names
    for name in names:
        if name.startswith(("d", "list")):
            assert plain(second / name) == plain(first / name), name

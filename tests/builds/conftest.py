"""A small edition with everything in it that pages show of one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CONF = """\
project = "An edition"
copyright = "the editors"
version = release = "1"
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
html_theme = "basic"
html_copy_source = False
html_show_sphinx = False
html_domain_indices = True
html_sidebars = {"**": []}
templates_path = ["templates"]
archival_registers = ["register/persons.yml", "register/others.yml"]
archival_autolink = True
"""
# The links to the pages before and after: Sphinx does not renew them when a neighbour goes.
LAYOUT = """\
{% extends "!layout.html" %}
{% set prev = none %}
{% set next = none %}
{% block linktags %}{% endblock %}
{% block relbar1 %}{% endblock %}
{% block relbar2 %}{% endblock %}
"""
PERSONS = """\
anna:
  kind: person
  name: Anna Arden
  sort: Arden, Anna
  labels: [ANNA, MS. ARDEN]
  variants: [Arden]
  born: 1931-03-02
  note: Chairs the talks with {person}`boris`.
boris:
  kind: person
  name: Boris Berg
  sort: Berg, Boris
  labels: [BORIS]
  variants: [Berg]
  wikidata: Q30487
clara:
  kind: person
  name: Clara Cohn
  labels: [CLARA]
  note: Never speaks first.
dora:
  kind: person
  name: Dora Dunn
"""
OTHERS = """\
board:
  kind: organization
  name: Board of Trade
  labels: [THE BOARD]
  note: Sits in {place}`oslo`, *always*; see {document}`one`.
oslo:
  kind: place
  name: Oslo
harbour:
  kind: concept
  name: free harbour
"""
INDEX = """\
# An edition

```{toctree}
contents
persons
overview
documents/one
documents/two
documents/three
documents/long
documents/more
documents/most
documents/pair
documents/four
documents/five
documents/six
essay
plain
```
"""
CONTENTS = """\
# Documents

:::{documents}
:::

:::{documents}
:by: person
:::
"""
OVERVIEW = """\
# An overview

:::{documents}
:view: cards
:::

:::{documents}
:view: timeline
:::

:::{statistics}
:::

:::{statistics}
:document: long
:limit: 1
:::
"""
REGISTER = """\
# Persons

:::{register}
:kind: person
:::
"""

_CHECKSUM = re.compile(rb"\?v=[0-9a-f]{8}")
"""What Sphinx puts behind the name of a script, before it has written that."""


def myst(identifier: str, date: str, words: str, *, part: str = "", more: str = "") -> str:
    return f"""\
# Record {identifier}

:::{{document}} {identifier}
:date: {date}
:place: Oslo
:kind: record of conversation
:participants: anna, boris
{part}
A summary that names Clara Cohn.
:::

::::{{transcript}}
They met in Oslo, as Berg had asked.

ANNA. Welcome, Mr. Berg. {words}[^first]

BORIS. Thank you, Ms. Arden; the [free]{{.gloss}} harbour is open.

A second paragraph, see {{turn}}`#1` and {{turn}}`one#2`.{{ednote}}`second`

ANNA. [Minister of Trade]{{.identification}} Clara Cohn is not here.

(Laughter.)
::::

[^first]: A note on Dora Dunn and on {{document}}`two`.

:::{{ednote}} second
:type: translator
A translator's note on the Board of Trade.
:::
{more}"""


def rst(identifier: str, date: str, words: str, *, part: str = "") -> str:
    return f"""\
Record {identifier}
===================

.. document:: {identifier}
   :date: {date}
   :participants: anna, clara
{part}
   A summary in the other language.

.. transcript::

   ANNA. {words} See :document:`one` and :turn:`long#3`.

   CLARA. The :person:`Eva Eng` of whom [P]rofessor Berg spoke [#first]_ is at home.

   CLARA. Again.

.. [#first] A note that names :organization:`board`.
"""


ESSAY = """\
# An essay

:::{person} eva
:name: Eva Eng
:variants: E. Eng
She is defined here, and knows {person}`anna`.
:::

On {person}`Boris Berg`, on {person}`E. Eng`, on {document}`long`, on {turn}`long#5`,
on {turn}`pair-2#1` and on {any}`six`.
"""
SECOND = """
## Its annex

:::{document} pair-2
:date: 1991-02-03
:participants: boris
:::

:::{transcript}
BORIS. The annex of two pages.

BORIS. It names Anna Arden.
:::
"""
FILES = {
    "conf.py": CONF,
    "templates/layout.html": LAYOUT,
    "register/persons.yml": PERSONS,
    "register/others.yml": OTHERS,
    "index.md": INDEX,
    "contents.md": CONTENTS,
    "overview.md": OVERVIEW,
    "persons.md": REGISTER,
    "documents/one.md": myst("one", "1990-08-23", "We begin."),
    "documents/two.rst": rst("two", "1990-08-24", "We go on."),
    "documents/three.md": myst("three", "1990-09", "We go on with E. Eng."),
    "documents/long.md": myst("long", "1990-10-01", "A long talk begins."),
    "documents/more.rst": rst("long", "1990-10-01", "It goes on.", part="   :part: 2\n"),
    "documents/most.md": myst("long", "1990-10-01", "It ends.", part=":part: 3\n"),
    "documents/pair.md": myst("pair", "1991-01-02", "Two in one file.", more=SECOND),
    "documents/four.rst": rst("four", "1989", "Before all that."),
    "documents/five.md": myst("five", "1989-12-24", "Christmas Eve."),
    "documents/six.md": myst("six", "1992?", "Nobody knows when."),
    "essay.md": ESSAY,
    "plain.md": "# A plain page\n\nNothing of ours is on it.\n",
}


class Project:
    """A project that is edited, and built into the same folders again and again."""

    def __init__(self, folder: Path, outputs: Callable[[Path], dict[str, bytes]]) -> None:
        self.folder = folder
        self.outputs = outputs
        self.files: dict[str, str] = {}
        self.written: set[str] = set()
        """The pages that the last build wrote."""
        self.read: set[str] = set()
        """The pages that it read."""

    def write(self, files: dict[str, str]) -> None:
        """Change the files that differ, so that no other looks newer than it is."""
        source = self.folder / "source"
        for path in self.files.keys() - files.keys():
            (source / path).unlink()
        for path, text in files.items():
            if self.files.get(path) != text:
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_text(text, encoding="utf-8")
        self.files = dict(files)

    def build(self, builder: str = "html", only: str = "") -> dict[str, bytes]:
        """Build, or only write one page, and give what lies in the folder then."""
        self.written, self.read = set(), set()
        app = SphinxTestApp(builder, srcdir=self.folder / "source", builddir=self.folder / "build")
        app.connect("doctree-resolved", lambda _app, _tree, name: self.written.add(name))
        app.connect("source-read", lambda _app, name, _source: self.read.add(name))
        try:
            app.build(filenames=[self.folder / "source" / only] if only else ())
        finally:
            app.cleanup()
        return self.outputs(app.outdir)


class Edition:
    """The project that is edited, and clean builds to compare it with."""

    def __init__(self, folder: Path, outputs: Callable[[Path], dict[str, bytes]]) -> None:
        self.folder = folder
        self.edited = Project(folder / "edited", outputs)
        self.outputs = outputs
        self.clean_builds = 0

    def clean(self, files: dict[str, str], builder: str = "html") -> dict[str, bytes]:
        self.clean_builds += 1
        project = Project(self.folder / f"clean{self.clean_builds}", self.outputs)
        project.write(files)
        return project.build(builder)

    def check(self, files: dict[str, str], builder: str = "html") -> None:
        """Write *files*, and compare an incremental build with a clean one."""
        self.edited.write(files)
        found = self.edited.build(builder)
        expected = self.clean(files, builder)
        kept = {path: text for path, text in found.items() if path in expected}
        assert kept.keys() == expected.keys()
        for path, text in expected.items():
            assert kept[path].decode(errors="replace") == text.decode(errors="replace"), path
        for path in found.keys() - expected.keys():
            assert not path.endswith(tuple(self._sources())), f"{path} should not be there"

    def _sources(self) -> Iterator[str]:
        for path in self.edited.files:
            if path.endswith((".md", ".rst")):
                yield f"{path.rpartition('.')[0]}.html"


@pytest.fixture(scope="session")
def edition() -> dict[str, str]:
    """The files of the edition; a test changes a copy."""
    return FILES


@pytest.fixture(scope="session")
def outputs() -> Callable[[Path], dict[str, bytes]]:
    """Gives all that a builder wrote, by path; what it keeps for itself, and dates, aside."""

    def read(outdir: Path) -> dict[str, bytes]:
        return {
            path.relative_to(outdir).as_posix(): _CHECKSUM.sub(b"", path.read_bytes())
            for path in sorted(outdir.rglob("*"))
            if path.is_file()
            and "_static" not in path.parts
            and path.name not in {".buildinfo", "searchindex.js", "environment.pickle"}
            and path.suffix not in {".doctree", ".json"}
        }

    return read


@pytest.fixture(scope="session")
def new_edition(
    outputs: Callable[[Path], dict[str, bytes]],
) -> Callable[[Path], Edition]:
    """Makes an empty edition in a folder, to be edited and built."""
    return lambda folder: Edition(folder, outputs)

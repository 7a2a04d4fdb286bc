"""The snippets of the manual, built in both languages: `NAME.md` and `NAME.rst` say the same.

A snippet without a title gets one, and one that only shows the words of a document gets the
`document` above them: its identifier is the snippet's name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from docutils import nodes

from sphinxext_archival.nodes import archival_mention, archival_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build, Built

SNIPPETS = Path(__file__).resolve().parents[1] / "snippets"
LANGUAGES = {"myst": "md", "rst": "rst"}
NAMES = sorted(path.stem for path in (SNIPPETS / "myst").glob("*.md"))
# These are for projects that only embed a document.
WITHOUT_PRIMARY_DOMAIN = frozenset({"embed", "default-domain"})
PARTICIPANTS = "gorbachev, najibullah, shevardnadze, voices"


def head_of(name: str, language: str, *, with_document: bool = True) -> str:
    """Return what stands above the words of a page: its title, and the document *name*."""
    title = f"The page {name}"
    if language == "myst":
        document = f":::{{document}} {name}\n:participants: {PARTICIPANTS}\n:::\n\n"
        return f"# {title}\n\n" + (document if with_document else "")
    document = f".. document:: {name}\n   :participants: {PARTICIPANTS}\n\n"
    return f"{title}\n{'=' * len(title)}\n\n" + (document if with_document else "")


def page_of(name: str, language: str) -> str:
    """Return a snippet as a whole page."""
    text = (SNIPPETS / language / f"{name}.{LANGUAGES[language]}").read_text(encoding="utf-8")
    is_whole = not text.startswith((":::", ".. "))
    return text if is_whole else head_of(name, language) + text


def normalised(document: nodes.document) -> str:
    """Return a doctree as text, without what the two languages say of it by their own nature."""
    document = document.deepcopy()
    document["source"] = ""
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, nodes.comment):
            node.parent.remove(node)
        elif isinstance(node, nodes.colspec):
            node.attributes = {}
        elif isinstance(node, nodes.table):
            node["classes"] = []
        elif isinstance(node, nodes.literal_block):
            node.attributes = {}
    return document.pformat()


def linked_names(element: nodes.Element) -> list[tuple[str, str]]:
    """Return the key and the words of each name that is linked without markup, in their order."""
    named: list[tuple[str, str]] = []
    for node in element.findall():
        if isinstance(node, archival_text):
            named += [(name.key, node[name.start : name.end]) for name in node.names]
        elif isinstance(node, archival_mention):
            named.append((node["key"], node.astext()))
    return named


class Snippets:
    """The projects of all snippets, each built when it is first asked for."""

    settings: ClassVar = {"archival_registers": ["register.yml"], "archival_autolink": True}

    def __init__(self, build: Build) -> None:
        self._build = build
        self._built: dict[tuple[str, bool, bool], Built] = {}

    def built(self, language: str, *, primary: bool = True, attrs_inline: bool = False) -> Built:
        """Return the project of the snippets in *language*."""
        key = language, primary, attrs_inline
        if key not in self._built:
            self._built[key] = self._build_all(*key)
        return self._built[key]

    def doctree(self, name: str, language: str, *, attrs_inline: bool = False) -> nodes.document:
        """Return the doctree of the page that a snippet is."""
        primary = name not in WITHOUT_PRIMARY_DOMAIN
        built = self.built(language, primary=primary, attrs_inline=attrs_inline)
        return built.doctree(f"pages/{name}")

    def _build_all(self, language: str, primary: bool, attrs_inline: bool) -> Built:  # noqa: FBT001
        names = [name for name in NAMES if primary != (name in WITHOUT_PRIMARY_DOMAIN)]
        files = {f"pages/{name}.{LANGUAGES[language]}": page_of(name, language) for name in names}
        for shared in ("register.yml", "source.txt", "emendations.yml"):
            files[shared] = (SNIPPETS / shared).read_text(encoding="utf-8")
        extensions = ["colon_fence", *(["attrs_inline"] if attrs_inline else [])]
        settings = {
            **self.settings,
            "primary_domain": "archival" if primary else None,
            "myst_enable_extensions": extensions,
        }
        return self._build(files, "dummy", confoverrides=settings)


@pytest.fixture(scope="session")
def snippets(build_once: Build) -> Snippets:
    """The snippets, built."""
    return Snippets(build_once)


@pytest.fixture(params=LANGUAGES)
def snippet(request: pytest.FixtureRequest, snippets: Snippets) -> Callable[[str], nodes.document]:
    """Gives the doctree of a snippet, in each language in turn."""

    def doctree(name: str) -> nodes.document:
        return snippets.doctree(name, request.param)

    return doctree

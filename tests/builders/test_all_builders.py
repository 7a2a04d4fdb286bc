"""Every builder of Sphinx writes an edition, without a warning and word for word.

What is expected is read from the doctree, block by block; what is found, from the output alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxext_archival.nodes import (
    archival_feature,
    archival_note,
    archival_noteref,
    archival_page,
    archival_speaker,
    archival_summary,
    archival_turn,
    is_edited_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.builders.conftest import Format
    from tests.conftest import Built

    Book = Callable[[str, str], Built]

EDITIONS = ("corpus", "every-feature")
HTML = ("html", "dirhtml", "singlehtml", "epub")
SOURCES = ("xml", "pseudoxml", "latex", "text", "man", "texinfo")
OTHERS = (
    *("gettext", "linkcheck", "dummy", "changes", "json", "pickle"),
    *("htmlhelp", "qthelp", "devhelp"),
)


def pages_with_text(book: Built) -> list[nodes.document]:
    """The pages that hold words of a document, as they were read: no reference is resolved yet."""
    pages = [book.doctree(name) for name in sorted(book.app.env.found_docs)]
    return [page for page in pages if any(page.findall(is_edited_text))]


def passages(page: nodes.document) -> Iterator[nodes.Element]:
    """Each outermost element of a page that holds words of a document or its editors."""
    pending: list[nodes.Node] = [page]
    while pending:
        node = pending.pop()
        if isinstance(node, archival_summary) or is_edited_text(node):
            assert isinstance(node, nodes.Element)
            yield node
        else:
            pending.extend(reversed(node.children))


def blocks(passage: nodes.Element, form: Format) -> list[str]:
    """The words of each block of text in a passage, in order, a turn's first with its number."""
    numbers = {
        id(next(block_elements(turn))): form.turn.format(turn["number"])
        for turn in passage.findall(archival_turn)
    }
    found = [
        numbers.get(id(block), "") + normal(shown(block, form)) for block in block_elements(passage)
    ]
    return [words for words in found if words]


def block_elements(passage: nodes.Element) -> Iterator[nodes.TextElement]:
    """The elements of a passage that hold lines of text."""
    for node in passage.findall(nodes.TextElement):
        if not isinstance(node, nodes.Inline):
            yield node


def shown(node: nodes.Node, form: Format) -> str:
    """The words of *node* with its markers and page breaks as this format shows them."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, archival_noteref):
        return form.marker.format(node.astext())
    if isinstance(node, archival_page):
        return "" if node["n"] == "?" else form.page.format(node["n"])
    words = "".join(shown(child, form) for child in node.children)
    if isinstance(node, archival_feature) and node["feature"] == "deleted":
        return form.deleted.format(words)
    return words


def normal(text: str) -> str:
    """Text with one blank for any white space, and none after a hyphen, where lines may break."""
    return re.sub(r"(?<=-) ", "", " ".join(text.split()))


def assert_printed(expected: list[str], output: str, start: int = 0) -> int:
    """Find the blocks of a passage in the output: all, in order, with no word between them.

    Returns where the last one ends.
    """
    at = output.find(expected[0], start)
    assert at >= 0, f"not there, or not in its place: {expected[0]!r}"
    for block in expected:
        found = output.find(block, at)
        assert found >= 0, f"not there, or not in its place: {block!r}"
        between = output[at:found]
        assert not re.search(r"[^\W\d_]", between), f"{between!r} stands before {block!r}"
        at = found + len(block)
    return at


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("builder", HTML + SOURCES + OTHERS)
def test_every_builder_builds_without_a_warning(edition: str, builder: str, book: Book) -> None:
    built = book(edition, builder)
    assert built.warnings == []
    assert built.app.statuscode == 0


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("builder", HTML + SOURCES)
def test_no_word_is_lost_changed_added_or_moved(
    edition: str, builder: str, book: Book, formats: dict[str, Format]
) -> None:
    form = formats[builder]
    pages = pages_with_text(book(edition, "dummy"))
    output = normal(form.read(book(edition, builder).outdir))
    if builder == "pseudoxml":  # its lines end wherever an element does
        output = output.replace(" ", "")
    assert pages
    for page in pages:
        at = 0
        for passage in passages(page):
            expected = blocks(passage, form)
            if builder == "pseudoxml":
                expected = [words.replace(" ", "") for words in expected]
            is_note = isinstance(passage, archival_note)
            end = assert_printed(expected, output, 0 if is_note else at)
            at = at if is_note else end


@pytest.mark.parametrize("edition", EDITIONS)
def test_translators_get_every_word(edition: str, book: Book, formats: dict[str, Format]) -> None:
    form = formats["gettext"]._replace(marker=" ", page=" ")
    messages = [words_of(line) for line in form.read(book(edition, "gettext").outdir).splitlines()]
    for page in pages_with_text(book(edition, "dummy")):
        for passage in passages(page):
            for node in passage.findall(nodes.TextElement):
                # A label is a message of its own; so is each block, with markup between its words.
                if isinstance(node, nodes.Inline) and not isinstance(node, archival_speaker):
                    continue
                words = words_of(shown(node, form))
                label = next(node.findall(archival_speaker), node)
                if label is not node:
                    words = words[len(words_of(label.astext())) :]
                assert any(is_subsequence(words, message) for message in messages), words


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def is_subsequence(words: list[str], longer: list[str]) -> bool:
    rest = iter(longer)
    return all(word in rest for word in words)


READ_IDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("html", "dirhtml", "singlehtml"), ("*.html", r'\sid="([^"]+)"')),
    "epub": ("*.xhtml", r'\sid="([^"]+)"'),
    "xml": ("*.xml", r'\sids="([^"]+)"'),
    "latex": ("*.tex", r"\\label\{\\detokenize\{[^}]*?:([^:}]+)\}\}"),
    "texinfo": ("*.texi", r"@anchor\{\S+ ([^}]+)\}"),
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("builder", READ_IDS)
def test_addresses_are_the_same_in_every_output(edition: str, builder: str, book: Book) -> None:
    pattern, address = READ_IDS[builder]
    outdir = book(edition, builder).outdir
    found = [
        name
        for path in outdir.rglob(pattern)
        for ids in re.findall(address, path.read_text(encoding="utf-8"))
        for name in ids.split()
    ]
    ours = {
        name
        for page in pages_with_text(book(edition, "dummy"))
        for element in page.findall(nodes.Element)
        for name in element["ids"]
        if re.match(r"d[\w.-]+-[tn]", name) or type(element).__name__ == "archival_headnote"
    }
    assert len(ours) > 30
    assert {name: found.count(name) for name in ours} == dict.fromkeys(ours, 1)

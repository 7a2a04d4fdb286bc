"""Control characters are kept out of documents, and out of nothing else.

They are looked for in the source as it is read, where their lines are right, and before they end
lines to docutils that are none to an editor. What comes by another way (a translation, a
substitution, ``&#12;``) is found in the text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docutils
from docutils import nodes
from sphinx.util import get_filetype

from ..diagnostics import Diagnostic, place_of, warn
from ..model import regions
from ..model.characters import UNPRINTABLE, describe, without_unprintable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

_READERS = {
    "markdown": regions.lines_of_markdown,
    "restructuredtext": regions.lines_of_restructuredtext,
}


def message(found: str, where: str) -> str:
    """Say what is wrong with *where*, which holds the characters that are described in *found*."""
    return (
        f"{where} holds what no output can print: {found}; it is left out, or a blank stands for "
        f"it between two words; remove it, or write what is meant"
    )


def clean_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Keep control characters out of the lines of the file that belong to documents."""
    path = Path(app.env.doc2path(docname))
    text = _as_saved(content[0], path)
    # Nearly all files are innocent, and one look tells.
    if not UNPRINTABLE.search(text):
        return
    filetype = get_filetype(app.config.source_suffix, str(path))
    lines_of = _READERS.get(filetype)
    if lines_of is None:
        return
    domain = app.env.get_domain("archival")
    is_default = app.config.primary_domain == "archival" or "default-domain" in text

    def is_ours(name: str) -> bool:
        prefix, _, short = name.rpartition(":")
        return short in domain.directives and (prefix == "archival" or (is_default and not prefix))

    lines = text.split("\n")
    is_changed = False
    for index in sorted(lines_of(lines, is_ours)):
        if found := describe(lines[index]):
            warn(Diagnostic.CHARACTER, message(found, "the line"), (docname, index + 1))
            lines[index] = without_unprintable(lines[index])
            is_changed = True
    if is_changed:
        content[0] = "\n".join(lines)


def _as_saved(text: str, path: Path) -> str:
    """Return *text* as it is in its file: docutils 0.20 breaks a line at each form feed."""
    if docutils.__version_info__ >= (0, 21):
        return text
    saved = path.read_text(encoding="utf-8-sig")
    return saved if "\n".join([*saved.splitlines(), ""]) == text else text


def clean_text(element: nodes.Element, docname: str) -> None:
    """Keep control characters out of the text in *element*."""
    clean_texts([node for node in element.findall() if isinstance(node, nodes.Text)], docname)


def clean_texts(texts: Sequence[nodes.Text], docname: str) -> None:
    """Keep control characters out of *texts*."""
    # In a Text, docutils keeps the backslashes of reStructuredText, as NUL.
    if not UNPRINTABLE.search("".join(texts).replace("\0", "")):
        return
    for text in texts:
        written = text.astext()
        if found := describe(written):
            warn(Diagnostic.CHARACTER, message(found, "the text"), place_of(text, docname))
            text.parent.replace(text, nodes.Text(without_unprintable(written)))


def clean_title(title: nodes.title, docname: str) -> None:
    """Keep control characters out of *title*, and out of the name that docutils made of it."""
    clean_text(title, docname)
    section = title.parent
    section["names"] = [without_unprintable(name) for name in section["names"]]


def setup(app: Sphinx) -> None:
    """Look at each file before it is parsed, and before other extensions add lines to it."""
    app.connect("source-read", clean_source, priority=100)

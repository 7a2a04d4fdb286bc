"""What the markup language took for something else than text, and is text in a document.

The parser of MyST is kept from this inside our directives (:mod:`..markup.markdown`); notes
written as plain footnotes stand outside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import Diagnostic, place_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

_TASK = "task-list-item-checkbox"


def keep_raw_text(found: Iterable[nodes.raw], docname: str) -> None:
    """Make text of the raw HTML that was *found* in a document, with a warning."""
    for raw in found:
        written = raw.astext()
        if _TASK in written:
            # MyST's own sign for a box, where a project has task lists.
            raw.replace_self(nodes.Text("[x] " if "checked" in written else "[ ] "))
            continue
        warn(
            Diagnostic.RAW_HTML,
            f"“{written.strip()}” is HTML to Markdown; it is kept as text; write a backslash "
            f"before the “<”",
            place_of(raw, docname),
        )
        text = nodes.Text(written.strip("\n"))
        if isinstance(raw.parent, nodes.TextElement):
            raw.replace_self(text)
        else:
            raw.replace_self(nodes.paragraph(written, "", text))

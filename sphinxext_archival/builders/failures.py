"""Where in the pages of a project it stands what Typst could not print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..diagnostics import place_of
from .images import page_of

if TYPE_CHECKING:
    from ..writers.typst import TypstTranslator
    from .volumes import Volume

_MARK = re.compile(r"/\*@(\d+)\*/")
# A source that is given as bytes, and not as a file, has this name.
_LINE = re.compile(r"__typst_py_bytes__\.typ:(\d+):(\d+)")


class Traced:
    """A source of *volume* in which comments name the nodes that it is made of.

    It is written anew where the first one has failed: no other needs the comments.
    """

    def __init__(self, builder: Any, volume: Volume, document: nodes.document) -> None:
        """Write the source of *document*; *builder* is one of volumes."""
        self._volume = volume
        self._nodes: list[nodes.Node] = []
        translator = builder.create_translator(document, builder)
        self._mark_nodes(translator)
        document.walkabout(translator)
        self.source = builder.source(volume, translator)

    def _mark_nodes(self, translator: TypstTranslator) -> None:
        visit = translator.dispatch_visit

        def marked(node: nodes.Node) -> None:
            if isinstance(node, nodes.Element) and node.line:
                translator.write(f"/*@{len(self._nodes)}*/")
                self._nodes.append(node)
            visit(node)

        translator.dispatch_visit = marked  # type: ignore[method-assign]

    def place(self, said: str) -> str | tuple[str, int | None] | None:
        """Return the place in the project that Typst means by what it has *said*, if any."""
        match = _LINE.search(said)
        if match is None:
            return None
        lines = self.source.split("\n")
        at = int(match[1]) - 1
        before = "\n".join([*lines[:at], lines[at][: int(match[2])]])
        marks = _MARK.findall(before)
        if not marks:
            return None
        node = self._nodes[int(marks[-1])]
        return place_of(node, page_of(node, self._volume.start))

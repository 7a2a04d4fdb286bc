"""Turns that an editor wrote below a transcript, and not in it: they are paragraphs of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..context import reading_of
from ..diagnostics import Diagnostic, place_of, warn
from ..markup import inline

if TYPE_CHECKING:
    from ..context import ReadTranscript

_SILENCED = re.compile(r"[*]*\\")
_INVISIBLE = nodes.Invisible | nodes.system_message | nodes.target


class ReportStrays(SphinxTransform):
    """Warn of speaker labels right below a transcript."""

    default_priority = 3  # before documents are moved (4), and before translation

    def apply(self, **_kwargs: Any) -> None:
        """Look at what follows each transcript of the file."""
        transcripts = {id(read.node): read for read in reading_of(self.env).transcripts}
        parents = {id(read.node.parent): read.node.parent for read in transcripts.values()}
        for parent in parents.values():
            above: ReadTranscript | None = None
            for child in [] if parent is None else parent.children:
                if id(child) in transcripts:
                    above = transcripts[id(child)]
                elif isinstance(child, nodes.paragraph) and above is not None:
                    self._look_at(child, above)
                elif not isinstance(child, _INVISIBLE):
                    above = None

    def _look_at(self, paragraph: nodes.paragraph, above: ReadTranscript) -> None:
        match = above.labels.match(inline.flatten(paragraph).text)
        if match is None or _SILENCED.match(paragraph.rawsource):
            return
        advice = "close that below it" if above.is_markdown else "indent it as the words of that"
        warn(
            Diagnostic.HIDDEN_LABEL,
            f"“{match.printed}” opens no turn here, because it stands below the transcript and not "
            f"in it; {advice}, or write a backslash before the label if that is meant",
            place_of(paragraph, self.env.docname),
        )

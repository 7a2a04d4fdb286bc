"""``statistics``: a placeholder for figures of a document or of the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..context import reading_of
from ..diagnostics import Diagnostic, did_you_mean, one_of
from ..model.listing import LARGEST_LIMIT, LIMIT, STATISTICS, StatisticsRequest
from ..nodes import archival_statistics
from .directive import ArchivalDirective
from .options import DirectiveOption, option_spec

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class StatisticsDirective(ArchivalDirective):
    """Figures: who speaks how much, and who is named with whom."""

    MEANING = (
        "Shows who speaks how much, and which persons and organizations are named together: in the "
        "document above it on its page, or else in the whole edition. In HTML it is a picture with "
        "a table behind it, elsewhere the table."
    )
    has_content = False
    optional_arguments = 0
    OPTIONS = (
        DirectiveOption("of", f"Only one of these: {', '.join(STATISTICS)}."),
        DirectiveOption("document", "The identifier of a document, or `all` for the edition."),
        DirectiveOption(
            "limit", f"How many names are shown: {LIMIT} if not given, at most {LARGEST_LIMIT}."
        ),
    )
    option_spec = option_spec(OPTIONS)

    def build(self) -> list[nodes.Node]:
        """Return the placeholder."""
        document = self.values.get("document", reading_of(self.env).document or "")
        request = StatisticsRequest(
            of=self._of(), document="" if document == "all" else document, limit=self._limit()
        )
        node = archival_statistics(request=request.as_attributes())
        self.set_source_info(node)
        return [node]

    def _of(self) -> tuple[str, ...]:
        wanted = []
        for of in self.values.get("of", "").replace(",", " ").split():
            if of in STATISTICS:
                wanted.append(of)
            else:
                near = did_you_mean(of, STATISTICS)
                self.warn(
                    Diagnostic.LISTING,
                    f"statistics: there are none of “{of}”{near} ({one_of(STATISTICS)})",
                    self.line_of_option("of"),
                )
        return tuple(of for of in STATISTICS if of in wanted) or STATISTICS

    def _limit(self) -> int:
        written = self.values.get("limit", str(LIMIT))
        if written in map(str, range(1, LARGEST_LIMIT + 1)):
            return int(written)
        self.warn(
            Diagnostic.LISTING,
            f"statistics: “:limit: {written}” is no number from 1 to {LARGEST_LIMIT}; "
            f"{LIMIT} is taken",
            self.line_of_option("limit"),
        )
        return LIMIT


def setup(app: Sphinx) -> None:
    """Add ``statistics``."""
    app.add_directive_to_domain("archival", "statistics", StatisticsDirective)

"""Charts in HTML: a figure with its caption, and behind it what it shows, in words.

Where a format cannot hold a drawing, the words stand alone: EPUB would have to name each page that
has one in its package, which Sphinx does not do, and the help formats know no SVG.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from ..catalogue import _
from ..nodes import HAS_OVERVIEW, archival_chart
from . import drawings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

WITHOUT_DRAWINGS = frozenset({"epub", "htmlhelp", "qthelp"})


def drawn(node: archival_chart, label: str) -> str:
    """Return the drawing of a chart; *label* is the id of its caption, or the name of a bar."""
    if node["chart"] == "speech":
        return drawings.speech(node["rows"], label)
    if node["chart"] == "share":
        return drawings.share(node["rows"], label)
    if node["chart"] == "mentions":
        return drawings.mentions(node["rows"], node["ties"], label)
    return drawings.timeline(node["rows"], node["ticks"], node["lanes"], label)


def visit_chart(self: HTML5Translator, node: archival_chart) -> None:
    """Write the drawing, and open what holds the words."""
    self.document[HAS_OVERVIEW] = True
    if node["chart"] == "share":
        if self.builder.name not in WITHOUT_DRAWINGS:
            self.body.append(f"{drawn(node, node['caption'])}\n")
        raise nodes.SkipNode
    if self.builder.name in WITHOUT_DRAWINGS:
        caption = f'<p class="archival-caption">{escape(node["caption"])}</p>'
        self.body.append(f'<div class="archival-chart">\n{caption}\n')
        return
    label = _free_id(self)
    self.body.append(
        f'<figure class="archival-chart archival-chart-{node["chart"]}"'
        " data-pagefind-ignore>\n"
        f'<figcaption id="{label}">{escape(node["caption"])}</figcaption>\n'
        f"{drawn(node, label)}\n"
        f'<details class="archival-behind"><summary>{escape(_behind(node))}</summary>\n'
    )


def _behind(node: archival_chart) -> str:
    return _("Show as a list") if node["chart"] == "timeline" else _("Show as a table")


def _free_id(self: HTML5Translator) -> str:
    """Return an id that nothing on the page has."""
    number = getattr(self, "_archival_charts", 0) + 1
    while f"archival-chart-{number}" in self.document.ids:
        number += 1
    self._archival_charts = number  # type: ignore[attr-defined]
    return f"archival-chart-{number}"


def depart_chart(self: HTML5Translator, _node: archival_chart) -> None:
    """Close what holds the words."""
    is_plain = self.builder.name in WITHOUT_DRAWINGS
    self.body.append("</div>\n" if is_plain else "</details>\n</figure>\n")


def setup(app: Sphinx) -> None:
    """Add the handlers."""
    app.add_node(archival_chart, override=True, html=(visit_chart, depart_chart))

"""LaTeX: the look of a book, for editions, wherever the project has set nothing itself.

Neither ``latex_elements`` nor anything else that the project has set is changed: what stands here
goes to the template, and only for keys that the project does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import texescape

from .printed_book import MakeBook, archival_running_head, is_book

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.latex import LaTeXTranslator

SETUP = (
    r"hmargin={.17\paperwidth,.205\paperwidth},vmargin=.1\paperheight,HeaderFamily=\rmfamily\bfseries,"
    "TitleColor={gray}{0},InnerLinkColor={gray}{0},OuterLinkColor={gray}{0},"
    "TableRowColorHeader={gray}{1},TableRowColorOdd={gray}{1},TableRowColorEven={gray}{1}"
)
"""Margins that hold numbers and leave a line of some 75 letters, and no colour: ink is black."""

POINT_SIZE = "11pt"


def choose_look(app: Sphinx, config: Config) -> None:
    """Load our style, and with it the look of a book if this is one."""
    option = "book" if is_book(config) else None
    if option and "fncychap" in config.latex_elements:
        option = "book,fncychap"
    app.add_latex_package("archival", option, after_hyperref=True)
    if option and "pointsize" not in config.latex_elements:
        # The theme, and not the template, chooses this one.
        config.latex_theme_options = {"pointsize": POINT_SIZE, **config.latex_theme_options}


def set_defaults(app: Sphinx) -> None:
    """Give the template what the project has left open."""
    if app.builder.name != "latex" or not is_book(app.config):
        return
    given = app.config.latex_elements
    context = app.builder.context  # type: ignore[attr-defined]
    if not {"classoptions", "extraclassoptions"} & given.keys():
        # A chapter begins on the next page, be it a left or a right one: no page is empty.
        context["extraclassoptions"] = "openany"
    if "fncychap" not in given:
        context["fncychap"] = ""
    # Of a key that is given twice the later value holds: the project's.
    context["sphinxsetup"] = ",".join(filter(None, (SETUP, given.get("sphinxsetup"))))
    rights = texescape.escape(app.config.copyright or "", app.config.latex_engine)
    # In front of the project's own words, which may define it anew.
    imprint = f"\\newcommand\\archivalcopyright{{{rights}}}\n"
    context["preamble"] = imprint + given.get("preamble", "")


def visit_running_head(self: LaTeXTranslator, node: archival_running_head) -> None:
    """Set what stands above the pages that follow."""
    self.body.append(f"\n\\archivalrunninghead{{{self.encode(node['words'])}}}\n")


def depart(self: LaTeXTranslator, node: nodes.Element) -> None:
    """Write nothing more."""


def setup(app: Sphinx) -> None:
    """Add what makes a book of an edition."""
    app.add_node(archival_running_head, latex=(visit_running_head, depart))
    app.add_post_transform(MakeBook)
    app.connect("config-inited", choose_look)
    app.connect("builder-inited", set_defaults)

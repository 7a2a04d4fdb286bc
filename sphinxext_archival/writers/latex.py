"""LaTeX: an edition as it is printed. The look is in ``archival.sty``; here is the structure.

Every handler writes a command or an environment that the style defines, so that a project can
redefine it in its preamble; the user's own ``latex_elements`` are left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..catalogue import _
from ..nodes import (
    archival_bracket,
    archival_documents,
    archival_emendation,
    archival_enclosure,
    archival_entity,
    archival_entry,
    archival_feature,
    archival_headnote,
    archival_insertion,
    archival_insertion_block,
    archival_note,
    archival_noteref,
    archival_notes,
    archival_page,
    archival_pageref,
    archival_register,
    archival_speaker,
    archival_stage,
    archival_summary,
    archival_transcript,
    archival_turn,
)
from . import latex_book, latex_index
from .printed import (
    PrintedPage,
    archival_anchor,
    archival_field,
    archival_fields,
    archival_link,
    archival_word,
)
from .printed_index import SPEAKS, archival_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.latex import LaTeXTranslator

    Handler = Callable[[LaTeXTranslator, nodes.Element], None]

STYLES = Path(__file__).parents[1] / "texinputs"


def _pass(self: LaTeXTranslator, node: nodes.Element) -> None:
    """Write nothing: what the node holds speaks for itself."""


def _close(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("}")


def _command(name: str, attribute: str = "") -> tuple[Handler, Handler]:
    r"""Return the handlers of words in ``\name{words}``, or ``\name{attribute}{words}``."""

    def visit(self: LaTeXTranslator, node: nodes.Element) -> None:
        argument = f"{{{node[attribute]}}}" if attribute else ""
        self.body.append(rf"\{name}{argument}{{")

    return visit, _close


def _environment(name: str) -> tuple[Handler, Handler]:
    """Return the handlers of blocks in an environment."""

    def visit(self: LaTeXTranslator, node: nodes.Element) -> None:
        self.body.append(f"\n\\begin{{{name}}}\n")

    def depart(self: LaTeXTranslator, node: nodes.Element) -> None:
        self.body.append(f"\n\\end{{{name}}}\n")

    return visit, depart


def _targets(self: LaTeXTranslator, node: nodes.Element) -> str:
    """Return a label for each id of *node*; a title may hold none."""
    if self.in_title or not node["ids"]:
        return ""
    return self.hypertarget_to(node, anchor=True)


def _label(self: LaTeXTranslator, node: nodes.Element) -> str:
    """Return the label of what *node* refers to, as Sphinx makes labels."""
    address = str(node.get("refuri", "") or f"#{node['refid']}")
    if address.startswith("#"):
        return self.idescape(f"{self.curfilestack[-1]}:{address[1:]}")
    docname, separator, anchor = address[1:].partition("#")
    return self.idescape(f"{docname}:{anchor}" if separator else f"{docname}::doc")


def visit_anchor(self: LaTeXTranslator, node: archival_anchor) -> None:
    """Write labels into the line that they mark, and the number of the turn beside it."""
    targets = _targets(self, node)
    number = node.get("number", "")
    if number:
        targets += rf"\archivalturnnumber{{{self.encode(number)}}}"
    targets += latex_index.occurrences(self, node.get("speakers", ()), SPEAKS)
    if targets:
        # In a line: between paragraphs it would belong to the page before. And without a space.
        start = r"\leavevmode" if isinstance(node.parent, nodes.TextElement) else ""
        self.body.append(f"{start}{targets}%\n")
    raise nodes.SkipNode


def visit_field(self: LaTeXTranslator, node: archival_field) -> None:
    """Write the name of a field; what it says follows in its line."""
    self.body.append(f"\n\\item[{{{self.encode(node['name'])}}}] ")


def depart_field(self: LaTeXTranslator, node: archival_field) -> None:
    """End the field."""
    self.body.append("\n")


def visit_stage(self: LaTeXTranslator, node: archival_stage) -> None:
    """Write a stage remark as a paragraph of its own."""
    self.visit_paragraph(node)
    self.body.append(r"\archivalstage{")


def depart_stage(self: LaTeXTranslator, node: archival_stage) -> None:
    """Close the remark and its paragraph."""
    self.body.append("}")
    self.depart_paragraph(node)


def visit_word(self: LaTeXTranslator, node: archival_word) -> None:
    """Write a word with a stroke."""
    self.body.append(rf"\archival{node['feature']}{{")


def visit_page(self: LaTeXTranslator, node: archival_page) -> None:
    """Write the page of the source into the margin, and a stroke where it begins."""
    number = "" if node["n"] == "?" else self.encode(node["n"])
    self.body.append(f"{_targets(self, node)}\\archivalpage{{{number}}}")
    raise nodes.SkipNode


def visit_noteref(self: LaTeXTranslator, node: archival_noteref) -> None:
    """Write a marker; where the text of the note is not put, it says on which page that is."""
    words = self.encode(node.astext())
    if "refid" not in node:
        self.body.append(rf"\archivalsign{{{words}}}")
    elif node.get("is_apart") and node["ids"] and not self.in_title:
        own = self.idescape(f"{self.curfilestack[-1]}:{node['ids'][0]}")
        page = _page(self, node)
        self.body.append(
            f"{_targets(self, node)}\\archivalmarkapart{{{own}}}{{{_label(self, node)}}}"
            f"{{{words}}}{{{page}}}"
        )
    else:
        self.body.append(f"{_targets(self, node)}\\archivalmark{{{_label(self, node)}}}{{{words}}}")
    raise nodes.SkipNode


def _page(self: LaTeXTranslator, node: nodes.Element) -> str:
    before, _number, after = _("p. %s").partition("%s")
    page = rf"\pageref{{{_label(self, node)}}}"
    return f"{self.encode(before).replace(' ', '~')}{page}{self.encode(after)}"


def visit_note(self: LaTeXTranslator, node: archival_note) -> None:
    """Write the text of a note, at its marker or in the list of those that have none."""
    label = self.encode(node.get("label", ""))
    if node.get("is_placed"):
        scope = node.get("scope") or node["ids"][0]
        self.body.append(
            f"%\n\\begin{{archivalnotetext}}{{{label}}}{{{node['number']}}}{{{scope}}}"
            f"{_targets(self, node)}%\n"
        )
    else:
        self.body.append(f"\n\\item[{{{label}}}] {_targets(self, node)}%\n")


def depart_note(self: LaTeXTranslator, node: archival_note) -> None:
    """Close the text of a note; the line goes on without a space."""
    self.body.append("%\n\\end{archivalnotetext}" if node.get("is_placed") else "\n")


def visit_link(self: LaTeXTranslator, node: archival_link) -> None:
    """Write a link within the edition; Sphinx would print its words in italics."""
    if self.in_title:
        self.body.append("{")
        return
    command = "archivalmention" if node["is_mention"] else "archivalreference"
    self.body.append(f"{_targets(self, node)}\\{command}{{{_label(self, node)}}}{{")


def visit_pageref(self: LaTeXTranslator, node: archival_pageref) -> None:
    """Write the page of the place that the words before lead to."""
    self.body.append(rf"\archivalpageref{{{_page(self, node)}}}")
    raise nodes.SkipNode


_PASS = (_pass, _pass)

HANDLERS: dict[type[nodes.Element], tuple[Callable[..., None], Callable[..., None] | None]] = {
    archival_anchor: (visit_anchor, None),
    archival_bracket: _command("archivalbracket"),
    archival_documents: _PASS,
    archival_emendation: _PASS,
    archival_enclosure: _environment("archivalenclosure"),
    archival_entity: _PASS,
    archival_entries: _environment("archivallisting"),
    archival_entry: _PASS,
    archival_feature: _command("archivalfeature", "feature"),
    archival_field: (visit_field, depart_field),
    archival_fields: _environment("archivalmetadata"),
    archival_headnote: _environment("archivalheadnote"),
    archival_insertion: _command("archivalinsertion", "kind"),
    archival_insertion_block: _environment("archivalinsertionblock"),
    archival_link: (visit_link, _close),
    archival_note: (visit_note, depart_note),
    archival_noteref: (visit_noteref, None),
    archival_notes: _environment("archivalnotes"),
    archival_page: (visit_page, None),
    archival_pageref: (visit_pageref, None),
    archival_register: _PASS,
    archival_speaker: _command("archivalspeaker"),
    archival_stage: (visit_stage, depart_stage),
    archival_summary: _PASS,
    archival_transcript: _PASS,
    archival_turn: _environment("archivalturn"),
    archival_word: (visit_word, _close),
    **latex_index.HANDLERS,
}


def ship_style(app: Sphinx, config: Config) -> None:
    """Let the LaTeX builder copy our styles beside its own, behind the project's files."""
    styles = [str(path) for path in sorted(STYLES.glob("*.sty"))]
    config.latex_additional_files = [*config.latex_additional_files, *styles]


def setup(app: Sphinx) -> None:
    """Add the handlers, what prepares the tree for them, and the style."""
    for node, handlers in HANDLERS.items():
        app.add_node(node, override=True, latex=handlers)
    app.add_post_transform(PrintedPage)
    app.connect("config-inited", ship_style)
    latex_book.setup(app)

"""Tables, images and figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ...diagnostics import Diagnostic, place_of, warn
from . import escape
from .base import transparent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..translator import Handlers
    from .base import TypstBase

_LENGTH = re.compile(r"(?P<number>\d*\.?\d+)\s*(?P<unit>px|pt|pc|em|ex|cm|mm|in|%)?\Z")
# In points, where Typst has no such unit; a pixel is that of CSS.
_POINTS = {"px": 0.75, "": 0.75, "pc": 12.0, "ex": 5.0}


def length(value: str | int | None) -> str | None:
    """Return a length as docutils has it, `200px`, as one of Typst's, or None if it is none."""
    match = _LENGTH.match(str(value).strip()) if value is not None else None
    if match is None:
        return None
    number, unit = float(match["number"]), match["unit"] or ""
    if unit in _POINTS:
        return f"{number * _POINTS[unit]:g}pt"
    return f"{number:g}{unit}"


_LEADS = re.compile(r"#(?:note|note-mark|link|reference|mention|anchor|mark)\(")


# --- Tables ------------------------------------------------------------------------------------


def visit_table(self: TypstBase, node: nodes.Element) -> None:
    """Write a table, and its caption above it."""
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    groups = [child for child in node.children if isinstance(child, nodes.tgroup)]
    tables = "\n".join(_group(self, group, node) for group in groups)
    self.write(self.anchors(node))
    if title is None:
        self.write(f"#data-table({tables})\n\n")
    else:
        words = f"{_number(self, node)}{self.captured(title.children).strip()}"
        self.write(f"#data-table(caption: [{words}], {tables})\n\n")
    raise nodes.SkipNode


def _group(self: TypstBase, group: nodes.Element, table: nodes.Element) -> str:
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    is_auto = "colwidths-given" not in table["classes"]
    widths = ["auto" if is_auto else f"{spec.get('colwidth', 1)}fr" for spec in specs]
    stubs = {place for place, spec in enumerate(specs) if spec.get("stub")}
    parts = [f"columns: ({', '.join(widths)},)"]
    for part in group.children:
        if not isinstance(part, nodes.thead | nodes.tbody):
            continue
        is_head = isinstance(part, nodes.thead)
        cells = [
            _cell(self, entry, is_head=is_head or column in stubs)
            for column, entry in _entries(part)
        ]
        if cells:
            written = ",\n".join(cells)
            # What leads somewhere may stand once, and not again on the next page.
            once = "repeat: false, " if _LEADS.search(written) else ""
            parts.append(f"table.header({once}\n{written},\n)" if is_head else written)
    inner = ",\n".join(parts)
    return f"table(\n{inner},\n)"


def _entries(part: nodes.Element) -> Iterator[tuple[int, nodes.Element]]:
    """Yield each cell with its column: cells from rows above reach into a row."""
    reaching: dict[int, int] = {}
    for row in part.children:
        column = 0
        below = {at: left - 1 for at, left in reaching.items() if left > 1}
        for entry in row.children:
            if not isinstance(entry, nodes.entry):
                continue
            while column in reaching:
                column += 1
            yield column, entry
            span = int(entry.get("morecols", 0)) + 1
            rows = int(entry.get("morerows", 0))
            if rows:
                below.update(dict.fromkeys(range(column, column + span), rows))
            column += span
        reaching = below


def _cell(self: TypstBase, entry: nodes.Element, *, is_head: bool) -> str:
    words = self.content(entry.children)
    spans = escape.arguments(
        colspan=entry["morecols"] + 1 if entry.get("morecols") else None,
        rowspan=entry["morerows"] + 1 if entry.get("morerows") else None,
    )
    if is_head:
        words = f"[#strong{words}]"
    return f"table.cell({spans}, {words})" if spans else words


# --- Images ------------------------------------------------------------------------------------


def visit_image(self: TypstBase, node: nodes.Element) -> None:
    """Write an image, in its line or as a block."""
    self.write(self.anchors(node))
    written = _image(self, node)
    if written is None:
        # The file is missing, or Typst refuses it: it says so, and this is what it shows.
        words = escape.markup(_alternative(node))
        self.write(f"#emph[{words}];" if _is_in_line(node) else f"#emph[{words}]\n\n")
        raise nodes.SkipNode
    if isinstance(node.parent, nodes.reference):
        self.write(f"#{written};")
    elif _is_in_line(node):
        self.write(f"#box({written});")
    else:
        side = {"left": "left", "right": "right"}.get(node.get("align", ""), "center")
        self.write(f"#align({side}, {written})\n\n")
    raise nodes.SkipNode


def _is_in_line(node: nodes.Element) -> bool:
    """Say whether an image has words beside it: Markdown puts each into a paragraph."""
    parent = node.parent
    is_alone = isinstance(parent, nodes.paragraph) and len(parent.children) == 1
    return isinstance(parent, nodes.TextElement) and not is_alone


def _alternative(node: nodes.Element) -> str:
    return " ".join(str(node.get("alt") or "").split())


def _image(self: TypstBase, node: nodes.Element) -> str | None:
    """Return the call that shows an image, or None where the builder has no such file."""
    name = self.builder.images.get(node["uri"])
    if name is None:
        return None
    words = _alternative(node)
    if not words:
        warn(
            Diagnostic.ALT_TEXT,
            f"image: “{node['uri']}” has no alternative text, which readers who cannot see it "
            f"need, and PDF/UA asks for; write “:alt:” with what it shows",
            place_of(node, self.pages[-1]),
        )
        words = name
    given = escape.arguments(alt=words)
    width = length(node.get("width"))
    height = length(node.get("height"))
    if width is None and height is None and node.get("scale"):
        given += f", scale: {node['scale']}%"
    given += f", width: {width}" if width else ""
    given += f", height: {height}" if height else ""
    return f"picture({escape.string(f'{self.builder.imagedir}/{name}')}, {given})"


def visit_figure(self: TypstBase, node: nodes.Element) -> None:
    """Write a figure with its caption and legend."""
    caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
    legend = [child for child in node.children if isinstance(child, nodes.legend)]
    rest = [child for child in node.children if child is not caption and child not in legend]
    words = ""
    if caption is not None or legend:
        said = self.captured(caption.children).strip() if caption is not None else ""
        below = self.captured(legend).strip()
        words = f"caption: [{_number(self, node)}{said}\n\n{below}]"
    shown = self.captured(rest)
    if "picture(" not in shown:
        # Typst's figures must have an image, or words that are read out for it.
        below = words.removeprefix("caption: ")
        self.write(self.anchors(node), shown, f"#centered{below}\n\n" if words else "")
        raise nodes.SkipNode
    self.write(self.anchors(node), f"#plate({words})[\n{shown}]\n\n")
    raise nodes.SkipNode


def visit_caption(self: TypstBase, node: nodes.Element) -> None:
    """Write a caption of something else than a figure, as of code."""
    words = f"{_number(self, node.parent)}{self.captured(node.children).strip()}"
    self.write(f"#rubric[{words}]\n\n")
    raise nodes.SkipNode


def _number(self: TypstBase, node: nodes.Element) -> str:
    """Return what is printed before a caption where figures are numbered (``numfig``)."""
    if not self.config.numfig or not node["ids"]:
        return ""
    domain = self.builder.env.domains.standard_domain
    kind = domain.get_enumerable_node_type(node)
    numbers = self.builder.env.toc_fignumbers.get(self.pages[-1], {}).get(kind or "", {})
    number = numbers.get(node["ids"][0])
    if kind is None or number is None:
        return ""
    prefix = self.config.numfig_format.get(kind, "")
    return escape.markup(f"{prefix % '.'.join(map(str, number))} ")


HANDLERS: Handlers = {
    "table": (visit_table, None),
    "image": (visit_image, None),
    "figure": (visit_figure, None),
    "caption": (visit_caption, None),
    "legend": transparent(),
}

"""What MyST would not print, or print as something else: here it stays as it was written.

Of the words in a role or a directive that it does not know it warns, and names the line.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives

from ..context import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.tree import SyntaxTreeNode

    Render = Callable[[SyntaxTreeNode], None]
    Keep = Callable[[Any, SyntaxTreeNode, bool], None]


@contextmanager
def keeping_words(renderer: Any) -> Iterator[None]:
    """Have MyST's *renderer* keep the words of what it does not know."""
    rules = renderer.rules
    given = dict(rules)
    if getattr(given.get("render_hardbreak"), "keeps_words", False):
        yield
        return
    rules["render_hardbreak"] = _as_newline(renderer)
    rules["render_hr"] = _as_text(renderer)
    for name, keep in _KEEPERS.items():
        if name in given:
            rules[name] = _kept(renderer, given[name], keep)
    try:
        yield
    finally:
        rules.clear()
        rules.update(given)


def _as_newline(renderer: Any) -> Render:
    """Read two blanks at the end of a line, which nobody sees, as no break: MyST writes HTML."""

    def render(_token: SyntaxTreeNode) -> None:
        renderer.current_node.append(nodes.Text("\n"))

    render.keeps_words = True  # type: ignore[attr-defined]
    return render


def _as_text(renderer: Any) -> Render:
    """Print a line across as it was written: docutils has none in the middle of a page."""

    def render(token: SyntaxTreeNode) -> None:
        sign = token.markup[0]
        line = token.map[0] if token.map else 1
        source = str(renderer.document["source"])
        written = "".join(lines_of(renderer.sphinx_env, source)[line - 1 : line]).strip()
        # The parser does not keep the line; where it stands behind other signs, it has no length.
        words = written if set(written) - {" ", "\t"} == {sign} else sign * 3
        paragraph = nodes.paragraph(words, words)
        renderer.add_line_and_source_path(paragraph, token)
        renderer.current_node.append(paragraph)

    return render


def _kept(renderer: Any, render: Render, keep: Keep) -> Render:
    def render_or_keep(token: SyntaxTreeNode) -> None:
        parent = renderer.current_node
        before = len(parent.children)
        render(token)
        made = parent.children[before:]
        if all(isinstance(node, nodes.system_message) for node in made):
            keep(renderer, token, bool(made))

    return render_or_keep


def _keep_role(renderer: Any, token: SyntaxTreeNode, _is_reported: bool) -> None:  # noqa: FBT001
    renderer.current_node.append(nodes.Text(f"{{{token.meta['name']}}}`{token.content}`"))


def _keep_substitution(renderer: Any, token: SyntaxTreeNode, _is_reported: bool) -> None:  # noqa: FBT001
    if token.content.strip() in renderer.md_config.substitutions:
        return  # it is empty
    opening, closing = renderer.md_config.sub_delimiters
    words = nodes.Text(f"{opening * 2}{token.content}{closing * 2}")
    if token.type == "substitution_block":
        paragraph = nodes.paragraph(words, "", words)
        renderer.add_line_and_source_path(paragraph, token)
        renderer.current_node.append(paragraph)
    else:
        renderer.current_node.append(words)


def _keep_directive(renderer: Any, token: SyntaxTreeNode, is_reported: bool) -> None:  # noqa: FBT001
    name = token.info.strip().partition(" ")[0]
    if not (name.startswith("{") and name.endswith("}")):
        return
    known = directives.directive(name[1:-1], renderer.language_module_rst, renderer.document)[0]
    if known is not None and not is_reported:
        return  # one that prints nothing
    opening = f"{token.markup}{token.info}"
    paragraph = nodes.paragraph(opening, opening)
    renderer.add_line_and_source_path(paragraph, token)
    renderer.current_node.append(paragraph)
    renderer.nested_render_text(token.content, token.map[0] if token.map else 0)


_KEEPERS: dict[str, Keep] = {
    "render_myst_role": _keep_role,
    "render_substitution_inline": _keep_substitution,
    "render_substitution_block": _keep_substitution,
    "render_fence": _keep_directive,
    "render_colon_fence": _keep_directive,
}

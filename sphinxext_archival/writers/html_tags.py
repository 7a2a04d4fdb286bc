"""HTML: the tags of our nodes, each with the class of its kind."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.writers.html5 import HTML5Translator


def open_tag(self: HTML5Translator, node: nodes.Element, tag: str, **attributes: Any) -> None:
    """Write the start tag of *node*: its ids and classes, the class of its kind, *attributes*."""
    own = _class_of(type(node).__name__)
    classes = dict.fromkeys((own, *attributes.pop("classes", ()), *node["classes"]))
    given = {name.replace("_", "-"): value for name, value in attributes.items() if value}
    if len(node["ids"]) > 1 or any(name.startswith("language-") for name in node["classes"]):
        self.body.append(self.starttag(node, tag, "", CLASS=" ".join(classes), **given))
        return
    # Not starttag(), which does the same for any node: a page has hundreds of these.
    given = {"class": " ".join(classes), "id": "".join(node["ids"]), **given}
    written = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if value)
    self.body.append(f"<{tag}{written}>")


@lru_cache(maxsize=64)
def _class_of(kind: str) -> str:
    return kind.replace("_", "-")


def element(tag: str, end: str = "") -> tuple[Callable[..., None], Callable[..., None]]:
    """Return the handlers of a node that is one element without further attributes."""

    def visit(self: HTML5Translator, node: nodes.Element) -> None:
        open_tag(self, node, tag)

    return visit, end_tag(tag, end)


def end_tag(tag: str, end: str = "") -> Callable[..., None]:
    """Return the handler that closes a *tag*, and writes *end* after it."""

    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(f"</{tag}>{end}")

    return depart

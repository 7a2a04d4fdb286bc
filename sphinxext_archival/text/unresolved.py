"""What reStructuredText takes for a link, and leads nowhere, is text: ``word_``, ``19__``, ``|a|``.

docutils would print it in red, as a link to a message that Sphinx takes away; of two kinds it does
not say in which line they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import Diagnostic, place_of, warn
from ..nodes import archival_entity, archival_summary, is_edited_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINKS = (nodes.reference, nodes.substitution_reference, nodes.problematic)
_UNDERSCORES = re.compile(r"_+$")
# Sphinx defines these where a page asks for them, after we have looked.
_DEFINED_BY_SPHINX = frozenset({"release", "version", "today", "translation progress"})


def keep_as_text(document: nodes.document, docname: str) -> None:
    """Make text of what leads nowhere in the words of the archival documents of *document*."""
    links: list[nodes.Element] = [
        node
        for node in document.findall(nodes.Element)
        if isinstance(node, _LINKS) and _is_of_a_document(node)
    ]
    dangling = _anonymous_without_target(document, links)
    replaced: set[int] = set()
    for link in links:
        if id(link.parent) in replaced:
            continue
        if isinstance(link, nodes.problematic):
            # docutils has said what it does not understand here, and where.
            written = link.astext()
        elif id(link) in dangling or _leads_nowhere(link, document):
            written = link.rawsource or link.astext()
            _report(link, written, docname)
        else:
            continue
        replaced.add(id(link))
        # Not replace_self(): docutils refuses to lose an id, as what is problematic has one.
        link.parent.replace(link, nodes.Text(written))


def _leads_nowhere(link: nodes.Element, document: nodes.document) -> bool:
    if isinstance(link, nodes.substitution_reference):
        name = link.get("refname", "")
        is_defined = name in document.substitution_defs or (
            name.lower() in document.substitution_names
        )
        return not is_defined and name not in _DEFINED_BY_SPHINX
    return "refname" in link and link["refname"] not in document.nameids


def _anonymous_without_target(
    document: nodes.document, links: list[nodes.Element]
) -> frozenset[int]:
    """Return the ids of those of *links* that are anonymous and text.

    docutils gives the first such link of a page the first target, and so on, or none at all if
    their numbers differ. A blank after a year (``19__``) is text before ```words`__`` is.
    """
    anonymous = [link for link in links if link.get("anonymous")]
    if not anonymous:
        return frozenset()
    too_many = sum(
        1 if isinstance(node, nodes.reference) else -1
        for node in document.findall(nodes.Element)
        if isinstance(node, nodes.reference | nodes.target) and node.get("anonymous")
    )
    anonymous.sort(key=lambda link: "`" in link.rawsource)
    return frozenset(map(id, anonymous[: max(too_many, 0)]))


def _is_of_a_document(link: nodes.Element) -> bool:
    return any(
        is_edited_text(node) or isinstance(node, archival_summary | archival_entity)
        for node in _ancestors(link)
    )


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    at = node.parent
    while at is not None:
        yield at
        at = at.parent


def _report(link: nodes.Element, written: str, docname: str) -> None:
    block = next(node for node in _ancestors(link) if not isinstance(node, nodes.Inline))
    line = block.line
    if line is not None:
        line += block.astext().partition(link.astext())[0].count("\n")
    escaped = f"\\{written}" if written[0] in "`|" else _UNDERSCORES.sub(r"\\\g<0>", written)
    warn(
        Diagnostic.DANGLING_LINK,
        f"“{written}” is a link or a substitution to reStructuredText, and leads nowhere; it is "
        f"kept as text; write “{escaped}”, or say where it leads",
        place_of(block, docname, line),
    )

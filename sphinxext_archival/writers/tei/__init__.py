"""TEI P5: the words of a document, and what is known of them, as elements.

Each node becomes what the tables of ENCODING and MARKUP give for it; each of another extension
brings its handlers by ``app.add_node(node, tei=(visit, depart))``, which call :meth:`TeiBase.open`,
:meth:`TeiBase.close` and :meth:`TeiBase.text`.
"""

from __future__ import annotations

from . import blocks, inlines
from .body import TeiBody

__all__ = ["TeiTranslator"]


class TeiTranslator(TeiBody):
    """Builds the body of a document from its doctree, which may hold many pages of the project."""


for _module in (inlines, blocks):
    for _name, (_visit, _depart) in _module.HANDLERS.items():
        setattr(TeiTranslator, f"visit_{_name}", _visit)
        if _depart is not None:
            setattr(TeiTranslator, f"depart_{_name}", _depart)

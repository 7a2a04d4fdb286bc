"""TEI P5: the words of a document, and what is known of them, as elements.

Each node becomes what the tables of ENCODING and MARKUP give for it; each of another extension
brings its handlers by ``app.add_node(node, tei=(visit, depart))``, which call :meth:`TeiBase.open`,
:meth:`TeiBase.close` and :meth:`TeiBase.text`.
"""

from __future__ import annotations

from ..translator import take
from . import blocks, inlines
from .body import TeiBody

__all__ = ["TeiTranslator"]


class TeiTranslator(TeiBody):
    """Builds the body of a document from its doctree, which may hold many pages of the project."""


take(TeiTranslator, inlines.HANDLERS, blocks.HANDLERS)

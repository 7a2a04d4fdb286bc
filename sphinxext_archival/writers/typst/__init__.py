"""Typst: a printed edition without TeX. The look is in the template; here is the structure.

A handler writes calls of functions that the template defines, so that a project can define them
otherwise. Each of our nodes, and each of another extension, brings its handlers by
``app.add_node(node, typst=(visit, depart))``.
"""

from __future__ import annotations

from ..translator import take
from . import blocks, inlines, lists, tables, technical
from .base import TypstBase

__all__ = ["TypstTranslator"]


class TypstTranslator(TypstBase):
    """Writes the doctree of a volume, which may hold many pages of the project, as Typst.

    A builder gives it ``images`` (file names by address) and ``imagedir``; a *document* whose
    attribute ``is_book`` is true has a title page, and chapters.
    """


take(
    TypstTranslator,
    inlines.HANDLERS,
    blocks.HANDLERS,
    lists.HANDLERS,
    tables.HANDLERS,
    technical.HANDLERS,
)

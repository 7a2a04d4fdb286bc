"""Typst: a printed edition without TeX. The look is in the template; here is the structure.

A handler writes calls of functions that the template defines, so that a project can define them
otherwise. Each of our nodes, and each of another extension, brings its handlers by
``app.add_node(node, typst=(visit, depart))``.
"""

from __future__ import annotations

from . import blocks, inlines, lists, tables, technical
from .base import TypstBase

__all__ = ["TypstTranslator"]


class TypstTranslator(TypstBase):
    """Writes the doctree of a volume, which may hold many pages of the project, as Typst.

    A builder gives it ``images`` (file names by address) and ``imagedir``; a *document* whose
    attribute ``is_book`` is true has a title page, and chapters.
    """


for _module in (inlines, blocks, lists, tables, technical):
    for _name, (_visit, _depart) in _module.HANDLERS.items():
        setattr(TypstTranslator, f"visit_{_name}", _visit)
        if _depart is not None:
            setattr(TypstTranslator, f"depart_{_name}", _depart)

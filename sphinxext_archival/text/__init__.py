"""From parsed markup to an edition's text: numbers, notes, brackets, names.

:class:`.strays.ReportStrays`, :class:`.nested.TakeDocumentsOut` and :class:`.numbering.NumberTurns`
run before translation, because addresses must not depend on the language;
:class:`.edit.GatherNotes` and :class:`.edit.EditText` after it, because notes, brackets and names
are read from the words that are printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import contents, unprintable
from .edit import EditText, GatherNotes
from .nested import TakeDocumentsOut
from .numbering import NumberTurns
from .quotation_marks import KeepWords, ReturnWords
from .strays import ReportStrays

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add the transforms, and the looks at each file before it is parsed and after it is read."""
    unprintable.setup(app)
    contents.setup(app)
    app.add_transform(ReportStrays)
    app.add_transform(TakeDocumentsOut)
    app.add_transform(NumberTurns)
    app.add_transform(GatherNotes)
    app.add_transform(EditText)
    app.add_transform(KeepWords)
    app.add_transform(ReturnWords)

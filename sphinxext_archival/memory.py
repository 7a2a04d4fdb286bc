"""Reading an edition makes many nodes, and the collector of garbage should look at those only.

What has been imported and configured before the first page is read lives until the end, and so do
the pages that have been read. Each full collection of garbage walks through all of it nevertheless,
and marked-up pages set off many: a seventh of the time of a build, and more of a large one, so that
a page would cost the more the more pages there are. It is set aside for the build, as the
documentation of :mod:`gc` advises for programs that fork (which Sphinx does for ``-j``), and given
back after it.

The interpreter makes a last full collection when it ends, which for one document takes as long as
setting it in type. Nothing of an edition needs that: what is there then is set aside once more.
"""

from __future__ import annotations

import atexit
import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAGES = 32
"""How many pages are read before they are set aside."""


@dataclass
class _Aside:
    """What we have done to the collector, which is one for the process."""

    by_us: bool = False
    pages: int = 0
    ends_with_us: bool = False


_aside = _Aside()


def set_aside(_app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """Set aside what lives until the end, unless somebody else has done so."""
    if gc.isenabled() and gc.get_freeze_count() == 0:
        gc.freeze()
        _aside.by_us, _aside.pages = True, 0
        if not _aside.ends_with_us:
            atexit.register(end)
            _aside.ends_with_us = True


def set_read_pages_aside(_app: Sphinx, _doctree: nodes.document) -> None:
    """Set the pages aside that were read last, and not what is garbage of their reading."""
    _aside.pages += 1
    if _aside.by_us and _aside.pages % PAGES == 0:
        gc.collect()
        gc.freeze()


def set_edition_aside(_app: Sphinx, _env: BuildEnvironment) -> list[str]:
    """Set aside all that has been read, before it is written; no page is written for that."""
    if _aside.by_us:
        gc.freeze()
    return []


def give_back(_app: Sphinx, _exception: Exception | None) -> None:
    """Let the next full collection walk through everything again."""
    if _aside.by_us:
        gc.unfreeze()
        _aside.by_us = False


def end() -> None:
    """Let the interpreter end without a walk through an edition that is going to be gone.

    What has just become garbage is collected: it may be a file that is to be closed.
    """
    gc.collect(1)
    gc.freeze()


def setup(app: Sphinx) -> None:
    """Connect to the beginning of the reading, to its end, and to the end of the build."""
    app.connect("env-before-read-docs", set_aside)
    app.connect("doctree-read", set_read_pages_aside, priority=900)
    app.connect("env-updated", set_edition_aside, priority=900)
    app.connect("build-finished", give_back)

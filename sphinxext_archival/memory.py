"""Reading an edition makes many nodes, and the collector of garbage should look at those only.

What has been imported and configured before the first page is read lives until the end. Each full
collection of garbage walks through all of it nevertheless, and a marked-up page sets off many: a
seventh of the time of a build. It is set aside for the build, as the documentation of
:mod:`gc` advises for programs that fork (which Sphinx does for ``-j``), and given back after it.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_frozen_by_us = False


def set_aside(_app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """Set aside what lives until the end, unless somebody else has done so."""
    global _frozen_by_us  # noqa: PLW0603 (the collector is one for the process, too)
    if gc.isenabled() and gc.get_freeze_count() == 0:
        gc.freeze()
        _frozen_by_us = True


def give_back(_app: Sphinx, _exception: Exception | None) -> None:
    """Let the next full collection walk through everything again."""
    global _frozen_by_us  # noqa: PLW0603 (as above)
    if _frozen_by_us:
        gc.unfreeze()
        _frozen_by_us = False


def setup(app: Sphinx) -> None:
    """Connect to the beginning of the reading, and to the end of the build."""
    app.connect("env-before-read-docs", set_aside)
    app.connect("build-finished", give_back)

"""The command ``sphinx-archival``: begin an edition, draft documents, check, and watch.

It is built on ``rich-click``, the extra ``cli``. Sphinx is loaded by those commands alone that run
it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

_NEEDS = "sphinx-archival needs rich-click; say: pip install 'sphinxext-archival[cli]'"


def main() -> None:
    """Run the command with the arguments of the process, and end it.

    The exit code is 0 where all is well, 1 where something was found, 2 for a command that cannot
    be carried out as it was given.
    """
    if find_spec("rich_click") is None:
        sys.stderr.write(f"{_NEEDS}\n")
        raise SystemExit(2)
    from .command import cli

    cli(prog_name="sphinx-archival")

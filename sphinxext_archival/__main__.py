"""``python -m sphinxext_archival`` is the command ``sphinx-archival``."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()

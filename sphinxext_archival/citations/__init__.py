"""Citations of documents, made by the libraries that the extra ``edition`` brings.

Each format is optional: where its library is missing, the others are made, and one line of the
build says what to install.

- :mod:`.notes`: the note and the entry of a bibliography, by ``citeproc-py``;
- :mod:`.files`: BibTeX by ``bibtexparser``, RIS by ``rispy``, CSL-JSON by ``json``.
"""

from __future__ import annotations

from importlib.util import find_spec

PACKAGES = {"citeproc": "citeproc-py", "bibtexparser": "bibtexparser", "rispy": "rispy"}
"""What is imported, and the package that brings it."""


def missing_packages() -> list[str]:
    """Return the packages that are not installed."""
    return [package for module, package in PACKAGES.items() if find_spec(module) is None]

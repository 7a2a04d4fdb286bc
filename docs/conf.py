"""Settings of the manual: a Sphinx project like any other, which uses the extension itself."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import sphinxext_archival

project = "sphinxext-archival"
author = "The sphinxext-archival contributors"
copyright = "2026, the sphinxext-archival contributors"
version = release = sphinxext_archival.__version__
language = "en"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinx_copybutton",
    "sphinxext_archival",
    "declarations",
    "examples",
]
exclude_patterns = ["_build"]

primary_domain = "archival"
myst_enable_extensions = ["colon_fence"]
# Links to headings, as `page.md#heading`.
myst_heading_anchors = 4

# The persons of the tutorial: its examples are shown as they are built.
archival_registers = ["tutorial/persons.yml"]

html_theme = "archival"
# The documents in it are examples.
html_theme_options = {"document_navigation": False}
html_title = project
html_static_path = ["_static"]
html_css_files = ["manual.css"]
# A reader copies a command, not the prompt before it.
copybutton_prompt_text = "$ "

latex_engine = "xelatex"
# A manual is no edition: it keeps the look that Sphinx gives it.
latex_docclass = {"manual": "report"}

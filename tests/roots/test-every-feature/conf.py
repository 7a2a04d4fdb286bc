"""An edition that uses every part of the markup, in both languages."""

from __future__ import annotations

project = "Every feature"
author = "The editors"
copyright = "2026, the editors"
version = release = "1"
language = "en"

extensions = ["myst_parser", "sphinxext_archival"]
primary_domain = "archival"
myst_enable_extensions = ["colon_fence", "deflist"]
archival_registers = ["register.yml"]
archival_autolink = True

html_theme = "basic"
epub_identifier = epub_uid = "every-feature"
epub_exclude_files = ["search.html"]
latex_engine = "xelatex"
latex_use_xindy = False

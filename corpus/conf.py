"""Settings of the edition *Afghan Conversations*.

An editor seldom needs this file: documents go into ``documents/``, the sources as received into
``sources/``, persons and everything else that has a name into ``register/``.
"""

from __future__ import annotations

# What stands on the title page, in the page footer, and in the metadata of the EPUB.
project = "Afghan Conversations"
author = "The editors of Afghan Conversations"
copyright = "2026, the editors of Afghan Conversations"
version = "1"
release = "1"
language = "en"

extensions = ["myst_parser", "sphinx_design", "sphinxext_archival"]
exclude_patterns = ["_build"]

# With these two an editor writes `:::{document}` and `{person}` without a prefix.
primary_domain = "archival"
myst_enable_extensions = ["colon_fence"]

# The registers, in the order in which they are read. With `archival_autolink` every name that
# belongs to one entry only becomes a link by itself; an entry says `autolink: false` to stay out.
archival_registers = [
    "register/persons.yml",
    "register/organizations.yml",
    "register/places.yml",
    "register/events.yml",
    "register/concepts.yml",
]
archival_autolink = True

html_theme = "archival"
html_title = project

# The identifier stays the same from one release of the edition to the next. Sphinx puts one of
# the two into either list of contents, and they must agree: letters, digits and hyphens.
epub_identifier = epub_uid = "afghan-conversations-5b0f7a52-8c55-4c0e-9d0c-2f6c1a7e4d31"
epub_exclude_files = ["search.html"]
epub_show_urls = "no"

# XeLaTeX prints Cyrillic as it prints Latin.
latex_engine = "xelatex"
latex_use_xindy = False

# What the header of each TEI file says of how the edition treats its sources.
archival_tei_editorial_declaration = {
    "correction": "Nothing is corrected silently: what is a slip in the source stays as it is.",
    "interpretation": "What the translator put into square brackets is told apart by its kind.",
    "normalization": "Spelling and punctuation are those of the translation as received.",
    "quotation": "Quotation marks are those of the source.",
    "segmentation": "Paragraphs are those of the source; one that a page break cuts is whole here.",
}

project = "Any node"
copyright = "the editors"
version = release = "1"
extensions = ["myst_parser", "sphinx_design", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist", "attrs_inline"]
exclude_patterns = ["_build"]
html_theme = "basic"
numfig = True

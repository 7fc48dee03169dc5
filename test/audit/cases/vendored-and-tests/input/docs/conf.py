import sphinx_rtd_theme

extensions = ["sphinx.ext.autodoc"]

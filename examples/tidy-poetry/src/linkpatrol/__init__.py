"""Finds dead links in Markdown documents."""

__version__ = "1.3.0"

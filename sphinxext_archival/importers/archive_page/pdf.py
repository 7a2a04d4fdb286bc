"""A PDF with a layer of text: read as the page of an archive is."""

from . import read

__all__ = ["read"]

"""The page of an archive, saved as HTML: read as its text is."""

from . import read

__all__ = ["read"]

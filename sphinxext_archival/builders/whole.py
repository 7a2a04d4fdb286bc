"""What the builders of whole volumes share: no page of the project is a file of its own."""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.errors import NoUri


class WholeBuilder(Builder):
    """Writes files that hold many pages: ``docnames`` are those of the volume at hand."""

    def init(self) -> None:
        """Begin without pages."""
        self.docnames: set[str] = set()

    def get_outdated_docs(self) -> str:
        """Say that volumes are written as wholes."""
        return "all volumes"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page of the volume at hand; ``NoUri`` is raised for others."""
        if docname not in self.docnames:
            raise NoUri(docname, typ)
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the address of a page: all are in one file."""
        return self.get_target_uri(to, typ)

"""``sphinx-build -b check``: every warning that an edition has, and no output.

It reads the project as a site of single pages is read, and resolves its references. Beyond the
warnings of every build it says which variants of a register no text uses, and, where
``archival_check_names`` asks for it, which names in the text no register knows.

A second check is fast: a page that has not changed is read again only if something was wrong with
it, so that this is said again (:mod:`.memory`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder

from .memory import Listener, Memory, targets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_AFTER_EVERYTHING = 900
"""When the domain has compared the edition with the published one."""


class CheckBuilder(Builder):
    """Reads and resolves all that is new, and writes nothing."""

    name = "check"
    epilog = "Everything has been checked, and nothing written."
    allow_parallel = False  # there is nothing to write
    listener: Listener
    stands_for_site = True

    def init(self) -> None:
        """Read what the check before has left, and listen to what is wrong from now on."""
        self.memory = Memory.load(Path(self.doctreedir, "archival-check.json"))
        self.read_again: set[str] = set()
        # What stands in `{only} html` is checked too.
        for tag in ("html", "format_html", "builder_html"):
            self.tags.add(tag)

    def get_outdated_docs(self) -> set[str]:
        """Return the pages with something wrong in their references."""
        return self.memory.pages(self.memory.resolve_again, self.env.found_docs)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address that a page has on a site."""
        return f"{docname}.html"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return where a link leads to; nobody follows it."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: set[str]) -> None:  # type: ignore[override]
        """Begin with the references."""
        self.listener.begin_resolving()

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing."""

    def finish(self) -> None:
        """Look at the edition as a whole, and remember what must be looked at again."""
        from . import lints  # noqa: PLC0415 (slow to import, and no other builder wants it)

        self.listener.stop()
        lints.check(self.env, self.memory, self.read_again)
        self.memory.remember(self.listener, self.env)


def outdated(app: Sphinx, env: BuildEnvironment, *_changes: Any) -> Iterable[str]:
    """Have each page read again with which something was wrong."""
    builder = app.builder
    if not isinstance(builder, CheckBuilder):
        return ()
    builder.listener = Listener(env)
    builder.listener.start()
    return builder.memory.pages(builder.memory.read_again, env.found_docs)


def note_read(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    """Note which pages are read."""
    if isinstance(app.builder, CheckBuilder):
        app.builder.read_again.update(docnames)


def unresolved(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have every reference resolved again if one may lead elsewhere than before.

    The start page is always among them: Sphinx looks at the whole only where something is new.
    """
    builder = app.builder
    if not isinstance(builder, CheckBuilder):
        return ()
    now = targets(env)
    if now != builder.memory.targets:
        builder.memory.targets = now
        return sorted(env.found_docs)
    return (env.config.root_doc,)


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(CheckBuilder)
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", note_read)
    app.connect("env-updated", unresolved, priority=_AFTER_EVERYTHING)

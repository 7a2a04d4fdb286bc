"""Which pages must be read or written again: an incremental build equals a clean one.

A page is *read* again when the register has changed in what its parsing depends on
(:mod:`.reading`). It is *written* again when anything it shows of other pages has changed: what its
references resolve to, what its listings list, how its parts are numbered (:mod:`.shown`). The
digests of what was shown when a builder last wrote each page lie beside the doctrees, a file for
each builder and output folder: ``html`` after ``latex`` on the same doctrees is right, and so is a
build after one that failed, or that wrote a few pages only.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from . import reading, shown
from .homes import REGISTER_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from . import ArchivalDomain


def changed_pages(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages that show something else than when this builder last wrote them."""
    domain: ArchivalDomain = env.get_domain("archival")  # type: ignore[assignment]
    # Homes depend on toctrees, which change without any page of ours being read.
    domain.forget_derived()
    domain.shown = shown.digests(domain)
    before = _load(app)
    # A page that had something of ours and has nothing any more was read, and is written, for that.
    changed = {name for name, digest in domain.shown.items() if digest != before.get(name)}
    if REGISTER_PAGE in changed:
        # Generated pages and indices are made at the end of a build, and before Sphinx 9 there is
        # no end where nothing is written.
        changed.add(env.config.root_doc)
    return sorted(changed & env.all_docs.keys())


def note_written(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Note that a page is being written; Sphinx resolves all pages in its main process."""
    domain: ArchivalDomain = app.env.get_domain("archival")  # type: ignore[assignment]
    domain.written.add(docname)


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Keep what was shown on each page that was written."""
    if exception is not None:
        return
    domain: ArchivalDomain = app.env.get_domain("archival")  # type: ignore[assignment]
    written = {*domain.written, REGISTER_PAGE}
    remembered = {
        docname: digest for docname, digest in _load(app).items() if docname in domain.shown
    }
    remembered |= {name: digest for name, digest in domain.shown.items() if name in written}
    path = _path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(remembered, indent=0, sort_keys=True), encoding="utf-8")


def _load(app: Sphinx) -> dict[str, str]:
    try:
        remembered: dict[str, str] = json.loads(_path(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return remembered


def _path(app: Sphinx) -> Path:
    output = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:12]
    return Path(app.doctreedir, f"archival-{app.builder.name}-{output}.json")


def setup(app: Sphinx) -> None:
    """Connect to what Sphinx asks before and after it reads, and to what it writes."""
    app.connect("env-get-outdated", reading.outdated)
    app.connect("env-updated", changed_pages)
    app.connect("doctree-resolved", note_written)
    app.connect("build-finished", remember)

"""Citations must survive a correction: the addresses of the published edition are compared."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.errors import NoUri
from sphinx.util.inventory import InventoryFile

from ..diagnostics import Diagnostic, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_AFTER_FRESHNESS = 600
"""When this build's own index has been derived."""


class _Published(NamedTuple):
    """An object of an inventory: what is shown of it, and its page."""

    shown: str
    page: str


_Objects = dict[tuple[str, str], _Published]
"""The objects of an inventory by their type (``turn``) and name (``117254#12``)."""


def compare(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each address of the published inventory that has gone or moved."""
    named = app.config.archival_published_inventory
    if not named:
        return
    published = _load(Path(app.confdir, named), named)
    current = _current(app, env)
    words_now = _by_words(current)
    words_then = _by_words(published)
    for (kind, name), (shown, _page) in published.items():
        now = current.get((kind, name))
        if now is not None and now.shown == shown:
            continue
        # Words that stood in several places say nothing about where they went.
        there = words_now[kind, shown] - words_then[kind, shown]
        elsewhere = there.pop() if len(there) == 1 else None
        if now is None:
            where = f"; its words are now {kind} “{elsewhere}”" if elsewhere else ""
            message = f"the published edition has a {kind} “{name}” (“{shown}”), and this one not"
            _report(named, f"{message}{where}; {_ADVICE.get(kind, _KEEP)}")
        elif elsewhere is not None:
            message = f"the {kind} “{name}” of the published edition (“{shown}”) is now"
            _report(named, f"{message} “{elsewhere}”; {_ADVICE.get(kind, _KEEP)}")
    _compare_pages(published, current, named)


_KEEP = "links to it from elsewhere lead nowhere"
_ADVICE = {
    "turn": "pin the numbers of turns with “:id:”, so that citations stay true",
    "document": "keep its identifier, so that citations stay true",
    "note": "put a new note after the old ones of its type, or tell readers of the change",
}


def _compare_pages(published: _Objects, current: _Objects, named: str) -> None:
    """Warn of pages whose addresses have moved to another page, once for each pair of pages."""
    moved: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, (_shown, page) in published.items():
        now = current.get(key)
        if now is not None and now.page and now.page != page:
            moved[page, now.page].append(f"{key[0]} “{key[1]}”")
    for (before, now_on), found in sorted(moved.items()):
        others = f" and {len(found) - 1} more" if len(found) > 1 else ""
        _report(
            named,
            f"what the published edition has on the page “{before}” is now on “{now_on}”: "
            f"{found[0]}{others}; keep the name of the file, or redirect the old address",
        )


def _report(named: str, message: str) -> None:
    """Warn of *message*; the inventory is no page, which a location without a line would be."""
    warn(Diagnostic.PUBLISHED, f"{named}: {message}")


def _current(app: Sphinx, env: BuildEnvironment) -> _Objects:
    """Return the objects of this build, as its inventory will have them."""
    is_site = app.builder.format == "html" or getattr(app.builder, "stands_for_site", False)
    found: _Objects = {}
    for name, shown, kind, docname, _anchor, _priority in env.get_domain("archival").get_objects():
        try:
            page = _page(app.builder.get_target_uri(docname)) if is_site else ""
        except NoUri:
            page = ""
        found[kind, name] = _Published(str(shown), page)
    return found


def _by_words(objects: Mapping[tuple[str, str], _Published]) -> dict[tuple[str, str], set[str]]:
    """Return the names of objects by their type and what is shown of them."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (kind, name), (shown, _) in objects.items():
        found[kind, shown].add(name)
    return found


def _load(path: Path, named: str) -> _Objects:
    """Return the objects of ours in an inventory; none where it cannot be read."""
    try:
        with path.open("rb") as stream:
            inventory = InventoryFile.load(stream, "", lambda _base, target: target)
    except (OSError, ValueError) as error:
        warn(
            Diagnostic.FILE,
            f"conf.py: archival_published_inventory names “{named}”, which cannot be read as an "
            f"inventory ({error})",
        )
        return {}
    found: _Objects = {}
    # Sphinx 8.1 gives plain mappings; later versions wrap them.
    for objtype, objects in getattr(inventory, "data", inventory).items():
        domain, _, kind = objtype.partition(":")
        if domain == "archival":
            for name, entry in objects.items():
                # A tuple of project, version, address and words in Sphinx 8.1, an object since 8.2.
                address = str(getattr(entry, "uri", None) or entry[2])
                shown = str(getattr(entry, "display_name", None) or entry[3])
                found[kind, name] = _Published(name if shown == "-" else shown, _page(address))
    return found


def _page(address: str) -> str:
    """Return the page of an *address*, the same for ``html`` and ``dirhtml``."""
    page = address.partition("#")[0].removesuffix(".html")
    return page.removesuffix("index").rstrip("/") or "index"


def setup(app: Sphinx) -> None:
    """Compare when all is read, and in a build that has nothing to read as well."""
    app.connect("env-updated", compare, priority=_AFTER_FRESHNESS)

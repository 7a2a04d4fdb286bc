"""Citations must survive a correction: the addresses of the published edition are compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.inventory import InventoryFile

from ..diagnostics import Diagnostic, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def compare(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each document, turn and note of the published inventory that has gone or moved."""
    named = app.config.archival_published_inventory
    if not named:
        return
    path = Path(app.confdir, named)
    published = _load(path, named)
    if published is None:
        return
    domain = env.get_domain("archival")
    now = {
        (kind, name): (shown, f"{docname}#{anchor}")
        for name, shown, kind, docname, anchor, _priority in domain.get_objects()
    }
    by_words = {(kind, shown): name for (kind, name), (shown, _) in now.items()}
    for (kind, name), shown in published.items():
        current = now.get((kind, name))
        elsewhere = by_words.get((kind, shown))
        if current is None:
            where = f"; its words are now {kind} {elsewhere}: pin it there" if elsewhere else ""
            warn(
                Diagnostic.PUBLISHED,
                f"the published edition has a {kind} “{name}” (“{shown}”), and this one has "
                f"not{where}",
                named,
            )
        elif kind == "turn" and current[0] != shown and elsewhere is not None:
            warn(
                Diagnostic.PUBLISHED,
                f"the {kind} “{name}” of the published edition (“{shown}”) is now {elsewhere}; "
                f"pin the numbers of turns with “:id:”, so that citations stay true",
                named,
            )


def _load(path: Path, named: str) -> dict[tuple[str, str], str] | None:
    """Return the words of each object of ours in an inventory, by its type and name."""
    try:
        with path.open("rb") as stream:
            inventory = InventoryFile.load(stream, "", lambda _base, target: target)
    except (OSError, ValueError) as error:
        warn(
            Diagnostic.FILE,
            f"conf.py: archival_published_inventory names “{named}”, which cannot be read as an "
            f"inventory ({error})",
        )
        return None
    found = {}
    # Sphinx 8.1 gives plain mappings; later versions wrap them.
    for objtype, objects in getattr(inventory, "data", inventory).items():
        domain, _, kind = objtype.partition(":")
        if domain == "archival" and kind in {"document", "turn", "note"}:
            for name, entry in objects.items():
                found[kind, name] = _shown(entry, name)
    return found


def _shown(entry: object, name: str) -> str:
    """Return what an inventory shows of an entry: a tuple in Sphinx 8.1, an object since 8.2."""
    shown = str(getattr(entry, "display_name", None) or entry[3])  # type: ignore[index]
    return name if shown == "-" else shown


def setup(app: Sphinx) -> None:
    """Compare when all is read."""
    app.connect("env-check-consistency", compare)

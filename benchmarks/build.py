"""One process that builds project after project and prints what each took, as JSON.

A build with a warning ends it: such a page is not the page that was to be measured.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from sphinx.testing.util import SphinxTestApp


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time, and the *size* of an average document's page in bytes.

    ``write`` is the writing of the pages that were read; ``finish`` is all that follows: the
    search index of Sphinx, and the register and index that are made of the whole edition.
    """

    setup: float
    read: float
    write: float
    finish: float
    size: int

    @property
    def page(self) -> float:
        """Reading and writing."""
        return self.read + self.write

    @property
    def together(self) -> float:
        """The whole build."""
        return self.read + self.write + self.finish


def _build(srcdir: Path) -> Cost:
    ends_of_reading: list[float] = []
    ends_of_writing: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        gc.collect()
        start = time.process_time()
        app = SphinxTestApp("html", srcdir=srcdir, builddir=Path(folder), freshenv=True)
        try:
            app.connect(
                "env-updated",
                lambda *_: ends_of_reading.append(time.process_time()),
                priority=10_000,
            )
            finish = app.builder.finish

            def timed() -> None:
                ends_of_writing.append(time.process_time())
                finish()

            app.builder.finish = timed  # type: ignore[method-assign]
            ready = time.process_time()
            app.build(force_all=True)
            end = time.process_time()
            made = [*Path(app.outdir, "documents").glob("*.html")]
            size = sum(page.stat().st_size for page in made) // len(made)
        finally:
            app.cleanup()
        if warnings := app.warning.getvalue():
            sys.exit(f"the build of {srcdir.name} warns:\n{warnings}")
    (read,), (written,) = ends_of_reading, ends_of_writing
    return Cost(ready - start, read - ready, written - read, end - written, size)


def build_all(folders: list[Path]) -> list[Cost]:
    """The cost of building each folder, in turn, in a new process; the first is a cold one."""
    command = [sys.executable, "-m", "benchmarks.build", *map(str, folders)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [Cost(**cost) for cost in json.loads(done.stdout)]


if __name__ == "__main__":
    print(json.dumps([asdict(_build(Path(folder))) for folder in sys.argv[1:]]))

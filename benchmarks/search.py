"""What the search costs: the build with Pagefind and with Sphinx's own, and what a reader loads.

``python -m benchmarks.search 100x1000 2000x1000`` builds editions of so many documents of so many
words, asks for a word that is in a hundredth of them, for one that is in nearly all, and for a
person's name, and counts the bytes that the browser loads for each. The pages themselves and the
fonts are not counted; what every search loads (the program and its stemmer) is told apart.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Request, expect, sync_playwright
from sphinx.testing.util import SphinxTestApp

from .projects import EDITION_CONF, INDEX, SYLLABLES

VOCABULARY = 8_000
TURN = 50
SPEAKERS = 60
RARE, FREQUENT = "zeppelin", "settlement"


def _words() -> tuple[list[str], list[float]]:
    """Words that are as frequent as those of a language: each half as often as the second next."""
    chance = random.Random(1)  # noqa: S311  (the same words each time)
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        made["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).lower()] = None
    return list(made), [1 / (rank + 3) for rank in range(VOCABULARY)]


def _surname(number: int) -> str:
    return f"{SYLLABLES[number % 10]}{SYLLABLES[number // 10].lower()}rovsky"


def _write(folder: Path, documents: int, length: int) -> None:
    words, weights = _words()
    chance = random.Random(2)  # noqa: S311  (the same text each time)
    register = "".join(
        f"p{n}:\n  kind: person\n  name: Anna {_surname(n)}\n  labels: [{_surname(n).upper()}]\n"
        f"  variants: [{_surname(n)}, A. {_surname(n)}]\n"
        for n in range(SPEAKERS)
    )
    (folder / "documents").mkdir(parents=True)
    (folder / "persons.yml").write_text(register, "utf-8")
    (folder / "index.md").write_text(INDEX, "utf-8")
    (folder / "conf.py").write_text(EDITION_CONF.format(registers=["persons.yml"]), "utf-8")
    for number in range(documents):
        speakers = chance.sample(range(SPEAKERS), 3)
        turns = []
        for turn in range(length // TURN):
            said = chance.choices(words, weights, k=TURN - 2)
            said.insert(9, _surname(chance.randrange(SPEAKERS)))
            if not turn:
                said.append(FREQUENT)
            elif turn == 1 and not number % 100:
                said.append(RARE)
            turns.append(f"{_surname(speakers[turn % 3]).upper()}. {' '.join(said).capitalize()}.")
        text = "\n\n".join(turns)
        keys = ", ".join(f"p{speaker}" for speaker in speakers)
        (folder / "documents" / f"{number}.md").write_text(
            f"# Minutes {number}\n\n:::{{document}} {number}\n:date: {1950 + number % 40}-08-23\n"
            f":participants: {keys}\n\nA summary.\n:::\n\n::::{{transcript}}\n{text}\n::::\n",
            "utf-8",
        )


def _build(source: Path, target: Path, search: str, theme: str) -> float:
    shutil.rmtree(target, ignore_errors=True)
    options = {"archival_search": search, "html_theme": theme}
    start = time.perf_counter()
    app = SphinxTestApp("html", srcdir=source, builddir=target, confoverrides=options)
    try:
        app.build()
    finally:
        app.cleanup()
    return time.perf_counter() - start


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


def _loads(site: Path, queries: dict[str, str]) -> dict[str, tuple[int, int, int]]:
    """Return what each query loads: bytes of the program, bytes of the index, and requests."""
    found = {}
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server,
        sync_playwright() as playwright,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, query in queries.items():
            asked: list[str] = []
            page = browser.new_context().new_page()

            def note(request: Request, asked: list[str] = asked) -> None:
                asked.append(request.url)

            page.context.on("request", note)
            page.goto(f"http://127.0.0.1:{server.server_port}/search.html?{query}")
            expect(page.locator(".archival-find mark, .archival-find-result").first).to_be_visible()
            page.wait_for_load_state("networkidle")
            paths = {url.partition("?")[0].partition("/_search/")[2] for url in asked} - {""}
            sizes = {path: (site / "_search" / path).stat().st_size for path in paths}
            program = sum(
                size for path, size in sizes.items() if path.endswith((".js", ".json", ".pagefind"))
            )
            found[name] = program, sum(sizes.values()) - program, len(sizes)
        browser.close()
        server.shutdown()
    return found


def main() -> None:
    """Print a line of each edition and one of each query."""
    for size in sys.argv[1:] or ["100x1000", "400x1000", "200x5000"]:
        documents, length = map(int, size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            _write(source, documents, length)
            turns = documents * (length // TURN)
            seconds = {
                (search, theme): _build(source, Path(folder, f"{search}-{theme}"), search, theme)
                for search, theme in (("pagefind", "archival"), ("sphinx", "archival"))
            }
            site = Path(folder, "pagefind-archival", "html")
            files = [path for path in (site / "_search").rglob("*") if path.is_file()]
            weight = sum(path.stat().st_size for path in files) / 1e6
            print(f"{documents} documents of {length} words, {turns} turns:")
            for (search, _theme), taken in seconds.items():
                print(f"  search by {search:9} {taken:7.1f} s, {taken / turns * 1e3:.2f} ms a turn")
            print(f"  on the server      {weight:7.1f} MB in {len(files)} files")
            queries = {
                "a rare word": f"q={RARE}",
                "a frequent one": f"q={FREQUENT}",
                "a name": f"q={_surname(7)}",
                "in one year": f"q={FREQUENT}&year=1960",
            }
            for name, (program, index, requests) in _loads(site, queries).items():
                print(
                    f"  {name:15} {program / 1e3:6.0f} kB of program, {index / 1e3:6.0f} kB of "
                    f"index, {requests} requests"
                )


if __name__ == "__main__":
    main()

"""A headless Chromium, a web server on this machine for what was built, and pages to look at."""

from __future__ import annotations

import gzip
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, Protocol

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Build, Need

# Chromium as root in a container, without its own calls to the network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, *_args: Any) -> None:
        pass


POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'"
)
"""What a careful host lets a site do: nothing inline, and nothing from elsewhere."""


class StrictHandler(QuietHandler):
    """Serves with a strict content security policy, and text compressed, as a host would."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # a browser asks for it by itself
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in {".html", ".css", ".js", ".svg"} or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _served(folder: Path, kind: type[SimpleHTTPRequestHandler] = QuietHandler) -> Iterator[str]:
    handler = partial(kind, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Serve(Protocol):
    """Serves a folder until the test ends; gives its URL, with a slash at the end."""

    def __call__(self, folder: Path) -> str: ...


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_served(folder))


@pytest.fixture
def serve_strictly() -> Iterator[Serve]:
    """Serves under a strict content security policy."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_served(folder, StrictHandler))


@pytest.fixture(scope="session")
def browser(need: Need) -> Iterator[Browser]:
    executable = need("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh context: no cookies, no storage, 1440 pixels wide, light."""
    with browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="light"
    ) as context:
        yield context.new_page()


Scheme = Literal["light", "dark"]


class Look(Protocol):
    """Opens a page of what was built in a theme: every feature of an edition, or the edition."""

    def __call__(
        self, theme: str, path: str, *, width: int = 1440, scheme: Scheme = "light", **context: Any
    ) -> Page: ...


SITES = {"features": "tests/roots/test-every-feature", "edition": "corpus"}
TEXTS = {".md", ".rst", ".yml", ".txt", ".py"}


@pytest.fixture(scope="session")
def built_site(build_once: Build, checkout: Path) -> Callable[[str, str], Path]:
    """The folder of a site in a theme, each built once."""
    folders: dict[tuple[str, str], Path] = {}

    def folder_of(site: str, theme: str) -> Path:
        if (site, theme) not in folders:
            root = checkout / SITES[site]
            files = {
                str(path.relative_to(root)): path.read_text(encoding="utf-8")
                for path in root.rglob("*")
                if path.suffix in TEXTS and "_build" not in path.parts
            }
            # A short title: a theme's own header must not be wider than a telephone.
            options = {"html_theme": theme, "html_title": "Edition"}
            built = build_once(files, confoverrides=options)
            assert built.warnings == []
            folders[site, theme] = built.outdir
        return folders[site, theme]

    return folder_of


@pytest.fixture
def look(browser: Browser, built_site: Callable[[str, str], Path]) -> Iterator[Look]:
    """Opens ``site/page.html`` in a fresh context each time; all are closed after the test."""
    with ExitStack() as stack:

        def open_page(
            theme: str, path: str, *, width: int = 1440, scheme: Scheme = "light", **context: Any
        ) -> Page:
            site, _, page = path.partition("/")
            opened = stack.enter_context(
                browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, **context
                )
            ).new_page()
            opened.goto((built_site(site, theme) / page).as_uri())
            return opened

        yield open_page


class Room(Protocol):
    """Opens a page of the themed edition from a strict host."""

    def __call__(
        self, path: str, *, width: int = 1440, scheme: Scheme = "light", **context: Any
    ) -> Page: ...


@pytest.fixture(scope="session")
def strict_sites(built_site: Callable[[str, str], Path]) -> Iterator[Callable[[str], str]]:
    """The address of a themed site on a strict host."""
    urls: dict[str, str] = {}
    with ExitStack() as stack:

        def url_of(site: str) -> str:
            if site not in urls:
                folder = built_site(site, "archival")
                urls[site] = stack.enter_context(_served(folder, StrictHandler))
            return urls[site]

        yield url_of


@pytest.fixture
def room(browser: Browser, strict_sites: Callable[[str], str]) -> Iterator[Room]:
    """Opens ``site/page.html``; nothing may stand in the console when the test ends."""
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_page(
            path: str, *, width: int = 1440, scheme: Scheme = "light", **options: Any
        ) -> Page:
            site, _, rest = path.partition("/")
            scripts, absent = options.pop("scripts", ()), options.pop("absent", ())
            context = stack.enter_context(
                browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, **options
                )
            )
            for script in scripts:
                context.add_init_script(script)
            for sheet in absent:
                context.route(sheet, lambda route: route.fulfill(content_type="text/css"))
            page = context.new_page()
            page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(strict_sites(site) + rest)
            return page

        yield open_page
    assert complaints == []

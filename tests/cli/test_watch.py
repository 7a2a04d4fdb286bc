"""``sphinx-archival watch``: the site is served, and built anew when a file changes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
import requests

from sphinxext_archival.cli import watch as module
from sphinxext_archival.cli.watch import IGNORED, arguments
from tests.cli.conftest import TALK
from tests.cli.test_command import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Edition, Run

needs_autobuild = pytest.mark.skipif(
    __import__("importlib.util").util.find_spec("sphinx_autobuild") is None,
    reason="sphinx-autobuild, of the extra `watch`, is not installed",
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/e/documents/talk.md", False),
        ("/e/register/persons.yml", False),
        ("/e/conf.py", False),
        ("/e/_build/html/talk.html", True),
        ("/e/.git/index", True),
        ("/e/.venv/lib/x.py", True),
        ("/e/documents/talk.md~", True),
        ("/e/documents/.talk.md.swp", True),
        ("/e/documents/#talk.md#", True),
        ("/e/documents/.#talk.md", True),
        ("/e/documents/4913", True),
    ],
)
def test_what_is_nothing_to_a_reader_is_passed_over(path: str, expected: bool) -> None:  # noqa: FBT001
    assert any(re.search(pattern, path) for pattern in IGNORED) is expected


def test_what_is_built_lies_where_sphinx_build_puts_it(tmp_path: Path) -> None:
    told = arguments(tmp_path, tmp_path / "_build" / "html", "html", host="h", port=1, opens=True)
    assert told[:4] == [str(tmp_path), str(tmp_path / "_build" / "html"), "-b", "html"]
    assert told[told.index("-d") + 1] == str(tmp_path / "_build" / "doctrees")
    assert "--open-browser" in told


def test_it_says_what_it_lacks(run: Run, edition: Edition, tmp_path: Path) -> None:
    result = run("watch", tmp_path)
    assert result.exit_code == 2
    assert "there is no conf.py" in result.stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("watch", edition(), "--port", str(port))
    assert result.exit_code == 2
    assert "--port 0" in result.stderr


def test_without_its_library_it_says_what_to_install(
    run: Run, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    result = run("watch", edition())
    assert result.exit_code == 2
    assert "pip install 'sphinxext-archival[watch]'" in result.stderr


def soon(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether something comes to be so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.2)
    return False


@needs_autobuild
def test_a_change_is_shown_by_itself(edition: Edition) -> None:
    folder = edition()
    process = subprocess.Popen(
        [*COMMAND, "watch", str(folder), "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=sys.platform != "win32",
    )
    try:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(4))
        address = json.loads(said)["address"]

        def page() -> str:
            try:
                return requests.get(f"{address}/talk.html", timeout=5).text
            except requests.RequestException:
                return ""

        assert soon(lambda: "Lagos" in page())
        assert "websocket-reload" in page()
        (folder / "talk.md").write_text(TALK.replace("Lagos", "Accra"), "utf-8")
        assert soon(lambda: "Accra" in page())
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
    assert "\x1b" not in rest

"""What stands in the checkout: nothing of one machine, and translations that are compiled."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

# A path of one machine, but no part of a URL or of a longer path.
MACHINE_PATH = re.compile(
    r"(?<![\w.~/:-])/(?:home|root|Users|work|tmp|mnt|opt|srv|private)/\w|\b[A-Z]:\\+Users\\"
)
# In two parts, so that this file names none of them.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("deb.debian", "org"),
    ("archive.ubuntu", "com"),
    ("crates", "io"),
    ("proxy.golang", "org"),
)
HOST = re.compile("|".join(re.escape(f"{name}.{suffix}") for name, suffix in REGISTRIES))


def texts(paths: list[Path]) -> dict[Path, str]:
    """The text of each file that has one."""
    found = {}
    for path in paths:
        content = path.read_bytes()
        if b"\0" not in content:
            found[path] = content.decode("utf-8")
    return found


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.name}:{number}: {line.strip()}"
        for path, text in texts(paths).items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def compiled(po: Path) -> gettext.GNUTranslations:
    """The translations that a catalogue would compile to."""
    stream = io.BytesIO()
    with po.open("rb") as source:
        write_mo(stream, read_po(source))
    stream.seek(0)
    return gettext.GNUTranslations(stream)


def messages(translations: gettext.GNUTranslations) -> dict[object, str]:
    """Every message but the header, which holds dates."""
    catalogue: dict[object, str] = vars(translations)["_catalog"]
    return {message: text for message, text in catalogue.items() if message}


def test_no_path_of_a_machine_is_tracked(tracked: list[Path], tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(f'folder = "{Path("/", "home", "editor")}"', "utf-8")
    assert lines_with(MACHINE_PATH, [sample])
    assert lines_with(MACHINE_PATH, tracked) == []


def test_an_address_on_the_web_is_no_path_of_a_machine(tmp_path: Path) -> None:
    sample = tmp_path / "sample.md"
    sample.write_text("https://example.org/work/117254 and ../home/page and a/tmp/b", "utf-8")
    assert lines_with(MACHINE_PATH, [sample]) == []


def test_no_host_of_a_registry_is_tracked(tracked: list[Path], tmp_path: Path) -> None:
    sample = tmp_path / "sample.txt"
    sample.write_text(f"https://{'.'.join(REGISTRIES[0])}/simple", "utf-8")
    assert lines_with(HOST, [sample])
    assert lines_with(HOST, tracked) == []


def test_every_catalogue_is_compiled_and_current(package: Path) -> None:
    catalogues = sorted((package / "locale").rglob("*.po"))
    assert catalogues
    for po in catalogues:
        with po.with_suffix(".mo").open("rb") as stream:
            assert messages(gettext.GNUTranslations(stream)) == messages(compiled(po)), po


def test_a_catalogue_that_changed_since_it_was_compiled_is_seen(tmp_path: Path) -> None:
    po = tmp_path / "sphinx.po"
    po.write_text('msgid "turn"\nmsgstr "Wortmeldung"\n', "utf-8")
    before = messages(compiled(po))
    po.write_text('msgid "turn"\nmsgstr "Redebeitrag"\n', "utf-8")
    assert before == {"turn": "Wortmeldung"}
    assert before != messages(compiled(po))


@pytest.mark.parametrize("name", ["LICENSE", "README.md", "CHANGELOG.md", ".ci/run"])
def test_the_checkout_has_what_a_newcomer_looks_for(checkout: Path, name: str) -> None:
    assert (checkout / name).stat().st_size > 0

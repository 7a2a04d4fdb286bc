"""Sites in the theme, built as an editor builds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import pytest

from sphinxext_archival.theme.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_archival.domain import ArchivalDomain
    from tests.conftest import Built

CONF = """\
extensions = ["myst_parser", "sphinxext_archival"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "archival"
html_theme = "archival"
"""


class Minutes(Protocol):
    """The text of a page with one document."""

    def __call__(self, identifier: str, date: str = "", title: str = "", part: int = 0) -> str: ...


def _minutes(identifier: str, date: str = "", title: str = "", part: int = 0) -> str:
    fields = "".join(
        f":{name}: {value}\n" for name, value in (("date", date), ("part", part)) if value
    )
    return (
        f"# {title or f'Minutes {identifier}'}\n\n:::{{document}} {identifier}\n{fields}"
        ":::\n\n:::{transcript}\nIt is late.\n:::\n"
    )


@pytest.fixture(scope="session")
def minutes() -> Minutes:
    return _minutes


@pytest.fixture(scope="session")
def conf() -> str:
    """The least that a project sets."""
    return CONF


@pytest.fixture(scope="session")
def site_of() -> Callable[[Built], Site]:
    """Gives what the theme knows of a site that was built."""

    def find(built: Built) -> Site:
        domain = cast("ArchivalDomain", built.app.env.get_domain("archival"))
        return Site(built.app, domain)

    return find

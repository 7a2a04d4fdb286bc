"""Where the source of a page can be read and changed, as Furo's options say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from ..diagnostics import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.builders import Builder

OPTIONS = (
    "source_repository",
    "source_branch",
    "source_directory",
    "source_edit_link",
    "source_view_link",
)
"""The options that are texts."""

BUTTONS = ("view", "edit")
"""What a page offers of its source."""

_HOSTS = {
    "https://github.com/": {"view": "{}/blob/{}/{}?plain=true", "edit": "{}/edit/{}/{}"},
    "https://gitlab.com/": {"view": "{}/-/blob/{}/{}", "edit": "{}/-/edit/{}/{}"},
    "https://bitbucket.org/": {"view": "{}/src/{}/{}", "edit": "{}/src/{}/{}?mode=edit"},
}
"""Where each host has a file: of its repository, branch and path."""


class Source(NamedTuple):
    """Links to the source of a page; empty where there is none."""

    view: str = ""
    edit: str = ""


def problems(options: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with *options*, and take out what cannot be used."""
    for name in ("source_edit_link", "source_view_link"):
        try:
            options[name].format(filename="a.md")
        except (KeyError, IndexError, ValueError, AttributeError):
            yield (
                f'["{name}"] must be an address with {{filename}} in it, and nothing else in '
                f"braces; it is {options[name]!r}, and left out"
            )
            options[name] = ""
    repository = options["source_repository"]
    if not repository or (options["source_edit_link"] and options["source_view_link"]):
        return
    if not repository.startswith(tuple(_HOSTS)):
        yield (
            f'["source_repository"] is {repository!r}, whose addresses are not known '
            f"({one_of(_HOSTS)}); give “source_edit_link” and “source_view_link” instead"
        )
        options["source_repository"] = ""
    elif not options["source_branch"]:
        yield '["source_repository"] needs a “source_branch”, as "main"'
        options["source_repository"] = ""


def source_of(builder: Builder, pagename: str, suffix: str) -> Source:
    """Return the links of the page *pagename*, whose file ends in *suffix*, as they are wanted."""
    if not suffix or builder.name == "singlehtml":
        return Source()  # made by the build, or from many files
    options: dict[str, Any] = builder.theme_options  # type: ignore[attr-defined]
    wanted = [name for name in BUTTONS if name in options["top_of_page_buttons"]]
    return Source(**{name: _link(options, name, quote(pagename + suffix)) for name in wanted})


def _link(options: Mapping[str, Any], name: str, path: str) -> str:
    if given := options[f"source_{name}_link"]:
        return str(given.format(filename=path))
    repository = options["source_repository"].rstrip("/")
    if not repository:
        return ""
    folder = options["source_directory"].strip("/")
    forms = next(forms for host, forms in _HOSTS.items() if repository.startswith(host))
    whole = f"{folder}/{path}" if folder else path
    return forms[name].format(repository, options["source_branch"], whole)

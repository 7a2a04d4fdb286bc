"""The options of the theme, as a project has set them: its own, and those of Furo that are heard.

What is wrong is reported and left out before any template or style sheet sees it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, did_you_mean, one_of, warn
from . import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

_OFF, _ON = {"false", "0", "no", "off", ""}, {"true", "1", "yes", "on"}
_LOGOS = ("light_logo", "dark_logo")


def is_on(app: Sphinx, name: str) -> bool:
    """Say whether the option *name* is on, as all are unless they are switched off."""
    value = app.builder.theme_options.get(name, True)  # type: ignore[attr-defined]
    return _is_set(value)


def _is_set(value: object) -> bool:
    return str(value).lower() not in _OFF


def _text(value: object) -> str | None:
    return None if isinstance(value, str) else "must be a text"


def _flag(value: object) -> str | None:
    return None if str(value).lower() in _OFF | _ON else "must be True or False"


def _properties(value: object) -> str | None:
    problem = 'must be a mapping of names to values, as {"color-brand-primary": "#8a3324"}'
    if not isinstance(value, dict):
        return problem
    return next(
        (
            f"{problem}; {name!r}: {one!r} is none"
            for name, one in value.items()
            if not (isinstance(name, str) and isinstance(one, str | int | float))
        ),
        None,
    )


def _icons(value: object) -> str | None:
    problem = 'must be a list of icons, as [{"name": "…", "url": "https://…", "html": "<svg>…"}]'
    if not isinstance(value, list | tuple):
        return problem
    for icon in value:
        is_whole = isinstance(icon, dict) and {"name", "url", "html"} <= icon.keys()
        if not is_whole or not all(isinstance(one, str) for one in icon.values()):
            return f"{problem}; {icon!r} is none"
    return None


def _buttons(value: object) -> str | None:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        return 'must be a list, as ["view", "edit"]'
    for one in value:
        if one not in sources.BUTTONS:
            return f"has no “{one}”{did_you_mean(one, sources.BUTTONS)} ({one_of(sources.BUTTONS)})"
    return None


HEARD: dict[str, tuple[Callable[[object], str | None], Any]] = {
    "documents_page": (_text, ""),
    "document_navigation": (_flag, "true"),
    "document_statistics": (_flag, "true"),
    "announcement": (_text, ""),
    "light_css_variables": (_properties, {}),
    "dark_css_variables": (_properties, {}),
    "light_logo": (_text, ""),
    "dark_logo": (_text, ""),
    "sidebar_hide_name": (_flag, ""),
    "footer_icons": (_icons, ()),
    "top_of_page_buttons": (_buttons, sources.BUTTONS),
    **dict.fromkeys(sources.OPTIONS, (_text, "")),
}
"""Each option that is heard: what is wrong with a value of it, and what stands where it is not."""


def check_names(config: Config) -> None:
    """Leave out options that the theme does not have, with a warning."""
    options = config.html_theme_options
    if not isinstance(options, dict):
        _report(f"must be a mapping of options to values; it is {options!r}, and left out")
        config.html_theme_options = {}
        return
    for name in options:
        if name not in HEARD:
            _report(f"has “{name}”, which this theme does not hear{did_you_mean(name, HEARD)}")
    config.html_theme_options = {name: one for name, one in options.items() if name in HEARD}


def check_values(app: Sphinx) -> None:
    """Replace each value of the wrong kind by its default, with a warning; and say what is lacking.

    A child of the theme has options of its own, which are its affair.
    """
    options: dict[str, Any] = app.builder.theme_options  # type: ignore[attr-defined]
    for name, (problem_of, default) in HEARD.items():
        value = options.get(name)
        # Furo has an empty text wherever nothing is given.
        if value is None or (not value and isinstance(value, str) and problem_of is not _flag):
            options[name] = default
        elif problem := problem_of(value):
            _report(f'["{name}"] {problem}; it is {value!r}, and left out')
            options[name] = default
    options["sidebar_hide_name"] = _is_set(options["sidebar_hide_name"])
    _check_logos(app, options)
    for problem in sources.problems(options):
        _report(problem)


def _check_logos(app: Sphinx, options: dict[str, Any]) -> None:
    folders = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    for name in _LOGOS:
        if options[name] and not any((folder / options[name]).is_file() for folder in folders):
            _report(
                f'["{name}"] names “{options[name]}”, which is in no folder of html_static_path'
            )
            options[name] = ""
    given = [name for name in _LOGOS if options[name]]
    if len(given) == 1:
        (other,) = set(_LOGOS) - set(given)
        _report(f'["{given[0]}"] is there, and no “{other}”: it is shown in light and dark alike')
        options[other] = options[given[0]]


def check_page(app: Sphinx, pages: Iterable[str]) -> None:
    """Report that ``documents_page`` is none of *pages*."""
    asked: str = app.builder.theme_options.get("documents_page") or ""  # type: ignore[attr-defined]
    known = list(pages)
    if asked and asked not in known:
        near = did_you_mean(asked, known)
        _report(f'["documents_page"] names “{asked}”, which is no page of this project{near}')


def _report(problem: str) -> None:
    joint = "" if problem.startswith("[") else " "
    warn(Diagnostic.CONFIG, f"conf.py: html_theme_options{joint}{problem}")

"""What Furo writes inline, written as a file: a strict content security policy allows no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pygments.token import Text
from sphinx.highlighting import PygmentsBridge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

OPTIONS = "archival-options.css"


def replace_inline(app: Sphinx) -> None:
    """Write the colours of code and the custom properties of the project into a style sheet."""
    light = {**_code_colours(app.builder.highlighter), **_properties(app, "light_css_variables")}  # type: ignore[attr-defined]
    dark_style = app.config.pygments_dark_style
    dark = {
        **_code_colours(PygmentsBridge("html", dark_style)),
        **_properties(app, "dark_css_variables"),
    }
    rules = "\n".join(
        (
            # As heavy as the rule of our own style sheet, which comes before it.
            _rule("body:is([data-theme], :not([data-theme]))", light),
            "@media not print {",
            _rule('body[data-theme="dark"]', dark),
            "@media (prefers-color-scheme: dark) {",
            _rule('body:not([data-theme="light"])', dark),
            "}\n}\n",
        )
    )
    path = Path(app.outdir, "_static", OPTIONS)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != rules:
        path.write_text(rules, encoding="utf-8")
    app.add_css_file(OPTIONS, priority=700)


def _code_colours(bridge: PygmentsBridge) -> dict[str, str]:
    style = bridge.formatter_args["style"]
    colours = {"color-code-background": style.background_color or ""}
    if foreground := style.style_for_token(Text)["color"]:
        colours["color-code-foreground"] = f"#{foreground}"
    return {name: colour for name, colour in colours.items() if colour}


def _properties(app: Sphinx, option: str) -> Mapping[str, str]:
    """Return the custom properties that the project sets, as Furo documents the options."""
    given: Any = app.builder.theme_options.get(option) or {}  # type: ignore[attr-defined]
    return given if isinstance(given, dict) else {}


def _rule(selector: str, properties: Mapping[str, str]) -> str:
    lines = "".join(f"  --{name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}"

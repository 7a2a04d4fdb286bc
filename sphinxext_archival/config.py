"""Every configuration value, declared once: its type, default, meaning and check.

The reference page of the manual is made from :data:`OPTIONS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .diagnostics import Diagnostic, did_you_mean, one_of, warn
from .model import phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


def _is_texts(value: Any) -> str | None:
    if isinstance(value, list | tuple) and all(isinstance(text, str) for text in value):
        return None
    return "must be a list of texts"


def _is_flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be True or False"


def _is_optional_text(value: Any) -> str | None:
    return None if value is None or isinstance(value, str) else "must be a text or None"


def _is_phrases(value: Any) -> str | None:
    if not isinstance(value, dict):
        return 'must be a mapping of a kind to its phrases, as {"sic": ["so!"]}'
    for kind, texts in value.items():
        if kind not in phrases.KINDS:
            near = did_you_mean(str(kind), phrases.KINDS)
            return f"has no kind of insertion “{kind}”{near} ({one_of(phrases.KINDS)})"
        if problem := _is_texts(texts):
            return f"[{kind!r}] {problem}"
    return None


@dataclass(frozen=True)
class Option:
    """One configuration value; ``problem`` says what is wrong with a value, or None."""

    name: str
    default: Any
    types: tuple[type, ...]
    meaning: str
    problem: Callable[[Any], str | None]
    rebuild: Literal["", "env"] = "env"


OPTIONS: tuple[Option, ...] = (
    Option(
        "archival_registers",
        [],
        (list, tuple),
        "The YAML files of the register, relative to the folder of `conf.py`.",
        _is_texts,
    ),
    Option(
        "archival_autolink",
        default=False,
        types=(bool,),
        meaning="Link every written name of an entity in transcripts, notes and summaries.",
        problem=_is_flag,
    ),
    Option(
        "archival_phrases",
        {},
        (dict,),
        "Fixed phrases in brackets, by kind of insertion; `{n}` stands for a number.",
        _is_phrases,
    ),
    Option(
        "archival_inflections",
        list(phrases.INFLECTIONS),
        (list, tuple),
        "Endings that, in brackets at the end of a word, are an alteration: `word[s]`.",
        _is_texts,
    ),
    Option(
        "archival_published_inventory",
        None,
        (str, type(None)),
        "The `objects.inv` of the published edition: a build warns of every address in it that "
        "has gone or moved. Relative to the folder of `conf.py`.",
        _is_optional_text,
        rebuild="",
    ),
)


def check(_app: Sphinx, config: Config) -> None:
    """Replace each value of the wrong kind by its default, with a warning."""
    for option in OPTIONS:
        value = config[option.name]
        if problem := option.problem(value):
            warn(
                Diagnostic.CONFIG,
                f"conf.py: {option.name} {problem}; it is {value!r}, and the default is used",
            )
            config[option.name] = option.default


def setup(app: Sphinx) -> None:
    """Declare the configuration values."""
    for option in OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.types)
    app.connect("config-inited", check)

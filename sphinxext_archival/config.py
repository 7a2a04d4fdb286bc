"""Every configuration value, declared once: its type, default, meaning and check.

The reference page of the manual is made from :data:`OPTIONS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .config_checks import (
    is_count,
    is_flag,
    is_mapping,
    is_optional_text,
    is_paper,
    is_phrases,
    is_search,
    is_standards,
    is_texts,
    is_volumes,
)
from .diagnostics import Diagnostic, did_you_mean, warn
from .model import phrases, tei_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


class Option(NamedTuple):
    """One configuration value; ``problem`` says what is wrong with a value, or None."""

    name: str
    default: Any
    types: tuple[type, ...]
    meaning: str
    problem: Callable[[Any], str | None]
    rebuild: Literal["", "env", "html"] = "env"


OPTIONS: tuple[Option, ...] = (
    Option(
        "archival_registers",
        [],
        (list, tuple),
        "The YAML files of the register, relative to the folder of `conf.py`.",
        is_texts,
    ),
    Option(
        "archival_autolink",
        default=False,
        types=(bool,),
        meaning="Link every written name of an entity in transcripts, notes and summaries.",
        problem=is_flag,
    ),
    Option(
        "archival_phrases",
        {},
        (dict,),
        "Fixed phrases in brackets, by kind of insertion; `{n}` stands for a number.",
        is_phrases,
    ),
    Option(
        "archival_inflections",
        list(phrases.INFLECTIONS),
        (list, tuple),
        "Endings that, in brackets at the end of a word, are an alteration: `word[s]`.",
        is_texts,
    ),
    Option(
        "archival_published_inventory",
        None,
        (str, type(None)),
        "The `objects.inv` of the published edition: a build warns of every address in it that "
        "has gone or moved. Relative to the folder of `conf.py`.",
        is_optional_text,
        rebuild="",
    ),
    Option(
        "archival_check_names",
        0,
        (int,),
        "In `sphinx-build -b check`, report each name that stands so many times in the texts and "
        "that no register knows; 0 for none. It is a guess, made from capital letters.",
        is_count,
        rebuild="",
    ),
    Option(
        "archival_citations",
        default=True,
        types=(bool,),
        meaning="On a site, make citations of each document: a note and an entry of a bibliography "
        "for a theme to show, and files of BibTeX, RIS and CSL-JSON.",
        problem=is_flag,
        rebuild="html",
    ),
    Option(
        "archival_search",
        "auto",
        (str,),
        "Who makes the search of a site under the theme `archival`: `pagefind`, `sphinx`, or "
        "`auto`, which is Pagefind where it is installed.",
        is_search,
        rebuild="html",
    ),
    Option(
        "archival_volumes",
        None,
        (list, tuple, type(None)),
        "The books of the PDF: for each the page it starts with, its file name, its title, and "
        "perhaps its author. Where it is None, one of the whole edition.",
        is_volumes,
        rebuild="",
    ),
    Option(
        "archival_document_volumes",
        default=True,
        types=(bool,),
        meaning="Make a PDF of each document, too.",
        problem=is_flag,
        rebuild="",
    ),
    Option(
        "archival_paper",
        "a4",
        (str,),
        "The size of the page of a PDF.",
        is_paper,
        rebuild="",
    ),
    Option(
        "archival_line_numbers",
        0,
        (int,),
        "Number every so many lines of a transcript in the PDF; 0 for none.",
        is_count,
        rebuild="",
    ),
    Option(
        "archival_template",
        None,
        (str, type(None)),
        "A template of Typst's in place of ours, which it may import. Relative to the folder of "
        "`conf.py`.",
        is_optional_text,
        rebuild="",
    ),
    Option(
        "archival_template_options",
        {},
        (dict,),
        'Named parameters of the template, as `{"body_size": "11pt"}`.',
        is_mapping,
        rebuild="",
    ),
    Option(
        "archival_fonts",
        [],
        (list, tuple),
        "Folders of fonts for the PDF, relative to the folder of `conf.py`.",
        is_texts,
        rebuild="",
    ),
    Option(
        "archival_pdf_standards",
        ["a-3a", "ua-1"],
        (list, tuple),
        "The standards that a PDF keeps.",
        is_standards,
        rebuild="",
    ),
    Option(
        "archival_tei_profile",
        "tei",
        (str,),
        "How turns are written in TEI: `tei` (`sp`, `speaker`) or `parla-clarin` (`u`, `seg`).",
        tei_settings.problem_of_profile,
        rebuild="",
    ),
    Option(
        "archival_tei_editorial_declaration",
        "",
        (str, list, tuple, dict),
        'How the edition treats its sources: a text, texts, or `{"normalization": "…"}` in TEI.',
        tei_settings.problem_of_declaration,
        rebuild="",
    ),
    Option(
        "archival_tei_revisions",
        [],
        (list, tuple),
        'What was revised when, for TEI, last first: `("2026-03-01", "Notes added", "A. Arden")`.',
        tei_settings.problem_of_revisions,
        rebuild="",
    ),
)


def check(_app: Sphinx, config: Config) -> None:
    """Replace each value of the wrong kind by its default, with a warning."""
    known = [option.name for option in OPTIONS]
    for name in config._raw_config:  # noqa: SLF001 (nothing else tells what a project has written)
        if name.startswith("archival_") and name not in known and name not in config:
            warn(
                Diagnostic.CONFIG,
                f"conf.py: there is no setting “{name}”{did_you_mean(name, known)}",
            )
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

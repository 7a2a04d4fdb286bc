"""Every configuration value, declared once: its type, default, meaning and check.

The reference page of the manual is made from :data:`OPTIONS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .diagnostics import Diagnostic, did_you_mean, one_of, warn
from .model import phrases, tei_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


PAPERS = ("a4", "us-letter", "a5", "iso-b5", "us-trade")
"""Sizes of a page, as Typst names them."""

STANDARDS = ("1.7", "2.0", "a-2b", "a-2a", "a-3b", "a-3a", "a-4", "ua-1")
"""Standards of PDF, as Typst names them."""


SEARCHES = ("auto", "pagefind", "sphinx")
"""Who makes the search of a site: Pagefind if it can, Pagefind, or Sphinx."""


LONGEST_FILE_NAME = 200
"""Bytes of the name of a volume: file systems allow 255, with its ending."""


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


def _is_volumes(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(map(_is_volume, value)):
        return "must be a list of (start page, file name, title) or of these and an author, or None"
    for _start, name, title, *_author in value:
        if not _is_file_name(name.removesuffix(".pdf").removesuffix(".typ")):
            return (
                f"has the file name {name!r}; one of letters, digits, “-”, “_”, “.” and blanks "
                f'would be right, without a folder, as "conversations"'
            )
        if not title.strip():
            return f"has no title for {name!r}, and each PDF must have one"
    return None


def _is_volume(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) in {3, 4}
        and all(isinstance(text, str) for text in value)
    )


def _is_file_name(name: str) -> bool:
    """Whether a file may be called *name* on any system; an ending comes after it."""
    return (
        0 < len(name.encode(errors="replace")) <= LONGEST_FILE_NAME
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|')
        and name == name.strip(" .")
    )


def _is_paper(value: Any) -> str | None:
    if value in PAPERS:
        return None
    return f"is no paper size that is known{did_you_mean(str(value), PAPERS)} ({one_of(PAPERS)})"


def _is_search(value: Any) -> str | None:
    if value in SEARCHES:
        return None
    return f"is no search that is known{did_you_mean(str(value), SEARCHES)} ({one_of(SEARCHES)})"


def _is_mapping(value: Any) -> str | None:
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return None
    return "must be a mapping of names to values"


def _is_count(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    return "must be a number: 5 for each fifth line, 0 for none"


def _is_standards(value: Any) -> str | None:
    if problem := _is_texts(value):
        return problem
    for standard in value:
        if standard not in STANDARDS:
            near = did_you_mean(standard, STANDARDS)
            return f"has no standard “{standard}”{near} ({one_of(STANDARDS)})"
    archives = [standard for standard in value if standard.startswith("a-")]
    newer = {"2.0", "a-4"} & set(value)
    older = set(value) - newer
    if len(archives) > 1:
        return f"can have one PDF/A alone, and has {', '.join(archives)}"
    if newer and older:
        return f"has {', '.join(sorted(newer))}, which is PDF 2.0, and {', '.join(sorted(older))}"
    return None


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
    Option(
        "archival_check_names",
        0,
        (int,),
        "In `sphinx-build -b check`, report each name that stands so many times in the texts and "
        "that no register knows; 0 for none. It is a guess, made from capital letters.",
        _is_count,
        rebuild="",
    ),
    Option(
        "archival_citations",
        default=True,
        types=(bool,),
        meaning="On a site, make citations of each document: a note and an entry of a bibliography "
        "for a theme to show, and files of BibTeX, RIS and CSL-JSON.",
        problem=_is_flag,
        rebuild="html",
    ),
    Option(
        "archival_search",
        "auto",
        (str,),
        "Who makes the search of a site under the theme `archival`: `pagefind`, `sphinx`, or "
        "`auto`, which is Pagefind where it is installed.",
        _is_search,
        rebuild="html",
    ),
    Option(
        "archival_volumes",
        None,
        (list, tuple, type(None)),
        "The books of the PDF: for each the page it starts with, its file name, its title, and "
        "perhaps its author. Where it is None, one of the whole edition.",
        _is_volumes,
        rebuild="",
    ),
    Option(
        "archival_document_volumes",
        default=True,
        types=(bool,),
        meaning="Make a PDF of each document, too.",
        problem=_is_flag,
        rebuild="",
    ),
    Option(
        "archival_paper",
        "a4",
        (str,),
        "The size of the page of a PDF.",
        _is_paper,
        rebuild="",
    ),
    Option(
        "archival_line_numbers",
        0,
        (int,),
        "Number every so many lines of a transcript in the PDF; 0 for none.",
        _is_count,
        rebuild="",
    ),
    Option(
        "archival_template",
        None,
        (str, type(None)),
        "A template of Typst's in place of ours, which it may import. Relative to the folder of "
        "`conf.py`.",
        _is_optional_text,
        rebuild="",
    ),
    Option(
        "archival_template_options",
        {},
        (dict,),
        'Named parameters of the template, as `{"body_size": "11pt"}`.',
        _is_mapping,
        rebuild="",
    ),
    Option(
        "archival_fonts",
        [],
        (list, tuple),
        "Folders of fonts for the PDF, relative to the folder of `conf.py`.",
        _is_texts,
        rebuild="",
    ),
    Option(
        "archival_pdf_standards",
        ["a-3a", "ua-1"],
        (list, tuple),
        "The standards that a PDF keeps.",
        _is_standards,
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

"""The tables of the reference, made from the declarations in the code.

One directive, ``declared``: its argument names a table. What the code declares stands in the
reference; what it no longer declares is gone from it.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sphinx.util.docutils import SphinxDirective

from sphinxext_archival import assets
from sphinxext_archival.builders.dataset.tables import TABLES as DATASET
from sphinxext_archival.cli.command import cli
from sphinxext_archival.config import OPTIONS
from sphinxext_archival.diagnostics import TYPE, Diagnostic
from sphinxext_archival.model import anchors
from sphinxext_archival.model.brackets import FEATURES, HANDS
from sphinxext_archival.model.emendations import FIELDS as EMENDATION_FIELDS
from sphinxext_archival.model.entities import (
    AUTHORITIES,
    FIELD_TYPES,
    FIELDS,
    KINDS,
    ROLE_FIELDS,
    Entity,
)
from sphinxext_archival.model.phrases import KINDS as INSERTIONS
from sphinxext_archival.model.series import NOTE_TYPES, note_label
from sphinxext_archival.nodes import NODES
from sphinxext_archival.writers.captions import feature_caption, insertion_caption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from sphinxext_archival.markup.directive import ArchivalDirective

EXAMPLES = {
    "supplied": ("market [economy]", "a word that the sense needs"),
    "original": (
        "restoring [navedeniye]{.original} order",
        "the word of the original, transliterated",
    ),
    "expansion": ("P[eter] Tomsen", "the rest of an abbreviated word"),
    "alteration": ("[T]he word[s]", "a capital or an inflection changed"),
    "identification": ("[Minister of Shipbuilding]{.identification}", "who or what is meant"),
    "gloss": ("the April [Saur]{.gloss} Revolution", "another name, or an explanation"),
    "sic": ("on Teusday [sic]", "the reading is so in the source"),
    "omission": ("he said […] and left", "left out by the editor of the source"),
    "gap": ("he said [illegible]", "lost or unreadable"),
    "unclear": ("it was [Karmal?] who", "a doubtful reading"),
    "redaction": ("[2 lines not declassified]", "withheld"),
    "stage": ("[Laughter]", "what happened; alone in its paragraph"),
}
"""How each kind of insertion is written; a kind without an example stops the build."""

PROPERTIES = {
    "--archival-gutter": "the width of the margin for the numbers of turns",
    "--archival-link": "the colour of links",
    "--archival-measure": "the longest line",
    "--archival-rule": "the colour of lines",
    "--archival-sans": "the typeface of the words in a chart",
    "--archival-soft": "the colour of what is not the source's own word",
    "--archival-tint": "a ground that sets something off",
    "--archival-voice-": "the colour of a speaker, in the order in which they come in",
}
"""What each custom property of the style sheet is for; one without a meaning stops the build."""

SNIPPETS = {"insertion": "insertion-block", "person": "person-in-place"}
"""The snippet that shows a directive, where it does not have the directive's name."""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    lines = [list(head)]
    lines += [["---"] * len(lines[0]), *map(list, rows)]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", r"\|") for cell in line) + " |"
        for line in lines
    )


def code(text: str) -> str:
    """Return *text* as it is written in a page."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def sentence(docstring: str | None) -> str:
    """Return the first sentence of a docstring, in Markdown, without the name it begins with."""
    first = " ".join((docstring or "").partition("\n\n")[0].split())
    first = re.sub(r"^``[\w-]+``: ", "", first).replace("``", "`")
    return first[:1].upper() + first[1:]


def configuration(_env: BuildEnvironment) -> str:
    """Each configuration value, with its type and default."""
    parts = []
    for option in OPTIONS:
        types = " or ".join(kind.__name__ for kind in option.types)
        parts.append(
            f"({option.name})=\n## `{option.name}`\n\n{option.meaning}\n\n"
            f"Type: `{types}`. Default: `{option.default!r}`.\n"
        )
    return "\n".join(parts)


def warnings(_env: BuildEnvironment) -> str:
    """Each warning, by the name that ``suppress_warnings`` knows it by."""
    rows = [
        (f"`{TYPE}.{diagnostic.subtype}`", diagnostic.meaning)
        for diagnostic in sorted(Diagnostic, key=lambda diagnostic: diagnostic.subtype)
    ]
    return table(("Warning", "Meaning"), rows)


def directives(env: BuildEnvironment) -> str:
    """Each directive with its options; the kinds of entity share one section."""
    parts = []
    for name, directive in env.get_domain("archival").directives.items():
        made: type[ArchivalDirective] = directive  # type: ignore[assignment]
        if name in KINDS[1:]:
            continue
        names = KINDS if name in KINDS else (name,)
        heading = ", ".join(f"`{name}`" for name in names)
        parts.append(f"(directive-{name})=\n## {heading}\n\n{made.MEANING}\n")
        if made.OPTIONS:
            rows = [(f"`:{option.name}:`", option.meaning) for option in made.OPTIONS]
            parts.append(table(("Option", "Meaning"), rows) + "\n")
        parts.append(f":::{{in-both}} {SNIPPETS.get(name, name)}\n:::\n")
    return "\n".join(parts)


def roles(env: BuildEnvironment) -> str:
    """Each role, with what its class says of it."""
    found = env.get_domain("archival").roles
    rows = [(f"`{{{name}}}`", sentence(type(role).__doc__)) for name, role in found.items()]
    return table(("Role", "Meaning"), rows)


def insertions(_env: BuildEnvironment) -> str:
    """Each kind of insertion, how it is written, and what a reader is told."""
    rows = []
    for kind in INSERTIONS:
        written, meaning = EXAMPLES[kind]
        rows.append((f"`{kind}`", code(written), meaning, insertion_caption(kind, HANDS[0])))
    return table(("Kind", "Written", "Meaning", "A reader is told"), rows)


def features(_env: BuildEnvironment) -> str:
    """What the source shows beside its words."""
    rows = [
        (
            f"`{feature}`",
            code(f"{{{feature}}}`words`"),
            code(f"[words]{{.{feature}}}"),
            feature_caption(feature, "", ""),
        )
        for feature in FEATURES
    ]
    return table(("Feature", "As a role", "As a class", "A reader is told"), rows)


def emendations(_env: BuildEnvironment) -> str:
    """The fields of an entry of a file of emendations."""
    return table(("Field", "Meaning"), ((code(f.name), f.meaning) for f in EMENDATION_FIELDS))


def commands(_env: BuildEnvironment) -> str:
    """Each command of `sphinx-archival`, with its arguments and options, as its help has them."""
    parts = []
    for name, command in sorted(cli.commands.items()):
        about, _, more = _as_markdown(cleandoc(command.help or "")).partition("\n\n")
        arguments = [one.make_metavar(click.Context(command)) for one in command.params
                     if isinstance(one, click.Argument)]  # fmt: skip
        usage = " ".join(("sphinx-archival", name, "[OPTIONS]", *arguments))
        parts.append(
            f"(command-{name})=\n## `{name}`\n\n{about}\n\n```text\n{usage}\n```\n\n{more}\n"
        )
        rows = [
            (", ".join(code(form) for form in (*one.opts, *one.secondary_opts)), _help_of(one))
            for one in command.params
            if isinstance(one, click.Option)
        ]
        parts.append(table(("Option", "Meaning"), rows) + "\n")
    return "\n".join(parts)


def _as_markdown(text: str) -> str:
    """Return help for a terminal as Markdown: options, names of files and commands are code."""
    text = re.sub(r"(?m)^(sphinx-archival .*)$", r"```console\n$ \1\n```", text)
    return re.sub(r"(?<![`\w$-])('?(?:--[a-z]|[\w.]+/|conf\.py)[\w/.*'-]*)(?!`)", r"`\1`", text)


def _help_of(option: click.Option) -> str:
    """Return the help of an option, with its choices and its default."""
    said = _as_markdown(option.help or "").replace("[", r"\[")
    if isinstance(option.type, click.Choice):
        said += " One of " + ", ".join(code(str(one)) for one in option.type.choices) + "."
    if option.show_default and option.default is not None:
        said += f" Default: {code(str(option.default))}."
    return said


def note_series(_env: BuildEnvironment) -> str:
    """Each type of note, and how its series counts."""
    rows = [
        (f"`{name}`", ", ".join(note_label(name, number) for number in (1, 2, 3, 4)))
        for name in NOTE_TYPES
    ]
    return table(("Type", "Counted"), rows)


def register_fields(_env: BuildEnvironment) -> str:
    """Each field of a register."""
    rows = [
        (
            f"`{field.name}`",
            field.meaning,
            FIELD_TYPES[field.type],
            "all" if field.kinds == KINDS else ", ".join(field.kinds),
        )
        for field in FIELDS.values()
    ]
    return table(("Field", "Meaning", "Written as", "For"), rows)


def role_fields(_env: BuildEnvironment) -> str:
    """Each field of an office."""
    rows = [(f"`{f.name}`", f.meaning, FIELD_TYPES[f.type]) for f in ROLE_FIELDS.values()]
    return table(("Field", "Meaning", "Written as"), rows)


def authorities(_env: BuildEnvironment) -> str:
    """Each authority file, with an example of its identifiers."""
    rows = [(f"`{a.scheme}`", a.title, f"`{a.example}`") for a in AUTHORITIES.values()]
    return table(("Field", "Authority", "Example"), rows)


def node_classes(_env: BuildEnvironment) -> str:
    """Each node class, the class of docutils that it derives from, and its attributes."""
    rows = [(f"`{n.__name__}`", f"`{n.__base__.__name__}`", sentence(n.__doc__)) for n in NODES]  # type: ignore[union-attr]
    return table(("Node", "Derives from", "What it is, and its attributes"), rows)


def css_classes(_env: BuildEnvironment) -> str:
    """The class of each node in HTML, and those of kinds, features and types of note."""
    rows = [
        (f"`.{node.__name__.replace('_', '-')}`", sentence(node.__doc__).partition(":")[0])
        for node in NODES
        if node.__name__ != "archival_pageref"
    ]
    rows += [(f"`.archival-{kind}`", f"an insertion of the kind `{kind}`") for kind in INSERTIONS]
    rows += [(f"`.archival-{name}`", feature_caption(name, "", "")) for name in FEATURES]
    rows += [(f"`.archival-{name}-note`", f"a note of the type `{name}`") for name in NOTE_TYPES]
    rows += [
        (f"`.archival-{kind}`", f"an entity of the kind `{kind}`, or a link to it")
        for kind in KINDS
    ]
    return table(("Class", "On"), rows)


def style_sheets() -> str:
    """Return the text of both style sheets."""
    folder = Path(assets.__file__).parent / "static"
    names = (assets.STYLE_SHEET, assets.OVERVIEW_STYLE_SHEET)
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def css_variables(_env: BuildEnvironment) -> str:
    """Each custom property that the style sheets read."""
    found = sorted(set(re.findall(r"--archival-[\w-]+", style_sheets())))
    rows = [(f"`{name}`", PROPERTIES[name.rstrip("0123456789")]) for name in found]
    return table(("Property", "Meaning"), rows)


def css_others(env: BuildEnvironment) -> str:
    """The classes that the style sheet has beyond those of the table."""
    found = set(re.findall(r"\.archival-[a-z][\w-]*", style_sheets()))
    named = set(re.findall(r"`(\.archival-[\w-]+)`", css_classes(env)))
    return ", ".join(f"`{name}`" for name in sorted(found - named))


def anchor_forms(_env: BuildEnvironment) -> str:
    """Each form of anchor, made by the functions that make them."""
    stem = anchors.document_stem("117254")
    turn = anchors.turn_anchor(stem, "12")
    note = anchors.note_anchor(stem, "editor", 3)
    rows = [
        ("a document", anchors.document_anchor(stem)),
        ("its second part, in another file", anchors.document_anchor(stem, 2)),
        ("a turn", turn),
        ("a turn that came in later, pinned as `12a`", anchors.turn_anchor(stem, "12a")),
        ("a paragraph of a turn", anchors.paragraph_anchor(turn, 2)),
        *(
            (f"a note of the type `{name}`", anchors.note_anchor(stem, name, 3))
            for name in NOTE_TYPES
        ),
        ("the first marker of a note", anchors.marker_anchor(note, 1)),
        ("a person with the key `gorbachev`", Entity("gorbachev", "person", "").anchor),
        ("a person with the key `Горбачёв`", Entity("Горбачёв", "person", "").anchor),
    ]
    return table(("Of", "Anchor"), [(name, f"`{anchor}`") for name, anchor in rows])


def dataset(_env: BuildEnvironment) -> str:
    """Each table of a dataset, with its columns and keys."""
    parts = []
    for made in DATASET:
        rows = []
        for field in made.fields:
            notes = [field.meaning]
            if field.allowed:
                notes.append(f"One of: {', '.join(map(code, field.allowed))}.")
            if field.refers:
                notes.append(f"Refers to {code('.'.join(field.refers))}.")
            kind = field.type if field.required else f"{field.type}, or null"
            rows.append(
                (code(field.name), "list" if field.type == "array" else kind, " ".join(notes))
            )
        head = f"(dataset-{made.name})=\n## `{made.name}`\n\n{made.meaning}"
        key = ", ".join(map(code, made.key))
        parts.append(f"{head} The key is {key}.\n\n{table(('Column', 'Type', 'Meaning'), rows)}\n")
    return "\n".join(parts)


TABLES: dict[str, Callable[[BuildEnvironment], str]] = {
    "anchors": anchor_forms,
    "commands": commands,
    "authorities": authorities,
    "configuration": configuration,
    "css-classes": css_classes,
    "css-others": css_others,
    "css-variables": css_variables,
    "dataset": dataset,
    "directives": directives,
    "emendations": emendations,
    "features": features,
    "insertions": insertions,
    "nodes": node_classes,
    "notes": note_series,
    "register": register_fields,
    "register-roles": role_fields,
    "roles": roles,
    "warnings": warnings,
}


class Declared(SphinxDirective):
    """The table that the argument names."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table, parsed as the page is."""
        text = TABLES[self.arguments[0]](self.env)
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("declared", Declared)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

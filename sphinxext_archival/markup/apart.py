"""Notes of entities, parsed where no author has put them: for the page that a build makes itself.

They are read as if the first page of the project held a ``register``: by its parser, with its
roles and links. Nothing of that is collected, because the page is none that can be referred to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sphinx
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers import rst
from docutils.readers import standalone
from docutils.transforms.references import DanglingReferences
from docutils.utils import DependencyList
from sphinx.ext.intersphinx import install_dispatcher
from sphinx.transforms import DoctreeReadEvent, SphinxTransformer
from sphinx.transforms.references import SphinxDomains
from sphinx.util.docutils import LoggingReporter, sphinx_domains
from sphinx.util.rst import default_role

from ..context import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.parsers import Parser
    from sphinx.application import Sphinx

_WITHOUT = (DanglingReferences, SphinxDomains, DoctreeReadEvent)
"""Transforms that report what Sphinx resolves, or that collect."""


def parse_notes(app: Sphinx, docname: str, keys: Iterable[str]) -> nodes.document:
    """Return a document of a register that holds the notes of the entities *keys*, parsed.

    *docname* is the page that they are to stand on.
    """
    env = app.env
    parser = _parser_of(app)
    is_rst = isinstance(parser, rst.Parser)
    register = ".. archival:register::\n" if is_rst else "```{archival:register}\n```\n"
    env.prepare_settings(docname)
    env.temp_data["_parser"] = parser
    reading_of(env).notes_of = frozenset(keys)
    document = _new_document(app, parser)
    try:
        with sphinx_domains(env), default_role(docname, app.config.default_role):
            if "sphinx.ext.intersphinx" in app.extensions:
                # It makes its role `external` known to each file as that is read.
                install_dispatcher(app, docname, [register])
            parser.parse(register, document)
            document.transformer.apply_transforms()
    finally:
        env.temp_data.clear()
        env.ref_context.clear()
        env.dependencies.pop(docname, None)
    return document


def _parser_of(app: Sphinx) -> Parser:
    """Return a parser of the kind that reads the first page."""
    path = str(app.env.doc2path(app.config.root_doc))
    filetype = next(kind for end, kind in app.config.source_suffix.items() if path.endswith(end))
    create: Any = app.registry.create_source_parser
    parser: Parser = (
        create(filetype, config=app.config, env=app.env)
        if sphinx.version_info >= (9,)
        else create(app, filetype)
    )
    return parser


def _new_document(app: Sphinx, parser: Parser) -> nodes.document:
    """Return an empty document, with what Sphinx does to one that it has read."""
    path = str(app.env.doc2path(app.config.root_doc))
    settings = get_default_settings(standalone.Reader, parser)
    vars(settings).update(app.env.settings)
    settings.env = app.env
    settings.record_dependencies = DependencyList()
    reporter = LoggingReporter(
        path, settings.report_level, settings.halt_level, error_handler="backslashreplace"
    )
    document = nodes.document(settings, reporter, source=path)
    document.note_source(path, -1)
    transformer = SphinxTransformer(document)
    transformer.set_environment(app.env)
    transformer.add_transforms(
        [
            transform
            for transform in (
                *standalone.Reader().get_transforms(),
                *app.registry.get_transforms(),
                *parser.get_transforms(),
            )
            if transform not in _WITHOUT
        ]
    )
    document.transformer = transformer
    return document

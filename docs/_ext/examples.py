"""Examples: files of a small edition, shown as they are written and as they are read.

``example`` shows a file and, beneath it, what becomes of it: the page itself is built with the
extension. ``in-both`` shows a snippet of the tests in MyST and in reStructuredText. The tests build
every example and every code block that has the name of a file as its caption.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SNIPPETS = Path(__file__).parents[2] / "tests" / "snippets"

# Longer than any fence in a snippet: the first line of as many colons would close it.
TABS = """\
::::::::::{{tab-set}}
:sync-group: language

:::::::::{{tab-item}} MyST
:sync: myst

```````{{code-block}} markdown

{myst}
```````
:::::::::

:::::::::{{tab-item}} reStructuredText
:sync: rst

```````{{code-block}} rst

{rst}
```````
:::::::::
::::::::::
"""
FILE = """\
```````{{code-block}} markdown
:caption: {name}

{text}
```````
"""


def as_part_of_a_page(text: str, place: str) -> str:
    """Return the file *text* fit to stand in another page, whose identifiers are all its own."""
    text = re.sub(r"^(:+\{document\} )(\S+)$", rf"\1\2-{place}", text, flags=re.MULTILINE)
    text = re.sub(r"\[\^([\w-]+)\]", rf"[^\1-{place}]", text)
    title = re.match(r"# (.+)\n", text)
    if title is None:
        return text
    body = text[title.end() :]
    body = re.sub(r"^(:+\{document\} .+)$", rf"\1\n:title: {title[1]}", body, flags=re.MULTILINE)
    return f"```{{rubric}} {title[1]}\n```\n{body}"


class Example(SphinxDirective):
    """A file, whose name is the argument, and what a reader sees of it."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the file as it is written, and as it is read."""
        text = "\n".join(self.content)
        page = self.env.docname.rpartition("/")[2]
        place = f"{page}-{self.env.new_serialno('example') + 1}"
        written = FILE.format(name=self.arguments[0], text=text)
        read = nodes.container(classes=["example-read"])
        read += self.parse_text_to_nodes(as_part_of_a_page(text, place))
        return [*self.parse_text_to_nodes(written), read]


class InBoth(SphinxDirective):
    """The snippet that the argument names, in both languages."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the snippet, in tabs."""
        name = self.arguments[0]
        texts = {}
        for language, suffix in (("myst", "md"), ("rst", "rst")):
            path = SNIPPETS / language / f"{name}.{suffix}"
            self.env.note_dependency(str(path))
            texts[language] = path.read_text(encoding="utf-8").strip()
        return self.parse_text_to_nodes(TABS.format(**texts))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive("example", Example)
    app.add_directive("in-both", InBoth)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

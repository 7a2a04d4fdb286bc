"""What to say of words that the markup language would have eaten or changed."""

from __future__ import annotations

from ..diagnostics import Diagnostic

SUSPECTS = {
    "comment": (
        Diagnostic.COMMENT,
        (
            "is a comment, which would not be printed; it is kept as text; write a backslash "
            "before it, and a comment of your own outside the words of the document"
        ),
    ),
    "target": (
        Diagnostic.TARGET,
        (
            "is a target of links, which would not be printed; it is kept as text; write a "
            "backslash before it, and a target of your own outside the words of the document"
        ),
    ),
    "block_break": (
        Diagnostic.BLOCK_BREAK,
        (
            "is a break between blocks to MyST, which would not be printed; it is kept as text; "
            "write a backslash before it"
        ),
    ),
    "table_row": (
        Diagnostic.TABLE_ROW,
        (
            "ends a row that has more cells than the head of its table; Markdown would cut them; "
            "they are kept in one; give the head as many cells"
        ),
    ),
    "link_definition": (
        Diagnostic.LINK_DEFINITION,
        (
            "is a link definition to Markdown, which would drop it; it is kept as text; write a "
            "backslash before the bracket"
        ),
    ),
    "raw_html": (
        Diagnostic.RAW_HTML,
        "is HTML to Markdown; it is kept as text; write a backslash before the “<”",
    ),
    "indented_code": (
        Diagnostic.INDENTED_CODE,
        (
            "is indented by four blanks or more, which is code to Markdown; it is kept as text; "
            "remove the blanks"
        ),
    ),
    "fence": (
        Diagnostic.FENCE,
        (
            "opens a fence to Markdown, and names neither a {directive} nor a language of code, so "
            "that its words would not be printed; it is kept as text; write a backslash before it"
        ),
    ),
    "ordered_list": (
        Diagnostic.ORDERED_LIST,
        (
            "is a numbered list to Markdown; it is kept as text; write a backslash before the "
            "full stop or parenthesis after the number"
        ),
    ),
}
"""For each code of a suspect: the warning, and what follows the words that are suspect."""

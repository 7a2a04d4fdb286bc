"""What the editor is told of: words that the markup language would take for something else."""

from __future__ import annotations

from typing import NamedTuple


class Suspect(NamedTuple):
    """Text that the markup language would eat or change: its line (from 0), why, and its words.

    Codes: `comment`, `target`, and of Markdown alone `block_break`, `link_definition`, `raw_html`,
    `indented_code`, `ordered_list`, `table_row`, `fence`, `fence_end`. The words of an
    `ordered_list` are the end of its line, from the number on; those of a `table_row` its end, from
    the last cell that is printed.
    """

    line_index: int
    code: str
    text: str

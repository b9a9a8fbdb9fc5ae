"""A line of Markdown with its meaning and its place: what scanning gives and extracting takes."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Line"]


class Line(NamedTuple):
    """One line that is not blank.

    kind     "heading", "item", "row", "line" or "code"
    level    of a heading, its depth; of an item or line, the columns it is indented by
    marker   `##`, `*`, `1.` or `第一步：`; empty for a row or line
    start    offset of the line
    content  offset of `text`
    text     the line behind its marker, with blanks at its end, if any
    """

    kind: str
    level: int
    marker: str
    start: int
    content: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind the line's last character."""
        return self.content + len(self.text)

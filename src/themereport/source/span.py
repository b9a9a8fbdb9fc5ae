"""Places in a text."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Position", "Span"]


@frozen(order=True)
class Position:
    """A point in a text.

    `offset` counts code points from 0; `line` and `column` count from 1, the column in code
    points too (SARIF calls this `unicodeCodePoints`). Lines end at LF, CRLF or CR.
    """

    offset: int
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@frozen(order=True)
class Span:
    """A stretch of text from `start` up to, not including, `end`."""

    start: Position
    end: Position

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

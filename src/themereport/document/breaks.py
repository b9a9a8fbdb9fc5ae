"""Lines across the page: they mean nothing in a report, and writers put them between its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.document.finding import Findings
    from themereport.document.taken import Taken

__all__ = ["BREAKS", "drop_break", "drop_line", "is_break", "within_breaks"]

BREAKS = frozenset("-*_=")
"""What such lines are made of."""
_BREAK = re.compile(r"[ \t>]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={2,}|--)[ \t]*")


def is_break(text: str, start: int, end: int) -> bool:
    """Whether the line between two offsets is one across the page."""
    return _BREAK.fullmatch(text, start, end) is not None


def within_breaks(text: str, start: int, end: int, taken: Taken) -> tuple[int, int]:
    """The offsets between which `text` stands without such lines at its ends, which are noted."""
    is_first = True
    while (line := _first_line(text, start, end)) and is_break(text, *line):
        taken.note(drop_break, *line, is_first)
        start, is_first = min(line[1] + 1, end), False
    while (line := _last_line(text, start, end)) and is_break(text, *line):
        taken.note(drop_break, *line, False)
        end = line[0]
    return start, end


def _first_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first line that is not empty, if it may be a break."""
    while start < end and text[start] == "\n":
        start += 1
    if start == end or text[start] not in BREAKS:
        return None
    behind = text.find("\n", start, end)
    return start, behind if behind >= 0 else end


def _last_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last line that is not empty, if it may be a break."""
    while start < end and text[end - 1] == "\n":
        end -= 1
    if start == end or text[end - 1] not in BREAKS:
        return None
    return max(text.rfind("\n", start, end) + 1, start), end


def drop_break(findings: Findings, start: int, end: int, is_first: bool) -> None:
    """Drop such a line; where it `is_first` right below a heading, it underlines that."""
    text = findings.source.text
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    is_below = is_first and bool(above.strip())
    what = "a line below the heading" if is_below else "a line across the page"
    drop_line(findings, start, end, what)


def drop_line(findings: Findings, start: int, end: int, what: str) -> None:
    """Report a line that holds nothing to read."""
    after = min(end + 1, len(findings.source.text))
    findings.replace("TR312", "", start, after, "", what=f"there is {what}", expected="none")

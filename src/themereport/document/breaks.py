"""Lines that say nothing: those across the page, tags that only wrap. Both stand between parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.document.foreign import TAGS

if TYPE_CHECKING:
    from themereport.document.finding import Findings
    from themereport.document.line import Line
    from themereport.document.taken import Taken

__all__ = [
    "BREAKS",
    "NOTHING",
    "behind_blank",
    "drop_break",
    "drop_line",
    "is_break",
    "within_breaks",
]

BREAKS = frozenset("-*_=")
"""What lines across the page are made of."""
NOTHING = "a line with nothing to read"
_OF_BREAKS = "-*_= \t"
_ENDS = BREAKS | {">"}
_BREAK = re.compile(
    r"[ \t>]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={2,}|--)[ \t]*(?=\n|\Z)"
)
_match_line = re.compile(rf"(?:{_BREAK.pattern}|(?P<tags>{TAGS}+)(?=\n|\Z))", re.IGNORECASE).match


def is_break(line: Line, text: str) -> bool:
    """Whether a line of `text` is one across the page."""
    if line.text.strip(_OF_BREAKS) or line.kind not in ("line", "item"):
        return False
    return _BREAK.match(text, line.start, line.end) is not None


def within_breaks(text: str, start: int, end: int, taken: Taken) -> tuple[int, int]:
    """The offsets between which `text` stands without such lines at its ends, which are noted."""
    is_first = True
    while line := _match_line(text, behind_blank(text, start), end):
        _note(line, taken, is_first=is_first)
        start, is_first = min(line.end() + 1, end), False
    at = end
    while start < at:
        at -= 1
        if text[at] == "\n":
            continue
        begin = max(text.rfind("\n", start, at) + 1, start)
        line = _match_line(text, begin, at + 1) if text[at] in _ENDS else None
        if line is None:
            break
        _note(line, taken, is_first=False)
        at = end = begin
    return start, end


def _note(line: re.Match[str], taken: Taken, *, is_first: bool) -> None:
    if line["tags"]:
        taken.note(drop_line, *line.span(), NOTHING)
    else:
        taken.note(drop_break, *line.span(), is_first)


def behind_blank(text: str, at: int) -> int:
    """The offset behind the blank lines that begin at another."""
    while text.startswith("\n", at):
        at += 1
    return at


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

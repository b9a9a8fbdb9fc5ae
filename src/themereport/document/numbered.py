"""Items that are bold lines with numbers, in texts whose headings are bold lines, too."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from themereport.document.marker import NUMBERING, number_of
from themereport.document.outline import SECTIONS

if TYPE_CHECKING:
    from themereport.document.line import Line
    from themereport.document.part import Layout, Part

__all__ = ["take_in_numbered"]

_LISTED = frozenset(section.key for section in SECTIONS if section.shape == "labelled")


def take_in_numbered(layout: Layout) -> None:
    """Let a section that lists nothing hold the bold lines below it that are numbered from 1.

    Where all headings are bold lines, nothing else tells items from appendices. At the end, a last
    number that goes on behind that of the section would be in doubt.
    """
    parts = layout.parts
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        if part.key not in _LISTED or part.heading is None:
            continue
        end = at + 1
        while end < len(parts) and _bold_number(parts[end]) == end - at:
            end += 1
        count = end - at - 1
        is_last = end == len(parts) or parts[end].key not in layout.dialect.order
        is_in_doubt = is_last and count == (_number_in(part.heading) or -1) + 1
        if count and not is_in_doubt and not _lists_something(layout.lines, part):
            part.end = parts[end - 1].end
            del parts[at + 1 : end]


def _bold_number(part: Part) -> int | None:
    """The number of the bold line that an appendix has for a heading."""
    heading = part.heading
    if part.key != "appendix" or heading is None or heading.kind != "line":
        return None
    return _number_in(heading) if heading.text.startswith("**") else None


def _number_in(heading: Line) -> int | None:
    number = NUMBERING.match(heading.text.lstrip("*_#"))
    return number_of(number[0]) if number else None


def _lists_something(lines: list[Line], part: Part) -> bool:
    first = bisect_left(lines, part.start, key=_start)
    last = bisect_left(lines, part.end, key=_start)
    return any(line.kind in {"item", "row"} for line in lines[first:last])


def _start(line: Line) -> int:
    return line.start

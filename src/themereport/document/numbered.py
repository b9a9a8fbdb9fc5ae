"""Items that are set as their section is: bold lines with numbers, headings such as `驱动1：…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.document.marker import NUMBERING, behind_numbered_name, number_of
from themereport.document.outline import SECTIONS, SECTIONS_BY_KEY

if TYPE_CHECKING:
    from themereport.document.line import Line
    from themereport.document.part import Layout, Part, Scanner

__all__ = ["take_in_numbered"]

_LISTED = frozenset(section.key for section in SECTIONS if section.shape != "text")


def take_in_numbered(layout: Layout, text: str, scanner: Scanner) -> None:
    """Let a section that lists nothing hold the items below it that are numbered from 1.

    Where all headings are bold lines, nothing else tells items from appendices. At the end, a last
    number that goes on behind that of the section would be in doubt. Headings are items where they
    are called so: `驱动1：…`.
    """
    parts = layout.parts
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        if part.key not in _LISTED or part.heading is None:
            continue
        words = text[part.start : part.end].strip()
        is_alone = not words or (SECTIONS_BY_KEY[part.key].lead != "" and "\n" not in words)
        count = 0
        end = at + 1
        while end < len(parts):
            is_next = _has_number(parts[end], count + 1, is_alone=is_alone)
            if not is_next and not (count and _is_deeper(parts[end], parts[at + 1])):
                break
            count += is_next
            end += 1
        is_last = end == len(parts) or parts[end].key not in layout.dialect.order
        is_in_doubt = is_last and count == (_number_in(part.heading) or -1) + 1
        is_in_doubt = is_in_doubt and not _is_named(parts[end - 1].heading, count)
        if count and not is_in_doubt and not _lists_something(scanner, text, part):
            part.end = parts[end - 1].end
            del parts[at + 1 : end]


def _has_number(part: Part, number: int, *, is_alone: bool) -> bool:
    """Whether an appendix has a bold line for a heading, or the name of an item, with a number.

    Where the section `is_alone`, with nothing that may be an item, a number is enough.
    """
    heading = part.heading
    if part.key != "appendix" or heading is None:
        return False
    if heading.kind == "heading":
        return _is_named(heading, number) or (is_alone and _number_in(heading) == number)
    return heading.text.startswith("**") and _number_in(heading) == number


def _is_named(heading: Line | None, number: int) -> bool:
    """Whether a heading calls itself an item: `驱动1：…`."""
    return heading is not None and behind_numbered_name(heading.text.lstrip("*_"), number) > 0


def _is_deeper(part: Part, item: Part) -> bool:
    """Whether an appendix is but a heading inside of an item."""
    inner, outer = part.heading, item.heading
    if part.key != "appendix" or inner is None or outer is None:
        return False
    return inner.kind == outer.kind == "heading" and inner.level > outer.level


def _number_in(heading: Line) -> int | None:
    number = NUMBERING.match(heading.text.lstrip("*_#"))
    return number_of(number[0]) if number else None


def _lists_something(scanner: Scanner, text: str, part: Part) -> bool:
    lines = scanner.scan(text, part.start, part.end)
    return any(line.kind in {"item", "row"} for line in lines)

"""The express lane for appendices: the sections between those of the outline and the disclaimer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.document.plain import TEXT
from themereport.models.markdown import contain

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.document.taken import Taken

__all__ = ["first_appendix", "take_appendices"]

# What might be a heading or the disclaimer, or hide one.
_LANDMARK = re.compile(r"^ {0,3}(?:#|\*\*|```|~~~)|<!--", re.MULTILINE)
_TITLE = re.compile(rf"(?!.*#)({TEXT})\n")


def first_appendix(text: str, start: int, end: int, dialect: Dialect) -> int:
    """Where the appendices between two offsets begin; `end` if there are none."""
    begin = text.find(f"\n{_marker(0, dialect)}", start, end)
    return begin + 1 if begin >= 0 else end


def take_appendices(text: str, start: int, end: int, dialect: Dialect, taken: Taken) -> bool:
    """Take all appendices between two offsets, or refuse them; there may be none."""
    appendices: list[dict[str, str]] = []
    at = start
    while at < end:
        marker = _marker(len(appendices), dialect)
        title = _TITLE.match(text, at + len(marker), end) if text.startswith(marker, at) else None
        if title is None or dialect.recognise(text[at : title.end(1)].lstrip("# ")):
            return False
        start = at
        behind = text.find(f"\n{_marker(len(appendices) + 1, dialect)}", title.end(), end) + 1
        at = behind or end
        raw = text[title.end() : at]
        body = raw.strip("\n")
        if not raw.endswith("\n") or _LANDMARK.search(body) or contain(body) != (body, []):
            return False
        path = f"appendices[{len(appendices)}]"
        taken.note_place(text, start, path)
        begin = title.end() + len(raw) - len(raw.lstrip("\n"))
        places = title.span(1), (begin, begin + len(body))
        taken.places.append(((f"{path}.title", f"{path}.body"), places))
        appendices.append({"title": title[1], "body": body})
    if appendices:
        taken.data["appendices"] = appendices
    return True


def _marker(number: int, dialect: Dialect) -> str:
    """What begins the heading of the appendix at an index."""
    return f"{'#' * dialect.level} {dialect.appendix_number(number)}. "

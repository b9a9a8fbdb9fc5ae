"""Rows of tables, with bars around them or without."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.document.line import Line
    from themereport.document.passage import Passage

__all__ = ["cells_of", "is_rule", "with_bare_rows"]

_BAR = re.compile(r"\\.|(?P<bar>\|)")
_RULE_CELL = re.compile(r":?-[- ]*:?")
# Below the head of a table that has no bars around it.
_BARE_RULE = re.compile(r":?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+")


def cells_of(row: Passage) -> list[Passage]:
    """The cells of a row."""
    text = row.text.rstrip()
    bars = [match.start() for match in _BAR.finditer(text) if match["bar"]]
    if not text.startswith("|"):
        bars.insert(0, -1)
    if bars[-1] != len(text) - 1:
        bars.append(len(text))
    return [row.cut(before + 1, bar) for before, bar in pairwise(bars)]


def is_rule(cells: list[Passage]) -> bool:
    """Whether a row is the line between the head of a table and its body."""
    return all(_RULE_CELL.fullmatch(cell.text.strip()) for cell in cells)


def with_bare_rows(lines: list[Line], text: str) -> list[Line]:
    """`lines` with the tables that have no bars around them as rows, too."""
    rows: list[Line] = []
    is_inside = False
    for line in lines:
        follows = bool(rows) and rows[-1].end + 1 == line.start
        if not is_inside and follows and line.kind == "line" and _BARE_RULE.fullmatch(line.text):
            is_inside = _has_bar(rows[-1])
            if is_inside:
                rows[-1] = _as_row(rows[-1], text)
        is_inside = is_inside and follows and _has_bar(line)
        rows.append(_as_row(line, text) if is_inside else line)
    return rows


def _has_bar(line: Line) -> bool:
    return line.kind in {"line", "item"} and "|" in line.text and bool(line.text.strip("| \t"))


def _as_row(line: Line, text: str) -> Line:
    whole = text[line.start : line.end]
    words = line.text if line.kind == "line" else whole.lstrip(" \t\u3000>")
    return line._replace(kind="row", marker="", content=line.end - len(words), text=words)

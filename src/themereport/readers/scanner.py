"""The scanner: Markdown text to lines with a meaning, each with its exact place.

It knows what reports are made of: headings, list items, table rows, fenced code and lines of
text, in all the ways they are written. It never looks inside a line. Lines are plain tuples,
because reading speed is mostly the cost of making them.
"""

from __future__ import annotations

import re

from themereport.document.line import Line
from themereport.document.marker import BOX, MARKER
from themereport.document.pattern import LazyPattern

__all__ = ["landmarks", "scan"]


_LINE = LazyPattern(
    r"(?P<indent>[ \t\u3000]*(?:>[ \t]?)*[ \t]*)"
    r"(?:(?P<hashes>\#{1,6})(?:[ \t]+|\Z)"
    rf"|(?P<marker>{MARKER})[ \t\u3000]*{BOX})?"
)
# Nearly all items begin like this; the pattern above takes some time.
_PLAIN_ITEM = re.compile(r"( *)([*+-]|\d{1,9}[.)]) +(?=\S)(?!\[[ xX]\][ \t])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


# What may begin a section stands at the start of a line: a heading, or the disclaimer in bold.
# Fences are found along with them, because inside of one nothing begins. Of a heading with one
# space in front and no blanks behind, as nearly all are, the pattern takes all there is to take.
_LANDMARK = re.compile(
    r"\n(?=[ #*`~])(?:(?P<hashes>\#{1,6})[ ](?P<words>\S(?:.*\S)?)(?=\n|\Z)|(?=[ ]{0,3}(?:\#|\*\*|```|~~~)))"
)


def landmarks(text: str, start: int, stop: int) -> list[Line]:
    """The headings of `text` between two offsets, and the lines that begin in bold."""
    if start == 0:
        return [
            line._replace(start=line.start - 1, content=line.content - 1)
            for line in landmarks(f"\n{text[:stop]}", 1, stop + 1)
        ]
    found: list[Line] = []
    fence = ""
    for match in _LANDMARK.finditer(text, start - 1, stop):
        hashes, words = match.groups()
        at = match.start() + 1
        if hashes and not fence:
            found.append(Line("heading", len(hashes), hashes, at, at + len(hashes) + 1, words))
            continue
        end = text.find("\n", at, stop)
        line = text[at : end if end >= 0 else stop]
        mark = _FENCE.match(line)
        if fence:
            fence = "" if _closes(mark, fence) else fence
        elif mark and "`" not in mark[2]:
            fence = mark[1]
        elif not mark and (scanned := _scan_line(line, at)) and scanned.kind != "item":
            found.append(scanned)
    return found


def scan(text: str, start: int, end: int) -> list[Line]:
    """The lines of `text` between two offsets, the first of which begins a line."""
    lines: list[Line] = []
    stretch = text[start:end]
    has_fences = "```" in stretch or "~~~" in stretch
    fence = ""
    at = start
    for line in stretch.split("\n"):
        if not line:  # every other one
            at += 1
            continue
        if fence:
            lines.append(Line("code", 0, "", at, at, line))
            fence = "" if _closes(_FENCE.match(line), fence) else fence
        elif item := _PLAIN_ITEM.match(line):
            indent, marker = item.groups()
            begin = item.end()
            lines.append(Line("item", len(indent), marker, at, at + begin, line[begin:]))
        elif has_fences and (mark := _FENCE.match(line)) and "`" not in mark[2]:
            fence = mark[1]
            lines.append(Line("code", 0, "", at, at, line))
        elif scanned := _scan_line(line, at):
            lines.append(scanned)
        at += len(line) + 1
    return lines


def _closes(mark: re.Match[str] | None, fence: str) -> bool:
    return mark is not None and mark[1].startswith(fence) and not mark[2].strip()


def _scan_line(line: str, at: int) -> Line | None:
    match = _LINE.match(line)
    assert match is not None  # every part of the pattern is optional
    indent, hashes, marker = match.groups()
    level = len(indent.expandtabs(4)) if indent else 0
    end = match.end()
    if hashes and level < 4:
        return Line("heading", len(hashes), hashes, at, at + end, line[end:].rstrip())
    if marker:
        return Line("item", level, marker, at, at + end, line[end:])
    end = len(indent)
    if end == len(line):
        return None
    kind = "row" if line[end] == "|" and line.count("|") > 1 else "line"
    return Line(kind, level, "", at, at + end, line[end:])

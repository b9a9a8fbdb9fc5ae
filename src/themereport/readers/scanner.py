"""The scanner: Markdown text to lines with a meaning, each with its exact place.

It knows what reports are made of: headings, list items, fenced code and lines of text. It never
looks inside a line. Lines are plain tuples, because reading speed is mostly the
cost of making them.
"""

from __future__ import annotations

import re
from themereport.document.line import Line

__all__ = ["scan"]


_LINE = re.compile(
    r"(?P<indent>[ \t]*)"
    r"(?:(?P<hashes>\#{1,6})(?=[ \t]|\Z)(?P<heading>[ \t]*)"
    r"|(?P<marker>[*+-]|\d{1,9}[.)])(?P<gap>[ \t]+|\Z))?"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


def scan(text: str, start: int = 0) -> list[Line]:
    """Scan `text` from offset `start`, which must begin a line. Lines end in LF."""
    lines: list[Line] = []
    add = lines.append
    fence = ""
    at = start
    for line in (text[start:] if start else text).split("\n"):
        if not line:
            at += 1
            continue
        if fence:
            add(Line("code", 0, "", at, at, line))
            if (close := _FENCE.match(line)) and close[1].startswith(fence) and not close[2].strip():
                fence = ""
        elif line.startswith("*   "):
            add(Line("item", 0, "*", at, at + 4, line[4:]))
        elif line[0] not in _MEANINGFUL or line.startswith("**"):
            add(Line("line", 0, "", at, at, line))
        elif line[0] in "`~" or line.startswith((" ", "\t")) and line.lstrip(" ")[:1] in ("`", "~"):
            opening = _FENCE.match(line)
            if opening and "`" not in opening[2]:
                fence = opening[1]
                add(Line("code", 0, "", at, at, line))
            else:
                _scan_line(line, at, lines)
        else:
            _scan_line(line, at, lines)
        at += len(line) + 1
    return lines


_MEANINGFUL = frozenset(" \t#*+-0123456789`~")


def _scan_line(line: str, at: int, lines: list[Line]) -> None:
    match = _LINE.match(line)
    assert match is not None  # every part of the pattern is optional
    indent, hashes, heading, marker, gap = match.groups()
    level = len(indent.expandtabs(4))
    end = match.end()
    if hashes and level < 4:
        text = line[end:].rstrip()
        lines.append(Line("heading", len(hashes), hashes, at, at + end, text))
    elif marker:
        lines.append(Line("item", level, marker, at, at + end, line[end:]))
    elif len(indent) < len(line):
        end = len(indent)
        lines.append(Line("line", level, "", at, at + end, line[end:]))

"""Diagnostics as text for people: the source line with a caret under the place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.source.text import SourceText

__all__ = ["describe"]

_MAX_WIDTH = 96
_PICTURE = "[\u2190-\u2bff\U0001f000-\U0001faff]"
# What is part of the emoji in front of it: its skin, or what it is joined to.
_JOINED = re.compile(f"\u200d{_PICTURE}|(?<={_PICTURE})[\U0001f3fb-\U0001f3ff]")
_AS_EMOJI = re.compile(f"{_PICTURE}\ufe0f|[0-9#*]\ufe0f\u20e3")


def describe(
    diagnostic: Diagnostic,
    source: SourceText | None,
    name: str,
    *,
    severity: str | None = None,
    message: str | None = None,
    url: str = "",
) -> str:
    """`diagnostic` as one to three lines: what and where, the source line, a caret.

    `severity` and `message` are those of the diagnostic in another language. With `url`, the
    code is a link, as terminals show them (OSC 8).
    """
    span = diagnostic.span
    place = f"{printable(name)}:{span.start}" if span else printable(name)
    said = printable(message or diagnostic.message)
    code = f"\x1b]8;;{url}\x1b\\{diagnostic.code}\x1b]8;;\x1b\\" if url else diagnostic.code
    head = f"{place}: {severity or diagnostic.severity}: {code} {said}"
    if span is None or source is None:
        return head
    line = source.line(span.start.line)
    column = span.start.column - 1
    length = span.end.column - span.start.column if span.end.line == span.start.line else 1
    start = max(0, column - _MAX_WIDTH // 2)
    left = "…" if start else ""
    right = "…" if len(line) > start + _MAX_WIDTH else ""
    shown = line[start : start + _MAX_WIDTH]
    before = left + printable(line[start:column])
    marked = printable(line[column : min(column + max(1, length), start + _MAX_WIDTH)])
    carets = "^" * max(1, _width(marked))
    gutter = f"{span.start.line:>6} | "
    return f"{head}\n{gutter}{left}{printable(shown)}{right}\n{' ' * 6} | {' ' * _width(before)}{carets}"


def _width(text: str) -> int:
    """Columns that a terminal gives `text` (UAX 11: wide and full-width take two).

    Several characters may be one emoji, of two columns (UTS 51), as the terminal renderer has it.
    """
    columns = 0
    if not text.isascii():
        text = _JOINED.sub("", text)
        columns += sum(not _is_wide(match[0][0]) for match in _AS_EMOJI.finditer(text))
    for character in text:
        if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
            continue
        columns += 2 if _is_wide(character) else 1
    return columns


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}

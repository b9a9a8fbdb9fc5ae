"""Lines broken where readers expect it, in Latin letters and in Chinese, by the cells they take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["breaks"]

_WIDE = "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd"
_OPENING = "（【「『《〈〔“‘(\\[{<"
_CLOSING = "）】」』》〉〕”’、。，．：；！？…—·)\\]}>,.:;!?%％"
# What stays together: a wide character or a word, what opens before it and closes behind it.
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}][^\s{_WIDE}]*)?[{_CLOSING}]*\s*"
)


def breaks(text: str, width: int) -> list[int]:
    """Where to break `text`, so that no line has more than `width` cells but for blanks at its end."""
    found: list[int] = []
    room = width
    for start, unit in _units(text, width):
        cells = cell_len(unit.rstrip())
        if cells > room and room < width:
            found.append(start)
            room = width
        room -= cell_len(unit)
    return found


def _units(text: str, width: int) -> Iterator[tuple[int, str]]:
    """The units with their places; one that has no room in a line comes in pieces."""
    at = 0
    while at < len(text):
        match = _UNIT.match(text, at)
        assert match is not None
        unit = match[0] or text[at]
        if cell_len(unit.rstrip()) > width:
            unit = _piece(unit, width)
        yield at, unit
        at += len(unit)


def _piece(unit: str, width: int) -> str:
    """As much of `unit` from its start as has room, at least one character."""
    size = cells = 0
    for character in unit:
        cells += cell_len(character)
        if cells > width:
            break
        size += 1
    return unit[: max(size, 1)]

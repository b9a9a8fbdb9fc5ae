"""How wide texts are, without fonts: by the East Asian width of their characters.

An estimate that is rather too wide than too narrow, so that no line leaves its box.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["width_of", "wrapped"]

_ELLIPSIS = "…"
_NARROWEST = 0.38
_NARROW = frozenset("iljtfrI.,;:'|!()[]{}/\\`· \"-")
_BROAD = frozenset("mwMWQO@%&—…")
# What begins no line, and what ends none (a part of JIS X 4051 and GB/T 15834).
_NOT_FIRST = frozenset("，。、；：？！％）》〉」』】〕〗〙〛’”…—·・,.;:?!%)]}»›ー々")
_NOT_LAST = frozenset("（《〈「『【〔〖〘〚‘“([{«‹￥$€£")


def width_of(text: str) -> float:
    """The width of `text` in units of its font's size."""
    return sum(map(_width, text))


@lru_cache(4096)
def _width(character: str) -> float:
    if character in _NARROW:
        return _NARROWEST
    if character in _BROAD:
        return 1.0
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    match unicodedata.east_asian_width(character):
        case "W":  # among them emoji, which are wider than their line is high
            return 1.35 if character >= "\U0001f000" and character < "\U00020000" else 1.0
        case "F" | "A":
            return 1.0
    if character.isascii():
        return 0.7 if character.isupper() else 0.6
    # Scripts that are neither: most letters are narrower, some are far wider.
    return 0.72 if unicodedata.category(character) == "Lu" else 0.68


def wrapped(text: str, width: float, most: int) -> list[str]:
    """`text` in at most `most` lines of `width`; what does not fit becomes an ellipsis.

    Lines are broken at blanks, beside characters that are as wide as high but for punctuation
    that belongs to its neighbour, and in words that are longer than a line.
    """
    longest = int(width * most / _NARROWEST) * 2 + 16
    if len(text) > longest:  # however long a text is, only its beginning is looked at
        text = text[:longest] + _ELLIPSIS
    lines: list[str] = []
    line, used = "", 0.0
    for piece, size, tight in _pieces(text):
        if used + tight <= width:
            line, used = line + piece, used + size
            continue
        if line.strip():
            lines.append(line.strip())
            line, used = "", 0.0
            if len(lines) == most:
                return _cut(lines, width)
        if tight <= width:
            line, used = piece, size
            continue
        for character in piece:
            if used + _width(character) > width and line:
                lines.append(line)
                line, used = "", 0.0
                if len(lines) == most:
                    return _cut(lines, width)
            line, used = line + character, used + _width(character)
    if line.strip():
        lines.append(line.strip())
    return lines


def _cut(lines: list[str], width: float) -> list[str]:
    last = lines[-1]
    while last and width_of(last) + 1 > width:
        last = last[:-1]
    return [*lines[:-1], last.rstrip(" ，,、；;：:。.") + _ELLIPSIS]


def _stands_alone(character: str) -> bool:
    """Whether a line may be broken beside a wide character: Korean keeps its words together."""
    is_hangul = "\uac00" <= character <= "\ud7a3"
    return not is_hangul and unicodedata.east_asian_width(character) in "WF"


@lru_cache(1024)
def _pieces(text: str) -> list[tuple[str, float, float]]:
    """What is kept together: words with the blanks behind them, and single wide characters.

    Each comes with its width, and with that without the blanks.
    """
    pieces: list[tuple[str, float, float]] = []
    piece, size, tight = "", 0.0, 0.0
    is_open = False  # whether the word goes on
    for character in text:
        width = _width(character)
        if character == " ":
            piece, size, is_open = piece + character, size + width, False
            continue
        is_wide = width >= 1 and _stands_alone(character)
        joins = (is_open and not is_wide) or character in _NOT_FIRST or piece[-1:] in _NOT_LAST
        if not joins and piece:
            pieces.append((piece, size, tight))
            piece, size = "", 0.0
        piece, size = piece + character, size + width
        tight, is_open = size, not is_wide
    if piece:
        pieces.append((piece, size, tight))
    return pieces

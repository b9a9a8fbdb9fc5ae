"""Words without what is set around them: numbers, hashes, labels, emphasis."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from themereport.document.marker import behind_number

if TYPE_CHECKING:
    from themereport.document.passage import Passage

__all__ = [
    "bare_heading",
    "before_pictures",
    "behind_pictures",
    "has_ornaments",
    "loses_words",
    "without_emphasis",
    "without_number",
    "without_ornaments",
]

_PICTURES = frozenset({"So", "Mn", "Cf", "Zs"})
_PAIRS = dict(zip("《〈「『【“‘\"'", "》〉」』】”’\"'", strict=True))
_OPENING, _CLOSING = "".join(_PAIRS), "".join(_PAIRS.values())
_MOST_QUOTES = 4
# What stands in front of a title may say what kind of text it is: 【每日研报】.
_TAG = re.compile(r"(?:【[^【】]*】|\[[^\[\]]*\])[ \t\u3000]*(?=\S)")
_BEHIND_THEME = " \t\u3000\u00a0:：—–-|｜·,，"
_TELLING = re.compile(r"the tag <(?:/?del|[^>]*\b(?:href|src|alt|title)[ ]*=)", re.IGNORECASE)
# A blank before the end makes it none in Markdown, and is a slip.
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)[ \t]*\1\Z", re.DOTALL)


def behind_pictures(text: str) -> int:
    """The index behind the pictures, and the blanks among them, that `text` begins with."""
    at = 0
    for picture in text:
        if unicodedata.category(picture) not in _PICTURES:
            break
        at += 1
    return at


def before_pictures(text: str) -> int:
    """The index of the pictures, and the blanks among them, that `text` ends with."""
    at = len(text)
    while at and unicodedata.category(text[at - 1]) in _PICTURES:
        at -= 1
    return at


def without_ornaments(theme: str) -> tuple[int, int]:
    """Where a theme begins and ends without pictures in front, and quotes and marks around it."""
    start = behind_pictures(theme)
    tag = _TAG.match(theme, start)
    start = tag.end() if tag else start
    end = len(theme.rstrip(_BEHIND_THEME))
    for _ in range(_MOST_QUOTES):
        if end - start < 2:
            break
        first, last, inside = theme[start], theme[end - 1], theme[start + 1 : end - 1]
        # One that belongs to another inside is part of the words.
        opens = first in _OPENING and _PAIRS[first] not in inside
        closes = last in _CLOSING and not any(
            _PAIRS[mark] == last for mark in _OPENING if mark in inside
        )
        if not (opens or closes):
            break
        start += opens
        end = start + len(theme[start : end - closes].rstrip(_BEHIND_THEME))
    return start, end


def has_ornaments(theme: str) -> bool:
    """Whether a reader may take a part of `theme` for ornament."""
    return without_ornaments(theme) != (0, len(theme))


def without_number(heading: Passage) -> Passage:
    """A heading without pictures and a number in front, if something is left."""
    at = behind_number(heading.text, behind_pictures(heading.text))
    return heading.cut(at) if heading.text[at:].strip() else heading


def bare_heading(heading: Passage) -> Passage:
    """A heading without hashes around it and without bold."""
    text = heading.text
    start, end = len(text) - len(text.lstrip("#")), len(text.rstrip())
    closed = len(text[:end].rstrip("#"))
    if closed < end and text[closed - 1 : closed] in {" ", "\t"}:
        end = closed
    while start < end and text[start] in " \t":
        start += 1
    end = start + len(text[start:end].rstrip())
    for mark in ("**", "__"):
        if end - start > 4 and text.startswith(mark, start) and text.endswith(mark, start, end):
            start, end = start + 2, end - 2
    return heading if (start, end) == (0, len(text)) else heading.cut(start, end)


def without_emphasis(text: str) -> str:
    """`text` without emphasis around the whole."""
    match = _EMPHASIS.match(text.strip())
    return match[2] if match and match[1] not in match[2] else text


def loses_words(dropped: str) -> bool:
    """Whether leaving out this markup leaves out something to read: an address, a striking out."""
    if dropped.startswith("a link to") or dropped == "a striking out":
        return True
    return _TELLING.match(dropped) is not None

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
    "behind_pictures",
    "has_ornaments",
    "loses_words",
    "without_emphasis",
    "without_number",
    "without_ornaments",
]

_PICTURES = frozenset({"So", "Mn", "Cf", "Zs"})
_QUOTES = "《》〈〉「」『』【】“”‘’\"'"
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


def without_ornaments(theme: str) -> tuple[int, int]:
    """Where a theme begins and ends without pictures in front, and quotes and marks around it."""
    bare = theme[behind_pictures(theme) :].lstrip(_QUOTES)
    return len(theme) - len(bare), len(theme.rstrip(f"{_QUOTES}{_BEHIND_THEME}"))


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

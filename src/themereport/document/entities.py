"""Plain text as Markdown that means the same to every dialect of Markdown.

`document/inline.py` escapes for the canonical form, with as few marks as CommonMark and kramdown
need. Other dialects know fewer backslashes and more marks, so here all that may be a mark is written
as an entity, which each of them shows as its character and takes for nothing else.
"""

from __future__ import annotations

import re

from themereport.document.inline import is_invisible

__all__ = ["escape_as_entities", "escape_start_as_entities"]

_MARK = re.compile(
    r"[\\`*~\[\]{<|$^]"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # inside of a word it is one of its letters
    r"|&(?=#|\w+;)"  # Python-Markdown reads a number without its semicolon, too
    r"|:(?=[\w+-]+(?::|\Z))"  # an emoji by its name; a label's own colon may follow
    r"|:(?=//)|(?i:(?<=mailto):|(?<=www)\.)"  # an address: what follows would be a part of it
    r"|([=+])(?=\1)|(?<=([=+]))\2"  # marked and inserted
)
_START = re.compile(r"[#>:!?=+%-]|\d+(?=[.)])")


def escape_as_entities(text: str) -> str:
    """Escape `text` for the middle of a line."""
    return _MARK.sub(lambda match: _entity(match[0]), text)


def escape_start_as_entities(text: str) -> str:
    """Escape `text` for the start of a block, where `#`, `-` or `1.` would mean something."""
    escaped = escape_as_entities(text)
    start = _START.match(escaped)
    if start is None:
        return _entity(text[0]) + escape_as_entities(text[1:]) if is_invisible(text) else escaped
    if start[0].isdigit():
        return f"{start[0]}{_entity(escaped[start.end()])}{escaped[start.end() + 1 :]}"
    return _entity(start[0]) + escaped[start.end() :]


def _entity(character: str) -> str:
    return f"&#{ord(character)};"

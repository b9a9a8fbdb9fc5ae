"""Plain text: the one type of every human sentence in a report."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import StringConstraints

__all__ = ["BLANKS", "CONTROLS", "PLAIN_TEXT_PATTERN", "PlainText", "Theme", "plain_text_problem"]

# Written out rather than as \s and \p{Cc}, so that the pattern means the same to pydantic, to
# Python and to an ECMA-262 engine: there, \s has U+FEFF and lacks U+0085.
CONTROLS = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
BLANKS = r"\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
PLAIN_TEXT_PATTERN = f"^[^{CONTROLS}{BLANKS}](?:[^{CONTROLS}]*[^{CONTROLS}{BLANKS}])?$"

PlainText = Annotated[str, StringConstraints(pattern=PLAIN_TEXT_PATTERN)]
"""One trimmed, non-blank line without control characters: exactly what a reader should see."""

MAX_THEME = 80

Theme = Annotated[str, StringConstraints(pattern=PLAIN_TEXT_PATTERN, max_length=MAX_THEME)]
"""A market theme: plain text of at most 80 characters."""

_CONTROL = re.compile(f"[{CONTROLS}\ud800-\udfff]")


def plain_text_problem(text: str) -> tuple[str, str, str] | None:
    """Say why `text` is not plain text: what is wrong, what was found, what to do."""
    control = _CONTROL.search(text)
    if not text.strip():
        return "is blank", repr(text), "give at least one word"
    if control is not None:
        character = control[0]
        kind = (
            "a line break"
            if character in "\n\r\x85\u2028\u2029"
            else "a lone surrogate"
            if unicodedata.category(character) == "Cs"
            else "a control character"
        )
        where = f"U+{ord(character):04X} at character {control.start() + 1}"
        return f"holds {kind}", where, "give one line of plain text"
    if text != text.strip():
        return "has blanks at its ends", repr(_ends(text)), "trim it"
    return None


def _ends(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:10]}…{text[-10:]}"

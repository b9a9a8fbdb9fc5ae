"""Text that is safe to print: nothing in it moves a cursor or reorders a line."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["escape_controls", "printable"]

# What JSON lets stand in a text, but a terminal may act on.
_CONTROLS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """`text` with control and bidirectional characters, and lone surrogates, as escapes."""
    if text.isprintable():
        return text
    return "".join(map(_printable_character, text))


def escape_controls(json: str) -> str:
    """`json` with the same meaning, and nothing in it that a terminal acts on."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json)


def _printable_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Zl", "Zp"} or character in _BIDI:
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return character

"""YAML scalars that every parser reads alike: JSON, with what YAML restricts as escapes."""

from __future__ import annotations

import json
import re

__all__ = ["quote", "quote_key"]

# JSON's strings are YAML's but for these: line breaks of YAML 1.1, characters that YAML does not
# call printable (1.2, 5.1), and marks that would reorder the line in an editor.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def quote(value: object) -> str:
    """`value` on one line: JSON that is YAML 1.1 and 1.2 as well."""
    if type(value) is str and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# Plain where YAML 1.1 and 1.2 both read the word as itself; else quoted.
_PLAIN_KEY = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[a-z_][a-z0-9_-]*")


def quote_key(key: str) -> str:
    """`key` as the key of a mapping, without quotes where every parser reads it as a text."""
    return key if _PLAIN_KEY.fullmatch(key) else quote(key)

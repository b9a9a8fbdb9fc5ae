"""Texts for XML, which cannot hold every character."""

from __future__ import annotations

import re

from themereport.renderers.markup import escape

__all__ = ["xml_escaped", "xml_text"]

_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """`text` with what no XML 1.0 can hold spelled as its number, such as [U+FFFE]."""
    return _NO_CHARACTER.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def xml_escaped(text: str) -> str:
    """The same for an element or a quoted attribute."""
    return escape(xml_text(text))

"""Texts in HTML and XML."""

from __future__ import annotations

__all__ = ["escape"]

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


def escape(text: str) -> str:
    """`text` for an element or a quoted attribute."""
    # Most texts need nothing, and looking for one character is fastest.
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return text.translate(_ENTITIES)
    return text

"""Texts in HTML and XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["escape", "escape_all"]

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


def escape(text: str) -> str:
    """`text` for an element or a quoted attribute."""
    # Most texts need nothing, and looking for one character is fastest.
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return text.translate(_ENTITIES)
    return text


def escape_all(texts: Sequence[str]) -> Sequence[str]:
    """Each of `texts` for an element or a quoted attribute."""
    together = "".join(texts)
    return texts if escape(together) is together else [*map(escape, texts)]

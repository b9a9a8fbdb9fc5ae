"""Patterns for texts without anything that could be markup."""

from __future__ import annotations

import re

from themereport.document.inline import UNSEEN

__all__ = ["PARAGRAPH", "TEXT", "canonical_item"]

TEXT = r"[^\s\\&*_`\[<~](?:[^\n\t\\&*_`\[<~]*[^\s\\&*_`\[<~])?"
"""A pattern for a trimmed text without anything that could be markup inside a line."""

PARAGRAPH = rf"(?![#>+=:|~-]|\d+[.)]|[{UNSEEN}]+\n){TEXT}"
"""The same where it begins a block."""


def canonical_item(mark: str) -> str:
    """A pattern for an item in the canonical form, behind its marker: its label and its text."""
    return rf"\*\*({TEXT}){re.escape(mark)}\*\* ({TEXT})"


def may_have_tags(text: str, start: int, stop: int) -> bool:
    """Whether HTML may stand between two offsets for which Markdown has signs of its own."""
    return text.find("<", start, stop) >= 0 and _TAGS.search(text, start, stop) is not None


_TAGS = re.compile(r"<(?:b|strong|br)\b[^<>\n]*>", re.IGNORECASE)

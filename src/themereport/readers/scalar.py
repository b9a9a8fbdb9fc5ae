"""Which fields of a report hold numbers or truth values; all others hold text, whatever it looks like."""

from __future__ import annotations

import re

__all__ = ["is_text"]

# As in a report (`drivers[0].signals[1]`) and as in an annotation (`drivers.1.signals[1]`).
_NO_TEXT = re.compile(
    r".*\b(?:rank|revision|severity|likelihood|human_reviewed|ai_generated)"
    r"|.*\bdrivers(?:\[\d+\]|\.\d+)\.signals\[\d+\]"
)


def is_text(path: str) -> bool:
    """Whether a plain scalar of YAML at `path`, the path of a field, is text: `600519` is a symbol."""
    return _NO_TEXT.fullmatch(path) is None

"""Characters in messages: what is found in a text that a reader cannot see or tell apart."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["named", "named_places"]

_MOST = 3


def named(character: str) -> str:
    """`character` as its number and its name: `U+200B ZERO WIDTH SPACE`."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}{' ' if name else ''}{name}"


def named_places(found: Sequence[tuple[int, str]]) -> str:
    """The first of `found`, offsets and characters, in words, and how many more there are."""
    shown = [f"{named(character)} at character {at + 1}" for at, character in found[:_MOST]]
    more = len(found) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")

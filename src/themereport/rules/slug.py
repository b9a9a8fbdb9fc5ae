"""Slugs as people and other programs write them: `theme_research_{theme}_{date}`, more or less."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["same_theme", "split_slug"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def split_slug(text: str) -> tuple[str, str] | None:
    """The theme and the date in `text`; None if it does not end in a slug."""
    _, _, slug = text.partition("theme_research_")
    theme, _, day = slug.rpartition("_")
    return (theme, day) if theme and _DAY.fullmatch(day) else None


def same_theme(one: str, other: str) -> bool:
    """Whether two themes are the same but for case, width, blanks and punctuation."""
    return _letters(one) == _letters(other)


def _letters(theme: str) -> str:
    folded = unicodedata.normalize("NFKC", theme).casefold()
    return "".join(character for character in folded if character.isalnum())

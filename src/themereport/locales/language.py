"""The languages that reports have labels in, and which of them readers of another read."""

from __future__ import annotations

from functools import cache

__all__ = ["LANGUAGES", "nearest_language"]

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "ar")
"""The languages that have a catalog, in the order in which headings are recognised."""

_TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})


@cache
def nearest_language(tag: str, languages: tuple[str, ...] = LANGUAGES) -> str | None:
    """The language among `languages` that readers of `tag` read, or None."""
    parts = tag.split("-")
    if tag in languages:
        return tag
    if parts[0] == "zh":
        traditional = "Hant" in parts or (
            "Hans" not in parts and not _TRADITIONAL_REGIONS.isdisjoint(parts)
        )
        script = "zh-Hant" if traditional else "zh-Hans"
        return script if script in languages else None
    return parts[0] if parts[0] in languages else None

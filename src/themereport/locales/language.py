"""The languages that reports have labels in, and which of them readers of another read."""

from __future__ import annotations

from functools import cache

__all__ = ["LANGUAGES", "nearest_language"]

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "ar")
"""The languages that have a catalog, in the order in which headings are recognised."""

_TRADITIONAL_REGIONS = frozenset({"tw", "hk", "mo"})


@cache
def nearest_language(tag: str, languages: tuple[str, ...] = LANGUAGES) -> str | None:
    """The language among `languages` that readers of `tag` read, or None.

    `tag` may be in any case, as BCP 47 says, and have `_` for `-`, as `LANG` has.
    """
    known = {language.lower(): language for language in languages}
    tag = tag.lower().replace("_", "-")
    parts = tag.split("-")
    if tag in known:
        return known[tag]
    if parts[0] == "zh":
        traditional = "hant" in parts or (
            "hans" not in parts and not _TRADITIONAL_REGIONS.isdisjoint(parts)
        )
        return known.get("zh-hant" if traditional else "zh-hans")
    return known.get(parts[0])

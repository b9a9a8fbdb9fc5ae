"""The languages that reports have labels in, and which of them readers of another read."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

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
        if any(map(_is_other_script, takewhile(_is_no_extension, parts))):
            return None
        traditional = "hant" in parts or (
            "hans" not in parts and not _TRADITIONAL_REGIONS.isdisjoint(parts)
        )
        return known.get("zh-hant" if traditional else "zh-hans")
    return known.get(parts[0])


def _is_no_extension(part: str) -> bool:
    return len(part) > 1


def _is_other_script(part: str) -> bool:
    """Whether a part of a tag says that its Chinese is in other letters, or misspells a script.

    What is in letters for longer than a script are its romanizations, such as `pinyin`.
    """
    return len(part) >= 4 and part.isalpha() and part not in {"hans", "hant", "hani"}

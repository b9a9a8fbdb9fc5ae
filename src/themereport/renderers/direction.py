"""Writing directions: from right to left, and texts kept from turning their neighbours round."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from themereport.locales.labels import cldr_of
from themereport.locales.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_right_to_left", "isolated", "isolated_lines"]

# The scripts that are in use and written from right to left, by ISO 15924. CLDR says which script
# a language is written in, but not which way a script runs.
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})  # fmt: skip
# Letters of such scripts, and characters that turn what follows them.
_TURNS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
                    "\U00010800-\U00010fff\U0001e800-\U0001efff]")  # fmt: skip
_LTR, _RTL = "\u2066", "\u2067"
_FIRST_STRONG, _END = "\u2068", "\u2069"


@lru_cache(maxsize=256)
def is_right_to_left(language: str) -> bool:
    """Whether texts in `language`, a BCP 47 tag, are written from right to left."""
    if language in LANGUAGES:
        return cldr_of(language)("direction") == "rtl"
    return _script_of(language) in _RIGHT_TO_LEFT


def _script_of(language: str) -> str:
    """The script that `language` is written in: the one it names, or the likely one by CLDR."""
    from babel.core import get_global

    first, *rest = language.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return script
    likely = get_global("likely_subtags")
    region = next((part for part in rest if len(part) == 2 and part.isalpha()), "")
    # Panjabi is written in Arabic letters in Pakistan, and in its own in India.
    full: str = likely.get(f"{first}_{region}") or likely.get(first) or ""
    return full.split("_")[1] if full.count("_") > 1 else ""


def isolated(text: str, *, among_right_to_left: bool = False) -> str:
    """`text` such that it has its own direction, and what stands beside it in a line keeps its own.

    Among texts from left to right, only one that may turn others needs that.
    """
    if among_right_to_left or _TURNS.search(text):
        return f"{_FIRST_STRONG}{text}{_END}"
    return text


def isolated_lines(lines: Sequence[str], *, among_right_to_left: bool = False) -> list[str]:
    """The lines of one text, each with the direction of the whole, like `isolated`."""
    whole = "".join(lines)
    if not among_right_to_left and not _TURNS.search(whole):
        return [*lines]
    directions = map(unicodedata.bidirectional, whole)
    first = next((it for it in directions if it in {"L", "R", "AL"}), "L")
    mark = _LTR if first == "L" else _RTL
    return [f"{mark}{line}{_END}" for line in lines]

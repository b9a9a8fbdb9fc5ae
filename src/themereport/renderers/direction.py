"""Writing directions: from right to left, and texts kept from turning their neighbours round."""

from __future__ import annotations

import re

__all__ = ["is_right_to_left", "isolated"]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "ha", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
# Written in either script; without one in the tag, it is the Latin one.
_MOSTLY_LATIN = frozenset({"ha", "ku"})
# Letters of such scripts, and characters that turn what follows them.
_TURNS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
                    "\U00010800-\U00010fff\U0001e800-\U0001efff]")  # fmt: skip
_FIRST_STRONG, _END = "\u2068", "\u2069"


def is_right_to_left(language: str) -> bool:
    """Whether texts in `language`, a BCP 47 tag, are written from right to left."""
    first, *rest = language.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return script in _RIGHT_TO_LEFT_SCRIPTS
    return first in _RIGHT_TO_LEFT and first not in _MOSTLY_LATIN


def isolated(text: str, *, among_right_to_left: bool = False) -> str:
    """`text` such that it has its own direction, and what stands beside it in a line keeps its own.

    Among texts from left to right, only one that may turn others needs that.
    """
    if among_right_to_left or _TURNS.search(text):
        return f"{_FIRST_STRONG}{text}{_END}"
    return text

"""Whether two wordings of one matter state the same: figures, negation, direction."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

__all__ = ["restates"]

_MOST_CHARACTERS = 20_000
_DIGITS = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve")  # fmt: skip
_SCALE = "|".join(_SCALES)
_NUMBER = re.compile(
    rf"(?P<digits>\d[\d,]{{0,30}}(?:\.\d{{1,30}})?)(?:\s*(?P<scale>{_SCALE}))?"
    r"|一(?![成倍年季月周週天])(?![十百千万萬亿億])"  # mostly no number: 一家, 一些, 进一步
    rf"|(?P<chinese>[{''.join(_DIGITS)}{''.join(_UNITS)}]{{1,20}})(?P<large>[万萬亿億])?"
    rf"|\b(?P<english>{'|'.join(_ENGLISH)})\b"
)


def restates(old: str, new: str) -> bool:
    """Whether `new` states something else than `old`, as far as single words show.

    So it is if each has a figure that the other has not, if one of them denies and the other does
    not, or if one speaks of a rise only and the other of a fall only. Words for these are known
    in Chinese and English. Of a very long text, the beginning is looked at.
    """
    old, new = (
        unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS]).casefold() for text in (old, new)
    )
    figures = _figures(old), _figures(new)
    if figures[0] - figures[1] and figures[1] - figures[0]:
        return True
    denies, rises, falls = (
        (bool(pattern.search(old)), bool(pattern.search(new))) for pattern in _patterns()
    )
    if denies[0] != denies[1]:
        return True
    return rises != falls and rises == falls[::-1] and rises[0] != rises[1]


def _figures(text: str) -> set[Decimal]:
    """The numbers in `text`, whether in digits or in words."""
    return {_value(match) for match in _NUMBER.finditer(text) if match.lastgroup}


def _value(match: re.Match[str]) -> Decimal:
    if match["english"]:
        return Decimal(_ENGLISH.index(match["english"]))
    if match["digits"]:
        scale = _SCALES.get(match["scale"] or "", 1)
        return (Decimal(match["digits"].replace(",", "")) * scale).normalize()
    return Decimal(_chinese(match["chinese"]) * _SCALES.get(match["large"] or "", 1)).normalize()


def _chinese(text: str) -> int:
    """The value of a Chinese numeral below ten thousand, or of digits in a row."""
    total = digit = 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[character]
    return total + digit


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What denies, what speaks of a rise, and what of a fall."""
    import tomllib
    from importlib.resources import files

    text = (files("themereport.comparison") / "turns.toml").read_text(encoding="utf-8")
    words: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return tuple(_pattern(words[key]) for key in ("denial", "rise", "fall"))


def _pattern(words: dict[str, list[str]]) -> re.Pattern[str]:
    """Any of the words; those in letters at the start of a word."""
    latin = "|".join(words["latin"])
    return re.compile(rf"\b(?:{latin})\b|{'|'.join(words['chinese'])}")

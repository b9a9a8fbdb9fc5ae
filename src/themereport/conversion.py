"""Simplified Chinese as Traditional, and the other way round, by OpenCC."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from themereport.arguments import check_report, check_text
from themereport.document.outline import SECTIONS
from themereport.errors import ConfigError, missing
from themereport.locales.language import nearest_language
from themereport.models.language import canonical_language
from themereport.models.report import ThemeReport

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["convert", "script_of"]

_SCRIPTS = ("zh-Hans", "zh-Hant")
_HONG_KONG = frozenset({"HK", "MO"})
_ADDRESS = r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[^\s<>\"'`()（）【】《》「」『』，。；：！？、]*"
_ADDRESSES = re.compile(_ADDRESS)
# In Markdown, also code, and where links lead.
_NO_WORDS = re.compile(
    rf"^(?P<fence>`{{3,}}|~{{3,}}).*?(?:^(?P=fence)|\Z)|(?P<ticks>`+).+?(?P=ticks)|\]\([^)\n]*\)|{_ADDRESS}",
    re.DOTALL | re.MULTILINE,
)


def script_of(language: str) -> str:
    """The form of Chinese that `language`, a BCP 47 tag, names: `zh-Hans` or `zh-Hant`.

    Raises:
        ConfigError: It names no Chinese.
    """
    script = nearest_language(canonical_language(language) or "", _SCRIPTS)
    if script is None:
        raise ConfigError(
            f"{language!r} is no Chinese: conversion is between zh-Hans and zh-Hant, "
            "or tags near them such as zh-TW"
        )
    return script


def convert(report: ThemeReport, language: str) -> ThemeReport:
    """`report` in `language`: simplified Chinese as traditional, or the other way round.

    Its own words are converted, phrase by phrase, those of Taiwan or Hong Kong where the tag says
    so: the theme, all sections, appendices, the disclaimer and the interests. What names something
    elsewhere stays as it is: sources, instruments, people and firms, front matter, the report that
    this one replaces, and web addresses and code within texts. So do order and structure.

    Args:
        report: A report in Chinese. One that is written in that script already is returned.
        language: `zh-Hans`, `zh-Hant`, or a tag near one of them such as `zh-TW` or `zh-Hant-HK`.

    Raises:
        ConfigError: The language or the report's own is no Chinese.
        MissingExtraError: OpenCC is not installed (the `chinese` extra).
        ModelError: The theme is longer than a theme may be once it is converted.
        TypeError: An argument is of the wrong type.
    """
    check_report(report)
    check_text("language", language)
    script = script_of(language)
    if script_of(report.language) == script:
        return report
    to = _converter(_dictionary(script, report.language, language))
    data: dict[str, Any] = report.model_dump(mode="json")
    data["language"] = canonical_language(language)
    for name in ("theme", "disclaimer"):
        data[name] = _converted(data[name], to, _ADDRESSES)
    for section in SECTIONS:
        if section.shape == "text":
            data[section.key] = _converted(data[section.key], to, _ADDRESSES)
            continue
        if section.lead:
            data[section.lead] = _converted(data[section.lead], to, _ADDRESSES)
        for item in data[section.key]:
            for name in filter(None, (section.label, section.text, section.steps)):
                item[name] = _converted(item[name], to, _ADDRESSES)
    for appendix in data["appendices"]:
        appendix["title"] = _converted(appendix["title"], to, _ADDRESSES)
        appendix["body"] = _converted(appendix["body"], to, _NO_WORDS)
    if interests := data.get("provenance", {}).get("interests"):
        data["provenance"]["interests"] = _converted(interests, to, _ADDRESSES)
    return ThemeReport.model_validate(data)


def _dictionary(script: str, old: str, new: str) -> str:
    """The name of OpenCC's dictionary."""
    region = new if script == "zh-Hant" else old
    is_hong_kong = not _HONG_KONG.isdisjoint(region.split("-"))
    if script == "zh-Hant":
        return "s2hk" if is_hong_kong else "s2twp"
    return "hk2s" if is_hong_kong else "tw2sp"


@cache
def _converter(dictionary: str) -> Callable[[str], str]:
    try:
        from opencc import OpenCC
    except ImportError as error:
        raise missing(error, "Conversion of Chinese", "chinese", "opencc") from error
    converter: Callable[[str], str] = OpenCC(dictionary).convert
    return converter


def _converted(value: Any, to: Callable[[str], str], kept: re.Pattern[str]) -> Any:
    """A text, or each of several, but for what `kept` matches."""
    if not isinstance(value, str):
        return [_converted(text, to, kept) for text in value]
    pieces: list[str] = []
    at = 0
    for match in kept.finditer(value):
        pieces += (to(value[at : match.start()]), match[0])
        at = match.end()
    return "".join([*pieces, to(value[at:])])

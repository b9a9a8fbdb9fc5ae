"""TR511: a placeholder where something should be said."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.document.outline import SECTIONS
from themereport.rules.example import Example
from themereport.rules.field import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["Placeholder", "is_placeholder"]

_LONG = 60
_VARIABLE = re.compile(r"\{[^{}]+\}|\{\{[^{}]+\}\}")
# Marks, blanks and what nobody sees; and marks that Unicode calls symbols.
_MARKS = frozenset("PZC")
_MARKS_TOO = frozenset("<>|~`^=+")


class Placeholder:
    """`N/A` in place of a signal is no signal.

    A model that has nothing to say, or stopped thinking, fills the form all the same: with
    `N/A`, `TBD`, `（暂无）`, `[placeholder]`, with dots, or with the variable of a template such as
    `{signal}`. The list is complete then by its count alone. Ten signals of which one says
    nothing are nine, which no reader makes ten; and a section that says nothing is missing.

    The words stand in `placeholders.toml`, for all languages that headings are known in. Only a
    text that is a placeholder from end to end is found, whatever brackets and marks are around
    it: a sentence that holds `N/A` says something. What may well be empty is not looked at:
    appendices, sources, interests, instruments and the front matter.
    """

    code = CATALOGUE["TR511"]
    profiles = ("editorial",)
    valid = (
        Example({}),
        Example({"signals[4].text": "The tender is N/A to foreign bidders."}),
        Example({"signals[4].text": "暂无新增产能，价格企稳。"}),
        Example({"overview": "{Cells} and [packs] get cheaper…"}),
        Example({"signals[0].text": "📈", "risks[0].name": "100%"}),
        Example({"appendices": [{"title": "Corrections", "body": "None."}]}),
        Example({"front_matter": {"subtitle": "N/A"}}),
    )
    invalid = (
        Example({"signals[9].text": "N/A"}, found=("signals[9].text",)),
        Example(
            {"signals[2].text": "（暂无）", "signals[6].text": "**待补充**。"},
            found=("signals[2].text", "signals[6].text"),
        ),
        Example(
            {"events[0].description": "……", "background": "—"},
            found=("background", "events[0].description"),
        ),
        Example(
            {"drivers[0].steps": ["Payments follow.", "[placeholder]"]},
            found=("drivers[0].steps[1]",),
        ),
        Example(
            {"impacts[0].analysis": "k. A.", "risks[0].name": "해당 없음"},
            found=("impacts[0].analysis", "risks[0].name"),
        ),
        Example({"theme": "n. d.", "disclaimer": "【ＴＢＤ】"}, found=("theme", "disclaimer")),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name each text of the outline that is a placeholder."""
        for path, text in _said(report):
            if is_placeholder(text):
                yield Diagnostic("TR511", path, arguments={"found": text})


def is_placeholder(text: str) -> bool:
    """Whether `text` holds a place and says nothing."""
    letter = next(filter(str.isalnum, text), None)
    if letter is not None and (len(text) > _LONG or not _may_begin(letter)):
        return _is_variable(text)
    folded = _folded(text)
    return not folded or folded in _words() or _is_variable(text)


def _is_variable(text: str) -> bool:
    return text[0] == "{" and _VARIABLE.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _may_begin(letter: str) -> bool:
    """Whether some placeholder begins with a letter; most sentences begin with another."""
    return _folded(letter)[:1] in {word[0] for word in _words()}


def _said(report: ThemeReport) -> Iterator[tuple[str, str]]:
    """The texts that the outline asks for, each with its path, in the order of the fields."""
    yield "theme", report.theme
    for section in SECTIONS:
        if section.lead:
            yield section.lead, getattr(report, section.lead)
        value = getattr(report, section.key)
        if section.shape == "text":
            yield section.key, value
            continue
        for at, item in enumerate(value):
            for name in filter(None, (section.label, section.text, section.steps)):
                yield from texts(getattr(item, name), f"{section.key}[{at}].{name}")
    yield "disclaimer", report.disclaimer


def _folded(text: str) -> str:
    """`text` as placeholders are compared: empty if it has nothing but marks."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(character) not in {"Mn", "Cf"} and not character.isspace()
    )
    start, end = 0, len(plain)
    while start < end and _is_mark(plain[start]):
        start += 1
    while start < end and _is_mark(plain[end - 1]):
        end -= 1
    return plain[start:end]


def _is_mark(character: str) -> bool:
    return character in _MARKS_TOO or unicodedata.category(character)[0] in _MARKS


@cache
def _words() -> frozenset[str]:
    text = (files("themereport.rules") / "placeholders.toml").read_text(encoding="utf-8")
    return frozenset(_folded(word) for words in tomllib.loads(text).values() for word in words)

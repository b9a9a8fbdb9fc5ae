"""A requirement: one thing that a law asks of a report, as far as its form can show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from themereport.diagnostics.catalogue import Code
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.example import Example
from themereport.rules.responsibility.place import is_set, places

if TYPE_CHECKING:
    from themereport.models.report import ThemeReport

__all__ = ["Asks", "Requirement", "Source", "Words"]

Asks = Literal["set", "match", "say", "among", "equal"]
"""What is asked of the fields of a requirement.

`set`: each says something. `match`: each that does has the form of `words`. `say`: one of them
holds `words`. `among`: what each says is said by one of `others`. `equal`: each says the same as
the one in its place in `others`, where both say something.
"""

Finding: TypeAlias = tuple[str, Mapping[str, object]]
"""A path, and the arguments of a message."""


@frozen
class Source:
    """Where a law stands, and since when it is in force."""

    name: str
    english: str
    url: str
    in_force: date


@frozen
class Words:
    """Words to look for, or the form of a value; `means` is what a text with them does.

    `languages` are those that the words are of; none where they are of no language.
    """

    means: str
    patterns: tuple[str, ...]
    languages: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All of `patterns` in one, made when it is first looked for."""
        return re.compile("|".join(self.patterns), re.IGNORECASE)

    def are_of(self, language: str) -> bool:
        """Whether a text in `language`, a BCP 47 tag, would use these words."""
        return not self.languages or language.partition("-")[0] in self.languages


@frozen
class Requirement:
    """A rule that checks presence and consistency, never truth.

    It asks something of `fields`, which are patterns of paths, and only where the fields beside
    them have the values in `where`; if the report was published when `source` was in force, if one
    of `within` holds the words `said`, if all of `when` hold, and not if all of `unless` do. Of a report
    in another language than its `words` it says nothing.
    """

    code: Code
    profile: str
    source: Source
    article: str
    asks: Asks
    fields: tuple[str, ...]
    valid: tuple[Example, ...]
    invalid: tuple[Example, ...]
    words: Words | None = None
    others: tuple[str, ...] = ()
    where: Mapping[str, object] = MappingProxyType({})
    said: Words | None = None
    within: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def profiles(self) -> tuple[str]:
        """The profile of its law, and no other."""
        return (self.profile,)

    @property
    def checked(self) -> str:
        """What is checked, in words; a field holds if it is set and not false."""
        each = f"each of {_named(self.fields)}" if self.fields[1:] else _named(self.fields)
        means = self.words.means if self.words else ""
        asks = {
            "set": f"{each} is set",
            "match": f"{each} {means}, where it is set",
            "say": f"one of {_named(self.fields)} {means}",
            "among": f"{each} is among {_named(self.others)}",
            "equal": f"{each} is the same as {_named(self.others)}, where both are set",
        }
        parts = [asks[self.asks]]
        parts += [f"where `{name}` is `{value}`" for name, value in self.where.items()]
        if self.said:
            parts.append(f"if one of {_named(self.within)} {self.said.means}")
        if self.when:
            parts.append(f"if {_holding(self.when)}")
        if self.unless:
            parts.append(f"unless {_holding(self.unless)}")
        if self.words and self.words.languages:
            parts.append(f"in reports in {', '.join(f'`{tag}`' for tag in self.words.languages)}")
        return ", ".join(parts)

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name each field that is not as it should be, or the words that ask for it."""
        if report.published_at.date() < self.source.in_force:
            return
        if not _all_hold(report, self.when) or (self.unless and _all_hold(report, self.unless)):
            return
        if self.words and not self.words.are_of(report.language):
            return  # it may be said in words that we do not know
        said = _first(self.said, self.within, report) if self.said else None
        if self.said and said is None:
            return
        for found in _CHECKS[self.asks](self, report):
            path, arguments = said or found
            yield Diagnostic(self.code.code, path, arguments=arguments)

    def asked(self, report: ThemeReport) -> Iterator[tuple[str, object]]:
        """The paths and values of the fields of which something is asked."""
        for pattern in self.fields:
            for path, value, owner in places(report, pattern):
                if all(getattr(owner, name, None) == here for name, here in self.where.items()):
                    yield path, value


def _named(paths: tuple[str, ...]) -> str:
    *first, last = (f"`{path}`" for path in paths or ("",))
    return f"{', '.join(first)} and {last}" if first else last


def _holding(paths: tuple[str, ...]) -> str:
    return f"{_named(paths)} {'hold' if paths[1:] else 'holds'}"


def _all_hold(report: ThemeReport, patterns: tuple[str, ...]) -> bool:
    return all(
        any(is_set(value) and value is not False for _, value, _ in places(report, pattern))
        for pattern in patterns
    )


def _first(words: Words, patterns: tuple[str, ...], report: ThemeReport) -> Finding | None:
    """Where one of the texts at `patterns` holds `words`, and what it says."""
    for pattern in patterns:
        for path, value, _ in places(report, pattern):
            if isinstance(value, str) and (match := words.pattern.search(value)):
                return path, {"found": match[0]}
    return None


def _set(requirement: Requirement, report: ThemeReport) -> Iterator[Finding]:
    for path, value in requirement.asked(report):
        if not is_set(value):
            yield path, {}


def _match(requirement: Requirement, report: ThemeReport) -> Iterator[Finding]:
    assert requirement.words
    form = requirement.words.pattern
    for path, value in requirement.asked(report):
        if is_set(value) and not (isinstance(value, str) and form.fullmatch(value)):
            yield path, {"found": value if isinstance(value, (str, int)) else str(value)}


def _say(requirement: Requirement, report: ThemeReport) -> Iterator[Finding]:
    assert requirement.words
    if _first(requirement.words, requirement.fields, report) is None:
        yield requirement.fields[0].partition("[")[0], {}


def _among(requirement: Requirement, report: ThemeReport) -> Iterator[Finding]:
    said = [value for other in requirement.others for _, value, _ in places(report, other)]
    for path, value in requirement.asked(report):
        if value not in said:
            yield path, {"found": value}


def _equal(requirement: Requirement, report: ThemeReport) -> Iterator[Finding]:
    for pattern, other in zip(requirement.fields, requirement.others, strict=True):
        ((path, value, _),) = places(report, pattern)
        ((other_path, expected, _),) = places(report, other)
        if is_set(value) and is_set(expected) and value != expected:
            found = value if isinstance(value, str) else str(value)
            yield path, {"found": found, "other": other_path, "expected": expected}


_CHECKS: Mapping[Asks, Callable[[Requirement, ThemeReport], Iterator[Finding]]] = {
    "set": _set,
    "match": _match,
    "say": _say,
    "among": _among,
    "equal": _equal,
}

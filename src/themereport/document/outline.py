"""The outline of a report: THE table of its sections, which readers and writers share."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from themereport.document.marker import NUMBERING
from themereport.locales.labels import LANGUAGES, Labels, labels_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "FIRST_APPENDIX",
    "SECTIONS",
    "Recognised",
    "SectionSpec",
    "canonical_disclaimers",
    "canonical_headings",
    "canonical_line",
    "disclaimer_prefix",
    "find_loose_theme",
    "find_theme",
    "fold_heading",
    "guess_words",
    "pairs_of",
    "recognise",
]

Shape = Literal["text", "ranked", "labelled"]


@frozen(cache_hash=True)
class SectionSpec:
    """One section of a report: where it stands, and which fields of which model it shows.

    `shape` is how it is written: one paragraph, a ranked list, or a list of labelled items.
    `label`, `text` and `steps` name the fields of an item; `lead` names the report's field that
    stands as a paragraph before the items.
    """

    key: str
    part: Literal["brief", "detail"]
    shape: Shape
    label: str = ""
    text: str = ""
    steps: str = ""
    lead: str = ""
    number: int = 0
    expects: str = ""


SECTIONS: tuple[SectionSpec, ...] = (
    SectionSpec("overview", "brief", "text", expects="one paragraph"),
    SectionSpec("signals", "brief", "ranked", text="text", expects="ten numbered items"),
    SectionSpec(
        "events",
        "detail",
        "labelled",
        "title",
        "description",
        lead="background",
        number=1,
        expects="a paragraph and a list of events",
    ),
    SectionSpec(
        "drivers",
        "detail",
        "labelled",
        "subject",
        "thesis",
        steps="steps",
        number=2,
        expects="a list of drivers with numbered steps",
    ),
    SectionSpec(
        "impacts",
        "detail",
        "labelled",
        "target",
        "analysis",
        number=3,
        expects="a list of ETFs or industries",
    ),
    SectionSpec(
        "risks", "detail", "labelled", "name", "description", number=4, expects="a list of risks"
    ),
)
FIRST_APPENDIX = 5
_PARTS = ("brief", "detail")


@frozen
class Recognised:
    """What a heading names: `key` is a section, a part, or `disclaimer`."""

    key: str
    language: str
    canonical: bool


def canonical_line(key: str, labels: Labels) -> str:
    """The whole heading line of a section or part in the canonical form."""
    if key in _PARTS:
        return f"## {getattr(labels, key)}"
    number = next(section.number for section in SECTIONS if section.key == key)
    return f"### {number}. {getattr(labels, key)}" if number else f"### {getattr(labels, key)}"


@cache
def canonical_headings() -> Mapping[str, Recognised]:
    """The heading lines of the canonical form in all languages."""
    lines: dict[str, Recognised] = {}
    for language in LANGUAGES:
        labels = labels_for(language)
        for key in (*_PARTS, *(section.key for section in SECTIONS)):
            lines.setdefault(canonical_line(key, labels), Recognised(key, language, True))
    return lines


def disclaimer_prefix(labels: Labels) -> str:
    """How the disclaimer's line begins in the canonical form."""
    return f"**{labels.disclaimer}{labels.after_label}** "


@cache
def canonical_disclaimers() -> tuple[tuple[str, Recognised], ...]:
    """How the disclaimer's line begins in each language."""
    return tuple(
        (disclaimer_prefix(labels_for(language)), Recognised("disclaimer", language, True))
        for language in LANGUAGES
    )


def recognise(heading: str) -> Recognised | None:
    """What `heading`, without its `#`, names; None if it is no section of a report.

    Labels and synonyms are compared folded: without number, punctuation, pictures, case and
    width. A heading that holds a numeric entity is never a section: so the writer marks an
    appendix whose title reads like one.
    """
    if "&#" in heading:
        return None
    known = _folded_headings()
    return next((known[folded] for folded in _readings(heading) if folded in known), None)


def find_theme(heading: str, language: str) -> tuple[int, int] | None:
    """Where the title line `heading` names the theme, or None if it is no title in `language`."""
    return _find_in(heading, labels_for(language).title)


def find_loose_theme(heading: str) -> tuple[int, int] | None:
    """Where a title in any language, or one much like a title, names the theme."""
    patterns = [labels_for(language).title for language in LANGUAGES]
    for by_key in _synonyms().values():
        patterns += by_key.get("title", [])
    found = (_find_in(heading, pattern) for pattern in patterns)
    if slug := _SLUG.fullmatch(heading):
        return slug.span(1)
    return next((place for place in found if place), None)


def _find_in(heading: str, pattern: str) -> tuple[int, int] | None:
    before, _, after = pattern.partition("{theme}")
    start, end = len(before), len(heading) - len(after)
    if start < end and heading.startswith(before) and heading.endswith(after):
        return start, end
    return None


_SLUG = re.compile(r"theme_research_(.+)_\d{4}-\d\d-\d\d")
_NOT_WORDS = re.compile(r"[\W_]+")
_NOT_BEFORE = re.compile(r"^[^\w（(]+")
_IN_BRACKETS = re.compile(r"[（(【\[].*?[)）】\]]")
_BETWEEN = re.compile(r"[/|｜]|\s[—–-]+\s|[—–]{2}")


def fold_heading(heading: str) -> str:
    """`heading` as headings are compared: letters and digits, without width and case."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", heading).casefold())


def _readings(heading: str) -> Iterator[str]:
    """`heading` folded, in the ways it may be meant: each less literal than the one before."""
    yield fold_heading(heading)
    bare = _NOT_BEFORE.sub("", heading.rstrip(" \t\u3000#＃*_"))
    while number := NUMBERING.match(bare):
        bare = bare[number.end() :]
    yield fold_heading(bare)
    yield fold_heading(_IN_BRACKETS.sub("", bare))
    for half in _BETWEEN.split(bare):
        yield fold_heading(half)
    if inside := _IN_BRACKETS.search(bare):
        yield fold_heading(inside[0])


@cache
def _folded_headings() -> Mapping[str, Recognised]:
    known: dict[str, Recognised] = {}
    keys = (*_PARTS, *(section.key for section in SECTIONS), "disclaimer")
    for language in LANGUAGES:
        labels = labels_for(language)
        for key in keys:
            known.setdefault(fold_heading(getattr(labels, key)), Recognised(key, language, False))
    for language, by_key in _synonyms().items():
        for key in keys:
            for word in by_key.get(key, ()):
                known.setdefault(fold_heading(word), Recognised(key, language, False))
    known.pop("", None)
    return known


def guess_words(key: str) -> frozenset[str]:
    """Pairs of characters in the labels and synonyms of a section, in all languages."""
    return _pairs_by_key()[key]


def pairs_of(heading: str) -> frozenset[str]:
    """The pairs of neighbouring characters in a folded heading."""
    folded = fold_heading(heading)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


@cache
def _pairs_by_key() -> Mapping[str, frozenset[str]]:
    pairs: dict[str, frozenset[str]] = {}
    for folded, known in _folded_headings().items():
        pairs[known.key] = pairs.get(known.key, frozenset()) | pairs_of(folded)
    return pairs


@cache
def _synonyms() -> dict[str, dict[str, list[str]]]:
    import tomllib
    from importlib.resources import files

    text = (files("themereport.locales") / "synonyms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

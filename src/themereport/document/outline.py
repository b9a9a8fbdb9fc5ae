"""The outline of a report: THE table of its sections, which readers and writers share."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from themereport.locales.labels import LANGUAGES, Labels, labels_for

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "FIRST_APPENDIX",
    "SECTIONS",
    "Recognised",
    "SectionSpec",
    "canonical_disclaimers",
    "canonical_headings",
    "canonical_line",
    "disclaimer_prefix",
    "find_theme",
    "fold_heading",
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

    Labels and synonyms are compared folded: without number, blanks, case, width and a colon at
    the end. A heading that begins with an entity is never a section: so the writer marks an
    appendix whose title reads like one.
    """
    if heading.startswith("&#"):
        return None
    return _folded_headings().get(fold_heading(heading))


def find_theme(heading: str, language: str) -> tuple[int, int] | None:
    """Where the title line `heading` names the theme, or None if it is no title in `language`."""
    before, _, after = labels_for(language).title.partition("{theme}")
    start, end = len(before), len(heading) - len(after)
    if start < end and heading.startswith(before) and heading.endswith(after):
        return start, end
    return None


_NUMBER = re.compile(r"\d+[.、)] ?")
_IGNORED = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")


def fold_heading(heading: str) -> str:
    """`heading` as headings are compared."""
    heading = _NUMBER.sub("", heading.strip(), count=1) if heading[:1].isdigit() else heading
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return _IGNORED.sub("", folded).rstrip(":")


@cache
def _folded_headings() -> Mapping[str, Recognised]:
    known: dict[str, Recognised] = {}
    keys = (*_PARTS, *(section.key for section in SECTIONS), "disclaimer")
    for language in LANGUAGES:
        labels = labels_for(language)
        for key in keys:
            known.setdefault(fold_heading(getattr(labels, key)), Recognised(key, language, False))
    for language, by_key in _synonyms().items():
        for key, words in by_key.items():
            for word in words:
                known.setdefault(fold_heading(word), Recognised(key, language, False))
    return known


def _synonyms() -> dict[str, dict[str, list[str]]]:
    import tomllib
    from importlib.resources import files

    text = (files("themereport.locales") / "synonyms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

"""Dialects: how one publisher writes reports. The canonical form is the one that is built in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from themereport.document.bare import before_pictures, behind_pictures
from themereport.document.outline import (
    PARTS,
    SECTIONS,
    SECTIONS_BY_KEY,
    end_of,
    fold_heading,
    is_parted,
    pairs_of,
    readings_of,
)
from themereport.errors import RenderError, choice
from themereport.locales.labels import ALL_LABELS, Labels, labels_for
from themereport.locales.language import LANGUAGES, nearest_language
from themereport.models.report import SLUG

if TYPE_CHECKING:
    import os

__all__ = ["Dialect", "Recognised", "built_in"]

_FALLBACK = "en"
# "Part I: Summary" is a half; of a section, what stands behind a colon says too little.
_BEHIND_COLON = re.compile(r"[：:]([^：:]+)[：:]?\Z")
Title: TypeAlias = "tuple[str, str]"
"""What stands before the theme in a title, and what behind it."""
# The day stands in the front matter; models like to say it in the title, too.
_DATE_BEHIND = re.compile(
    r"[ \t]{0,3}(?:[—–|｜·,，:：-]{1,2}[ \t]{0,3})?[（(【\[]?"
    r"(?:\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}日?|(?:\d{1,2}\.? )?[A-Z][a-zä]{2,8}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4})"
    r"[)）】\]]?\Z"
)
_ENDS_OF_DATES = frozenset("0123456789日)）】]")
# Behind the title, models like to say it again in another language, or what it is about.
_TRANSLATION_BEHIND = re.compile(
    r"[ \t]{0,3}(?:[（(【\[][^（(【\[]+[)）】\]]|(?:[/|｜：]|:[ \t]|[ \t][—–-]{1,2}[ \t]|——).+)\Z"
)


@frozen
class Recognised:
    """What a heading names: `key` is a section, a half, or `disclaimer`."""

    key: str
    languages: tuple[str, ...]
    """Those in which it does; mostly one."""


# Not compared by value: a dialect is made once, and looked up for every line.
@frozen(eq=False, slots=False)
class Dialect:
    """How one publisher writes reports: labels, order, headings, lists and tables.

    The same reader and writer speak every dialect: give one as `dialect=` to `read`, `fix`,
    `render` and the others. Without arguments it is the canonical form. Mostly a dialect stands
    in a TOML file; `Dialect.load` reads it.
    """

    name: str = "canonical"
    """What it is called in messages."""

    labels: Mapping[str, Labels] = field(default=ALL_LABELS)
    """The words of the frame by language (BCP 47), in the order in which they are looked for."""

    order: tuple[str, ...] = tuple(section.key for section in SECTIONS)
    """The keys of the six sections, from top to bottom."""

    halves: bool = True
    """Whether the headings of the halves, `brief` and `detail`, are written."""

    level: int = 3
    """The depth of a section's heading: 3 is `###`. That of a half is one less."""

    numbers: Literal["none", "detail", "all"] = "detail"
    """Which sections are numbered: those of the second half, all, or none."""

    bullet: str = "*   "
    """What begins an item of a list: `*`, `-` or `+`, and one to four spaces."""

    tables: Mapping[str, tuple[str, str]] = field(factory=dict)
    """Sections written as a table of two columns, and the words above the columns."""

    disclaimer: Literal["line", "section"] = "line"
    """Whether the disclaimer is a line behind its label in bold, or has a heading of its own."""

    synonyms: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Other headings by section; they are understood, and reported as drift."""

    @classmethod
    def load(cls, path: os.PathLike[str] | str) -> Dialect:
        """The dialect in the TOML file at `path`.

        Raises:
            ConfigError: The file cannot be read, or describes no dialect.
        """
        from themereport.document.dialect_file import load_dialect

        return load_dialect(path)

    @classmethod
    def loads(cls, text: str) -> Dialect:
        """The dialect that the TOML `text` describes.

        Raises:
            ConfigError: It describes no dialect.
        """
        from themereport.document.dialect_file import parse_dialect

        return parse_dialect(text)

    # --- what is written -------------------------------------------------------------------

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has labels in."""
        return tuple(self.labels)

    def nearest(self, tag: str) -> str:
        """The language of a frame round content in the language `tag`."""
        language = nearest_language(tag, self.languages)
        if language is not None:
            return language
        return _FALLBACK if _FALLBACK in self.labels else self.languages[0]

    def labels_of(self, tag: str) -> Labels:
        """The labels for readers of `tag`; raise `RenderError` if there are none."""
        language = nearest_language(tag, self.languages)
        if language is None:
            raise RenderError(
                f"there are no labels in the language {tag!r}: {choice(tag, self.languages)}"
            )
        return self.labels[language]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The keys of all that it gives a heading or a label of its own, but for appendices."""
        return (*(PARTS if self.halves else ()), *self.order, "disclaimer")

    @cached_property
    def section_numbers(self) -> Mapping[str, int]:
        """The number of each section; 0 where none is written."""
        counted = [
            key
            for key in self.order
            if self.numbers == "all"
            or (self.numbers == "detail" and SECTIONS_BY_KEY[key].part == "detail")
        ]
        return {key: counted.index(key) + 1 if key in counted else 0 for key in self.order}

    def appendix_number(self, at: int) -> int:
        """The number of the appendix at index `at`; 0 where none is written."""
        return at + max(self.section_numbers.values()) + 1 if self.numbers != "none" else 0

    def begins_half(self, key: str) -> str:
        """The half that begins with the section `key`, or nothing."""
        if not self.halves:
            return ""
        part = SECTIONS_BY_KEY[key].part
        first = next(other for other in self.order if SECTIONS_BY_KEY[other].part == part)
        return part if first == key else ""

    def heading_line(self, key: str, labels: Labels) -> str:
        """The whole heading line of a section, a half or the disclaimer; "" if it has none."""
        return _heading_line(self, key, labels)

    def disclaimer_prefix(self, labels: Labels) -> str:
        """How the line of the disclaimer begins, where it is one."""
        return f"**{labels.disclaimer}{labels.after_label}** "

    def disclaimer_start(self, labels: Labels) -> str:
        """What announces the disclaimer: its heading, or its label in bold."""
        return self.heading_line("disclaimer", labels) or self.disclaimer_prefix(labels).rstrip()

    # --- what is recognised ----------------------------------------------------------------

    @cached_property
    def headings(self) -> Mapping[str, Recognised]:
        """The heading lines that it writes, in all its languages."""
        lines: dict[str, Recognised] = {}
        for language, labels in self.labels.items():
            for key in self.parts:
                _enter(lines, self.heading_line(key, labels), key, language)
        return lines

    @cached_property
    def disclaimers(self) -> tuple[tuple[str, Recognised], ...]:
        """How the disclaimer's line begins in each language, where it is written as one."""
        if self.disclaimer == "section":
            return ()
        return tuple(
            (self.disclaimer_prefix(labels), Recognised("disclaimer", (language,)))
            for language, labels in self.labels.items()
        )

    @cached_property
    def disclaimer_prefixes(self) -> tuple[str, ...]:
        """The same without their meaning: a line is asked for all of them at once."""
        return tuple(prefix for prefix, _ in self.disclaimers)

    def recognise(self, heading: str) -> Recognised | None:
        """What `heading`, without its `#`, names; None if it is no section of a report.

        Labels and synonyms are compared folded: without number, punctuation, pictures, case and
        width. A heading that holds a numeric entity is never a section: so the writer marks an
        appendix whose title reads like one.
        """
        if "&#" in heading:
            return None
        known = self._folded
        if not self._may_name(heading) and not is_parted(heading):
            return None  # nearly all lines that are no headings
        for words in readings_of(heading):
            if self._may_name(words) and (found := known.get(fold_heading(words))):
                return found
        if last := _BEHIND_COLON.search(heading.rstrip(" \t*_：:")):
            half = known.get(fold_heading(last[1]))
            return half if half and half.key in PARTS else None
        return None

    def find_theme(self, heading: str, language: str) -> tuple[int, int] | None:
        """Where the title line `heading` names the theme; None if it is no title in `language`."""
        return _find_in(heading, _title_in(self, language))

    def is_title(self, heading: str) -> bool:
        """Whether `heading` is a title in one of the languages."""
        return any(self.find_theme(heading, language) for language in self.languages)

    def find_loose_theme(self, heading: str, *, is_set: bool) -> tuple[int, int] | None:
        """Where a title in any language, or one much like a title, names the theme.

        Behind one that `is_set` as a heading, there may be more than the day.
        """
        if slug := SLUG.fullmatch(heading):
            return slug.span(1)
        if heading.isupper() and heading.isascii():
            heading = heading.title()  # places stay what they are
        date = _DATE_BEHIND.search(heading) if heading[-1:] in _ENDS_OF_DATES else None
        ends = (date.start(), len(heading)) if date else (len(heading),)
        if is_set:
            other = _TRANSLATION_BEHIND.search(heading)
            if other is not None and heading[: other.start()].endswith(self._endings):
                ends = (other.start(), *ends)
            ends = (*ends, before_pictures(heading))
        for at, end in product(dict.fromkeys((0, behind_pictures(heading))), ends):
            bare = heading[at:end]
            if not (bare.startswith(self._beginnings) or bare.endswith(self._endings)):
                continue  # nearly all lines that are no titles
            found = (_find_in(bare, pattern) for pattern in self._titles)
            if place := next(filter(None, found), None):
                return at + place[0], at + place[1]
        return None

    def guess_words(self, key: str, language: str) -> frozenset[str]:
        """Pairs of characters in the labels and synonyms of a section in `language`."""
        return self._pairs.get((key, language), frozenset())

    @cached_property
    def _titles(self) -> tuple[Title, ...]:
        patterns = [labels.title for labels in self.labels.values()]
        patterns += [labels_for(language).title for language in LANGUAGES]
        for by_key in _synonyms().values():
            patterns += by_key.get("title", [])
        titles = dict.fromkeys(map(_title, patterns))
        # A title that is the theme alone would take every heading.
        return tuple(title for title in titles if title != ("", ""))

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """How titles begin that end with the theme."""
        return tuple(before for before, after in self._titles if not after)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        """How the others end."""
        return tuple(after for _, after in self._titles if after)

    @cached_property
    def _folded(self) -> Mapping[str, Recognised]:
        """Sections by folded headings: our own labels, our synonyms, then everybody's."""
        known: dict[str, Recognised] = {}
        keys = self.parts
        for language, labels in self.labels.items():
            for key in keys:
                _enter(known, fold_heading(getattr(labels, key)), key, language)
        # A label may carry its own number, or a translation; either half will do.
        for language, labels in self.labels.items():
            for key in keys:
                for words in readings_of(getattr(labels, key)):
                    _enter(known, fold_heading(words), key, language)
        for key, synonyms in self.synonyms.items():
            for word in synonyms:
                _enter(known, fold_heading(word), key, self.languages[0])
        ours = frozenset(self.labels)
        for folded, found in _common().items():
            if folded not in known and ours.issuperset(found.languages):
                known[folded] = found  # nearly all, in a dialect of all languages
                continue
            own = [language for language in found.languages if language in ours]
            for language in own or [self.nearest(found.languages[0])]:
                _enter(known, folded, found.key, language)
        return known

    def _may_name(self, words: str) -> bool:
        """Whether words end as some section does, which may be hard to see."""
        end = end_of(words)
        return not end or not self._ends.isdisjoint((end, end[1:], end[2]))

    @cached_property
    def _ends(self) -> frozenset[str]:
        """The last three characters of each folded heading, which some are no longer than."""
        return frozenset(folded[-3:] for folded in self._folded)

    @cached_property
    def _pairs(self) -> Mapping[tuple[str, str], frozenset[str]]:
        pairs: dict[tuple[str, str], set[str]] = {}
        for folded, known in self._folded.items():
            for language in known.languages:
                pairs.setdefault((known.key, language), set()).update(pairs_of(folded))
        return {place: frozenset(words) for place, words in pairs.items()}


@cache
def built_in() -> Dialect:
    """The canonical form."""
    return Dialect()


@cache
def _common() -> Mapping[str, Recognised]:
    """The labels of the catalogs and common other headings, folded."""
    known: dict[str, Recognised] = {}
    keys = (*PARTS, *(section.key for section in SECTIONS), "disclaimer")
    for language in LANGUAGES:
        labels = labels_for(language)
        for key in keys:
            _enter(known, fold_heading(getattr(labels, key)), key, language)
    for language, by_key in _synonyms().items():
        for key in keys:
            for word in by_key.get(key, ()):
                _enter(known, fold_heading(word), key, language)
    return known


def _enter(known: dict[str, Recognised], heading: str, key: str, language: str) -> None:
    """Let `heading` name `key` in `language`; what names another section goes on doing so."""
    found = known.setdefault(heading, Recognised(key, (language,))) if heading else None
    if found is not None and found.key == key and language not in found.languages:
        known[heading] = Recognised(key, (*found.languages, language))


@cache
def _heading_line(dialect: Dialect, key: str, labels: Labels) -> str:
    words = getattr(labels, key)
    if key in PARTS:
        return f"{'#' * (dialect.level - 1)} {words}" if dialect.halves else ""
    if key == "disclaimer" and dialect.disclaimer == "line":
        return ""
    number = dialect.section_numbers.get(key, 0)
    return f"{'#' * dialect.level} {f'{number}. ' if number else ''}{words}"


@cache
def _title_in(dialect: Dialect, language: str) -> Title:
    return _title(dialect.labels[language].title)


def _title(pattern: str) -> Title:
    before, _, after = pattern.partition("{theme}")
    return before, after


def _find_in(heading: str, title: Title) -> tuple[int, int] | None:
    before, after = title
    if not heading.startswith(before) or not heading.endswith(after):
        return None
    start, end = len(before), len(heading) - len(after)
    return (start, end) if start < end else None


@cache
def _synonyms() -> dict[str, dict[str, list[str]]]:
    # JSON, because TOML takes thirty times as long, and the first text that has drifted waits for it.
    import json
    from importlib.resources import files

    text = (files("themereport.locales") / "synonyms.json").read_text(encoding="utf-8")
    words: dict[str, dict[str, list[str]]] = json.loads(text)
    return words

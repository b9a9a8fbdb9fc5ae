"""The express lane for sections: their texts and lists by a few patterns.

The patterns are made from the outline and the dialect, like everything that reads or writes.
Markers and labels are what drifts most, so there are patterns that take others, too, and note
them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from themereport.document.form import ranked_marker, step_marker
from themereport.document.kind import kind_of_target
from themereport.document.outline import SECTIONS
from themereport.document.plain import PARAGRAPH, TEXT, canonical_item
from themereport.document.taken import Taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.dialect import Dialect
    from themereport.document.outline import SectionSpec
    from themereport.document.taken import Fields, Places
    from themereport.locales.labels import Labels
    from themereport.source.text import SourceText

__all__ = ["TakeSection", "express_sections"]

Take: TypeAlias = "Callable[[str, int, int, Taken], bool]"
"""Takes the section between two offsets of a text, or refuses it."""
TakeSection: TypeAlias = "Callable[[SourceText, int, int, Taken], bool]"
"""The same of a source, whose limits it keeps."""

# Longer lists are rare; they go the general way.
_MOST_ITEMS = 24
_MOST_STEPS = 12


@cache
def express_sections(dialect: Dialect, language: str) -> dict[str, TakeSection]:
    """What takes each section of the outline under the labels of `language`, but for tables."""
    labels = dialect.labels[language]
    takes: dict[str, TakeSection] = {}
    for section in SECTIONS:
        if section.shape == "text":
            canonical = _text(section)
        elif section.shape == "ranked":
            canonical = _ranked(section)
        elif section.key in dialect.tables:
            continue
        else:
            make = _stepped if section.steps else _labelled
            canonical = make(section, dialect, labels)
        takes[section.key] = _either(canonical, section, dialect, labels)
    return takes


def _either(canonical: Take, section: SectionSpec, dialect: Dialect, labels: Labels) -> TakeSection:
    """Takes a section in the canonical form, or else as it has drifted."""

    @cache
    def drifted() -> Take:
        # Only here: most texts are canonical, and its patterns take milliseconds to compile.
        from themereport.document.breaks import within_breaks
        from themereport.document.express_drifted import drifted_section

        take_drifted = drifted_section(section, dialect, labels)

        def take(text: str, start: int, end: int, taken: Taken) -> bool:
            place = within_breaks(text, start, end, taken)
            if place != (start, end) and canonical(text, *place, taken):
                return True
            return take_drifted(text, *place, taken)

        return take

    def take(source: SourceText, start: int, end: int, taken: Taken) -> bool:
        if canonical(source.text, start, end, taken):
            return True
        attempt = Taken({})  # what it has noted counts only if it takes all
        if not (_allows_lists(source, start, end) and drifted()(source.text, start, end, attempt)):
            return False
        taken.add(attempt)
        return True

    return take


def _allows_lists(source: SourceText, start: int, end: int) -> bool:
    """Whether no list between two offsets can go beyond the limits, which are not looked at here."""
    limits = source.limits
    return limits.nesting > 0 and source.text.count("\n", start, end) <= limits.items


def _text(section: SectionSpec) -> Take:
    match_all = re.compile(rf"\n*({PARAGRAPH})\n+").fullmatch
    paths = (section.key,)

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        match = match_all(text, start, end)
        if match is None:
            return False
        taken.data[section.key] = match[1]
        taken.places.append((paths, match.regs[1:]))
        return True

    return take


def _ranked(section: SectionSpec) -> Take:
    items = "".join(
        rf"{re.escape(ranked_marker(rank))}\*\*({TEXT})\*\*\n+" for rank in range(1, 11)
    )
    match_all = re.compile(rf"\n*{items}").fullmatch
    key, field = section.key, section.text
    paths = [f"{key}[{at}].{field}" for at in range(10)]

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        match = match_all(text, start, end)
        if match is None:
            return False
        taken.data[key] = [
            {"rank": rank, field: words} for rank, words in enumerate(match.groups(), 1)
        ]
        taken.places.append((paths, match.regs[1:]))
        return True

    return take


def _labelled(section: SectionSpec, dialect: Dialect, labels: Labels) -> Take:
    key, label, body, lead = section.key, section.label, section.text, section.lead
    behind_label = f"{labels.after_label}** "
    item = rf"({re.escape(dialect.bullet)}{canonical_item(labels.after_label)})\n+"
    start_of_list = rf"\n*({PARAGRAPH})\n\n+" if lead else r"\n*"
    first = 1 if lead else 0
    is_impact = key == "impacts"

    @cache
    def form(count: int) -> tuple[Callable[..., re.Match[str] | None], list[str]]:
        """What matches a list of `count` items, and the paths of its groups."""
        paths = [lead] if lead else []
        for at in range(count):
            paths += (f"{key}[{at}]", f"{key}[{at}].{label}", f"{key}[{at}].{body}")
        return re.compile(start_of_list + item * count).fullmatch, paths

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        count = text.count(behind_label, start, end)
        if not 0 < count <= _MOST_ITEMS:
            return False
        match_all, paths = form(count)
        match = match_all(text, start, end)
        if match is None:
            return False
        groups = match.groups()
        names, texts = groups[first + 1 :: 3], groups[first + 2 :: 3]
        if lead:
            taken.data[lead] = groups[0]
        if is_impact:
            taken.data[key] = [
                {label: name, body: words, "kind": kind_of_target(name)}
                for name, words in zip(names, texts, strict=True)
            ]
        else:
            taken.data[key] = [
                {label: name, body: words} for name, words in zip(names, texts, strict=True)
            ]
        taken.places.append((paths, match.regs[1:]))
        return True

    return take


def _stepped(section: SectionSpec, dialect: Dialect, labels: Labels) -> Take:
    key, label, body, steps = section.key, section.label, section.text, section.steps
    behind_label = f"{labels.after_subject}** "
    item = rf"\n*({re.escape(dialect.bullet)}{canonical_item(labels.after_subject)})\n"

    @cache
    def form(count: int) -> Callable[..., re.Match[str] | None]:
        """What matches an item with `count` steps."""
        markers = (re.escape(step_marker(number)) for number in range(1, count + 1))
        lines = (rf"{marker}({PARAGRAPH})\n+" for marker in markers)
        return re.compile(item + "".join(lines)).match

    @cache
    def paths_of(at: int, count: int) -> list[str]:
        path = f"{key}[{at}]"
        numbered = (f"{path}.{steps}[{number}]" for number in range(count))
        return [path, f"{path}.{label}", f"{path}.{body}", *numbered]

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        items: list[Fields] = []
        places: Places = []
        at = start
        while at < end and len(items) < _MOST_ITEMS:
            here = text.find(behind_label, at, end)
            if here < 0:
                return False
            after = text.find(behind_label, here + 1, end)
            count = text.count("\n   ", at, text.rfind("\n", at, after) if after > 0 else end)
            if not 0 < count <= _MOST_STEPS:
                return False
            match = form(count)(text, at, end)
            if match is None:
                return False
            _, name, words, *numbered = match.groups()
            places.append((paths_of(len(items), count), match.regs[1:]))
            items.append({label: name, body: words, steps: numbered})
            at = match.end()
        if at < end or not items:
            return False
        taken.data[key] = items
        taken.places += places
        return True

    return take

"""From model to document: the report laid out by the outline."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from themereport.document.document import (
    Block,
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.outline import FIRST_APPENDIX, SECTIONS, SectionSpec
from themereport.locales.labels import labels_for, nearest_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.locales.labels import Labels
    from themereport.models.report import ThemeReport

__all__ = ["compose"]

FALLBACK = "en"


def compose(report: ThemeReport, language: str | None = None) -> Document:
    """Lay `report` out, with a frame in `language`; by default in the report's own.

    Where the report's own language has no catalog, the frame is in English. A `language` that
    was asked for and has none raises `RenderError`.
    """
    if language is None:
        language = nearest_language(report.language) or FALLBACK
    labels = labels_for(nearest_language(language) or language)
    blocks: list[Block] = []
    headings = _headings(labels.language)
    for section in SECTIONS:
        blocks += headings[section.key]
        if section.lead:
            blocks.append(Paragraph(getattr(report, section.lead)))
        blocks.append(_content(section, report, labels))
    for number, appendix in enumerate(report.appendices, FIRST_APPENDIX):
        blocks.append(Heading(3, "appendix", appendix.title, number))
        blocks.append(Markdown(appendix.body))
    blocks.append(Disclaimer(labels.disclaimer, labels.after_label, report.disclaimer))
    return Document(report, labels, labels.title.replace("{theme}", report.theme), tuple(blocks))


@cache
def _headings(language: str) -> dict[str, tuple[Heading, ...]]:
    """The headings in front of each section: its own, and that of the half it begins."""
    labels = labels_for(language)
    headings: dict[str, tuple[Heading, ...]] = {}
    part = ""
    for section in SECTIONS:
        own = Heading(3, section.key, getattr(labels, section.key), section.number)
        if section.part != part:
            part = section.part
            headings[section.key] = (Heading(2, part, getattr(labels, part)), own)
        else:
            headings[section.key] = (own,)
    return headings


def _content(section: SectionSpec, report: ThemeReport, labels: Labels) -> Block:
    value = getattr(report, section.key)
    if section.shape == "text":
        return Paragraph(value)
    items = tuple(map(_fields(section), value))
    if section.shape == "ranked":
        return RankedList(items)
    if section.steps:
        return SteppedList(labels.after_subject, items)
    return LabelledList(labels.after_label, items)


@cache
def _fields(section: SectionSpec) -> Callable[[object], Any]:
    """What takes the fields of an item that its section shows: all at once, as they stand."""
    names = (section.label, section.text, section.steps)
    return attrgetter(*filter(None, names))

"""From model to document: the report laid out by the outline."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

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

    _Step: TypeAlias = "tuple[tuple[Heading, ...], str, str, Callable[[Any], Block]]"

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
    for headings, lead, key, to_block in _plan(labels):
        blocks += headings
        if lead:
            blocks.append(Paragraph(getattr(report, lead)))
        blocks.append(to_block(getattr(report, key)))
    for number, appendix in enumerate(report.appendices, FIRST_APPENDIX):
        blocks.append(Heading(3, "appendix", appendix.title, number))
        if appendix.body:
            blocks.append(Markdown(appendix.body))
    blocks.append(Disclaimer(labels.disclaimer, labels.after_label, report.disclaimer))
    return Document(report, labels, labels.title.replace("{theme}", report.theme), tuple(blocks))


@cache
def _plan(labels: Labels) -> tuple[_Step, ...]:
    """What to do for each section of the outline, with all that its labels already decide."""
    steps: list[_Step] = []
    part = ""
    for section in SECTIONS:
        own = Heading(3, section.key, getattr(labels, section.key), section.number)
        headings: tuple[Heading, ...] = (own,)
        if section.part != part:
            part = section.part
            headings = (Heading(2, part, getattr(labels, part)), own)
        steps.append((headings, section.lead, section.key, _to_block(section, labels)))
    return tuple(steps)


def _to_block(section: SectionSpec, labels: Labels) -> Callable[[Any], Block]:
    """What makes a section's block of its field's value."""
    if section.shape == "text":
        return Paragraph
    names = (section.label, section.text, section.steps)
    shown = cast("Callable[[object], Any]", attrgetter(*filter(None, names)))  # all at once
    if section.shape == "ranked":
        return lambda value: RankedList(tuple(map(shown, value)))
    if section.steps:
        return lambda value: SteppedList(labels.after_subject, tuple(map(shown, value)))
    return lambda value: LabelledList(labels.after_label, tuple(map(shown, value)))

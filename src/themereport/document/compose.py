"""From model to document: the report laid out by the outline, as a dialect has it."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from themereport.document.dialect import built_in
from themereport.document.document import (
    Block,
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Note,
    Notice,
    Paragraph,
    RankedList,
    Reference,
    SteppedList,
)
from themereport.document.note import Noter, references_to
from themereport.document.outline import SECTIONS_BY_KEY, SectionSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.dialect import Dialect
    from themereport.locales.labels import Labels
    from themereport.models.report import ThemeReport

    _Notes: TypeAlias = tuple[tuple[Note, ...], ...]
    _Step: TypeAlias = "tuple[tuple[Heading, ...], str, str, Callable[[Any, _Notes], Block]]"

__all__ = ["compose"]


def compose(
    report: ThemeReport, language: str | None = None, dialect: Dialect | None = None
) -> Document:
    """Lay `report` out, with a frame in `language`; by default in the report's own.

    Where the dialect, by default the canonical form, has no labels in the report's own language,
    the frame is in English, or in the first that it has. A `language` that was asked for and has
    none raises `RenderError`.
    """
    dialect = dialect or built_in()
    labels = dialect.labels_of(language or dialect.nearest(report.language))
    blocks: list[Block] = []
    noter: Noter | None = None
    references: tuple[Reference, ...] = ()
    if report.schema_version != "1.0":
        references = references_to(report.sources, labels)
        noter = Noter(labels.language, references)
    if report.provenance is not None and report.provenance.ai_generated is not None:
        blocks.append(Notice(labels.notice))
    for headings, lead, key, to_block in _plan(dialect, labels):
        blocks += headings
        if lead:
            blocks.append(Paragraph(getattr(report, lead)))
        value = getattr(report, key)
        notes = () if noter is None or isinstance(value, str) else noter.notes(value)
        blocks.append(to_block(value, notes))
    for at, appendix in enumerate(report.appendices):
        number = dialect.appendix_number(at)
        blocks.append(Heading(dialect.level, "appendix", appendix.title, number))
        if appendix.body:
            blocks.append(Markdown(appendix.body))
    blocks.append(Disclaimer(labels.disclaimer, labels.after_label, report.disclaimer))
    title = labels.title.replace("{theme}", report.theme)
    return Document(report, labels, title, tuple(blocks), dialect, references)


@cache
def _plan(dialect: Dialect, labels: Labels) -> tuple[_Step, ...]:
    """What to do for each section of the outline, with all that its labels already decide."""
    steps: list[_Step] = []
    for key in dialect.order:
        section = SECTIONS_BY_KEY[key]
        number = dialect.section_numbers[key]
        headings: tuple[Heading, ...] = (Heading(dialect.level, key, getattr(labels, key), number),)
        if half := dialect.begins_half(key):
            headings = (Heading(dialect.level - 1, half, getattr(labels, half)), *headings)
        steps.append((headings, section.lead, key, _to_block(section, dialect, labels)))
    return tuple(steps)


def _to_block(
    section: SectionSpec, dialect: Dialect, labels: Labels
) -> Callable[[Any, _Notes], Block]:
    """What makes a section's block of its field's value."""
    if section.shape == "text":
        return lambda value, _: Paragraph(value)
    names = (section.label, section.text, section.steps)
    shown = cast("Callable[[object], Any]", attrgetter(*filter(None, names)))  # all at once
    if section.shape == "ranked":
        return lambda value, notes: RankedList(tuple(map(shown, value)), notes)
    if section.steps:
        mark = labels.after_subject
        return lambda value, notes: SteppedList(mark, tuple(map(shown, value)), notes)
    mark, columns = labels.after_label, dialect.tables.get(section.key)
    return lambda value, notes: LabelledList(mark, tuple(map(shown, value)), columns, notes)

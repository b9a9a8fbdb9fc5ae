"""Reports made ready for the tables of an archive, before its file is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from themereport.archive.grams import to_grams
from themereport.archive.rows import items_of
from themereport.models.report import ThemeReport
from themereport.records import to_utc

if TYPE_CHECKING:
    from themereport.archive.rows import Item

__all__ = ["Prepared", "prepare"]


class Prepared(NamedTuple):
    """A report as it goes into the tables."""

    slug: str
    content_hash: str
    columns: tuple[Any, ...]
    items: list[Item]
    grams: list[str]


def prepare(report: ThemeReport, original: str | bytes | None = None) -> Prepared:
    """`report` as it goes into the tables, with the text that it was read from."""
    if not isinstance(report, ThemeReport):
        raise TypeError(f"report must be a ThemeReport, not {type(report).__name__}")
    moment = report.published_at
    items = list(items_of(report))
    columns = (
        report.content_hash,
        report.theme,
        report.language,
        to_utc(moment).isoformat(timespec="microseconds"),
        moment.date().isoformat(),
        report.model_dump_json(),
        original.encode() if isinstance(original, str) else original,
    )
    grams = [to_grams(item.words) for item in items]
    return Prepared(report.slug, columns[0], columns, items, grams)

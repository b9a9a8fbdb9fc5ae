"""Reports made ready for the tables of an archive, before its file is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from themereport.archive.grams import to_grams
from themereport.archive.rows import items_of
from themereport.arguments import check_report
from themereport.columns import to_utc

if TYPE_CHECKING:
    from themereport.archive.rows import Item
    from themereport.models.report import ThemeReport

__all__ = ["Prepared", "columns_of", "prepare"]


class Prepared(NamedTuple):
    """A report as it goes into the tables."""

    slug: str
    content_hash: str
    columns: tuple[Any, ...]
    items: list[Item]
    grams: list[str]


def prepare(report: ThemeReport, original: str | bytes | None = None) -> Prepared:
    """`report` as it goes into the tables, with the text that it was read from."""
    check_report(report)
    if original is not None and not isinstance(original, (str, bytes)):
        raise TypeError(f"original must be str or bytes, not {type(original).__name__}")
    items = list(items_of(report))
    told = columns_of(report)
    original = original.encode() if isinstance(original, str) else original
    columns = (*told, report.model_dump_json(), original)
    grams = [to_grams(item.words) for item in items]
    return Prepared(report.slug, told[0], columns, items, grams)


def columns_of(report: ThemeReport) -> tuple[str, ...]:
    """What the table says of `report` beside its content: hash, theme, language, moment, day."""
    moment = report.published_at
    return (
        report.content_hash,
        report.theme,
        report.language,
        to_utc(moment).isoformat(timespec="microseconds"),
        moment.date().isoformat(),
    )

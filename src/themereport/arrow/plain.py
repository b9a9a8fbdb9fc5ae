"""The columns of plain reports, cut out of the texts that their hash is made of."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from themereport.arrow.schema import OWN
from themereport.columns import Columns, numbers, offset_of, spread, to_utc
from themereport.models.canonical import canonical_bytes, hash_of, texts_of
from themereport.records import RECORD_COLUMNS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from themereport.models.canonical import Texts
    from themereport.models.report import ThemeReport

__all__ = ["Plain", "plain_columns", "plain_of"]


_TEXTS = ("theme", "language", "overview", "background", "disclaimer")
# The columns of tables of items: their number, and the texts that an item has.
_ITEMS = {
    "signals": ("rank", "text"),
    "events": ("number", "title", "description"),
    "impacts": ("number", "target", "kind", "analysis"),
    "risks": ("number", "name", "description"),
}


class Plain(NamedTuple):
    """What the tables say of a report that holds neither evidence nor front matter of its own."""

    texts: Texts
    content_hash: str
    slug: str
    moment: dt.datetime


def plain_of(report: ThemeReport) -> Plain | None:
    """What the tables say of `report`; None if it is not plain."""
    texts = texts_of(report)
    if texts is None:
        return None
    content_hash = hash_of(canonical_bytes(report, texts))
    return Plain(texts, content_hash, report.slug, report.published_at)


def plain_columns(reports: Sequence[Plain]) -> dict[str, Columns]:
    """The same as `columns_of`, with texts as UTF-8."""
    texts = [report.texts for report in reports]

    def all_of(kind: str) -> list[bytes]:
        return list(chain.from_iterable([some.of(kind) for some in texts]))

    moments = [report.moment for report in reports]
    of_reports: dict[str, list[Any]] = {
        "report": [report.content_hash for report in reports],
        "slug": [report.slug for report in reports],
        "published_at": [to_utc(moment) for moment in moments],
        "date": [moment.date() for moment in moments],
        "utc_offset": [offset_of(moment) for moment in moments],
        "ai_generated": [False] * len(reports),
        **{name: all_of(name) for name in _TEXTS},
    }
    names = list(RECORD_COLUMNS["reports"])
    tables = {"reports": _filled(names, [1] * len(reports), of_reports)}
    for table, (number, *columns) in _ITEMS.items():
        counts = [len(some.of(f"{table}.{columns[0]}")) for some in texts]
        values = {name: all_of(f"{table}.{name}") for name in columns}
        tables[table] = _own(table, counts, {number: numbers(counts), **values})
    drivers = [some.form.steps for some in texts]
    steps = list(chain.from_iterable(drivers))
    of_steps: dict[str, list[Any]] = {
        "driver": spread(numbers(map(len, drivers)), steps),
        "subject": spread(all_of("drivers.subject"), steps),
        "thesis": spread(all_of("drivers.thesis"), steps),
        "step": numbers(steps),
        "text": all_of("drivers.steps"),
    }
    tables["steps"] = _own("steps", list(map(sum, drivers)), of_steps)
    for table in ("instruments", "sources"):
        tables[table] = _own(table, [0] * len(reports), {})
    return tables


def _own(table: str, counts: list[int], values: Mapping[str, list[Any]]) -> Columns:
    return _filled([field.name for field in OWN[table]], counts, values)


def _filled(names: Sequence[str], counts: list[int], values: Mapping[str, list[Any]]) -> Columns:
    """The named columns in order; those that no values are given for hold nothing."""
    nothing = [None] * sum(counts)
    return Columns(counts, tuple([values.get(name, nothing) for name in names]))

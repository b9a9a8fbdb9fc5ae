"""Reports as flat rows, for data frames, tables and databases."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- for typing.get_type_hints
from typing import TYPE_CHECKING, TypedDict, cast, get_args, get_type_hints

from themereport.arguments import check_report
from themereport.columns import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themereport.models.report import ThemeReport

__all__ = [
    "COMMON_COLUMNS",
    "OPTIONAL_COLUMNS",
    "RECORD_COLUMNS",
    "Records",
    "to_records",
]


class Row(TypedDict):
    """What every row says of its report.

    `report` is the report's `content_hash`, by which tables are joined. `published_at` is in
    UTC, so that a column holds one type; `date` is the day at the place of publication.
    """

    report: str
    slug: str
    theme: str
    language: str
    published_at: dt.datetime
    date: dt.date
    revision: int | None


class ReportRow(Row):
    """A report. `utc_offset` is in minutes; `authors` and `interests` are one a line."""

    utc_offset: int
    overview: str
    background: str
    disclaimer: str
    supersedes: str | None
    supersedes_revision: int | None
    publisher: str | None
    authors: str | None
    ai_generated: bool
    ai_producer: str | None
    ai_content_id: str | None
    human_reviewed: bool | None
    editorial_responsibility: str | None
    interests: str | None


class SignalRow(Row):
    """A signal. `sources` are the ids of `sources` rows, with blanks between them."""

    rank: int
    text: str
    direction: str | None
    claim: str | None
    sources: str | None


class EventRow(Row):
    """An event; `number` counts from 1."""

    number: int
    title: str
    description: str
    claim: str | None
    sources: str | None


class StepRow(Row):
    """A step of a driver, and what is said of the driver; `driver` and `step` count from 1.

    `signals` are the ranks of the signals that the driver explains, with blanks between them.
    """

    driver: int
    subject: str
    thesis: str
    step: int
    text: str
    direction: str | None
    claim: str | None
    signals: str | None
    sources: str | None


class ImpactRow(Row):
    """An impact; `number` counts from 1."""

    number: int
    target: str
    kind: str
    analysis: str
    direction: str | None
    sources: str | None


class RiskRow(Row):
    """A risk; `number` counts from 1."""

    number: int
    name: str
    description: str
    category: str | None
    severity: int | None
    likelihood: int | None
    sources: str | None


class InstrumentRow(Row):
    """An instrument of a signal or an impact: `section` is the table, `number` the rank or number."""

    section: str
    number: int
    name: str | None
    symbol: str | None
    mic: str | None
    isin: str | None
    figi: str | None


class SourceRow(Row):
    """A source; `source_published_at` is in UTC."""

    id: str
    title: str | None
    url: str | None
    publisher: str | None
    source_published_at: dt.datetime | None


class Records(TypedDict):
    """The tables of a report by name, each a list of rows with the same keys."""

    reports: list[ReportRow]
    signals: list[SignalRow]
    events: list[EventRow]
    steps: list[StepRow]
    impacts: list[ImpactRow]
    risks: list[RiskRow]
    instruments: list[InstrumentRow]
    sources: list[SourceRow]


def to_records(report: ThemeReport) -> Records:
    """The parts of `report` as flat rows: a table for each kind of part.

    Names, order and types of the columns are those of `RECORD_COLUMNS`, whatever the report
    holds; a value that is not set is None.

    Raises:
        TypeError: `report` is no ThemeReport.
    """
    check_report(report)
    values = columns_of([report])
    (row,) = zip(*values.pop("reports").columns, strict=True)
    common = row[: len(COMMON_COLUMNS)]
    records = {"reports": [dict(zip(RECORD_COLUMNS["reports"], row, strict=True))]}
    for name, own in values.items():
        columns = RECORD_COLUMNS[name]
        records[name] = [
            dict(zip(columns, (*common, *row), strict=True))
            for row in zip(*own.columns, strict=True)
        ]
    return cast(Records, records)


def _columns(kind: type) -> dict[str, type]:
    """The columns of a kind of row, and the types of their values where they are set."""
    hints = get_type_hints(kind)
    return {name: next(iter(get_args(hint)), hint) for name, hint in hints.items()}


_KINDS = {name: get_args(rows)[0] for name, rows in get_type_hints(Records).items()}

RECORD_COLUMNS: Mapping[str, Mapping[str, type]] = {
    name: _columns(kind) for name, kind in _KINDS.items()
}
"""The columns of each table in order, and their types: `str`, `int`, `bool`, `datetime`, `date`."""

COMMON_COLUMNS = tuple(_columns(Row))
"""The columns that each table begins with: what a row says of its report."""

OPTIONAL_COLUMNS: Mapping[str, frozenset[str]] = {
    name: frozenset(
        column for column, hint in get_type_hints(kind).items() if type(None) in get_args(hint)
    )
    for name, kind in _KINDS.items()
}
"""The columns of each table that may hold None."""

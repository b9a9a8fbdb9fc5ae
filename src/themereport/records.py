"""Reports as flat rows, for data frames, tables and databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypedDict, cast, get_args, get_type_hints

from themereport.arguments import check_report
from themereport.models.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themereport.models.driver import Driver
    from themereport.models.instrument import Instrument
    from themereport.models.report import ThemeReport

__all__ = [
    "COMMON_COLUMNS",
    "OPTIONAL_COLUMNS",
    "RECORD_COLUMNS",
    "Records",
    "to_records",
    "to_utc",
    "values_of",
]

_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
_NO_PROVENANCE = Provenance.model_construct()


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
    values = values_of(report)
    (row,) = values["reports"]
    common = row[: len(COMMON_COLUMNS)]
    records = {"reports": [dict(zip(RECORD_COLUMNS["reports"], row, strict=True))]}
    for name, rows in values.items():
        if name != "reports":
            columns = RECORD_COLUMNS[name]
            records[name] = [dict(zip(columns, (*common, *own), strict=True)) for own in rows]
    return cast(Records, records)


def values_of(report: ThemeReport) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table, each as the values of its columns in order.

    The rows of `reports` have all of their columns, those of other tables only their own: what
    they say of the report is said once.
    """
    return {
        "reports": [_report(report)],
        "signals": [
            (
                signal.rank,
                signal.text,
                signal.direction,
                signal.claim,
                _joined(signal.sources),
            )
            for signal in report.signals
        ],
        "events": [
            (
                number,
                event.title,
                event.description,
                event.claim,
                _joined(event.sources),
            )
            for number, event in enumerate(report.events, 1)
        ],
        "steps": [
            step
            for number, driver in enumerate(report.drivers, 1)
            for step in _steps(number, driver)
        ],
        "impacts": [
            (
                number,
                impact.target,
                impact.kind,
                impact.analysis,
                impact.direction,
                _joined(impact.sources),
            )
            for number, impact in enumerate(report.impacts, 1)
        ],
        "risks": [
            (
                number,
                risk.name,
                risk.description,
                risk.category,
                risk.severity,
                risk.likelihood,
                _joined(risk.sources),
            )
            for number, risk in enumerate(report.risks, 1)
        ],
        "instruments": [
            *(
                ("signals", signal.rank, *_instrument(instrument))
                for signal in report.signals
                for instrument in signal.instruments
            ),
            *(
                ("impacts", number, *_instrument(instrument))
                for number, impact in enumerate(report.impacts, 1)
                for instrument in impact.instruments
            ),
        ],
        "sources": [
            (
                source.id,
                source.title,
                source.url,
                source.publisher,
                source.published_at and to_utc(source.published_at),
            )
            for source in report.sources
        ],
    }


def _report(report: ThemeReport) -> tuple[Any, ...]:
    moment = report.published_at
    before = report.supersedes
    provenance = report.provenance or _NO_PROVENANCE
    machine = provenance.ai_generated
    return (
        report.content_hash,
        report.slug,
        report.theme,
        report.language,
        to_utc(moment),
        moment.date(),
        report.revision,
        _offset(moment),
        report.overview,
        report.background,
        report.disclaimer,
        before.slug if before else None,
        before.revision if before else None,
        provenance.publisher,
        _joined(provenance.authors, "\n"),
        machine is not None,
        machine.producer if machine else None,
        machine.content_id if machine else None,
        provenance.human_reviewed,
        provenance.editorial_responsibility,
        _joined(provenance.interests, "\n"),
    )


def _steps(number: int, driver: Driver) -> Iterator[tuple[Any, ...]]:
    signals, sources = _joined(driver.signals), _joined(driver.sources)
    for step, text in enumerate(driver.steps, 1):
        yield (
            number,
            driver.subject,
            driver.thesis,
            step,
            text,
            driver.direction,
            driver.claim,
            signals,
            sources,
        )


def _instrument(it: Instrument) -> tuple[str | None, ...]:
    return (it.name, it.symbol, it.mic, it.isin, it.figi)


def _joined(values: Sequence[object], mark: str = " ") -> str | None:
    """The values as one text, or None if there are none; no value holds the mark."""
    return mark.join(map(str, values)) if values else None


def to_utc(moment: dt.datetime) -> dt.datetime:
    """`moment` in UTC; at the ends of the calendar, the last one that there is."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return _FIRST if moment.year == 1 else _LAST


def _offset(moment: dt.datetime) -> int:
    offset = moment.utcoffset() or dt.timedelta()
    return offset // dt.timedelta(minutes=1)


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

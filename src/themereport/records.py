"""Reports as flat rows, for data frames, tables and databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict, get_args, get_type_hints

from themereport.arguments import check_report
from themereport.models.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from themereport.models.driver import Driver
    from themereport.models.instrument import Instrument
    from themereport.models.report import ThemeReport

__all__ = ["RECORD_COLUMNS", "Records", "to_records", "to_utc"]

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
    row = _row(report)
    return {
        "reports": [_report(row, report)],
        "signals": [
            {
                **row,
                "rank": signal.rank,
                "text": signal.text,
                "direction": signal.direction,
                "claim": signal.claim,
                "sources": _joined(signal.sources),
            }
            for signal in report.signals
        ],
        "events": [
            {
                **row,
                "number": number,
                "title": event.title,
                "description": event.description,
                "claim": event.claim,
                "sources": _joined(event.sources),
            }
            for number, event in enumerate(report.events, 1)
        ],
        "steps": [
            step
            for number, driver in enumerate(report.drivers, 1)
            for step in _steps(row, number, driver)
        ],
        "impacts": [
            {
                **row,
                "number": number,
                "target": impact.target,
                "kind": impact.kind,
                "analysis": impact.analysis,
                "direction": impact.direction,
                "sources": _joined(impact.sources),
            }
            for number, impact in enumerate(report.impacts, 1)
        ],
        "risks": [
            {
                **row,
                "number": number,
                "name": risk.name,
                "description": risk.description,
                "category": risk.category,
                "severity": risk.severity,
                "likelihood": risk.likelihood,
                "sources": _joined(risk.sources),
            }
            for number, risk in enumerate(report.risks, 1)
        ],
        "instruments": [
            {
                **row,
                "section": section,
                "number": number,
                "name": instrument.name,
                "symbol": instrument.symbol,
                "mic": instrument.mic,
                "isin": instrument.isin,
                "figi": instrument.figi,
            }
            for section, number, instrument in _instruments(report)
        ],
        "sources": [
            {
                **row,
                "id": source.id,
                "title": source.title,
                "url": source.url,
                "publisher": source.publisher,
                "source_published_at": source.published_at and to_utc(source.published_at),
            }
            for source in report.sources
        ],
    }


def _row(report: ThemeReport) -> Row:
    return {
        "report": report.content_hash,
        "slug": report.slug,
        "theme": report.theme,
        "language": report.language,
        "published_at": to_utc(report.published_at),
        "date": report.published_at.date(),
        "revision": report.revision,
    }


def _report(row: Row, report: ThemeReport) -> ReportRow:
    before = report.supersedes
    provenance = report.provenance or _NO_PROVENANCE
    machine = provenance.ai_generated
    return {
        **row,
        "utc_offset": _offset(report.published_at),
        "overview": report.overview,
        "background": report.background,
        "disclaimer": report.disclaimer,
        "supersedes": before.slug if before else None,
        "supersedes_revision": before.revision if before else None,
        "publisher": provenance.publisher,
        "authors": _joined(provenance.authors, "\n"),
        "ai_generated": machine is not None,
        "ai_producer": machine.producer if machine else None,
        "ai_content_id": machine.content_id if machine else None,
        "human_reviewed": provenance.human_reviewed,
        "editorial_responsibility": provenance.editorial_responsibility,
        "interests": _joined(provenance.interests, "\n"),
    }


def _steps(row: Row, number: int, driver: Driver) -> Iterator[StepRow]:
    for step, text in enumerate(driver.steps, 1):
        yield {
            **row,
            "driver": number,
            "subject": driver.subject,
            "thesis": driver.thesis,
            "step": step,
            "text": text,
            "direction": driver.direction,
            "claim": driver.claim,
            "signals": _joined(driver.signals),
            "sources": _joined(driver.sources),
        }


def _instruments(report: ThemeReport) -> Iterator[tuple[str, int, Instrument]]:
    for signal in report.signals:
        yield from (("signals", signal.rank, instrument) for instrument in signal.instruments)
    for number, impact in enumerate(report.impacts, 1):
        yield from (("impacts", number, instrument) for instrument in impact.instruments)


def _joined(values: Iterable[object], mark: str = " ") -> str | None:
    """The values as one text, or None if there are none; no value holds the mark."""
    return mark.join(map(str, values)) or None


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


RECORD_COLUMNS: Mapping[str, Mapping[str, type]] = {
    name: _columns(get_args(rows)[0]) for name, rows in get_type_hints(Records).items()
}
"""The columns of each table in order, and their types: `str`, `int`, `bool`, `datetime`, `date`."""

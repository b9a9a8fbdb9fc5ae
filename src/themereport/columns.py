"""The values of reports column by column, of which rows of records and Arrow's arrays are made."""

from __future__ import annotations

import datetime as dt
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themereport.models.instrument import Instrument
    from themereport.models.model import Model
    from themereport.models.report import ThemeReport

__all__ = ["Columns", "columns_of", "numbers", "offset_of", "spread", "to_utc"]

_T = TypeVar("_T")
_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)


class Columns(NamedTuple):
    """The columns of a table in order, and how many rows of it each report has."""

    counts: list[int]
    columns: tuple[list[Any], ...]


def columns_of(reports: Sequence[ThemeReport]) -> dict[str, Columns]:
    """The values of each table of records.

    Those of `reports` are all of its columns; those of other tables are only their own: what they
    say of the report is said once. Give some dozen reports at a time: they are gone through again
    and again, which takes half as long while the processor has them at hand.
    """
    # Most reports are of schema 1.0, and set nothing that came with 1.1.
    later = _Later(any(report.schema_version != "1.0" for report in reports))
    return {
        "reports": _reports(reports, later),
        "signals": _signals(reports, later),
        "events": _events(reports, later),
        "steps": _steps(reports, later),
        "impacts": _impacts(reports, later),
        "risks": _risks(reports, later),
        "instruments": _instruments(reports, later),
        "sources": _sources(reports),
    }


class _Later:
    """Makes columns of what schema 1.0 does not have; without reading it, where none is set."""

    def __init__(self, is_set: bool) -> None:
        self.is_set = is_set

    def values(self, items: Sequence[Model | None], name: str) -> list[Any]:
        if not self.is_set:
            return [None] * len(items)
        return [getattr(item, name, None) for item in items]

    def joined(self, items: Sequence[Model | None], name: str, mark: str = " ") -> list[Any]:
        """Several values as one text, or None if there are none; no value holds the mark."""
        values = self.values(items, name)
        return [mark.join(map(str, some)) if some else None for some in values]


def _reports(reports: Sequence[ThemeReport], later: _Later) -> Columns:
    moments = [report.published_at for report in reports]
    before = later.values(reports, "supersedes")
    provenance = later.values(reports, "provenance")
    machines = later.values(provenance, "ai_generated")
    columns = (
        [report.content_hash for report in reports],
        [report.slug for report in reports],
        [report.theme for report in reports],
        [report.language for report in reports],
        [to_utc(moment) for moment in moments],
        [moment.date() for moment in moments],
        later.values(reports, "revision"),
        [offset_of(moment) for moment in moments],
        [report.overview for report in reports],
        [report.background for report in reports],
        [report.disclaimer for report in reports],
        later.values(before, "slug"),
        later.values(before, "revision"),
        later.values(provenance, "publisher"),
        later.joined(provenance, "authors", "\n"),
        [machine is not None for machine in machines],
        later.values(machines, "producer"),
        later.values(machines, "content_id"),
        later.values(provenance, "human_reviewed"),
        later.values(provenance, "editorial_responsibility"),
        later.joined(provenance, "interests", "\n"),
    )
    return Columns([1] * len(reports), columns)


def _signals(reports: Sequence[ThemeReport], later: _Later) -> Columns:
    signals, counts = _flat(report.signals for report in reports)
    columns = (
        [signal.rank for signal in signals],
        [signal.text for signal in signals],
        later.values(signals, "direction"),
        later.values(signals, "claim"),
        later.joined(signals, "sources"),
    )
    return Columns(counts, columns)


def _events(reports: Sequence[ThemeReport], later: _Later) -> Columns:
    events, counts = _flat(report.events for report in reports)
    columns = (
        numbers(counts),
        [event.title for event in events],
        [event.description for event in events],
        later.values(events, "claim"),
        later.joined(events, "sources"),
    )
    return Columns(counts, columns)


def _steps(reports: Sequence[ThemeReport], later: _Later) -> Columns:
    drivers, drivers_of_each = _flat(report.drivers for report in reports)
    steps, steps_of_each = _flat(driver.steps for driver in drivers)

    def for_each_step(values: Iterable[Any]) -> list[Any]:
        return spread(values, steps_of_each)

    columns = (
        for_each_step(numbers(drivers_of_each)),
        for_each_step([driver.subject for driver in drivers]),
        for_each_step([driver.thesis for driver in drivers]),
        numbers(steps_of_each),
        steps,
        for_each_step(later.values(drivers, "direction")),
        for_each_step(later.values(drivers, "claim")),
        for_each_step(later.joined(drivers, "signals")),
        for_each_step(later.joined(drivers, "sources")),
    )
    return Columns([sum([len(it.steps) for it in report.drivers]) for report in reports], columns)


def _impacts(reports: Sequence[ThemeReport], later: _Later) -> Columns:
    impacts, counts = _flat(report.impacts for report in reports)
    columns = (
        numbers(counts),
        [impact.target for impact in impacts],
        [impact.kind for impact in impacts],
        [impact.analysis for impact in impacts],
        later.values(impacts, "direction"),
        later.joined(impacts, "sources"),
    )
    return Columns(counts, columns)


def _risks(reports: Sequence[ThemeReport], later: _Later) -> Columns:
    risks, counts = _flat(report.risks for report in reports)
    columns = (
        numbers(counts),
        [risk.name for risk in risks],
        [risk.description for risk in risks],
        later.values(risks, "category"),
        later.values(risks, "severity"),
        later.values(risks, "likelihood"),
        later.joined(risks, "sources"),
    )
    return Columns(counts, columns)


def _instruments(reports: Sequence[ThemeReport], later: _Later) -> Columns:
    counts = []
    rows: list[tuple[str, int, Instrument]] = []
    for report in reports:
        before = len(rows)
        if later.is_set:
            rows += (("signals", it.rank, own) for it in report.signals for own in it.instruments)
            numbered = enumerate(report.impacts, 1)
            rows += (("impacts", nth, own) for nth, it in numbered for own in it.instruments)
        counts.append(len(rows) - before)
    instruments = [instrument for _, _, instrument in rows]
    columns = (
        [section for section, _, _ in rows],
        [number for _, number, _ in rows],
        [instrument.name for instrument in instruments],
        [instrument.symbol for instrument in instruments],
        [instrument.mic for instrument in instruments],
        [instrument.isin for instrument in instruments],
        [instrument.figi for instrument in instruments],
    )
    return Columns(counts, columns)


def _sources(reports: Sequence[ThemeReport]) -> Columns:
    sources, counts = _flat(report.sources for report in reports)
    columns = (
        [source.id for source in sources],
        [source.title for source in sources],
        [source.url for source in sources],
        [source.publisher for source in sources],
        [it.published_at and to_utc(it.published_at) for it in sources],
    )
    return Columns(counts, columns)


def _flat(lists: Iterable[Sequence[_T]]) -> tuple[list[_T], list[int]]:
    """What all `lists` hold, one behind the other, and how much each of them does."""
    lists = list(lists)
    return list(chain.from_iterable(lists)), [len(some) for some in lists]


def spread(values: Iterable[_T], counts: Iterable[int]) -> list[_T]:
    """Each value as many times as its count says."""
    return list(chain.from_iterable(map(repeat, values, counts)))


def numbers(counts: Iterable[int]) -> list[int]:
    """The numbers from 1 to each count, one behind the other."""
    return list(chain.from_iterable([range(1, count + 1) for count in counts]))


def to_utc(moment: dt.datetime) -> dt.datetime:
    """`moment` in UTC; at the ends of the calendar, the last one that there is."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return _FIRST if moment.year == 1 else _LAST


def offset_of(moment: dt.datetime) -> int:
    """The offset of `moment` from UTC, in minutes."""
    return (moment.utcoffset() or dt.timedelta()) // _MINUTE

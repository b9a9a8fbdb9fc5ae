"""How a theme went from report to report."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from attrs import evolve, frozen

from themereport.comparison.change import is_ai_generated
from themereport.comparison.compare import compare
from themereport.document.outline import fold_heading
from themereport.models.stance import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from themereport.comparison.change import ReportDiff
    from themereport.models.report import ThemeReport

__all__ = [
    "DIRECTIONS",
    "RiskStay",
    "Timeline",
    "TimelineDay",
    "TimelineFormat",
    "Turn",
    "called_alike",
    "timeline_of",
]

T = TypeVar("T")

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
"""The directions in the order in which they are shown."""

TimelineFormat = Literal["text", "svg", "json"]
"""What a timeline is drawn in."""


@frozen
class TimelineDay:
    """A report: its day, and how many of its ten signals point each way.

    `directions` has a number for each of `positive`, `negative`, `mixed` and `neutral`; what is
    left of ten says no direction.
    """

    date: dt.date
    slug: str
    directions: Mapping[Direction, int]


@frozen
class Turn:
    """An impact whose direction is another than in the report before; None is none."""

    date: dt.date
    target: str
    old: Direction | None
    new: Direction | None


@frozen
class RiskStay:
    """A risk as it was called last, and the days of the first and the last report that has it.

    It is in each of the `reports` from the first to the last: one that comes again is another stay.
    """

    name: str
    first: dt.date
    last: dt.date
    reports: int

    @property
    def days(self) -> int:
        """How many days it stayed, the first and the last included."""
        return (self.last - self.first).days + 1


@frozen
class Timeline:
    """A theme from report to report: signals by direction, turned impacts, and stays of risks.

    `risks` are in the order in which they came. Impacts and risks are followed as `diff` follows
    them: one that is worded anew is the same one. `disclaimer` is that of the last report, and
    `is_ai_generated` whether a machine wrote any of the reports, wholly or in part.
    """

    theme: str
    language: str
    days: tuple[TimelineDay, ...]
    turns: tuple[Turn, ...]
    risks: tuple[RiskStay, ...]
    disclaimer: str
    is_ai_generated: bool

    def render(self, format: TimelineFormat = "text", *, language: str | None = None) -> str:
        """The timeline as a drawing of characters, as a picture (SVG), or as JSON.

        Args:
            format: `text`, `svg` or `json`.
            language: The language of the words around the content, by default that of the reports.
                JSON has no such words.

        Raises:
            RenderError: There is no such format, or there are no labels in that language.
        """
        from themereport.archive.drawing import draw

        return draw(self, format, language)


def timeline_of(reports: Iterable[ThemeReport]) -> Timeline:
    """The timeline of one theme's reports, which are one or more, in their order."""
    days: list[TimelineDay] = []
    turns: list[Turn] = []
    gone: list[tuple[int, RiskStay]] = []
    # Those of the last report by their place in it, each with the number of its coming.
    there: list[tuple[int, RiskStay]] = []
    last: ThemeReport | None = None
    came, is_labelled = 0, False
    for report in reports:
        is_labelled |= is_ai_generated(report)
        day = report.published_at.date()
        counts = Counter(signal.direction for signal in report.signals)
        days.append(TimelineDay(day, report.slug, {it: counts[it] for it in DIRECTIONS}))
        before: dict[int, tuple[int, RiskStay]] = {}
        if last is not None:
            found = compare(last, report)
            turns += _turns(found, day)
            before = {id(risk): stay for risk, stay in zip(last.risks, there, strict=True)}
            kept = {id(change.new): change.old for change in found.risks if change.new is not None}
        else:
            kept = {}
        now: list[tuple[int, RiskStay]] = []
        for risk in report.risks:
            old = kept.get(id(risk))
            if old is not None:
                number, stay = before.pop(id(old))
                stay = evolve(stay, name=risk.name, last=day, reports=stay.reports + 1)
            else:
                came += 1
                number, stay = came, RiskStay(risk.name, day, day, 1)
            now.append((number, stay))
        gone += before.values()
        there, last = now, report
    if last is None:
        raise ValueError("a timeline needs one report or more")
    risks = tuple(stay for _, stay in sorted([*gone, *there], key=lambda pair: pair[0]))
    return Timeline(
        last.theme,
        last.language,
        tuple(days),
        tuple(turns),
        risks,
        last.disclaimer,
        is_labelled,
    )


def _turns(found: ReportDiff, day: dt.date) -> Iterable[Turn]:
    for change in found.impacts:
        if change.old is not None and change.new is not None and "direction" in change.fields:
            yield Turn(day, change.new.target, change.old.direction, change.new.direction)


def called_alike(items: Iterable[T], name: Callable[[T], str]) -> list[tuple[T, ...]]:
    """The items whose `name` is the same, letter by letter, in the order of the first of them."""
    rows: dict[str, list[T]] = {}
    for item in items:
        rows.setdefault(fold_heading(name(item)) or name(item), []).append(item)
    return [tuple(row) for row in rows.values()]

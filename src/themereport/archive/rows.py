"""A report as flat rows: one for each text that can be found and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["COLUMNS", "SECTIONS", "Item", "items_of", "words_of"]

SECTIONS = (
    "overview",
    "signals",
    "background",
    "events",
    "drivers",
    "impacts",
    "risks",
    "appendices",
    "disclaimer",
)
"""The sections of items: the report's fields that hold words."""


class Item(NamedTuple):
    """A text of a report. `number` counts from 1, and so does `step` for the steps of a driver."""

    section: str
    number: int
    step: int
    label: str | None
    text: str
    direction: str | None = None
    claim: str | None = None
    kind: str | None = None
    category: str | None = None
    severity: int | None = None
    likelihood: int | None = None

    @property
    def path(self) -> str:
        """The path of the field, such as `signals[0]` or `drivers[1].steps[0]`."""
        if self.section in {"overview", "background", "disclaimer"}:
            return self.section
        path = f"{self.section}[{self.number - 1}]"
        return f"{path}.steps[{self.step - 1}]" if self.step else path

    @property
    def words(self) -> str:
        """All that is searched."""
        return words_of(self.label, self.text)


def words_of(label: str | None, text: str) -> str:
    """What is searched of an item: its label, a line end, and its text."""
    return f"{label}\n{text}" if label else text


COLUMNS = ", ".join(Item._fields)


def items_of(report: ThemeReport) -> Iterator[Item]:
    """The texts of `report`, from top to bottom."""
    yield Item("overview", 1, 0, None, report.overview)
    for signal in report.signals:
        yield Item("signals", signal.rank, 0, None, signal.text, signal.direction, signal.claim)
    yield Item("background", 1, 0, None, report.background)
    for number, event in enumerate(report.events, 1):
        yield Item("events", number, 0, event.title, event.description, None, event.claim)
    for number, driver in enumerate(report.drivers, 1):
        stance = (driver.direction, driver.claim)
        yield Item("drivers", number, 0, driver.subject, driver.thesis, *stance)
        for step, text in enumerate(driver.steps, 1):
            yield Item("drivers", number, step, None, text, *stance)
    for number, impact in enumerate(report.impacts, 1):
        yield Item(
            "impacts", number, 0, impact.target, impact.analysis, impact.direction, kind=impact.kind
        )
    for number, risk in enumerate(report.risks, 1):
        yield Item(
            "risks",
            number,
            0,
            risk.name,
            risk.description,
            category=risk.category,
            severity=risk.severity,
            likelihood=risk.likelihood,
        )
    for number, appendix in enumerate(report.appendices, 1):
        yield Item("appendices", number, 0, appendix.title, appendix.body)
    yield Item("disclaimer", 1, 0, None, report.disclaimer)

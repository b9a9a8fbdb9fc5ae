"""Examples: reports that differ from an ordinary one in a few fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from themereport.models.report import ThemeReport

__all__ = ["Example"]

_STEP = re.compile(r"\w+")


@frozen
class Example:
    """A report for a rule to look at.

    `fields` are those in which it differs from a report that no rule objects to, by path:
    `{"signals[3].text": "…"}`. `found` are the paths at which the rule finds something.
    """

    fields: Mapping[str, object]
    found: tuple[str, ...] = ()
    filename: str | None = None

    def report(self) -> ThemeReport:
        """The report."""
        from themereport.models.report import ThemeReport  # only here: an example is data

        data = deepcopy(_ORDINARY)
        for path, value in self.fields.items():
            *steps, last = (int(step) if step.isdigit() else step for step in _STEP.findall(path))
            place: Any = data
            for step in steps:
                place = place[step]
            place[last] = value
        return ThemeReport.model_validate(data)


_SIGNALS = (
    "A grid operator opens its largest tender for storage.",
    "Cell prices fall for the sixth week in a row.",
    "Regulators publish a draft fire code.",
    "An integrator reports that most orders came from abroad.",
    "Lithium inventories rise although mines cut output.",
    "Two insurers offer cover for battery parks.",
    "A pilot with flow batteries passes its capacity test.",
    "Household subsidies return in three countries.",
    "The exchange asks manufacturers about late payments.",
    "Inverter makers add shifts to meet demand.",
)
_ORDINARY: dict[str, Any] = {
    "theme": "Energy Storage",
    "language": "en",
    "published_at": "2026-01-02T03:04:05+08:00",
    "overview": "Tenders grow while prices fall.",
    "signals": [{"rank": rank, "text": text} for rank, text in enumerate(_SIGNALS, 1)],
    "background": "Two events stand out.",
    "events": [{"title": "Tender", "description": "Bids are due in four weeks."}],
    "drivers": [
        {
            "subject": "Capacity payments",
            "thesis": "make revenue easier to predict.",
            "steps": ["Payments follow available hours.", "Financing becomes cheaper."],
        }
    ],
    "impacts": [
        {"target": "Energy storage ETF", "kind": "etf", "analysis": "Orders support revenue."},
        {"target": "Lithium mining industry", "kind": "industry", "analysis": "Stocks are high."},
    ],
    "risks": [{"name": "Policy", "description": "The draft may change."}],
    "disclaimer": "This is not investment advice, and no liability is accepted for its use.",
    "front_matter": {"layout": "post"},
}

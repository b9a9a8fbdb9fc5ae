"""What the express lane takes: fields, their places, and what is to be reported of their form."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.document.finding import Findings

__all__ = ["Fields", "Places", "Taken"]

Fields: TypeAlias = "dict[str, object]"
Places: TypeAlias = "list[tuple[Sequence[str], Sequence[tuple[int, int]]]]"
"""Paths of fields, and beside them where they stand; put together when somebody asks."""


@define
class Taken:
    """What was taken: fields, their places, and what of markers, labels and bold has drifted."""

    data: Fields
    places: Places = field(factory=list)
    markers: list[tuple[str, str, int, int, str, int]] = field(factory=list)
    """As `Findings.check_marker` takes them."""
    labels: list[tuple[str, int, int, str, str]] = field(factory=list)
    """As `Findings.report_label` takes them."""
    bolds: list[tuple[str, int, int, str]] = field(factory=list)
    """As `Findings.report_not_bold` takes them."""

    def report(self, findings: Findings) -> None:
        """Report what is not canonical."""
        for marker in self.markers:
            findings.check_marker(*marker)
        for label in self.labels:
            findings.report_label(*label)
        for bold in self.bolds:
            findings.report_not_bold(*bold)

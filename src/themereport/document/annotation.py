"""What the body of a post cannot show: annotations under the front matter's `themereport:`.

They stand there keyed by section and number, and only where they differ from what the body says.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from themereport.document.kind import kind_of_target
from themereport.document.outline import SECTIONS
from themereport.models.agreement import later_names
from themereport.models.report import ThemeReport

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["annotate", "item_annotations", "report_annotations"]


@cache
def report_annotations() -> tuple[str, ...]:
    """The fields of a report itself that no body shows, in order, beside its language."""
    return later_names(ThemeReport)


@cache
def item_annotations() -> Mapping[str, frozenset[str]]:
    """For each section with items, the fields of an item that no body shows."""
    return {
        section.key: frozenset(
            get_args(ThemeReport.model_fields[section.key].annotation)[0].model_fields
        )
        - {"rank", section.label, section.text, section.steps}
        for section in SECTIONS
        if section.shape != "text"
    }


def annotate(report: ThemeReport, frame: str) -> dict[str, object]:
    """The annotations of `report` under a frame in the language `frame`; mostly none."""
    annotations: dict[str, object] = {}
    if report.language != frame:
        annotations["language"] = report.language
    if report.schema_version == "1.0":
        impacts = report.impacts
        if [impact.kind for impact in impacts] != [kind_of_target(i.target) for i in impacts]:
            annotations["impacts"] = _annotate_items(report, "impacts")
        return annotations
    include = set(report_annotations())
    annotations |= report.model_dump(mode="json", include=include)
    for key in item_annotations():
        if by_number := _annotate_items(report, key):
            annotations[key] = by_number
    return annotations


def _annotate_items(report: ThemeReport, key: str) -> dict[str, dict[str, Any]]:
    fields = item_annotations()[key]
    by_number: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(getattr(report, key), 1):
        hidden: dict[str, Any] = item.model_dump(mode="json", include=fields)
        if key == "impacts" and item.kind == kind_of_target(item.target):
            del hidden["kind"]
        if hidden:
            by_number[str(number)] = hidden
    return by_number

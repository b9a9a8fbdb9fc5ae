"""What the body of a post cannot show: annotations under the front matter's `themereport:`.

They stand there keyed by section and number, and only where they differ from what the body says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.document.kind import kind_of_target

if TYPE_CHECKING:
    from themereport.models.report import ThemeReport

__all__ = ["annotate"]


def annotate(report: ThemeReport, frame: str) -> dict[str, object]:
    """The annotations of `report` under a frame in the language `frame`; mostly none."""
    annotations: dict[str, object] = {}
    if report.language != frame:
        annotations["language"] = report.language
    impacts = report.impacts
    if [impact.kind for impact in impacts] != [kind_of_target(i.target) for i in impacts]:
        annotations["impacts"] = {
            str(number): {"kind": impact.kind}
            for number, impact in enumerate(impacts, 1)
            if impact.kind != kind_of_target(impact.target)
        }
    return annotations

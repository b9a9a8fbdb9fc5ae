"""Who made a report, as pages and files name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.models.report import ThemeReport

__all__ = ["authors_of", "makers_of"]


def makers_of(report: ThemeReport) -> list[str]:
    """The authors of `report`, then its publisher; none where it names none."""
    provenance = report.provenance
    if provenance is None:
        return []
    return [*provenance.authors, *filter(None, [provenance.publisher])]


def authors_of(report: ThemeReport) -> list[str]:
    """The authors of `report`, or its publisher where it names no authors."""
    makers = makers_of(report)
    authors = report.provenance.authors if report.provenance else ()
    return makers[: len(authors)] or makers

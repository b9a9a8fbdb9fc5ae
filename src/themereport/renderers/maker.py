"""Who made a report, as pages and files name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.document import Document
    from themereport.models.report import ThemeReport

__all__ = ["authors_of", "byline_of", "makers_of"]


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


def byline_of(document: Document, shown: Callable[[str], str] = str) -> str:
    """Who made the report, each as `shown`, in one line as its language enumerates; may be empty."""
    return document.labels.enumerated(map(shown, makers_of(document.report)))

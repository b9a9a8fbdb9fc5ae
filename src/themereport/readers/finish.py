"""The last step of every reader: data to a validated report, errors to diagnostics with places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve
from pydantic import ValidationError

from themereport.models.refusal import refusals
from themereport.models.report import ThemeReport
from themereport.readers.result import ReadResult, Spans

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.document.express import Places
    from themereport.readers.reader import Defaults
    from themereport.source.text import SourceText

__all__ = ["finish"]


def finish(
    source: SourceText,
    data: object,
    places: Places,
    diagnostics: list[Diagnostic],
    defaults: Defaults,
    said: frozenset[str] = frozenset(),
) -> ReadResult:
    """Validate `data`, filled up from `defaults`, and put every problem in its place.

    Problems at the paths in `said` are covered by a diagnostic at another path.
    """
    spans = Spans(source, places)
    if defaults and isinstance(data, dict):
        data = {**defaults, **data}
    report: ThemeReport | None = None
    try:
        report = ThemeReport.__pydantic_validator__.validate_python(data)
    except ValidationError as error:
        known = {*said, *(found.path for found in diagnostics if found.severity == "error")}
        for refusal in refusals(ThemeReport, error):
            if refusal.path in known:
                continue  # the reader has said it, with a better place
            span = spans.nearest(refusal.path) or source.span(len(source.text), len(source.text))
            diagnostics.append(evolve(refusal, span=span))
    if len(diagnostics) > 1:
        diagnostics.sort(key=_place)
    if any(diagnostic.severity == "error" for diagnostic in diagnostics):
        report = None
    return ReadResult(report, tuple(diagnostics), spans, source)


def _place(diagnostic: Diagnostic) -> int:
    return diagnostic.span.start.offset if diagnostic.span else 0

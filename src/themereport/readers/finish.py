"""The last step of every reader: data to a validated report, errors to diagnostics with places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve
from pydantic import ValidationError

from themereport.diagnostics.diagnostic import place_of
from themereport.models.report import ThemeReport
from themereport.readers.result import ReadResult, Spans

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.document.taken import Places
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
        from themereport.models.refusal import refusals  # only now: most reports are valid

        known = {*said, *(found.path for found in diagnostics if found.severity == "error")}
        in_front_matter = any(found.code in _OF_FRONT_MATTER for found in diagnostics)
        for refusal in refusals(ThemeReport, error):
            if refusal.path in known or (refusal.path == "front_matter" and in_front_matter):
                continue  # the reader has said it, with a better place
            span = spans.nearest(refusal.path) or source.span(len(source.text), len(source.text))
            diagnostics.append(evolve(refusal, span=span))
    if len(diagnostics) > 1:
        diagnostics.sort(key=place_of)
    if any(diagnostic.severity == "error" for diagnostic in diagnostics):
        report = None
    return ReadResult(report, tuple(diagnostics), spans, source)


# Whatever else the models say of the front matter follows from these.
_OF_FRONT_MATTER = frozenset({"TR102", "TR103", "TR104", "TR105", "TR106"})

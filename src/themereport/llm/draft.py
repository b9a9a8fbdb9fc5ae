"""Drafts: what a language model is asked for, in a shape that every provider accepts.

No mapping, no choice of shapes, no bounds: what a provider cannot hold a model to is checked when a
draft becomes a report. Names are those of the report, so a path in a draft is the path in the report.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar, get_args, get_origin

from attrs import evolve
from pydantic import BeforeValidator, Field

from themereport.arguments import check_report
from themereport.document.kind import kind_of_target
from themereport.errors import ModelError
from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.impact import ETFImpact, ImpactKind
from themereport.models.model import Model
from themereport.models.report import ThemeReport
from themereport.models.risk import Risk, RiskCategory
from themereport.models.signal import Signal
from themereport.models.source import Source
from themereport.models.stance import Claim, Direction
from themereport.readers.result import ReadResult, Spans
from themereport.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import GetJsonSchemaHandler
    from pydantic.fields import FieldInfo
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from themereport.diagnostics.diagnostic import Diagnostic

__all__ = [
    "DriverDraft",
    "EventDraft",
    "ImpactDraft",
    "ReportDraft",
    "RiskDraft",
    "SignalDraft",
    "SourceDraft",
    "blanks",
    "draft_within",
    "report_of",
    "root_of",
]

T = TypeVar("T")

_ROOT = re.compile(r"\w+")


def _as_tuple(value: object) -> object:
    return tuple(value) if type(value) is list else value


# As in reports; but frameworks hand over what they have parsed from JSON, too.
Items = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
"""Values in order, or none."""


def _as(model: type[Model], name: str) -> FieldInfo:
    """A field that means what it means in `model`."""
    field: FieldInfo = Field(description=model.model_fields[name].description)
    return field


class Draft(Model, frozen=True):
    """A part of a draft.

    Its schema requires all fields, because providers ask for that. What a report can do without may
    be missing all the same: not every model is held to a schema.
    """

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        reference = handler(schema)
        described = handler.resolve_ref_schema(reference)
        for field in described["properties"].values():
            field.pop("default", None)
        described["required"] = list(described["properties"])
        return reference


class SourceDraft(Draft, frozen=True):
    """Where something can be looked up, by at least a title or an address."""

    id: Annotated[str, _as(Source, "id")]
    title: Annotated[str | None, _as(Source, "title")] = None
    url: Annotated[str | None, _as(Source, "url")] = None
    publisher: Annotated[str | None, _as(Source, "publisher")] = None
    published_at: Annotated[str | None, _as(Source, "published_at")] = None


class SignalDraft(Draft, frozen=True):
    """One of the ten items most likely to affect trading; its place in the list is its rank."""

    text: Annotated[str, _as(Signal, "text")]
    direction: Annotated[Direction | None, _as(Signal, "direction")] = None
    claim: Annotated[Claim | None, _as(Signal, "claim")] = None
    sources: Annotated[Items[str], _as(Signal, "sources")] = ()


class EventDraft(Draft, frozen=True):
    """Something that happened, or a topic of the day."""

    title: Annotated[str, _as(Event, "title")]
    description: Annotated[str, _as(Event, "description")]
    claim: Annotated[Claim | None, _as(Event, "claim")] = None
    sources: Annotated[Items[str], _as(Event, "sources")] = ()


class DriverDraft(Draft, frozen=True):
    """A cause of market movement with the logic that leads from it to its effect."""

    subject: Annotated[str, _as(Driver, "subject")]
    thesis: Annotated[str, _as(Driver, "thesis")]
    steps: Annotated[Items[str], _as(Driver, "steps")]
    direction: Annotated[Direction | None, _as(Driver, "direction")] = None
    claim: Annotated[Claim | None, _as(Driver, "claim")] = None
    signals: Annotated[Items[int], _as(Driver, "signals")] = ()
    sources: Annotated[Items[str], _as(Driver, "sources")] = ()


class ImpactDraft(Draft, frozen=True):
    """The potential impact on an ETF, an index, an industry or a company."""

    target: Annotated[str, _as(ETFImpact, "target")]
    kind: Annotated[ImpactKind | None, _as(ETFImpact, "kind")] = None
    analysis: Annotated[str, _as(ETFImpact, "analysis")]
    direction: Annotated[Direction | None, _as(ETFImpact, "direction")] = None
    sources: Annotated[Items[str], _as(ETFImpact, "sources")] = ()


class RiskDraft(Draft, frozen=True):
    """Something that may turn the report's view wrong."""

    name: Annotated[str, _as(Risk, "name")]
    description: Annotated[str, _as(Risk, "description")]
    category: Annotated[RiskCategory | None, _as(Risk, "category")] = None
    severity: Annotated[int | None, _as(Risk, "severity")] = None
    likelihood: Annotated[int | None, _as(Risk, "likelihood")] = None
    sources: Annotated[Items[str], _as(Risk, "sources")] = ()


class ReportDraft(Draft, frozen=True):
    """One day's research digest on one market theme, as a language model gives it."""

    theme: Annotated[str, _as(ThemeReport, "theme")]
    language: Annotated[str, _as(ThemeReport, "language")]
    published_at: Annotated[str | None, _as(ThemeReport, "published_at")] = None
    # Models write in this order: what is cited comes before what cites it.
    sources: Annotated[Items[SourceDraft], _as(ThemeReport, "sources")] = ()
    overview: Annotated[str, _as(ThemeReport, "overview")]
    signals: Annotated[Items[SignalDraft], _as(ThemeReport, "signals")]
    background: Annotated[str, _as(ThemeReport, "background")]
    events: Annotated[Items[EventDraft], _as(ThemeReport, "events")]
    drivers: Annotated[Items[DriverDraft], _as(ThemeReport, "drivers")]
    impacts: Annotated[Items[ImpactDraft], _as(ThemeReport, "impacts")]
    risks: Annotated[Items[RiskDraft], _as(ThemeReport, "risks")]
    disclaimer: Annotated[str, _as(ThemeReport, "disclaimer")]

    @classmethod
    def from_report(cls, report: ThemeReport) -> Self:
        """The draft that says what `report` says, as an example for a model.

        What a draft has no field for, such as appendices, is not in it.
        """
        check_report(report)
        return cls(**_drawn(cls, report.model_dump(mode="json")))

    def to_report(self, **known: object) -> ReadResult:
        """The report that the draft makes, or what is wrong with it; nothing is padded or cut.

        Args:
            known: Fields of the report that are not for a model to say, by name, such as
                `published_at` or `front_matter`. They go before what the draft says.

        Returns:
            The report, or None if there are errors, and all diagnostics. A diagnostic's path is
            both that in the draft and that in the report.

        Raises:
            ModelError: What is wrong is in `known`, which no model can mend.
        """
        return report_of(self, known, (), Spans(SourceText(""), []), None)


def report_of(
    draft: ReportDraft,
    known: Mapping[str, object],
    found: Iterable[Diagnostic],
    spans: Spans,
    source: SourceText | None,
) -> ReadResult:
    """What `ReportDraft.to_report` gives of a draft in which there was `found` something already.

    What follows from an error that was found is not said again.
    """
    diagnostics = [problem for problem in found if root_of(problem.path) not in known]
    errors = [problem.path for problem in diagnostics if problem.severity == "error"]
    report: ThemeReport | None = None
    try:
        report = ThemeReport(**{**_fields(draft), **known})
    except ModelError as error:
        ours = [problem for problem in error.diagnostics if root_of(problem.path) in known]
        if ours:
            raise ModelError(ours, what="not valid as fields of a report") from None
        diagnostics += [
            evolve(problem, span=spans.nearest(problem.path))
            for problem in error.diagnostics
            if not any(_is_within(problem.path, path) for path in errors)
        ]
    is_valid = all(problem.severity != "error" for problem in diagnostics)
    return ReadResult(report if is_valid else None, tuple(diagnostics), spans, source)


def draft_within(field: FieldInfo) -> type[Model] | None:
    """The model of the items of `field`, if it is a list of such."""
    kinds = (kind for kind in get_args(field.annotation) if isinstance(kind, type))
    return next((kind for kind in kinds if issubclass(kind, Model)), None)


@cache
def blanks(model: type[Model]) -> Mapping[str, Any]:
    """What stands in a draft for what is not said, by field."""
    return {
        name: () if get_origin(kind) is tuple else None if type(None) in get_args(kind) else ""
        for name, field in model.model_fields.items()
        for kind in [field.annotation]
    }


def root_of(path: str) -> str:
    """The field of the report that `path` leads into."""
    match = _ROOT.match(path)
    return match[0] if match else ""


def _fields(draft: ReportDraft) -> dict[str, Any]:
    """The fields of the report: what the draft leaves open is left out."""
    fields = draft.model_dump(exclude_none=True)
    for rank, signal in enumerate(fields["signals"], 1):
        signal["rank"] = min(rank, 10)  # too many are an error of the list, not of their ranks
    for impact in fields["impacts"]:
        impact.setdefault("kind", kind_of_target(impact["target"]))
    return fields


def _drawn(model: type[Model], data: Mapping[str, Any]) -> dict[str, Any]:
    """Those fields in `data` that `model` has."""
    drawn = {**blanks(model), **{name: data[name] for name in model.model_fields if name in data}}
    for name, field in model.model_fields.items():
        if items := draft_within(field):
            drawn[name] = [_drawn(items, item) for item in drawn[name]]
    return drawn


def _is_within(path: str, outer: str) -> bool:
    is_longer = path.startswith(outer) and path[len(outer) : len(outer) + 1] in {"", ".", "["}
    return not outer or is_longer

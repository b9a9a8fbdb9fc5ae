"""The same models without our messages: what somebody would write with pydantic alone."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

PATTERN = (
    r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
    r"(?:[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*"
    r"[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])?$"
)
Text = Annotated[str, StringConstraints(pattern=PATTERN)]


class Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Direction = Literal["positive", "negative", "mixed", "neutral"]
Claim = Literal["fact", "opinion", "forecast"]


class Instrument(Plain):
    name: Text | None = None
    symbol: Text | None = None
    mic: Annotated[str, Field(pattern="^[A-Z0-9]{4}$")] | None = None
    isin: Annotated[str, Field(pattern="^[A-Z]{2}[A-Z0-9]{9}[0-9]$")] | None = None
    figi: Annotated[str, Field(pattern="^[A-Z0-9]{11}[0-9]$")] | None = None


class Source(Plain):
    id: str
    title: Text | None = None
    url: str | None = None
    publisher: Text | None = None
    published_at: AwareDatetime | None = None


class AIGenerated(Plain):
    producer: Text | None = None
    content_id: Text | None = None


class Provenance(Plain):
    publisher: Text | None = None
    authors: tuple[Text, ...] = ()
    ai_generated: AIGenerated | None = None
    human_reviewed: bool | None = None
    editorial_responsibility: Text | None = None
    interests: tuple[Text, ...] = ()


class Predecessor(Plain):
    slug: Text
    revision: Annotated[int, Field(ge=1)]


class Signal(Plain):
    rank: Annotated[int, Field(ge=1, le=10)]
    text: Text
    direction: Direction | None = None
    claim: Claim | None = None
    instruments: tuple[Instrument, ...] = ()
    sources: tuple[str, ...] = ()


class Event(Plain):
    title: Text
    description: Text
    claim: Claim | None = None
    sources: tuple[str, ...] = ()


class Driver(Plain):
    subject: Text
    thesis: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    direction: Direction | None = None
    claim: Claim | None = None
    signals: tuple[Annotated[int, Field(ge=1, le=10)], ...] = ()
    sources: tuple[str, ...] = ()


class ETFImpact(Plain):
    target: Text
    kind: Literal["etf", "index", "industry", "company"]
    analysis: Text
    direction: Direction | None = None
    instruments: tuple[Instrument, ...] = ()
    sources: tuple[str, ...] = ()


class Risk(Plain):
    name: Text
    description: Text
    category: (
        Literal[
            "macro", "technology", "regulation", "competition", "valuation", "earnings",
            "liquidity", "geopolitics", "other",
        ]
        | None
    ) = None  # fmt: skip
    severity: Annotated[int, Field(ge=1, le=5)] | None = None
    likelihood: Annotated[int, Field(ge=1, le=5)] | None = None
    sources: tuple[str, ...] = ()


class Section(Plain):
    title: Text
    body: str = ""


def _in_order(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    if [signal.rank for signal in signals] != list(range(1, 11)):
        raise ValueError("ranks")
    return signals


class PlainReport(Plain):
    schema_version: Literal["1.0", "1.1"] = "1.0"
    theme: Annotated[Text, Field(max_length=80)]
    language: Annotated[str, Field(pattern="^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    published_at: AwareDatetime
    revision: Annotated[int, Field(ge=1)] | None = None
    supersedes: Predecessor | None = None
    overview: Text
    signals: Annotated[
        tuple[Signal, ...], Field(min_length=10, max_length=10), AfterValidator(_in_order)
    ]
    background: Text
    events: Annotated[tuple[Event, ...], Field(min_length=1)]
    drivers: Annotated[tuple[Driver, ...], Field(min_length=1)]
    impacts: Annotated[tuple[ETFImpact, ...], Field(min_length=1)]
    risks: Annotated[tuple[Risk, ...], Field(min_length=1)]
    disclaimer: Text
    appendices: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    provenance: Provenance | None = None
    front_matter: dict[str, Any] = {}

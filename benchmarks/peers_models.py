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


class Signal(Plain):
    rank: Annotated[int, Field(ge=1, le=10)]
    text: Text


class Event(Plain):
    title: Text
    description: Text


class Driver(Plain):
    subject: Text
    thesis: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]


class ETFImpact(Plain):
    target: Text
    kind: Literal["etf", "index", "industry", "company"]
    analysis: Text


class Risk(Plain):
    name: Text
    description: Text


class Section(Plain):
    title: Text
    body: str = ""


def _in_order(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    if [signal.rank for signal in signals] != list(range(1, 11)):
        raise ValueError("ranks")
    return signals


class PlainReport(Plain):
    schema_version: Literal["1.0"] = "1.0"
    theme: Annotated[Text, Field(max_length=80)]
    language: Annotated[str, Field(pattern="^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    published_at: AwareDatetime
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
    front_matter: dict[str, Any] = {}

"""An impact on something that can be traded."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from themereport.models.instrument import Instrument
from themereport.models.model import UNSET_1_1, AnyNumber, Model
from themereport.models.source import Citations
from themereport.models.stance import Direction
from themereport.models.text import PlainText

__all__ = ["ETFImpact", "ImpactKind"]

ImpactKind = Literal["etf", "index", "industry", "company"]


class ETFImpact(Model, frozen=True):
    """The potential impact on an ETF, an index, an industry or a company."""

    target: PlainText = Field(description="What is affected.")
    kind: ImpactKind = Field(description="What the target is: etf, index, industry or company.")
    analysis: PlainText = Field(description="How it is affected, and why.")
    direction: Direction | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Which way the target is moved."
    )
    instruments: AnyNumber[Instrument] = Field(
        default=(),
        exclude_if=UNSET_1_1,
        description="The target as instruments, or those that stand for it.",
    )
    sources: Citations = Field(
        default=(), exclude_if=UNSET_1_1, description="The ids of the sources that it rests on."
    )

"""An impact on something that can be traded."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from themereport.models.model import Model
from themereport.models.text import PlainText

__all__ = ["ETFImpact", "ImpactKind"]

ImpactKind = Literal["etf", "index", "industry", "company"]


class ETFImpact(Model):
    """The potential impact on an ETF, an index, an industry or a company."""

    target: PlainText = Field(description="What is affected.")
    kind: ImpactKind = Field(description="What the target is: etf, index, industry or company.")
    analysis: PlainText = Field(description="How it is affected, and why.")

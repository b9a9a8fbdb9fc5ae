"""An impact on something that can be traded."""

from __future__ import annotations

from typing import Literal

from themereport.models.model import Model
from themereport.models.text import PlainText

__all__ = ["ETFImpact", "ImpactKind"]

ImpactKind = Literal["etf", "index", "industry", "company"]


class ETFImpact(Model):
    """The potential impact on an ETF, an index, an industry or a company."""

    target: PlainText
    """What is affected."""
    kind: ImpactKind
    """What the target is: etf, index, industry or company."""
    analysis: PlainText
    """How it is affected, and why."""

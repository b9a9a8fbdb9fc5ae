"""A risk or uncertainty."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from themereport.models.model import UNSET_1_1, Model
from themereport.models.source import Citations
from themereport.models.text import PlainText

__all__ = ["Risk", "RiskCategory"]

RiskCategory = Literal[
    "macro",
    "technology",
    "regulation",
    "competition",
    "valuation",
    "earnings",
    "liquidity",
    "geopolitics",
    "other",
]


class Risk(Model, frozen=True):
    """Something that may turn the report's view wrong."""

    name: PlainText = Field(description="What the risk is called.")
    description: PlainText = Field(description="What may happen.")
    category: RiskCategory | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Where the risk comes from."
    )
    severity: int | None = Field(
        default=None,
        ge=1,
        le=5,
        exclude_if=UNSET_1_1,
        description="How bad it would be, 1 to 5: 5 is worst.",
    )
    likelihood: int | None = Field(
        default=None,
        ge=1,
        le=5,
        exclude_if=UNSET_1_1,
        description="How likely it is, 1 to 5: 5 is most likely.",
    )
    sources: Citations = Field(
        default=(), exclude_if=UNSET_1_1, description="The ids of the sources that it rests on."
    )

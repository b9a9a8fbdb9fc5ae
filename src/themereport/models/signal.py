"""A signal: one of the ten items most likely to affect trading."""

from __future__ import annotations

from pydantic import Field

from themereport.models.instrument import Instrument
from themereport.models.model import UNSET_1_1, AnyNumber, Model
from themereport.models.source import Citations
from themereport.models.stance import Claim, Direction
from themereport.models.text import PlainText

__all__ = ["Signal"]


class Signal(Model, frozen=True):
    """One of the ten items most likely to affect trading."""

    rank: int = Field(
        ge=1, le=10, description="Place in the list, 1 to 10: 1 is likely to matter most."
    )
    text: PlainText = Field(description="What happened and what it means, in one sentence.")
    direction: Direction | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Which way it moves the market."
    )
    claim: Claim | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Whether it states a fact, an opinion or a forecast.",
    )
    instruments: AnyNumber[Instrument] = Field(
        default=(), exclude_if=UNSET_1_1, description="The instruments that it is about."
    )
    sources: Citations = Field(
        default=(), exclude_if=UNSET_1_1, description="The ids of the sources that it rests on."
    )

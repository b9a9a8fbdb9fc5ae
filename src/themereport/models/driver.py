"""A driver: why the market moves, step by step."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from themereport.models.model import UNSET_1_1, Model, NonEmpty, NoneTwice
from themereport.models.source import Citations
from themereport.models.stance import Claim, Direction
from themereport.models.text import PlainText

__all__ = ["Driver"]


class Driver(Model, frozen=True):
    """A cause of market movement with the logic that leads from it to its effect."""

    subject: PlainText = Field(description="What drives: an event, a company, a trend.")
    thesis: PlainText = Field(description="What it is driven by or leads to, in one sentence.")
    steps: NonEmpty[PlainText] = Field(
        description="The investment logic in order: one or more steps."
    )
    direction: Direction | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Which way it moves the market."
    )
    claim: Claim | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Whether it states a fact, an opinion or a forecast.",
    )
    signals: NoneTwice[Annotated[int, Field(ge=1, le=10)]] = Field(
        default=(), exclude_if=UNSET_1_1, description="The ranks of the signals that it explains."
    )
    sources: Citations = Field(
        default=(), exclude_if=UNSET_1_1, description="The ids of the sources that it rests on."
    )

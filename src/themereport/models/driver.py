"""A driver: why the market moves, step by step."""

from __future__ import annotations

from pydantic import Field

from themereport.models.model import Model, NonEmpty
from themereport.models.text import PlainText

__all__ = ["Driver"]


class Driver(Model):
    """A cause of market movement with the logic that leads from it to its effect."""

    subject: PlainText = Field(description="What drives: an event, a company, a trend.")
    thesis: PlainText = Field(description="What it is driven by or leads to, in one sentence.")
    steps: NonEmpty[PlainText] = Field(
        description="The investment logic in order: one or more steps."
    )

"""A driver: why the market moves, step by step."""

from __future__ import annotations

from themereport.models.model import NonEmpty, Model
from themereport.models.text import PlainText

__all__ = ["Driver"]


class Driver(Model):
    """A cause of market movement with the logic that leads from it to its effect."""

    subject: PlainText
    """What drives: an event, a company, a trend."""
    thesis: PlainText
    """What it is driven by or leads to, in one sentence."""
    steps: NonEmpty[PlainText]
    """The investment logic in order: one or more steps."""

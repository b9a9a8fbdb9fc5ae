"""An event that a report is about."""

from __future__ import annotations

from pydantic import Field

from themereport.models.model import Model
from themereport.models.text import PlainText

__all__ = ["Event"]


class Event(Model):
    """Something that happened, or a topic of the day."""

    title: PlainText = Field(description="What the event is called.")
    description: PlainText = Field(description="What happened.")

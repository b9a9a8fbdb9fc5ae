"""An event that a report is about."""

from __future__ import annotations

from pydantic import Field

from themereport.models.model import UNSET_1_1, Model
from themereport.models.source import Citations
from themereport.models.stance import Claim
from themereport.models.text import PlainText

__all__ = ["Event"]


class Event(Model, frozen=True):
    """Something that happened, or a topic of the day."""

    title: PlainText = Field(description="What the event is called.")
    description: PlainText = Field(description="What happened.")
    claim: Claim | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Whether it states a fact, an opinion or a forecast.",
    )
    sources: Citations = Field(
        default=(), exclude_if=UNSET_1_1, description="The ids of the sources that it rests on."
    )

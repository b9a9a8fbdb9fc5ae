"""A signal: one of the ten items most likely to affect trading."""

from __future__ import annotations

from pydantic import Field

from themereport.models.model import Model
from themereport.models.text import PlainText

__all__ = ["Signal"]


class Signal(Model):
    """One of the ten items most likely to affect trading."""

    rank: int = Field(
        ge=1, le=10, description="Place in the list, 1 to 10: 1 is likely to matter most."
    )
    text: PlainText = Field(description="What happened and what it means, in one sentence.")

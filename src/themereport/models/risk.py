"""A risk or uncertainty."""

from __future__ import annotations

from pydantic import Field

from themereport.models.model import Model
from themereport.models.text import PlainText

__all__ = ["Risk"]


class Risk(Model):
    """Something that may turn the report's view wrong."""

    name: PlainText = Field(description="What the risk is called.")
    description: PlainText = Field(description="What may happen.")

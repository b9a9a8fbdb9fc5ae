"""A predecessor: the report that another one replaces."""

from __future__ import annotations

from pydantic import Field

from themereport.models.model import Model
from themereport.models.text import PlainText

__all__ = ["Predecessor"]


class Predecessor(Model, frozen=True):
    """The report, and which revision of it, that another one replaces."""

    slug: PlainText = Field(description="The slug of the report that is replaced.")
    revision: int = Field(
        ge=1, description="The number of the revision that is replaced, counted from 1."
    )

"""A source: where something that a report says can be looked up."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from themereport.models.address import WebAddress
from themereport.models.model import UNSET_1_1, NoneTwice
from themereport.models.moment import Moment
from themereport.models.statement import Statement
from themereport.models.text import PlainText

__all__ = ["SOURCE_ID_PATTERN", "Citations", "Source", "SourceId"]

SOURCE_ID_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

SourceId = Annotated[str, StringConstraints(pattern=SOURCE_ID_PATTERN)]
"""What a source is cited by: at most 64 ASCII letters, digits, `.`, `_` and `-`."""

Citations = NoneTwice[SourceId]
"""The ids of sources, none of them twice."""


class Source(Statement, frozen=True):
    """Where something can be looked up, by at least a title or an address."""

    _telling: ClassVar[tuple[str, ...]] = ("title", "url")

    id: SourceId = Field(description="What the source is cited by, such as s1.")
    title: PlainText | None = Field(
        default=None, exclude_if=UNSET_1_1, description="What the source is called."
    )
    url: WebAddress | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Its address: http:// or https://, without a user or password.",
    )
    publisher: PlainText | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Who published it."
    )
    published_at: Moment | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="The date and time when it was published, with its offset from UTC.",
    )

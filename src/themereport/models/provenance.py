"""Provenance: who made a report, by what, and who answers for it."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from themereport.models.model import UNSET_1_1, AnyNumber, Model, says_nothing
from themereport.models.text import PlainText

__all__ = ["AIGenerated", "Provenance"]


class AIGenerated(Model):
    """The label that a machine wrote the text, wholly or in part."""

    producer: PlainText | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Who offers the service that produced the text: a name or a code.",
    )
    content_id: PlainText | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="The number that the producer gave to this text.",
    )


class Provenance(Model):
    """Who made the report and who answers for it; at least one field is set."""

    publisher: PlainText | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Who publishes the report."
    )
    authors: AnyNumber[PlainText] = Field(
        default=(), exclude_if=UNSET_1_1, description="Who wrote it."
    )
    ai_generated: AIGenerated | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Set if a machine wrote the text, wholly or in part.",
    )
    human_reviewed: bool | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Whether a person has reviewed the text."
    )
    editorial_responsibility: PlainText | None = Field(
        default=None, exclude_if=UNSET_1_1, description="Who holds the editorial responsibility."
    )
    interests: AnyNumber[PlainText] = Field(
        default=(),
        exclude_if=UNSET_1_1,
        description="Interests and conflicts of interest of those who made it, a sentence each.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(UNSET_1_1(getattr(self, name)) for name in type(self).model_fields):
            raise says_nothing("at least one of its fields")
        return self

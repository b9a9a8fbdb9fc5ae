"""Provenance: who made a report, by what, and who answers for it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from themereport.models.model import UNSET_1_1, AnyNumber, Model
from themereport.models.statement import Statement
from themereport.models.text import PlainText

__all__ = ["AIGenerated", "Provenance"]


class AIGenerated(Model, frozen=True):
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


class Provenance(Statement, frozen=True):
    """Who made the report and who answers for it; at least one field is set."""

    _telling: ClassVar[tuple[str, ...]] = (
        "publisher",
        "authors",
        "ai_generated",
        "human_reviewed",
        "editorial_responsibility",
        "interests",
    )

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

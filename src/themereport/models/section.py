"""An appendix: a section that is none of a report's own, kept as it is."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from themereport.models.markdown import contain
from themereport.models.model import Model
from themereport.models.text import PlainText

__all__ = ["Section"]


def _contained(body: str) -> str:
    safe, problems = contain(body)
    if safe != body:
        raise PydanticCustomError(
            "TR212",
            "{problem}",
            {
                "problem": "; ".join(problems),
                "advice": f"did you mean {safe!r}?" if len(safe) <= 200 else "escape it",
            },
        )
    return body


class Section(Model, frozen=True):
    """An unrecognised section, kept: nothing that was written is thrown away."""

    title: PlainText = Field(description="The heading, as plain text without its number.")
    body: Annotated[str, AfterValidator(_contained)] = Field(
        default="",
        description="What stands below it: Markdown without headings, raw HTML or open code fences.",
    )

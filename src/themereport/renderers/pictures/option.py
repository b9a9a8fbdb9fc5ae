"""The option of formats that hold pictures."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

__all__ = ["Pictures"]

Pictures = Annotated[
    bool,
    Field(
        description="Whether there are pictures: a map of the logic, a bar of directions and a "
        "matrix of risks, each where the report gives what it shows."
    ),
]

"""The option of formats that are printed: the size of their pages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

__all__ = ["Paper"]

Paper = Annotated[
    Literal["a4", "letter"], Field(description="The size of the pages: a4 or letter.")
]

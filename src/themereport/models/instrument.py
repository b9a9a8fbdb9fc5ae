"""An instrument: something with a name, a symbol or a number that can be traded."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from themereport.models.identifier import Figi, Isin, Mic
from themereport.models.model import UNSET_1_1, Model, says_nothing
from themereport.models.text import PlainText

__all__ = ["Instrument"]


class Instrument(Model):
    """Something that is traded, by at least one of name, symbol, ISIN and FIGI."""

    name: PlainText | None = Field(
        default=None, exclude_if=UNSET_1_1, description="What the instrument is called."
    )
    symbol: PlainText | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Its symbol where it is traded, such as 600519.",
    )
    mic: Mic | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="The market of the symbol: a MIC (ISO 10383) such as XSHG.",
    )
    isin: Isin | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Its ISIN (ISO 6166) with a check digit that agrees.",
    )
    figi: Figi | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Its FIGI (OMG) with a check digit that agrees.",
    )

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.name is self.symbol is self.isin is self.figi is None:
            raise says_nothing("a name, a symbol, an ISIN or a FIGI")
        return self

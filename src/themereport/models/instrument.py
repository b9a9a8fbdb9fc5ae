"""An instrument: something with a name, a symbol or a number that can be traded."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from themereport.models.identifier import Figi, Isin, Mic
from themereport.models.model import UNSET_1_1
from themereport.models.statement import Statement
from themereport.models.text import PlainText

__all__ = ["Instrument"]


class Instrument(Statement, frozen=True):
    """Something that is traded, by at least one of name, symbol, ISIN and FIGI."""

    _telling: ClassVar[tuple[str, ...]] = ("name", "symbol", "isin", "figi")

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

"""TR503: an industry that is filed as an ETF, or an ETF as an industry."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.document.kind import kinds_in
from themereport.rules.example import Example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["MisfiledImpact"]

_OPPOSITE = {"etf": "industry", "industry": "etf"}


class MisfiledImpact:
    """An ETF can be bought, an industry cannot.

    A program that lists what a report says of ETFs takes the kind for granted. Where the kind
    says ETF and the target's name says industry, or the other way round, one of the two is wrong.
    A name that says both, such as that of the fund industry, is left alone, and so is one that
    says neither.
    """

    code = CATALOGUE["TR503"]
    profiles = ("editorial",)
    valid = (
        Example({}),
        Example({"impacts[0].target": "基金行业", "impacts[0].kind": "industry"}),
        Example({"impacts[0].target": "沪深300", "impacts[0].kind": "etf"}),
    )
    invalid = (
        Example(
            {"impacts[1].target": "半导体行业", "impacts[1].kind": "etf"},
            found=("impacts[1].kind",),
        ),
        Example(
            {"impacts[0].target": "Cloud ETF", "impacts[0].kind": "industry"},
            found=("impacts[0].kind",),
        ),
        Example(
            {"impacts[0].target": "半导体ＥＴＦ", "impacts[0].kind": "industry"},
            found=("impacts[0].kind",),
        ),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name each impact whose kind its target's name denies."""
        for at, impact in enumerate(report.impacts):
            said = set(kinds_in(unicodedata.normalize("NFKC", impact.target)))  # ＥＴＦ
            opposite = _OPPOSITE.get(impact.kind)
            if opposite in said and impact.kind not in said:
                arguments = {"found": impact.kind, "target": impact.target, "expected": opposite}
                yield Diagnostic("TR503", f"impacts[{at}].kind", arguments=arguments)

"""TR502: a signal that ends without its full stop."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.example import Example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["SignalEnding"]

_MOST = 6
_MARKS = frozenset("。．｡.!！?？…;；؟؛۔")
_CLOSERS = "」』”’\"')）]】》〉"


class SignalEnding:
    """Where most signals end like sentences, one that does not was often cut off.

    It looks careless, and it may be worse: text that is cut at a limit of length ends like this.
    A list in which most signals end without a mark is a list of headlines, and fine.
    """

    code = CATALOGUE["TR502"]
    profiles = ("editorial",)
    valid = (
        Example({}),
        Example({f"signals[{at}].text": f"Headline {at}" for at in range(8)}),
        Example(
            {"signals[0].text": "某公司回应：“本季度不会降价。”", "signals[1].text": "订单回升！"}
        ),
    )
    invalid = (
        Example({"signals[9].text": "IT托管运营业务强劲"}, found=("signals[9].text",)),
        Example(
            {"signals[0].text": "Orders rise (see below", "signals[4].text": "Prices fall,"},
            found=("signals[0].text", "signals[4].text"),
        ),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name each signal that ends unlike most others."""
        ends = [signal.text.rstrip(_CLOSERS)[-1:] for signal in report.signals]
        marks = Counter(end for end in ends if end in _MARKS)
        if marks.total() < _MOST:
            return
        ((usual, _),) = marks.most_common(1)
        for at, end in enumerate(ends):
            if end not in _MARKS:
                arguments = {"expected": usual, "count": marks.total()}
                yield Diagnostic("TR502", f"signals[{at}].text", arguments=arguments)

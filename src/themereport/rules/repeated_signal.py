"""TR501: two signals that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.comparison.similarity import Bag, begin_apart, both_have_numbers, share
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.example import Example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["SIMILAR", "RepeatedSignal", "similarity"]

SIMILAR = 0.85
"""The share of common words from which on two signals are taken for one."""


class RepeatedSignal:
    """Ten signals are ten pieces of news.

    A model that runs out of news says the same again in other words. Two signals are compared
    word by word, in any order: their similarity is twice the number of words that they share,
    divided by the number of all words. In Chinese a character counts as a word; of a word in
    letters only the beginning counts, so that `agree` and `agreed` are one. From 85 % on they
    are taken for one.

    Two sentences of one pattern about different things share most of their words, too. So
    signals are different, however similar, if each has a number that the other has not, or if
    each begins with something that the other has not: two funds, two cities, two quarters.
    """

    code = CATALOGUE["TR501"]
    profiles = ("editorial",)
    valid = (
        Example({}),
        Example(
            {
                "signals[0].text": "上海市出台支持低空经济发展的政策。",
                "signals[1].text": "深圳市出台支持低空经济发展的政策。",
            }
        ),
        Example(
            {
                "signals[0].text": "Revenue of the grid division rose by 5% in March.",
                "signals[1].text": "Revenue of the grid division rose by 8% in April.",
            }
        ),
    )
    invalid = (
        Example(
            {
                "signals[2].text": "金山办公股价连续上涨，反映市场对国产办公软件信心的增强。",
                "signals[7].text": "市场对国产办公软件信心增强，金山办公的股价连续上涨。",
            },
            found=("signals[7].text",),
        ),
        Example(
            {
                "signals[0].text": "Two pump makers agree to share a standard for coolant.",
                "signals[9].text": "Two pump makers have agreed to share a standard for coolant.",
            },
            found=("signals[9].text",),
        ),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name each signal that says what an earlier one says."""
        bags = [Bag.of(signal.text) for signal in report.signals]
        for later, signal in enumerate(report.signals):
            for earlier in range(later):
                same = (
                    1.0
                    if signal.text == report.signals[earlier].text
                    else _similarity(bags[earlier], bags[later])
                )
                if same >= SIMILAR:
                    arguments = {"other": f"signals[{earlier}].text", "share": f"{same:.0%}"}
                    yield Diagnostic("TR501", f"signals[{later}].text", arguments=arguments)
                    break


def similarity(one: str, other: str) -> float:
    """How much of two sentences is the same, from 0 to 1; 0 where they speak of two things."""
    return _similarity(Bag.of(one), Bag.of(other))


def _similarity(one: Bag, other: Bag) -> float:
    same = share(one, other)
    # Two sentences of one pattern share most of their words, too.
    if SIMILAR <= same < 1 and (both_have_numbers(one, other) or begin_apart(one, other)):
        return 0.0
    return same

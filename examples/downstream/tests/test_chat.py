"""Headlines are those of the report, whichever way they are read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from marketmail.chat import VERSIONS, headlines, post

import themereport as tr
from themereport.testing import ConsumerContract, signals


class TestHeadlines(ConsumerContract):
    versions = VERSIONS

    def signals(self, document: str) -> list[str]:
        return [headline.text for headline in headlines(document)]


@given(st.from_type(tr.ThemeReport))
@settings(deadline=None)
def test_a_post_is_the_theme_three_signals_and_the_disclaimer(report: tr.ThemeReport) -> None:
    first, *three, last = post(report).split("\n")
    assert first.startswith(report.theme)
    assert [line[2:] for line in three] == [signal.text for signal in report.signals[:3]]
    assert last == report.disclaimer


@given(signals(language="zh-Hans", evidence=True))
@settings(deadline=None)
def test_a_signal_with_evidence_has_a_direction(signal: tr.Signal) -> None:
    assert signal.direction is not None
    assert signal.instruments


def test_a_direction_is_an_arrow(theme_report: tr.ThemeReport) -> None:
    first, second, *_ = headlines(theme_report.model_dump_json())
    assert (first.arrow, second.arrow) == ("▲", "▼")
    assert post(theme_report).split("\n")[1].startswith("▲ A fictional port")

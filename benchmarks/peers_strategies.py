"""Reports drawn as somebody would write it with Hypothesis alone: builds, and texts by a pattern."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st
from peers_models import PATTERN, Driver, ETFImpact, Event, PlainReport, Risk, Signal

__all__ = ["plain_reports"]

T = TypeVar("T")

_TEXT = st.from_regex(PATTERN, fullmatch=True)


def plain_reports() -> st.SearchStrategy[PlainReport]:
    """Reports with the fields of schema 1.0 alone, with one to three items each."""
    kinds = st.sampled_from(("etf", "index", "industry", "company"))
    ranked = [st.builds(Signal, rank=st.just(rank), text=_TEXT) for rank in range(1, 11)]
    return st.builds(
        PlainReport,
        theme=st.from_regex(PATTERN, fullmatch=True).map(lambda text: text[:80].strip() or "x"),
        language=st.sampled_from(("en", "zh-Hans", "zh-Hant")),
        published_at=st.datetimes(timezones=st.timezones()),
        overview=_TEXT,
        signals=st.tuples(*ranked),
        background=_TEXT,
        events=_few(st.builds(Event, title=_TEXT, description=_TEXT)),
        drivers=_few(st.builds(Driver, subject=_TEXT, thesis=_TEXT, steps=_few(_TEXT))),
        impacts=_few(st.builds(ETFImpact, target=_TEXT, kind=kinds, analysis=_TEXT)),
        risks=_few(st.builds(Risk, name=_TEXT, description=_TEXT)),
        disclaimer=_TEXT,
        front_matter=st.just({"layout": "post"}),
    )


def _few(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, min_size=1, max_size=3).map(tuple)

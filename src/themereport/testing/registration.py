"""What Hypothesis calls when it is imported: `st.from_type` then knows every model."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]


def register() -> None:
    """Register the strategy of every model; each is loaded when it is first asked for."""
    from hypothesis.strategies import register_type_strategy

    from themereport.models.driver import Driver
    from themereport.models.event import Event
    from themereport.models.impact import ETFImpact
    from themereport.models.instrument import Instrument
    from themereport.models.predecessor import Predecessor
    from themereport.models.provenance import AIGenerated, Provenance
    from themereport.models.report import ThemeReport
    from themereport.models.risk import Risk
    from themereport.models.section import Section
    from themereport.models.signal import Signal
    from themereport.models.source import Source

    names = {
        AIGenerated: "ai_labels",
        Driver: "drivers",
        ETFImpact: "impacts",
        Event: "events",
        Instrument: "instruments",
        Predecessor: "predecessors",
        Provenance: "provenances",
        Risk: "risks",
        Section: "sections",
        Signal: "signals",
        Source: "sources",
        ThemeReport: "reports",
    }
    for model, name in names.items():
        register_type_strategy(model, _made_by(name))


def _made_by(name: str) -> Callable[[type[Any]], SearchStrategy[Any]]:
    def strategy(_: type[Any]) -> SearchStrategy[Any]:
        made: SearchStrategy[Any] = getattr(import_module("themereport.testing"), name)()
        return made

    return strategy

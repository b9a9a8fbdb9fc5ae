"""What other projects test themselves with: strategies, examples, contracts.

Needs the extra `testing`; names are loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.testing.contracts.consumer import ConsumerContract
    from themereport.testing.contracts.reader import ReaderContract
    from themereport.testing.contracts.renderer import RendererContract
    from themereport.testing.example import example_report
    from themereport.testing.strategies.evidence import (
        ai_labels,
        instruments,
        predecessors,
        provenances,
        sources,
    )
    from themereport.testing.strategies.item import (
        drivers,
        events,
        impacts,
        risks,
        sections,
        signals,
    )
    from themereport.testing.strategies.report import reports
    from themereport.testing.strategies.text import texts

__all__ = [
    "ConsumerContract",
    "ReaderContract",
    "RendererContract",
    "ai_labels",
    "drivers",
    "events",
    "example_report",
    "impacts",
    "instruments",
    "predecessors",
    "provenances",
    "reports",
    "risks",
    "sections",
    "signals",
    "sources",
    "texts",
]

_HOMES = {
    "ConsumerContract": "themereport.testing.contracts.consumer",
    "ReaderContract": "themereport.testing.contracts.reader",
    "RendererContract": "themereport.testing.contracts.renderer",
    "ai_labels": "themereport.testing.strategies.evidence",
    "drivers": "themereport.testing.strategies.item",
    "events": "themereport.testing.strategies.item",
    "example_report": "themereport.testing.example",
    "impacts": "themereport.testing.strategies.item",
    "instruments": "themereport.testing.strategies.evidence",
    "predecessors": "themereport.testing.strategies.evidence",
    "provenances": "themereport.testing.strategies.evidence",
    "reports": "themereport.testing.strategies.report",
    "risks": "themereport.testing.strategies.item",
    "sections": "themereport.testing.strategies.item",
    "signals": "themereport.testing.strategies.item",
    "sources": "themereport.testing.strategies.evidence",
    "texts": "themereport.testing.strategies.text",
}
_EXTRA = ("hypothesis", "pytest")


def __getattr__(name: str) -> object:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    try:
        module = import_module(home)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        from themereport.errors import MissingExtraError

        raise MissingExtraError(f"themereport.testing.{name}", "testing") from None
    value = globals()[name] = getattr(module, name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

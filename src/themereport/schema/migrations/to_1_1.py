"""From 1.0 to 1.1: evidence and responsibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["VERSION", "down", "up"]

VERSION = "1.1"

_ADDED = ("revision", "supersedes", "sources", "provenance")
_ADDED_TO_ITEMS = {
    "signals": ("direction", "claim", "instruments", "sources"),
    "events": ("claim", "sources"),
    "drivers": ("direction", "claim", "signals", "sources"),
    "impacts": ("direction", "instruments", "sources"),
    "risks": ("category", "severity", "likelihood", "sources"),
}


def up(report: dict[str, Any]) -> None:
    """Nothing has to change: all that 1.1 adds is optional."""
    del report


def down(report: dict[str, Any]) -> Iterator[str]:
    """Take away what 1.0 does not have; yields the paths of what said something."""
    for name in _ADDED:
        if _says_something(report.pop(name, None)):
            yield name
    for key, names in _ADDED_TO_ITEMS.items():
        items = report.get(key)
        for at, item in enumerate(items if isinstance(items, list) else ()):
            for name in names if isinstance(item, dict) else ():
                if _says_something(item.pop(name, None)):
                    yield f"{key}[{at}].{name}"


def _says_something(value: object) -> bool:
    return value is not None and value != []

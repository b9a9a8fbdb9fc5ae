"""Places: what a report says where the pattern of a path such as `signals[].claim` points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

__all__ = ["Place", "is_set", "places"]

Place: TypeAlias = tuple[str, object, object]
"""A path, the value there, and the part of the report that it is a field of.

The value is None where the report says nothing; so is the part where that is missing, too.
"""


def places(report: object, pattern: str) -> Iterator[Place]:
    """The places in `report` that `pattern` names, in order; `[]` stands for every item."""
    return _below(report, pattern.split("."), "")


def is_set(value: object) -> bool:
    """Whether a field of this value says anything."""
    return value is not None and value != ()


def _below(owner: object, names: list[str], before: str) -> Iterator[Place]:
    name = names[0].removesuffix("[]")
    path = f"{before}{name}"
    value = owner.get(name) if isinstance(owner, Mapping) else getattr(owner, name, None)
    found = [(path, value)]
    if name != names[0]:
        items = value if isinstance(value, tuple) else ()
        found = [(f"{path}[{number}]", item) for number, item in enumerate(items)]
    for path, value in found:
        if names[1:]:
            yield from _below(value, names[1:], f"{path}.")
        else:
            yield path, value, owner

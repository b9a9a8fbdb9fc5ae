"""Limits: how much one text may ask of the machine."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import ge, instance_of

__all__ = ["DEFAULT_LIMITS", "Limits"]


def _limit(default: int) -> int:
    field_of: int = field(default=default, validator=[instance_of(int), ge(0)])
    return field_of


@frozen
class Limits:
    """What a text may have at most; more is refused, each with a code of its own.

    bytes         of the whole text, in UTF-8 (TR005)
    lines         lines (TR011)
    line          characters in one line (TR007)
    items         entries in one section (TR008)
    nesting       lists in lists, or arrays and objects in each other (TR009)
    front_matter  characters of front matter, where only a YAML parser can read it (TR106)
    """

    bytes: int = _limit(4 * 1024 * 1024)
    lines: int = _limit(10_000)
    line: int = _limit(262_144)
    items: int = _limit(1_000)
    nesting: int = _limit(32)
    front_matter: int = _limit(65_536)


DEFAULT_LIMITS = Limits()

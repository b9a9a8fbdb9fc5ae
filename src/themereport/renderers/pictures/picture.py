"""What a picture is."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Picture"]


@frozen
class Picture:
    """A picture below the heading whose key is `key`: an SVG, and what it shows in words."""

    key: str
    svg: str
    alt: str

"""Stances: what kind of statement something is, and which way it points."""

from __future__ import annotations

from typing import Literal

__all__ = ["Claim", "Direction"]

Direction = Literal["positive", "negative", "mixed", "neutral"]
"""Which way the market is moved."""

Claim = Literal["fact", "opinion", "forecast"]
"""What kind of statement something is."""

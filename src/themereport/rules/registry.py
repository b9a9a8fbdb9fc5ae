"""The installed rules, for whoever checks and for whoever explains."""

from __future__ import annotations

from themereport.plugins import Registry
from themereport.rules.rule import Rule

__all__ = ["RULES"]

RULES: Registry[Rule] = Registry("themereport.rules", "rule", Rule)
"""The installed rules by their codes."""

"""The versions of the schema, and what is published of each."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, cast

__all__ = ["VERSIONS", "json_schema"]

VERSIONS = ("1.0", "1.1")
"""The versions of the schema that this package knows, oldest first."""


def json_schema(version: str = VERSIONS[-1]) -> dict[str, Any]:
    """The published JSON Schema of a report of `version`, as a new dict.

    What a report must be beyond what JSON Schema can say, the models refuse all the same.

    Raises:
        KeyError: There is no such version.
    """
    if version not in VERSIONS:
        raise KeyError(version)
    text = (files("themereport.schema") / "published" / f"report-{version}.json").read_bytes()
    return cast("dict[str, Any]", json.loads(text))

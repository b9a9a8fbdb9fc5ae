"""The JSON Schema of a report (2020-12)."""

from __future__ import annotations

from typing import Any

from themereport.models.report import ThemeReport

__all__ = ["VERSIONS", "json_schema"]

VERSIONS = ("1.0",)
"""The versions of the schema that this package knows, oldest first."""


def json_schema(version: str = VERSIONS[-1]) -> dict[str, Any]:
    """The JSON Schema of a report of `version`, as a new dict; raise `KeyError` for another.

    Ranks in order, canonical language tags and contained Markdown are beyond JSON Schema: a
    document that it accepts may still be refused by the models.
    """
    if version not in VERSIONS:
        raise KeyError(version)
    schema = ThemeReport.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:themereport:schema:report:{version}",
        **schema,
    }

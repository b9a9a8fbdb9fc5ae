"""The JSON Schema of a report (2020-12), made from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from themereport.models.agreement import later_names
from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.impact import ETFImpact
from themereport.models.report import ThemeReport
from themereport.models.risk import Risk
from themereport.models.section import Section
from themereport.models.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["VERSIONS", "json_schema"]

VERSIONS = ("1.0", "1.1")
"""The versions of the schema that this package knows, oldest first."""

_MODELS = (Signal, Event, Driver, ETFImpact, Risk, Section)


def json_schema(version: str = VERSIONS[-1]) -> dict[str, Any]:
    """The JSON Schema of a report of `version`, as a new dict; raise `KeyError` for another.

    Ranks in order, canonical language tags and contained Markdown are beyond JSON Schema: a
    document that it accepts may still be refused by the models.
    """
    if version not in VERSIONS:
        raise KeyError(version)
    schema = ThemeReport.model_json_schema(mode="validation")
    for model, properties in _properties(schema):
        for name in later_names(model, version):
            del properties[name]
    schema["properties"]["schema_version"] = _stated(version)
    schema["$defs"] = _reachable(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:themereport:schema:report:{version}",
        **schema,
    }


def _stated(version: str) -> dict[str, Any]:
    """What a document of `version` may state as its version: a report may need less than it."""
    common = {"default": VERSIONS[0], "title": "Schema Version", "type": "string"}
    if version == VERSIONS[0]:
        return {**common, "const": version, "description": f"The version of the schema: {version}."}
    field = ThemeReport.model_fields["schema_version"]
    known = VERSIONS[: VERSIONS.index(version) + 1]
    return {**common, "enum": list(known), "description": field.description}


def _properties(schema: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each model that every version has, and its properties."""
    yield ThemeReport, schema["properties"]
    for model in _MODELS:
        yield model, schema["$defs"][model.__name__]["properties"]


def _reachable(schema: dict[str, Any]) -> dict[str, Any]:
    """The definitions that are referred to from the top, directly or not."""
    found: set[str] = set()
    todo: list[Any] = [{key: value for key, value in schema.items() if key != "$defs"}]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo += value.values()
            name = str(value.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found.add(name)
                todo.append(schema["$defs"][name])
        elif isinstance(value, list):
            todo += value
    return {name: part for name, part in schema["$defs"].items() if name in found}

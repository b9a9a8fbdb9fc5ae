"""The JSON Schema of a report (2020-12), made from the models.

What is made here is frozen in `published/`: see `tools/publish_schema.py`.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from themereport.models.address import ADDRESS_PATTERN
from themereport.models.agreement import later_names
from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.front_matter import MAX_KEY, MAX_KEYS, MAX_TEXT, RESERVED
from themereport.models.identifier import FIGI_PATTERN, ISIN_PATTERN, MIC_PATTERN
from themereport.models.impact import ETFImpact
from themereport.models.language import LANGUAGE_PATTERN
from themereport.models.moment import MOMENT_PATTERN
from themereport.models.report import ThemeReport
from themereport.models.risk import Risk
from themereport.models.section import Section
from themereport.models.signal import Signal
from themereport.models.source import SOURCE_ID_PATTERN
from themereport.models.text import BLANKS, PLAIN_TEXT_PATTERN
from themereport.schema.version import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["export"]

_MODELS = (Signal, Event, Driver, ETFImpact, Risk, Section)
# Texts of one form get one definition each: its name, what it is, and an example.
_TEXTS = {
    PLAIN_TEXT_PATTERN: (
        "PlainText",
        "One trimmed line without control characters: exactly what a reader should see.",
        "Tenders grow while prices fall.",
    ),
    LANGUAGE_PATTERN: ("LanguageTag", "A BCP 47 tag in canonical spelling.", "zh-Hans"),
    MOMENT_PATTERN: (
        "Moment",
        "A date and time with its offset from UTC (RFC 3339), in whole minutes.",
        "2026-01-02T03:04:05+08:00",
    ),
    ADDRESS_PATTERN: (
        "WebAddress",
        "An address on the web, without a user or password.",
        "https://example.com/page",
    ),
    SOURCE_ID_PATTERN: ("SourceId", "What a source is cited by.", "s1"),
    ISIN_PATTERN: ("Isin", "An ISIN (ISO 6166).", "ZZ0000000016"),
    FIGI_PATTERN: ("Figi", "A FIGI (OMG).", "ZZG000000017"),
    MIC_PATTERN: ("Mic", "A MIC (ISO 10383).", "XXXX"),
}

_ORDER = {
    keyword: at
    for at, keyword in enumerate(
        ("$schema", "$id", "title", "description", "$ref", "type", "required", "properties",
         "examples", "$defs")
    )
}  # fmt: skip


def export(version: str) -> dict[str, Any]:
    """The JSON Schema of a report of `version`, as a new dict."""
    schema = ThemeReport.model_json_schema(mode="validation")
    schema["properties"]["schema_version"] = _stated(version)
    schema["properties"]["front_matter"] |= _front_matter()
    for model, properties in _properties(schema):
        for name in later_names(model, version):
            del properties[name]
    definitions = {**schema.pop("$defs"), "Json": _json()}
    texts: dict[str, Any] = {}
    schema = _name_texts(schema, texts)
    definitions = _name_texts(definitions, texts) | texts
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:themereport:schema:report:{version}",
        **schema,
        "examples": [_example(version)],
        "$defs": _reachable(schema, definitions),
    }
    return _ordered(whole)


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


def _mapping() -> dict[str, Any]:
    # Written out, as \s means something else to each engine.
    blank = rf"\u0009-\u000d\u001c-\u001f\u0085\u2028\u2029{BLANKS}"
    return {
        "type": "object",
        "maxProperties": MAX_KEYS,
        "propertyNames": {"type": "string", "maxLength": MAX_KEY, "pattern": f"[^{blank}]"},
        "additionalProperties": {"$ref": "#/$defs/Json"},
    }


def _front_matter() -> dict[str, Any]:
    mapping = _mapping()
    mapping["propertyNames"]["not"] = {"enum": sorted(RESERVED)}
    return mapping


def _json() -> dict[str, Any]:
    values = [
        {"type": "null"},
        {"type": "boolean"},
        {"type": "number"},
        {"type": "string", "maxLength": MAX_TEXT},
        {"type": "array", "items": {"$ref": "#/$defs/Json"}},
        _mapping(),
    ]
    return {"title": "Json", "description": "A JSON value.", "anyOf": values}


def _name_texts(value: Any, texts: dict[str, Any]) -> Any:
    """`value` with references in place of patterns; `texts` gets what they refer to."""
    if isinstance(value, list):
        return [_name_texts(item, texts) for item in value]
    if not isinstance(value, dict):
        return value
    named = {key: _name_texts(item, texts) for key, item in value.items()}
    if value.get("type") != "string" or value.get("pattern") not in _TEXTS:
        return named
    name, description, example = _TEXTS[named.pop("pattern")]
    form = {"type": "string", "pattern": value["pattern"]}
    for keyword in ("format", "maxLength"):
        # A theme is shorter than other plain texts, by a limit of its own.
        if keyword in named and name != "PlainText":
            form[keyword] = named.pop(keyword)
    if "maxLength" not in named:
        del named["type"]
    texts[name] = {"title": name, "description": description, **form, "examples": [example]}
    return {"$ref": f"#/$defs/{name}", **named}


def _reachable(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The definitions that `schema` refers to, directly or not, by name."""
    found: set[str] = set()
    todo: list[Any] = [schema]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo += value.values()
            name = str(value.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found.add(name)
                todo.append(definitions[name])
        elif isinstance(value, list):
            todo += value
    return {name: definitions[name] for name in sorted(found)}


def _ordered(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` in the order in which people read one: what it is before what it asks for."""
    ordered: dict[str, Any] = {}
    for keyword in sorted(schema, key=lambda keyword: _ORDER.get(keyword, len(_ORDER) - 2)):
        value = schema[keyword]
        if keyword == "properties":
            value = {name: _ordered(_titled(name, part)) for name, part in value.items()}
        elif keyword == "$defs":
            value = {name: _ordered(part) for name, part in value.items()}
        elif keyword == "anyOf":
            value = [_ordered(part) for part in value]
        ordered[keyword] = value
    return ordered


def _titled(name: str, part: dict[str, Any]) -> dict[str, Any]:
    """`part` with a title, which pydantic gives to all fields but those that hold a model."""
    described = {"title": name.replace("_", " ").title()} if "description" in part else {}
    return {**described, **part}


def _example(version: str) -> Any:
    text = (files("themereport.schema") / "published" / f"example-{version}.json").read_bytes()
    return json.loads(text)

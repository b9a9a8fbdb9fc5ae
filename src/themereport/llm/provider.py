"""The schema of a draft as each provider takes it."""

from __future__ import annotations

from typing import Any, Literal, get_args

from themereport.errors import ConfigError
from themereport.llm.draft import ReportDraft

__all__ = ["Provider", "response_schema"]

Provider = Literal["openai", "anthropic", "gemini", "json-schema"]
"""Whose subset of JSON Schema is asked for; `json-schema` is for everybody else."""

_KEPT = ("type", "enum", "description")


def response_schema(provider: Provider = "json-schema") -> dict[str, Any]:
    """The JSON Schema of `ReportDraft` that `provider` accepts, as a new dict.

    All are the same in what they ask for: every property is required, nothing else is allowed,
    and there are no references. It goes here:

    - `openai`: `responses.create(text={"format": {"type": "json_schema", "name": "report",
      "strict": True, "schema": …}})`; in chat completions, `response_format={"type":
      "json_schema", "json_schema": {"name": "report", "strict": True, "schema": …}}`
    - `anthropic`: `messages.create(output_config={"format": {"type": "json_schema", "schema":
      …}})`, or as the `input_schema` of a tool
    - `gemini`: `GenerateContentConfig(response_mime_type="application/json",
      response_json_schema=…)`; it names the order of properties, too
    - `json-schema`: with its `$schema`, for validators and servers that decode by a grammar

    Raises:
        ConfigError: There is no provider of that name.
    """
    if provider not in get_args(Provider):
        raise ConfigError.unknown("provider", provider, get_args(Provider))
    whole = ReportDraft.model_json_schema()
    schema = _flat(whole, whole["$defs"], in_order=provider == "gemini")
    if provider == "json-schema":
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return schema


def _flat(part: dict[str, Any], models: dict[str, Any], *, in_order: bool) -> dict[str, Any]:
    """`part` with the models that it refers to in their places."""
    if "$ref" in part:
        part = models[part["$ref"].rpartition("/")[2]]
    flat = {name: part[name] for name in _KEPT if name in part}
    if "anyOf" in part:
        flat["anyOf"] = [_flat(choice, models, in_order=in_order) for choice in part["anyOf"]]
    if "items" in part:
        flat["items"] = _flat(part["items"], models, in_order=in_order)
    if "properties" in part:
        flat["properties"] = {
            name: _flat(value, models, in_order=in_order)
            for name, value in part["properties"].items()
        }
        flat["required"] = list(flat["properties"])
        flat["additionalProperties"] = False
        if in_order:
            flat["propertyOrdering"] = list(flat["properties"])
    return flat

"""Options of renderers: the fields of a renderer that is a dataclass.

A format with options is a frozen dataclass whose fields, each with a default, are the options. So
their names, types and defaults are said once, in the way that Python says them, and checked by
pydantic, which also takes them as a command line or a configuration gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from themereport.errors import ConfigError, choice

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from themereport.renderers.renderer import Renderer

__all__ = ["Option", "options_of", "with_options"]


@frozen
class Option:
    """One option of a renderer: `schema` is the JSON Schema of its values."""

    name: str
    default: object
    description: str
    schema: Mapping[str, Any]

    @property
    def type(self) -> str:
        """Its type in a few words, such as `boolean` or `"a4", "letter"`."""
        return _type_of(self.schema)


def options_of(renderer: Renderer) -> tuple[Option, ...]:
    """The options of `renderer`, in the order of its fields; none if it is no dataclass."""
    if not _has_options(renderer):
        return ()
    schema = _adapter(type(renderer)).json_schema()
    return tuple(
        Option(
            field.name,
            getattr(renderer, field.name),
            schema["properties"][field.name].get("description", ""),
            schema["properties"][field.name],
        )
        for field in fields(renderer)  # type: ignore[arg-type]
    )


def with_options(renderer: Renderer, format: str, options: Mapping[str, object]) -> Renderer:
    """`renderer` with other values of its options; texts stand for what they say.

    Raises `ConfigError` if it has no such option, or a value is none of the option's.
    """
    if not options:
        return renderer
    if not _has_options(renderer):
        raise ConfigError(f"the format {format!r} has no options: leave them out")
    own = {field.name: getattr(renderer, field.name) for field in fields(renderer)}  # type: ignore[arg-type]
    for name in options:
        if name not in own:
            raise ConfigError.unknown(f"option of {format!r} called", name, own)
    from pydantic import ValidationError

    try:
        made: Renderer = _adapter(type(renderer)).validate_python({**own, **options})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]) if first["loc"] else ", ".join(options)
        value = first["input"]
        schema = next((it.schema for it in options_of(renderer) if it.name == name), {})
        advice = first["msg"]
        if "enum" in schema:
            advice = choice(value, schema["enum"])
        elif schema.get("type") == "boolean":
            advice = "give true or false"
        elif "pattern" in schema and isinstance(value, str):
            advice = schema.get("description", advice)
        raise ConfigError(
            f"the option {name!r} of {format!r} cannot be {value!r}: {advice}"
        ) from error
    return made


def _has_options(renderer: Renderer) -> bool:
    return is_dataclass(renderer) and bool(fields(renderer))


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _type_of(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f'"{value}"' for value in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "anyOf" in schema:
        return " or ".join(_type_of(part) for part in schema["anyOf"])
    words = str(schema.get("format") or schema.get("type") or "anything")
    limits = [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "at least"), ("maximum", "at most"))
        if key in schema
    ]
    return " ".join([words, *limits])

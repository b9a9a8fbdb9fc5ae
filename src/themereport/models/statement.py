"""A statement: a value all of whose fields are optional, but which must say something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from themereport.models.model import Model

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = ["Statement"]


class Statement(Model, frozen=True):
    """A value of which at least one of certain fields must be set."""

    _telling: ClassVar[tuple[str, ...]] = ()
    """The names of these fields."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(_tells(getattr(self, name)) for name in self._telling):
            *names, last = self._telling
            expected = f"{', '.join(names)} or {last}"
            raise PydanticCustomError("TR221", "{expected}", {"expected": expected})
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema of the fields, and that one of them must be there."""
        schema = handler(core_schema)
        described = handler.resolve_ref_schema(schema)
        described["anyOf"] = [
            {"required": [name], "properties": {name: _telling(described["properties"][name])}}
            for name in cls._telling
        ]
        return schema


def _tells(value: object) -> bool:
    return value is not None and value != ()


def _telling(field: dict[str, Any]) -> dict[str, Any]:
    """What a field must be in order to say something."""
    if field.get("type") == "array":
        return {"type": "array", "minItems": 1}
    return {"not": {"type": "null"}}

"""What all models share: frozen, closed, strict, and errors in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NoReturn, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from themereport.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "UNSET_1_1",
    "AnyNumber",
    "Model",
    "NonEmpty",
    "NoneTwice",
    "Ten",
    "Unset",
    "refuse_all",
]

T = TypeVar("T")

_FROZEN = "{kind}.{name} cannot be changed: make a copy, model_copy(update={{{name!r}: …}})"


class Model(BaseModel, frozen=True, extra="forbid", strict=True, allow_inf_nan=False):
    """A frozen value that refuses what is wrong, all problems at once, as a `ModelError`.

    Equal when their fields are equal; hashable. Fields are given by name, in Python's own
    types, and are never converted by guess; a list is taken for a tuple.
    """

    _derived: ClassVar[frozenset[str]] = frozenset()
    """Fields that follow from the others, and are not handed on to a changed copy."""

    def __init__(self, /, **data: Any) -> None:
        """Make a model of its fields; raise `ModelError` if they are not valid."""
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise _refuse(type(self), error) from None

    # pydantic calls the __init__ of nested models only if it does not carry this mark. Ours does
    # what the inherited one does, so nested models can be made in pydantic's core, far faster.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Make a model of a dict or an instance; raise `ModelError` if it is not valid."""
        try:
            model: Self = cls.__pydantic_validator__.validate_python(obj, **options)
        except ValidationError as error:
            raise _refuse(cls, error) from None
        return model

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Make a model of JSON; raise `ModelError` if it is not valid."""
        try:
            model: Self = cls.__pydantic_validator__.validate_json(json_data, **options)
        except ValidationError as error:
            raise _refuse(cls, error) from None
        return model

    @classmethod
    def model_validate_strings(cls, obj: Any, **options: Any) -> Self:
        """Make a model of a dict of strings; raise `ModelError` if it is not valid."""
        try:
            model: Self = cls.__pydantic_validator__.validate_strings(obj, **options)
        except ValidationError as error:
            raise _refuse(cls, error) from None
        return model

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        fields = type(self).model_fields
        for name, value in super().__repr_args__():
            unset = fields[name].exclude_if if name in fields else None
            if unset is None or not unset(value):
                yield name, value

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError(_FROZEN.format(kind=type(self).__name__, name=name))

    def __delattr__(self, name: str) -> NoReturn:
        raise TypeError(_FROZEN.format(kind=type(self).__name__, name=name))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with the fields in `update` changed; they are validated, too."""
        if not update:
            return super().model_copy(deep=deep)
        names = type(self).model_fields.keys() - self._derived
        fields = {name: getattr(self, name) for name in names}
        return type(self)(**{**fields, **update})


class Unset:
    """Whether a field is not set: the `exclude_if` of fields that are not of schema 1.0.

    `since` is the version of the schema that added the field. What such a field does not say is
    left out of all output, so that a report without it is what it was before.
    """

    def __init__(self, since: str) -> None:
        self.since = since

    def __call__(self, value: object) -> bool:
        """Whether `value` says nothing."""
        return value is None or value == ()


UNSET_1_1 = Unset("1.1")
"""The mark of the fields that schema 1.1 added."""


class _TupleOrList:
    """Takes a list for a tuple, but no set (it has no order) and no iterator (it can end)."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        schema = handler(source)
        return core_schema.json_or_python_schema(
            json_schema=schema,
            python_schema=core_schema.no_info_before_validator_function(_as_tuple, schema),
        )


def _as_tuple(value: object) -> object:
    return tuple(value) if type(value) is list else value


NonEmpty = Annotated[tuple[T, ...], Field(min_length=1), _TupleOrList()]
"""One or more values in order."""

AnyNumber = Annotated[tuple[T, ...], _TupleOrList()]
"""Values in order, or none."""


def _none_twice(values: tuple[T, ...]) -> tuple[T, ...]:
    first = {value: at for at, value in reversed(tuple(enumerate(values)))}
    refuse_all(
        ((at,), PydanticCustomError("TR216", "{found}", {"found": value}))
        for at, value in enumerate(values)
        if first[value] < at
    )
    return values


NoneTwice = Annotated[
    AnyNumber[T], AfterValidator(_none_twice), Field(json_schema_extra={"uniqueItems": True})
]
"""Different values in order, or none."""

Ten = Annotated[tuple[T, ...], Field(min_length=10, max_length=10), _TupleOrList()]
"""Exactly ten values in order."""


def refuse_all(errors: Iterable[tuple[tuple[int | str, ...], PydanticCustomError]]) -> None:
    """Raise all `errors` at once, each with the place of what it refuses; nothing if none."""
    details = [InitErrorDetails(type=error, loc=place, input=None) for place, error in errors]
    if details:
        raise ValidationError.from_exception_data("", details)


def _refuse(model: type[BaseModel], error: ValidationError) -> ModelError:
    from themereport.models.refusal import refusals  # only now: most models are valid

    return ModelError(refusals(model, error), what=f"not a valid {model.__name__}")

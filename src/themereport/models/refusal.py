"""The one place where pydantic's errors become our diagnostics.

pydantic's locations carry tags of unions and name its own validators; paths here are those of
the fields, such as `drivers[1].steps[0]`.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.models.address import ADDRESS_PATTERN, address_problem
from themereport.models.identifier import FIGI_PATTERN, ISIN_PATTERN, MIC_PATTERN
from themereport.models.language import LANGUAGE_PATTERN, canonical_language
from themereport.models.source import SOURCE_ID_PATTERN
from themereport.models.text import PLAIN_TEXT_PATTERN, plain_text_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

__all__ = ["kind_of", "path_of", "refusals"]

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "model_type": "a mapping of its fields",
    "model_attributes_type": "a mapping of its fields",
    "dict_type": "a mapping",
    "invalid_key": "fields whose names are texts",
    "json_type": "JSON, as text or bytes",
}
# What a pattern asks for: what it is called, and how it is made.
_FORMS = {
    SOURCE_ID_PATTERN: (
        "id of a source",
        "give at most 64 ASCII letters, digits, '.', '_' and '-', a letter or digit first",
    ),
    ISIN_PATTERN: ("ISIN", "give 12 characters, such as US0378331005"),
    FIGI_PATTERN: ("FIGI", "give 12 characters, such as BBG000BLNNH6"),
    MIC_PATTERN: ("MIC", "give four upper-case letters or digits, such as XSHG"),
}
_RANGES = frozenset({"greater_than_equal", "less_than_equal"})


def refusals(model: type[BaseModel], error: ValidationError) -> tuple[Diagnostic, ...]:
    """All problems in `error`, in the order of the fields."""
    return tuple(
        _diagnostic(model, details)
        for details in error.errors(include_url=False)
        if not _counts_only_the_valid(details)
    )


def path_of(location: tuple[int | str, ...]) -> str:
    """`("signals", 3, "text")` as `signals[3].text`."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step}" if path else step
    return path


def kind_of(value: object) -> str:
    """What `value` is, in the words of JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {_short(value)}"
    if isinstance(value, (int, float)):
        return f"the number {_short(value)}"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return f"a {type(value).__name__}"


def _counts_only_the_valid(details: ErrorDetails) -> bool:
    """Pydantic calls a list too short when enough items came but some were refused."""
    return details["type"] == "too_short" and (
        len(details["input"]) >= details.get("ctx", {})["min_length"]
    )


def _diagnostic(model: type[BaseModel], details: ErrorDetails) -> Diagnostic:
    kind, location, value = details["type"], details["loc"], details["input"]
    context: dict[str, Any] = details.get("ctx", {})
    path = path_of(location)
    if kind.startswith("TR"):
        return Diagnostic(kind, path, arguments=context)
    if kind == "missing":
        return Diagnostic("TR201", path, arguments={"expected": _expected(model, location)})
    if kind == "extra_forbidden":
        return Diagnostic("TR202", path, arguments=_unknown(model, location))
    if kind == "too_short" and context["min_length"] == 1:
        return Diagnostic("TR203", path)
    if kind in {"too_short", "too_long"}:
        wanted = context.get("min_length", context.get("max_length"))
        return Diagnostic("TR206", path, arguments={"found": len(value), "expected": wanted})
    if kind == "string_too_long":
        arguments = {"found": len(value), "limit": context["max_length"]}
        return Diagnostic("TR208", path, arguments=arguments)
    if context.get("pattern") == LANGUAGE_PATTERN:
        near = canonical_language(str(value))
        advice = f"did you mean {near!r}?" if near else "write it like 'zh-Hans' or 'en'"
        return Diagnostic("TR210", path, arguments={"found": value, "advice": advice})
    if context.get("pattern") == ADDRESS_PATTERN:
        arguments = {"found": value, "problem": address_problem(str(value)) or "it is none"}
        return Diagnostic("TR218", path, arguments=arguments)
    if form := _FORMS.get(context.get("pattern", "")):
        what, advice = form
        return Diagnostic("TR219", path, arguments={"found": value, "what": what, "advice": advice})
    if kind == "string_unicode" or context.get("pattern") == PLAIN_TEXT_PATTERN:
        return _not_plain(path, value)
    if kind == "literal_error" and isinstance(value, str):
        return Diagnostic(
            "TR211", path, arguments={"found": value, "expected": context["expected"]}
        )
    if kind == "json_invalid":
        return Diagnostic("TR107", path, arguments={"reason": context["error"]})
    if kind in _RANGES:
        expected = _expected(model, location)
        return Diagnostic("TR204", path, arguments={"found": kind_of(value), "expected": expected})
    expected = _EXPECTED.get(kind, context.get("expected", details["msg"]))
    return Diagnostic("TR204", path, arguments={"found": kind_of(value), "expected": expected})


def _not_plain(path: str, value: object) -> Diagnostic:
    if not isinstance(value, str):
        return Diagnostic("TR204", path, arguments={"found": kind_of(value), "expected": "text"})
    problem, found, advice = plain_text_problem(value) or ("is not plain", repr(value), "mend it")
    return Diagnostic(
        "TR205", path, arguments={"problem": problem, "found": found, "advice": advice}
    )


def _unknown(model: type[BaseModel], location: tuple[int | str, ...]) -> dict[str, object]:
    owner = _model_at(model, location[:-1])
    fields = sorted(owner.model_fields) if owner else []
    near = difflib.get_close_matches(str(location[-1]), fields, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(fields)}"
    return {"model": owner.__name__ if owner else "the report", "advice": advice}


def _expected(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    owner = _model_at(model, location[:-1])
    field = owner.model_fields.get(str(location[-1])) if owner else None
    if field is None or field.description is None:
        return "it"
    words = field.description.split(": ")[0].rstrip(".")
    return words[:1].lower() + words[1:]


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model class that `location` leads to, starting at `model`."""
    current: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int):
            continue
        field = current.model_fields.get(step) if current else None
        current = next(_models_in(field.annotation), None) if field else None
    return current


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:40]}…{shown[-10:]}"

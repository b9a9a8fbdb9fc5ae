"""What the fields of a report must agree on: its version, its citations, and what it replaces."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, LiteralString, TypeAlias

from pydantic_core import PydanticCustomError

from themereport.models.model import Unset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.model import Model
    from themereport.models.report import ThemeReport

__all__ = ["disagreements", "later_field", "later_names"]

Refusal: TypeAlias = "tuple[tuple[int | str, ...], PydanticCustomError]"
"""The place of a problem, and what it is."""

# The parts of a report that cite sources, and how many fields schema 1.0 has for an item of each.
_ITEMS = {"signals": 2, "events": 2, "drivers": 3, "impacts": 3, "risks": 2}
_ADVICE = "add it to the sources"
# To look for a near id takes far longer than all the rest.
_MOST_ADVICE = 10


@cache
def later_names(model: type[Model], version: str = "1.0") -> tuple[str, ...]:
    """The names of the fields of `model` that were added after schema `version`, in order."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if isinstance(field.exclude_if, Unset)
        and _numbers(field.exclude_if.since) > _numbers(version)
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def later_field(report: ThemeReport) -> tuple[int | str, ...] | None:
    """The place of a field that is set and that schema 1.0 does not have; None if none is."""
    # This is asked of every report. Nearly all were given no more fields than schema 1.0 has, so
    # these are counted before their values are looked at.
    if not report.__pydantic_fields_set__.isdisjoint(later_names(type(report))):
        name = _set_field(report)
        if name is not None:
            return (name,)
    for key, most in _ITEMS.items():
        for at, item in enumerate(getattr(report, key)):
            if len(item.__pydantic_fields_set__) > most and (name := _set_field(item)) is not None:
                return (key, at, name)
    return None


def _set_field(model: Model) -> str | None:
    for name in later_names(type(model)):
        value = getattr(model, name)
        if value is not None and value != ():
            return name
    return None


def disagreements(report: ThemeReport, later: tuple[int | str, ...]) -> Iterator[Refusal]:
    """All problems of a report of which the field at `later` is not of schema 1.0."""
    if report.schema_version == "1.0" and "schema_version" in report.model_fields_set:
        from themereport.models.refusal import path_of

        yield ("schema_version",), _refusal("TR217", found=path_of(later))
    if report.supersedes is not None and report.supersedes.slug == report.slug:
        own, replaced = report.revision or 1, report.supersedes.revision
        if replaced >= own:
            yield ("supersedes", "revision"), _refusal("TR222", found=replaced, own=own)
    first: dict[str, int] = {}
    for at, source in enumerate(report.sources):
        if source.id in first:
            other = f"sources[{first[source.id]}]"
            yield ("sources", at, "id"), _refusal("TR215", found=source.id, first=other)
        first.setdefault(source.id, at)
    dangling = 0
    for key in _ITEMS:
        for at, item in enumerate(getattr(report, key)):
            for number, cited in enumerate(item.sources):
                if cited not in first:
                    dangling += 1
                    advice = _advice(cited, first) if dangling <= _MOST_ADVICE else _ADVICE
                    place = (key, at, "sources", number)
                    yield place, _refusal("TR214", found=cited, advice=advice)


def _refusal(code: LiteralString, **context: object) -> PydanticCustomError:
    return PydanticCustomError(code, "{found}", context)


def _advice(cited: str, known: dict[str, int]) -> str:
    import difflib

    if near := difflib.get_close_matches(cited, known, n=1):
        return f"did you mean {near[0]!r}?"
    return _ADVICE

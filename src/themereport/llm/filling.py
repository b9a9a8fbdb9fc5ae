"""Filling a draft piece by piece; what does not fit stays blank, and is reported."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from attrs import evolve
from pydantic import ValidationError

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.llm.draft import ReportDraft, blanks, draft_within, root_of
from themereport.models.model import Model
from themereport.models.refusal import refusals

if TYPE_CHECKING:
    from themereport.llm.piece import Piece
    from themereport.source.span import Span

__all__ = ["Filling"]

Draft = TypeVar("Draft", bound=Model)

_ITEMS = {
    name: items
    for name, field in ReportDraft.model_fields.items()
    if (items := draft_within(field)) is not None
}
_NOTHING = object()
_CUT = "the text ends here"
_STRAY = "a comma separates nothing"
_STRINGS_AND_STRAYS = re.compile(r'"(?:[^"\\]|\\.)*+"?|(,)(?=\s*[,\]}])', re.DOTALL)


class Filling:
    """A draft that fills up with what comes in."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._complete: dict[str, int] = {}
        self._problems: list[Diagnostic] = []

    def take(self, piece: Piece, span: Span | None = None) -> str:
        """Put `piece`, which stands at `span`, in its place.

        Returns its path; nothing if there is no place for it.
        """
        key = self._value(piece.key, "", span)
        if not isinstance(key, str):
            return ""
        line = span.start.line if span else 0
        if key in self._complete:
            if piece.index is None:
                twice = {"found": key, "first": self._complete[key]}
                self._problems.append(Diagnostic("TR104", key, arguments=twice))
            return ""
        path = _path(key, piece.index)
        value = self._value(piece.text, path)
        if piece.index is not None:
            self._values.setdefault(key, []).append(self._item(key, value, path))
            return path
        self._complete[key] = line
        if value is not _NOTHING:
            self._values.setdefault(key, value)
        return path

    def so_far(self) -> ReportDraft:
        """The draft as far as it has come."""
        return _fit(ReportDraft, {**blanks(ReportDraft), **self._values})[0]

    def finish(self) -> tuple[ReportDraft, list[Diagnostic]]:
        """The draft when nothing more comes, and what is wrong with its form."""
        draft, refused = _fit(ReportDraft, self._values)
        said = {root_of(problem.path) for problem in self._problems}
        others = (other for other in refused if root_of(other.path) not in said)
        return draft, [*self._problems, *others]

    def cut(self, key: str, index: int | None) -> None:
        """Note that the text ends inside of a piece, or between two where `key` is empty."""
        if not key:
            between = Diagnostic("TR107", arguments={"reason": _CUT}, severity="warning")
            self._problems.append(between)  # what is missing is an error of its own
        elif isinstance(name := self._value(key, ""), str):
            self._refuse(_path(name, index), _CUT)

    def stray(self, span: Span) -> None:
        """Note that the comma at `span` separates nothing."""
        self._problems.append(Diagnostic("TR107", "", span, {"reason": _STRAY}, severity="warning"))

    def _value(self, text: str, path: str, span: Span | None = None) -> object:
        try:
            return _parse(text)
        except ValueError as error:
            reason = str(error).partition(";")[0]
        try:
            value = _parse(_without_strays(text))
        except ValueError:
            self._refuse(path, reason, span)
            return _NOTHING
        found = {"reason": _STRAY}
        self._problems.append(Diagnostic("TR107", path, span, found, severity="warning"))
        return value

    def _refuse(self, path: str, reason: str, span: Span | None = None) -> None:
        self._problems.append(Diagnostic("TR107", path, span, {"reason": reason}))

    def _item(self, key: str, value: object, path: str) -> object:
        """`value` as an item of the list called `key`."""
        items = _ITEMS.get(key)
        if items is None:
            return value  # the whole field is refused in the end
        item, refused = _fit(items, value)
        if value is not _NOTHING:
            for problem in refused:
                within = f"{path}.{problem.path}" if problem.path else path
                self._problems.append(evolve(problem, path=within))
        return item


def _fit(model: type[Draft], value: object) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """`value` as a `model`, with blanks for what is missing or wrong, and what that is."""
    try:
        return model.__pydantic_validator__.validate_python(value), ()
    except ValidationError as error:
        wrong = {details["loc"][0] for details in error.errors() if details["loc"]}
        given = value if isinstance(value, dict) else {}
        blank = blanks(model)
        fitting = {name: given[name] for name in blank if name in given and name not in wrong}
        return model(**{**blank, **fitting}), refusals(model, error)


def _parse(text: str) -> object:
    """The value that `text` is in JSON; raises ValueError with the reason where it is none.

    Line breaks inside of strings are let through: they are refused with the field's own words.
    """
    try:
        return json.loads(
            text, strict=False, object_pairs_hook=_mapping, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise ValueError(error.msg) from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _without_strays(text: str) -> str:
    """`text` without commas that another comma or a closing bracket follows."""
    return _STRINGS_AND_STRAYS.sub(lambda match: "" if match[1] else match[0], text)


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return mapping


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def _path(key: str, index: int | None) -> str:
    return key if index is None else f"{key}[{index}]"

"""What public functions are given: a wrong type is said at once, by the argument's name."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping

from pydantic import ValidationError

from themereport.document.dialect import Dialect
from themereport.errors import ConfigError, ModelError, choice
from themereport.models.report import ThemeReport
from themereport.source.limits import Limits

__all__ = [
    "ADDRESS",
    "check_address",
    "check_count",
    "check_dialect",
    "check_report",
    "check_source",
    "check_text",
    "check_texts",
    "check_way_of_reading",
]


ADDRESS = re.compile(r"https?://[!-~]+")
"""What an address of the web is made of; no other character can stand in a link."""


_MOST = sys.maxsize


def check_source(source: object) -> None:
    """Raise TypeError if `source` is nothing that can be read."""
    if not isinstance(source, (str, bytes, os.PathLike)):
        raise TypeError(f"source must be str, bytes or os.PathLike, not {type(source).__name__}")


def check_way_of_reading(
    *, mode: object, defaults: object, budget: object, limits: object, dialect: object
) -> None:
    """Raise TypeError if one of the options of `read` is of the wrong type."""
    if mode not in ("repair", "strict"):
        raise TypeError(f"mode must be 'repair' or 'strict', not {mode!r}")
    if defaults is not None:
        _check_defaults(defaults)
    if budget is not None and not isinstance(budget, int):
        raise TypeError(f"budget must be int, not {type(budget).__name__}")
    if not isinstance(limits, Limits):
        raise TypeError(f"limits must be Limits, not {type(limits).__name__}")
    check_dialect(dialect)


def _check_defaults(defaults: object) -> None:
    """Raise TypeError if a default is of no field of a report, and ModelError if no field can hold it.

    It would be said of each text, which cannot help it.
    """
    if not isinstance(defaults, Mapping):
        raise TypeError(f"defaults must be a mapping, not {type(defaults).__name__}")
    for name in defaults:
        if name not in ThemeReport.model_fields:
            advice = choice(name, ThemeReport.model_fields)
            raise TypeError(f"defaults cannot have {name!r}, which is no field: {advice}")
    for name, value in defaults.items():
        try:
            # Each alone: what values must agree on may be in the text.
            ThemeReport.__pydantic_validator__.validate_python({name: value})
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False, include_input=False)
            # Of all other fields it says that they are missing.
            if any(it["loc"][:1] == (name,) for it in found):
                from themereport.models.refusal import refusals

                wrong = [it for it in refusals(ThemeReport, error) if _field_of(it.path) == name]
                raise ModelError(wrong, what="defaults") from error


def _field_of(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def check_report(report: object, name: str = "report") -> None:
    """Raise TypeError if `report` is none."""
    if not isinstance(report, ThemeReport):
        raise TypeError(f"{name} must be a ThemeReport, not {type(report).__name__}")


def check_dialect(dialect: object) -> None:
    """Raise TypeError if `dialect` is neither a dialect nor None."""
    if dialect is not None and not isinstance(dialect, Dialect):
        kind = type(dialect).__name__
        raise TypeError(f"dialect must be a Dialect, not {kind}: Dialect.load reads a file")


def check_address(name: str, address: str) -> None:
    """Raise ConfigError if `address` is none of the web."""
    if not ADDRESS.fullmatch(address):
        raise ConfigError(f"{name} cannot be {address!r}: give an address, https://…")


def check_count(name: str, count: object, least: int = 0) -> None:
    """Raise TypeError if `count` is no whole number, and ConfigError if nothing has so many."""
    if not isinstance(count, int):
        raise TypeError(f"{name} must be int, not {type(count).__name__}")
    if count < least:
        raise ConfigError(f"{name} cannot be {count}: give {least} or more")
    if count > _MOST:
        raise ConfigError(f"{name} cannot be {count}: give {_MOST} or less")


def check_text(name: str, value: object) -> None:
    """Raise TypeError if `value` is no text."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be str, not {type(value).__name__}")


def check_texts(**texts: object) -> None:
    """Raise TypeError if one of the arguments is neither text nor None."""
    for name, value in texts.items():
        if value is not None:
            check_text(name, value)

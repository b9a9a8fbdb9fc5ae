"""Moments: dates with a time and an offset from UTC."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["MOMENT_PATTERN", "Moment", "format_moment", "parse_moment"]

# RFC 3339 once more for JSON Schema, as far as a pattern can say what exists.
MOMENT_PATTERN = (
    r"^(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-(?:0[1-9]|1[0-2])"
    r"-(?:0[1-9]|[12][0-9]|3[01])[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:\.[0-9]{1,6})?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"
)
# RFC 3339, with a blank for the T as it allows, seconds and a colon in the offset required.
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[Zz]|[+-]\d\d:\d\d)?")


def parse_moment(text: str) -> datetime:
    """Read an RFC 3339 date-time; raise ValueError if it is none or does not exist."""
    if not _RFC3339.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text.upper())


def format_moment(moment: datetime) -> str:
    """`moment` as RFC 3339, with a fraction of a second only where there is one."""
    return moment.isoformat()


def _check(value: object) -> datetime:
    moment = value
    if isinstance(value, str):
        try:
            moment = parse_moment(value)
        except ValueError:
            raise _refusal(value, "which is no date-time") from None
    if not isinstance(moment, datetime):
        raise _refusal(value, "which is no date-time")
    offset = moment.utcoffset()
    if offset is None:
        raise _refusal(value, "which has no offset from UTC")
    if offset.seconds % 60 or offset.microseconds:
        raise _refusal(value, "whose offset is not in whole minutes")
    if type(moment.tzinfo) is timezone:
        return moment
    # A fixed offset: what a zone's rules say of the moment must not depend on who reads it.
    return moment.replace(tzinfo=timezone(offset), fold=0)


def _refusal(value: object, problem: str) -> PydanticCustomError:
    found = value if isinstance(value, str) else str(value)
    found = found.encode(errors="backslashreplace").decode()  # pydantic shows no lone surrogate
    return PydanticCustomError("TR209", "{problem}", {"found": found, "problem": problem})


Moment = Annotated[
    datetime,
    PlainValidator(_check),
    PlainSerializer(format_moment, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": MOMENT_PATTERN}),
]
"""A date and time with its offset from UTC, in whole minutes."""

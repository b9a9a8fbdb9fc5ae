"""The texts of a report, each with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

__all__ = ["texts"]


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in `value`, a report or a part of one, as path and text, in order.

    What stands in the front matter has paths such as `front_matter.tags[0]`; its keys are texts,
    too, under the path of their value.
    """
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{path}.{key}", key
            yield from texts(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}[{number}]")

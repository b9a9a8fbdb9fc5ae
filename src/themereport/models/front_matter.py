"""Front matter: what else stood above the text, as immutable JSON values."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["POST", "FrontMatter", "FrozenMapping", "Json", "front_matter", "thaw"]

Json: TypeAlias = "str | int | float | bool | tuple[Json, ...] | FrozenMapping | None"
"""An immutable JSON value: tuples for arrays, `FrozenMapping` for objects."""

MAX_KEYS = 100
MAX_DEPTH = 8
MAX_KEY = 100
MAX_TEXT = 16_384
_MAX_INTEGER = 2**53 - 1
# Written from other fields, or ours: a second value under the same name would contradict them.
RESERVED = frozenset({"date", "themereport"})


class FrozenMapping(Mapping[str, Json]):
    """JSON values by name that cannot be changed, so that a report can be hashed.

    Equal to equal dicts. Made by `front_matter`, which sees to it that the values are valid.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Json]) -> None:
        self._items: dict[str, Json] = dict(items)

    def __getitem__(self, key: str) -> Json:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"FrozenMapping({self._items!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return (FrozenMapping, (dict(self._items),))


def freeze(value: object, path: str = "it", depth: int = 0) -> Json:
    """Return `value` as an immutable JSON value; raise `PydanticCustomError` if it is none."""
    if depth > MAX_DEPTH:
        raise _refusal(f"{path} is nested deeper than {MAX_DEPTH} levels: flatten it")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _check_text(value, path)
    if isinstance(value, int):
        if abs(value) > _MAX_INTEGER:
            raise _refusal(f"{path} is beyond ±(2^53 - 1): write it as text")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise _refusal(f"{path} is {value!r}, which JSON does not know: write it as text")
        return value or 0.0  # -0.0 equals 0.0, so both are written the same
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item, f"{path}[{i}]", depth + 1) for i, item in enumerate(value))
    if isinstance(value, Mapping):
        return _freeze_mapping(value, path, depth)
    raise _refusal(f"{path} is a {type(value).__name__}, which is no JSON value: write it as text")


def thaw(value: Json) -> object:
    """The same value made of dicts and lists."""
    if isinstance(value, FrozenMapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


def fold_key(key: str) -> str:
    """`key` as it is compared: two keys that look alike are the same key."""
    return unicodedata.normalize("NFC", key).casefold()


def _freeze_mapping(value: Mapping[object, object], path: str, depth: int) -> FrozenMapping:
    if len(value) > MAX_KEYS:
        raise _refusal(f"{path} has {len(value)} keys: give at most {MAX_KEYS}")
    frozen: dict[str, Json] = {}
    seen: dict[str, str] = {}
    for key, item in value.items():
        if not isinstance(key, str) or not key.strip() or len(key) > MAX_KEY:
            raise _refusal(f"{path} has the key {key!r}: give text of 1 to {MAX_KEY} characters")
        _check_text(key, f"the key {key!r}")
        if (folded := fold_key(key)) in seen:
            raise _refusal(f"{path} has the keys {seen[folded]!r} and {key!r}: keep one")
        seen[folded] = key
        frozen[key] = freeze(item, f"{path}[{key!r}]", depth + 1)
    return FrozenMapping(frozen)


def _check_text(text: str, path: str) -> str:
    if len(text) > MAX_TEXT:
        raise _refusal(f"{path} has {len(text)} characters: give at most {MAX_TEXT}")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _refusal(f"{path} holds a lone surrogate: remove it") from None
    return str(text)


def front_matter(value: object) -> FrozenMapping:
    """Return `value` as front matter; raise `PydanticCustomError` if it is none."""
    if type(value) is dict and len(value) == 1 and value.get("layout") == "post":
        return POST  # what nearly all reports have
    if not isinstance(value, Mapping):
        raise _refusal(f"it is a {type(value).__name__}: give a mapping")
    for key in value:
        if isinstance(key, str) and fold_key(key) in RESERVED:
            raise _refusal(f"the key {key!r} is written from other fields: remove it")
    return _freeze_mapping(value, "it", 0)


def _refusal(problem: str) -> PydanticCustomError:
    return PydanticCustomError("TR213", "{problem}", {"problem": problem})


POST = FrozenMapping({"layout": "post"})
"""The front matter of a post that has nothing of its own."""

FrontMatter = Annotated[
    Mapping[str, Any],
    PlainSerializer(thaw, return_type=dict),
    WithJsonSchema({"type": "object"}),
]
"""What else the front matter held: JSON values by name, immutable."""

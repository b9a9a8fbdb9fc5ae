"""The annotations of a post as they are written: lines of JSON, which need no YAML parser.

What is taken here gives the values and the places that the YAML parser gives (a property test
holds the two together), in a fraction of the time. Whatever has another form is left to it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from themereport.models.front_matter import fold_key
from themereport.readers.scalar import is_text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ROOT", "Offsets", "read_annotation_block"]

Offsets = dict[str, tuple[int, int]]

ROOT = "themereport"
# An item or source of its own, a field of the report, or what begins a list of the former.
_LINE = re.compile(
    r'    (?:- |"(?P<number>\d+)": )(?P<item>.+)|  (?P<key>[a-z_]+):(?: (?P<value>.+))?'
)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}")
_WORDS = frozenset({"true", "false", "null"})
# Beyond these the YAML parser has rules of its own.
_LONGEST_KEY = 100
_DEEPEST = 8
# More would be far more in memory than in the text.
_MOST_VALUES = 100_000


class _OtherFormError(Exception):
    """The block is not written as we write it."""


def read_annotation_block(text: str, start: int, end: int) -> tuple[dict[str, Any], Offsets] | None:
    """Read what stands below `themereport:` from `start` up to `end`, in whole lines.

    Returns the annotations, and where each value stands; None where only YAML can tell.
    """
    reader = _Reader(text, end)
    try:
        return reader.read(start), reader.offsets
    except (_OtherFormError, ValueError, RecursionError):
        return None


class _Reader:
    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.end = end
        self.offsets: Offsets = {}

    def read(self, start: int) -> dict[str, Any]:
        annotations: dict[str, Any] = {}
        at, opened = start, ""
        for line in self.text[start : self.end].split("\n")[:-1]:
            match = _LINE.fullmatch(line)
            # What YAML takes for no printable character, or for an escape of half of one.
            if match is None or not line.isprintable() or "\\u" in line:
                raise _OtherFormError
            key = match["key"]
            if key is None:
                self._take_item(annotations[opened] if opened else None, opened, match, at)
            elif key in annotations:
                raise _OtherFormError
            else:
                self._close(opened, at + 2)
                if match["value"] is None:
                    opened = key
                    item = self._first_item(at + len(line) + 1)
                    annotations[key] = [] if item == "-" else {}
                    self.offsets[f"{ROOT}.{key}"] = (at + len(line) + 5, self.end)
                else:
                    opened = ""
                    annotations[key] = self._value(*self._span(match, "value", at), f"{ROOT}.{key}")
            at += len(line) + 1
            if len(self.offsets) > _MOST_VALUES:
                raise _OtherFormError
        self._close(opened, self.end)
        return annotations

    def _first_item(self, at: int) -> str:
        """What the item at an offset begins with."""
        if not self.text.startswith("    ", at, self.end):
            raise _OtherFormError  # nothing stands there, which YAML calls null
        return self.text[at + 4]

    def _close(self, key: str, end: int) -> None:
        """Enter where a list or mapping of lines ends: where the next thing begins."""
        if key:
            begin, _ = self.offsets[f"{ROOT}.{key}"]
            self.offsets[f"{ROOT}.{key}"] = (begin, end)

    def _take_item(self, items: Any, key: str, match: re.Match[str], at: int) -> None:
        number = match["number"]
        span = self._span(match, "item", at)
        if isinstance(items, list) and number is None:
            items.append(self._value(*span, f"{ROOT}.{key}[{len(items)}]"))
        elif isinstance(items, dict) and number is not None and number not in items:
            items[number] = self._value(*span, f"{ROOT}.{key}.{number}")
        else:
            raise _OtherFormError

    def _span(self, match: re.Match[str], group: str, at: int) -> tuple[int, int]:
        return at + match.start(group), at + match.end(group)

    def _value(self, start: int, end: int, path: str) -> Any:
        """The JSON value between two offsets, whose place is entered as that of `path`."""
        value = json.loads(self.text[start:end])
        self.offsets.update(_places(self.text, start, end, path))
        return value


def _places(text: str, start: int, end: int, path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the parts of a JSON value stand; raises `_OtherFormError` where YAML reads it otherwise."""
    # One entry for each open mapping or list: its path, its start, and the keys it has, or None.
    opened: list[tuple[str, int, set[str] | None]] = []
    key, index = "", 0
    indices: list[int] = []
    for token in _TOKEN.finditer(text, start, end):
        word, at = token[0], token.start()
        here = path
        if opened:
            outer, _, keys = opened[-1]
            here = f"{outer}[{index}]" if keys is None else f"{outer}.{key}"
        if word in "{[":
            if len(opened) == _DEEPEST:
                raise _OtherFormError
            opened.append((here, at, set() if word == "{" else None))
            indices.append(index)
            key, index = "", 0
        elif word in "}]":
            outer, begin, _ = opened.pop()
            index = indices.pop()
            key = ""
            yield outer, (begin, token.end())
        elif word == ",":
            key, index = "", index + 1
        elif word == ":":
            continue
        elif word[0] == '"':
            keys = opened[-1][2] if opened else None
            if keys is not None and not key:
                key = _new_key(word, keys)
            else:
                yield here, (at + 1, token.end() - 1)
        elif is_text(here) or not (word in _WORDS or _INTEGER.fullmatch(word)):
            raise _OtherFormError
        else:
            yield here, (at, token.end())


def _new_key(word: str, keys: set[str]) -> str:
    key: str = json.loads(word) if "\\" in word else word[1:-1]
    folded = fold_key(key)
    if not 0 < len(key) <= _LONGEST_KEY or folded in keys or key == "<<":
        raise _OtherFormError
    keys.add(folded)
    return key

"""JSON: a report as its fields, by RFC 8259 without extensions, perhaps in a code fence."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NoReturn

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.models.refusal import kind_of
from themereport.readers.fence import (
    REPORT,
    behind_thinking,
    left_out,
    object_among_words,
    within_fence,
)
from themereport.readers.finish import finish

if TYPE_CHECKING:
    from themereport.document.taken import Places
    from themereport.readers.reader import Defaults
    from themereport.readers.result import ReadResult
    from themereport.source.text import SourceText

__all__ = ["JSON", "JsonReader"]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_IN_FENCE = re.compile(r"\s*[{\[]")


class JsonReader:
    """Reads JSON; keys that stand twice, NaN and Infinity are refused."""

    def read(self, source: SourceText, *, defaults: Defaults) -> ReadResult:
        """Read `source`; every problem becomes a diagnostic with its place."""
        start, stop = _content(source.text)
        around = [
            *left_out(source, 0, start, REPORT),
            *left_out(source, stop, len(source.text), REPORT),
        ]
        diagnostics: list[Diagnostic] = []
        data: object = None
        try:
            data = json.loads(
                source.text[start:stop],
                object_pairs_hook=_Unique(),
                parse_constant=_refuse_constant,
            )
        except json.JSONDecodeError as error:
            span = source.span(start + error.pos, start + error.pos)
            diagnostics.append(Diagnostic("TR107", "", span, {"reason": error.msg}))
        except RecursionError:  # the C parser counts its depth
            limit = {"limit": source.limits.nesting}
            diagnostics.append(Diagnostic("TR009", "", source.span(start, start), limit))
        except ValueError as error:
            reason = {"reason": str(error).split(";")[0]}
            diagnostics.append(Diagnostic("TR107", "", source.span(start, start), reason))
        if diagnostics:
            return finish(source, data, [], [*around, *diagnostics], defaults)
        diagnostics += around
        offsets = _places(source, start, stop, diagnostics)
        if not isinstance(data, dict):
            found = {"found": kind_of(data)}
            diagnostics.append(Diagnostic("TR108", "", source.span(start, start), found))
        places: Places = [(list(offsets), list(offsets.values()))]
        return finish(source, data, places, diagnostics, defaults)


def _content(text: str) -> tuple[int, int]:
    """Where the JSON in `text` begins and ends: all, what a fence holds, or an object among words."""
    start = behind_thinking(text)
    if not _IN_FENCE.match(text, start):
        inside = within_fence(text)
        if inside is not None and _IN_FENCE.match(text, *inside):
            return inside
        return object_among_words(text) or (start, len(text))
    return start, len(text)


class _Unique:
    """Builds dicts of which the first of two equal keys holds; `_places` reports the second."""

    def __call__(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        return dict(reversed(pairs)) if len({key for key, _ in pairs}) < len(pairs) else dict(pairs)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def _places(
    source: SourceText, begin: int, stop: int, diagnostics: list[Diagnostic]
) -> dict[str, tuple[int, int]]:
    """Where each value of valid JSON between two offsets stands, by path.

    Reports keys that stand twice.
    """
    offsets: dict[str, tuple[int, int]] = {}
    most = source.limits.nesting
    # One entry for each open object or array: path, start, key or index, keys seen with offset.
    stack: list[tuple[str, int, list[str | int], dict[str, int]]] = []
    is_key = False
    for token in _TOKEN.finditer(source.text, begin, stop):
        text, start, end = token[0], token.start(), token.end()
        if text in "{[":
            stack.append((_path(stack), start, ["" if text == "{" else 0], {}))
            if len(stack) > most:
                limit = {"limit": most}
                diagnostics.append(Diagnostic("TR009", "", source.span(start, end), limit))
                return {}
            is_key = text == "{"
        elif text in "}]":
            path, opened, _, _ = stack.pop()
            offsets[path] = (opened, end)
            is_key = False
        elif text == ":":
            is_key = False
        elif text == ",":
            at = stack[-1][2]
            is_key = isinstance(at[0], str)
            if isinstance(at[0], int):
                at[0] += 1
        elif is_key:
            key = str(json.loads(text))
            keys = stack[-1][3]
            stack[-1][2][0] = key
            if key in keys:
                arguments = {"found": key, "first": source.position(keys[key]).line}
                span = source.span(start, end)
                diagnostics.append(Diagnostic("TR104", _path(stack), span, arguments))
            keys.setdefault(key, start)
        elif text.startswith('"'):
            offsets[_path(stack)] = (start + 1, end - 1)
        else:
            offsets[_path(stack)] = (start, end)
    return offsets


def _path(stack: list[tuple[str, int, list[str | int], dict[str, int]]]) -> str:
    if not stack:
        return ""
    path, _, [at], _ = stack[-1]
    if isinstance(at, int):
        return f"{path}[{at}]"
    return f"{path}.{at}" if path else at


JSON = JsonReader()

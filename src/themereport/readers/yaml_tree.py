"""YAML as data: mappings, lists and scalars with their places, and nothing else.

PyYAML's parser gives the events; what they mean is decided here, because its loaders read
`000651` as 425, `no` as false, and take the last of two equal keys. A plain scalar is typed only
when JSON writes it back the same; every other scalar is the text it shows. The tree is built
without recursion, so that depth cannot exhaust the stack.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml
from attrs import define, field

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.models.front_matter import fold_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.source.text import SourceText

__all__ = ["YamlTree", "read_yaml"]

MAX_NODES = 100_000
_WORDS = {
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*(%\S.*)")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_DOUBTFUL = frozenset({"yes", "no", "on", "off", "y", "n"})
_MAX_INTEGER = 2**53 - 1


@define
class YamlTree:
    """The data, where each value stands by its path, and what was wrong."""

    value: object = None
    offsets: dict[str, tuple[int, int]] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)


@define
class _Open:
    """A collection that is being read."""

    path: str
    value: dict[str, object] | list[object]
    start: int
    key: str | None = None
    keys: dict[str, int] = field(factory=dict)


def read_yaml(
    source: SourceText,
    start: int,
    end: int,
    is_text: Callable[[str], bool],
    instead: str | None = None,
) -> YamlTree:
    """Read one YAML document between two offsets; `is_text` tells which paths are never typed.

    What is read may be other text `instead`, of the same length.
    """
    builder = _Builder(source, start, is_text)
    if directive := _DIRECTIVE.match(source.text, start, end):
        builder.report("TR105", *directive.span(1), found=directive[1])
        return builder.tree
    try:
        text = source.text[start:end] if instead is None else instead
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = start + (mark.index if mark else 0)
        builder.report("TR103", offset, offset, reason=_one_line(error.problem or "syntax"))
    except yaml.reader.ReaderError as error:
        offset = start + error.position
        builder.report("TR103", offset, offset + 1, reason=_one_line(error.reason))
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        builder.report("TR103", start, end, reason=_one_line(str(error)) or "it is too deep")
    return builder.tree


class _Builder:
    def __init__(self, source: SourceText, base: int, is_text: Callable[[str], bool]) -> None:
        self.source = source
        self.base = base
        self.is_text = is_text
        self.tree = YamlTree()
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def report(self, code: str, start: int, end: int, **arguments: object) -> None:
        span = self.source.span(start, end)
        self.tree.diagnostics.append(Diagnostic(code, "", span, arguments))

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False stops the reading."""
        assert event.start_mark is not None and event.end_mark is not None  # the parser sets them
        start = self.base + event.start_mark.index
        end = self.base + event.end_mark.index
        self._nodes += 1
        most = self.source.limits.nesting
        if len(self._open) > most:
            self.report("TR009", start, end, limit=most)
            return False
        if self._nodes > MAX_NODES:
            self.report("TR106", start, end, what="the number of values", limit=MAX_NODES)
            return False
        if forbidden := self._forbidden(event):
            self.report("TR105", start, end, found=forbidden)
            return False
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, start, end)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            value: dict[str, object] | list[object]
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
            if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
                self.report("TR103", start, end, reason="a key is not text")
                return False
            self._open.append(_Open(self._path(), value, start))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = self._open.pop()
            self._place(done.value, done.path, done.start, end)
        return True

    def _forbidden(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.AliasEvent):
            return f"the alias *{event.anchor}"
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if event.version or event.tags:
                return "a directive"
            if self._documents > 1:
                return "a second document"
        anchor = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        return f"the anchor &{anchor}" if anchor else f"the tag {tag}" if tag else ""

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        holder = self._open[-1] if self._open else None
        text = event.value
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            if event.style is None and text == "<<":
                self.report("TR105", start, end, found="the merge key <<")
            folded = fold_key(text)
            if folded in holder.keys:
                first = self.source.position(holder.keys[folded]).line
                self.report("TR104", start, end, found=text, first=first)
            holder.keys.setdefault(folded, start)
            holder.key = text
            return
        path = self._path()
        value: object = text
        if event.style is None and not self.is_text(path):
            value = _typed(text)
            if isinstance(value, str) and text.lower() in _DOUBTFUL:
                self.report("TR111", start, end, found=repr(text))
        if event.style in ("'", '"'):
            start, end = start + 1, end - 1
        self._place(value, path, start, end)

    def _path(self) -> str:
        if not self._open:
            return ""
        holder = self._open[-1]
        if isinstance(holder.value, list):
            return f"{holder.path}[{len(holder.value)}]"
        return f"{holder.path}.{holder.key}" if holder.path else str(holder.key)

    def _place(self, value: object, path: str, start: int, end: int) -> None:
        self.tree.offsets[path] = (start, end)
        if not self._open:
            self.tree.value = value
            return
        holder = self._open[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
        else:
            assert holder.key is not None  # a value follows its key
            holder.value.setdefault(holder.key, value)
            holder.key = None


def _typed(text: str) -> object:
    """The JSON value of a plain scalar, if JSON writes it back the same; else its text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= 32 and _NUMBER.fullmatch(text):
        number = json.loads(text)
        if json.dumps(number) == text and (type(number) is float or abs(number) <= _MAX_INTEGER):
            return number
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""Front matter: the lines between `---` and `---`, read as strictly as data should be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.readers.annotation_block import ROOT, read_annotation_block
from themereport.readers.scalar import is_text

if TYPE_CHECKING:
    from themereport.source.text import SourceText

__all__ = ["FrontMatterText", "read_front_matter"]

# The form that nearly all posts have; what it matches needs no YAML parser.
_SIMPLE = re.compile(
    r'([a-z_][a-z0-9_-]*): (?:"([^"\\\n\t]*)"|(post|page))'
    # Bare and in single quotes only under keys whose values are texts, whatever they look like.
    r"|(title|date|posttime): (?:'([^'\n\t]*)'|(?!.*(?: #|: |:\Z))(\w[^\n\t]*(?<! )))"
)
_OPEN = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@define
class FrontMatterText:
    """What was read: values by key, where they stand, and where the body begins."""

    values: dict[str, object]
    offsets: dict[str, tuple[int, int]]
    diagnostics: list[Diagnostic] = field(factory=list)
    body: int = 0
    closed: bool = True


def read_front_matter(source: SourceText, begin: int = 0) -> FrontMatterText | None:
    """Read the front matter that begins at offset `begin`; None if there is none."""
    text = source.text
    if not text.startswith("---", begin) or not _OPEN.match(text, begin):
        return None
    start = text.find("\n", begin) + 1
    close = _CLOSE.search(text, start) if start else None
    if close is None:
        problem = Diagnostic("TR102", "front_matter", source.span(begin, begin + 3))
        return FrontMatterText({}, {}, [problem], closed=False)
    result = FrontMatterText({}, {}, body=min(close.end() + 1, len(text)))
    end = _take_annotations(source, start, close.start(), result)
    at = start
    for line in text[start:end].split("\n")[:-1]:
        match = _SIMPLE.fullmatch(line)
        key = (match[1] or match[4]) if match else ""
        if match is None or key in result.values:
            return _read_yaml(source, start, close.start(), result.body)
        group = match.lastindex or 0
        value = match[group]
        if not value.isprintable() or not key.isascii():
            return _read_yaml(source, start, close.start(), result.body)
        result.values[key] = value
        result.offsets[key] = (at + match.start(group), at + match.end(group))
        at += len(line) + 1
    return result


def _take_annotations(source: SourceText, start: int, end: int, result: FrontMatterText) -> int:
    """Take annotations in the form in which we write them, last of all; returns where they begin."""
    text = source.text
    begin = text.find(_ANNOTATIONS, start - 1, end)
    first = begin + len(_ANNOTATIONS)
    if begin < 0 or end - start > source.limits.front_matter or first >= end:
        return end
    taken = read_annotation_block(text, first, end)
    if taken is None:
        return end
    values, offsets = taken
    result.values[ROOT] = values
    result.offsets |= offsets
    return begin + 1


_ANNOTATIONS = f"\n{ROOT}:\n"


def _read_yaml(source: SourceText, start: int, end: int, body: int) -> FrontMatterText:
    most = source.limits.front_matter
    if end - start > most:
        limit = {"what": "the front matter", "limit": f"{most} characters"}
        problem = Diagnostic("TR106", "front_matter", source.span(start, end), limit)
        return FrontMatterText({}, {}, [problem], body)
    from themereport.readers.yaml_tree import read_yaml

    tree = read_yaml(source, start, end, _is_text)
    values = tree.value if isinstance(tree.value, dict) else {}
    diagnostics = list(tree.diagnostics)
    if tree.value is not None and not isinstance(tree.value, dict) and not diagnostics:
        found = {"found": "a list" if isinstance(tree.value, list) else "a text"}
        diagnostics.append(Diagnostic("TR108", "front_matter", source.span(start, end), found))
    return FrontMatterText(values, tree.offsets, diagnostics, body)


_TEXT_KEYS = frozenset({"title", "date", "posttime"})


def _is_text(path: str) -> bool:
    """Whether a plain scalar is never typed: those of a report, and not those of others."""
    return path in _TEXT_KEYS or (path.startswith("themereport.") and is_text(path))

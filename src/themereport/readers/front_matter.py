"""Front matter: the lines between `---` and `---`, read as strictly as data should be."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from attrs import define, field

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.readers.annotation_block import ROOT, read_annotation_block
from themereport.readers.markdown import FRONT_KEYS, match_front
from themereport.readers.scalar import is_text

if TYPE_CHECKING:
    from themereport.source.text import SourceText

__all__ = ["QUOTES", "FrontMatterText", "path_of_key", "read_front_matter"]

# The form that nearly all posts have; what it matches needs no YAML parser.
_SIMPLE = re.compile(
    r'([a-z_][a-z0-9_-]*): (?:"([^"\\\n\t]*)"|(post|page))'
    # Bare and in single quotes only under keys whose values are texts, whatever they look like.
    r"|(title|date|posttime): (?:'([^'\n\t]*)'|(?!.*(?: #|: |:\Z))([\w“‘][^\n\t]*(?<! )))"
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
    mended: frozenset[str] = frozenset()
    """The keys of lines that are no YAML, which are reported."""
    is_canonical: bool = False
    """Whether it is in the form that nearly all posts have, so that nothing is to be said of it."""


def read_front_matter(source: SourceText, begin: int = 0) -> FrontMatterText | None:
    """Read the front matter that begins at offset `begin`; None if there is none."""
    text = source.text
    if (front := match_front(text, begin)) and all(map(str.isprintable, front.groups())):
        values: dict[str, object] = dict(zip(FRONT_KEYS, front.groups(), strict=True))
        offsets: dict[str, tuple[int, int]] = dict(zip(FRONT_KEYS, front.regs[1:], strict=True))
        return FrontMatterText(values, offsets, body=front.end(), is_canonical=True)
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
    if begin < 0 or first >= end:
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
    if not isinstance(tree.value, dict) and (mended := _without_slips(source, start, end, body)):
        return mended
    values = tree.value if isinstance(tree.value, dict) else {}
    diagnostics = list(tree.diagnostics)
    if tree.value is not None and not isinstance(tree.value, dict) and not diagnostics:
        found = {"found": "a list" if isinstance(tree.value, list) else "a text"}
        diagnostics.append(Diagnostic("TR108", "front_matter", source.span(start, end), found))
    return FrontMatterText(values, tree.offsets, diagnostics, body)


def _without_slips(source: SourceText, start: int, end: int, body: int) -> FrontMatterText | None:
    """What YAML can read but for some lines, each a key and words that can only be its value.

    Such as `title: Energy: a digest`, `title: a "big" day` in quotes, or a colon that is full width.
    None if there is no such line, or if YAML cannot read the others.
    """
    from themereport.readers.yaml_tree import read_yaml

    slips: dict[str, tuple[str, tuple[int, int]]] = {}
    diagnostics: list[Diagnostic] = []
    rest: list[str] = []
    at = start
    for line in list(_LINE.finditer(source.text, start, end))[:_MOST_LINES]:
        key, words, place = line["key"], line["words"], line.span("words")
        is_yaml = line["colon"] == ":" and (
            _SIMPLE.fullmatch(line[0]) is not None
            or isinstance(read_yaml(source, *line.span(), _is_text).value, dict)
        )
        if is_yaml or key in slips or (words[0] in "\"'" and words.count(words[0]) % 2):
            continue
        if len(words) > 1 and words[0] + words[-1] in QUOTES:
            words, place = words[1:-1], (place[0] + 1, place[1] - 1)
        slips[key] = words, place
        written = f"{key}: {json.dumps(words, ensure_ascii=False)}"
        diagnostics.append(_slip(source, key, line.span(), written))
        rest += source.text[at : line.start()], " " * len(line[0])
        at = line.end()
    if not slips:
        return None
    tree = read_yaml(source, start, end, _is_text, "".join((*rest, source.text[at:end])))
    values = {} if tree.value is None and not tree.diagnostics else tree.value
    if not isinstance(values, dict) or not values.keys().isdisjoint(slips):
        return None
    offsets = tree.offsets | {key: place for key, (_, place) in slips.items()}
    values |= {key: words for key, (words, _) in slips.items()}
    ordered = {key: values[key] for key in sorted(values, key=lambda key: offsets[key])}
    diagnostics = [*tree.diagnostics, *diagnostics]
    return FrontMatterText(ordered, offsets, diagnostics, body, mended=frozenset(slips))


def _slip(source: SourceText, key: str, place: tuple[int, int], written: str) -> Diagnostic:
    arguments = {"key": key, "found": "no value that YAML can read"}
    at = (source, *place)
    return Diagnostic.found("TR325", path_of_key(key), at, arguments, (written, True))


def path_of_key(key: str) -> str:
    """The path of what stands under a key of the front matter."""
    return "published_at" if key == "date" else f"front_matter.{key}"


# Behind a blank, `#` begins a comment; a line that goes on in the next one is left to YAML.
_LINE = re.compile(
    r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*(?P<colon>[:：])[ \t]*"
    r"(?P<words>(?![\[{&*!|>%@`#]|[?-][ \t])\S(?:(?![ \t]#)[^\n])*?)[ \t]*$(?!\n[ \t-])",
    re.MULTILINE | re.ASCII,
)
_MOST_LINES = 100
QUOTES = frozenset({'""', "''", "“”", "‘’"})
"""What stands around a value in quotes, in whatever form."""
_TEXT_KEYS = frozenset({"title", "date", "posttime"})


def _is_text(path: str) -> bool:
    """Whether a plain scalar is never typed: those of a report, and not those of others."""
    return path in _TEXT_KEYS or (path.startswith("themereport.") and is_text(path))

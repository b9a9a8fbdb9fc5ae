"""Words without what is set around them: numbers, hashes, labels, emphasis, cells."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from themereport.document.layout import DISCLAIMER_LABEL
from themereport.document.marker import NUMBERING

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.document.passage import Passage

__all__ = [
    "bare_heading",
    "cells_of",
    "loses_words",
    "without_emphasis",
    "without_label",
    "without_number",
]

_CELL = re.compile(r"\|((?:[^|\\]|\\.)*)(?=\|)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1\Z", re.DOTALL)


def without_number(heading: Passage) -> Passage:
    """A heading without pictures and a number in front, if something is left."""
    at = 0
    for picture in heading.text:
        if unicodedata.category(picture) not in {"So", "Mn", "Cf", "Zs"}:
            break
        at += 1
    if number := NUMBERING.match(heading.text, at):
        at = number.end()
    return heading.cut(at) if heading.text[at:].strip() else heading


def bare_heading(heading: Passage) -> Passage:
    """A heading without hashes around it and without bold."""
    text = heading.text
    start, end = len(text) - len(text.lstrip("#")), len(text.rstrip())
    closed = len(text[:end].rstrip("#"))
    if closed < end and text[closed - 1 : closed] in {" ", "\t"}:
        end = closed
    while start < end and text[start] in " \t":
        start += 1
    end = start + len(text[start:end].rstrip())
    for mark in ("**", "__"):
        if end - start > 4 and text.startswith(mark, start) and text.endswith(mark, start, end):
            start, end = start + 2, end - 2
    return heading if (start, end) == (0, len(text)) else heading.cut(start, end)


def cells_of(passage: Passage) -> list[Passage]:
    """The cells of a table's row."""
    text = passage.text.rstrip()
    if not text.endswith("|"):
        text += "|"
    return [
        passage.cut(match.start(1), min(match.end(1), len(passage.text)))
        for match in _CELL.finditer(text)
    ]


def without_label(passage: Passage, dialect: Dialect) -> tuple[Passage, bool]:
    """A disclaimer without the label that it begins with, and whether it had one."""
    match = DISCLAIMER_LABEL.match(passage.text)
    if match is None:
        return passage, False
    known = dialect.recognise(match["label"])
    if known is None or known.key != "disclaimer":
        return passage, False
    rest = passage.cut(match.end())
    opened = match["before"].strip().lstrip(">").strip()
    # Emphasis that began before the label ends behind the text.
    if opened and opened[-1] in "*_" and not match["after"].strip("：: "):
        text = rest.text.rstrip()
        marks = len(opened) - len(opened.rstrip(opened[-1]))
        if text.endswith(opened[-1] * marks):
            rest = rest.cut(0, len(text) - marks)
    return rest, True


def without_emphasis(text: str) -> str:
    """`text` without emphasis around the whole."""
    match = _EMPHASIS.match(text.strip())
    return match[2] if match and match[1] not in match[2] else text


def loses_words(dropped: str) -> bool:
    """Whether leaving out this markup leaves out something to read: an address, a tag."""
    return dropped.startswith(("a link to", "the tag"))

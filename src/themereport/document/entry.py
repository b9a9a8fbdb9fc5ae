"""Entries: what stands in a section, with lines that only continue a sentence joined to it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define

from themereport.document.label import begins_with_label
from themereport.document.marker import MARKER, is_bullet
from themereport.document.passage import Passage

if TYPE_CHECKING:
    from themereport.document.finding import Findings
    from themereport.document.line import Line

__all__ = ["Entry", "group_entries", "with_inner_marker"]

_BREAK = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})[ \t]*")
_BREAKS = frozenset("-*_=")
_COMMONMARK = re.compile(r"[*+-]|\d{1,9}[.)]")
_BOLD_NUMBER = re.compile(rf"(\*\*|__)[ \t]*({MARKER})[ \t]*\1[ \t\u3000]*")
_INNER = re.compile(rf"(\*\*|__)[ \t]*({MARKER})[ \t\u3000]*")


@define(eq=False, slots=False)
class Entry:
    """One item, heading, table row or paragraph.

    `level` is the indentation, `start` the offset at which the first line begins. `inner` means
    that the marker stood behind the marks of bold text; it is not part of `passage`.
    """

    kind: str
    level: int
    marker: str
    start: int
    passage: Passage
    inner: bool = False

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.passage.end

    @cached_property
    def has_label(self) -> bool:
        """Whether it begins with words that are set as a label."""
        return self.kind == "heading" or begins_with_label(self.passage.text)

    @property
    def is_commonmark(self) -> bool:
        """Whether its marker is one to every Markdown parser."""
        has_gap = self.passage.start - self.start > self.level + len(self.marker)
        return has_gap and _COMMONMARK.fullmatch(self.marker) is not None

    def as_text(self, findings: Findings) -> Passage:
        """Its words where a sentence is expected.

        What Markdown takes for a marker goes; `①` or `一、` is part of the words there.
        """
        source = findings.source.text
        if self.kind != "item" or self.is_commonmark:
            return self.passage
        start = source.index(self.marker, self.start)
        words = source[start : self.passage.start]
        seams = [(len(words) + at, offset) for at, offset in self.passage.seams]
        return Passage(words + self.passage.text, ((0, start), *seams), self.passage.end)


def group_entries(lines: list[Line], findings: Findings) -> list[Entry]:
    """Join lines to entries; lines across the page are dropped, and that is reported."""
    entries: list[Entry] = []
    more: dict[int, list[Passage]] = {}
    last_end = -1
    for line in lines:
        kind = line.kind
        if kind in ("line", "item") and line.text[:1] in _BREAKS:
            text = findings.source.text[line.start : line.end]
            if _BREAK.fullmatch(text):
                _drop_break(line, findings)
                continue
        passage = Passage.of(line.text, line.content)
        if kind == "line" and (number := _BOLD_NUMBER.match(line.text)):
            rest = passage.cut(number.end())
            entries.append(Entry("item", line.level, number[2], line.start, rest))
            last_end = line.end
            continue
        if kind in ("line", "code"):
            if (
                entries
                and line.start == last_end + 1
                and entries[-1].kind in ("item", "text")
                and not begins_with_label(line.text)
            ):
                others = more.setdefault(len(entries) - 1, [entries[-1].passage])
                _report_joined(others[-1], passage, findings)
                others.append(passage)
                last_end = line.end
                continue
            kind = "text"
        entries.append(Entry(kind, line.level, line.marker, line.start, passage))
        last_end = line.end
    for at, (first, *others) in more.items():
        entries[at].passage = first.joined(*others)
    return entries


def with_inner_marker(entry: Entry) -> Entry:
    """`entry` as an item if its number stands inside of its bold text."""
    is_open = entry.kind == "text" or (entry.kind == "item" and is_bullet(entry.marker))
    match = _INNER.match(entry.passage.text) if is_open else None
    if match is None:
        return entry
    marks = entry.passage.cut(0, len(match[1]))
    rest = entry.passage.cut(match.end())
    seams = (*marks.seams, *((at + len(marks.text), offset) for at, offset in rest.seams))
    passage = Passage(marks.text + rest.text, seams, rest.end)
    return Entry("item", entry.level, match[2], entry.start, passage, inner=True)


def _report_joined(above: Passage, below: Passage, findings: Findings) -> None:
    bare = above.text.rstrip()
    joined = above.joined(below)
    gap = joined.text[len(bare) :].removesuffix(below.text.strip())
    findings.replace("TR308", "", above.offset(len(bare)), below.trimmed().start, gap)


def _drop_break(line: Line, findings: Findings) -> None:
    after = min(line.end + 1, len(findings.source.text))
    findings.replace(
        "TR312",
        "",
        line.start,
        after,
        "",
        what="there is a line across the page",
        expected="none",
    )

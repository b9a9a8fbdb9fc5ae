"""Entries: what stands in a section, with lines that only continue a sentence joined to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from themereport.document.label import begins_with_label
from themereport.document.marker import MARKER, is_bullet
from themereport.document.passage import Passage

if TYPE_CHECKING:
    from themereport.document.finding import Findings
    from themereport.document.line import Line

__all__ = ["Entry", "group_entries", "with_inner_marker"]

_BREAK = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})[ \t]*")
_BREAKS = frozenset("-*_=")
_OF_BREAKS = "-*_= \t"
_COMMONMARK = re.compile(r"[*+-]|\d{1,9}[.)]")
_BOLD_NUMBER = re.compile(rf"(\*\*|__)[ \t]*({MARKER})[ \t]*\1[ \t\u3000]*")
_INNER = re.compile(rf"(\*\*|__)[ \t]*({MARKER})[ \t\u3000]*")


@define(eq=False)
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
    _has_label: bool | None = field(default=None, init=False)

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.passage.end

    @property
    def has_label(self) -> bool:
        """Whether it begins with words that are set as a label."""
        if self._has_label is None:
            self._has_label = self.kind == "heading" or begins_with_label(self.passage.text)
        return self._has_label

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
        # An inner marker stands behind the beginning.
        start = min(source.index(self.marker, self.start), self.passage.start)
        words = source[start : self.passage.start]
        seams = tuple((len(words) + at, offset) for at, offset in self.passage.seams)
        return Passage(words + self.passage.text, start, self.passage.end, seams)


def group_entries(lines: list[Line], findings: Findings) -> list[Entry]:
    """Join lines to entries; lines across the page are dropped, and that is reported."""
    entries: list[Entry] = []
    more: dict[int, list[Passage]] = {}
    last_end = -1
    for line in lines:
        kind, level, marker, start, content, text = line
        passage = Passage.of(text, content)
        if (
            text[:1] in _BREAKS
            and not text.strip(_OF_BREAKS)
            and kind in ("line", "item")
            and _BREAK.fullmatch(findings.source.text, start, passage.end)
        ):
            _drop_break(line, findings)
            continue
        if kind == "line" and (number := _BOLD_NUMBER.match(text)):
            rest = passage.cut(number.end())
            entries.append(Entry("item", level, number[2], start, rest))
            last_end = passage.end
            continue
        if kind in ("line", "code"):
            if (
                entries
                and start == last_end + 1
                and entries[-1].kind in ("item", "text")
                and not begins_with_label(text)
            ):
                others = more.setdefault(len(entries) - 1, [entries[-1].passage])
                _report_joined(others[-1], passage, findings)
                others.append(passage)
                last_end = passage.end
                continue
            kind = "text"
        entries.append(Entry(kind, level, marker, start, passage))
        last_end = passage.end
    for at, (first, *others) in more.items():
        entries[at].passage = first.joined(*others)
    return entries


def with_inner_marker(entry: Entry) -> Entry:
    """`entry` as an item if its number stands inside of its bold text."""
    is_open = entry.kind == "text" or (entry.kind == "item" and is_bullet(entry.marker))
    match = _INNER.match(entry.passage.text) if is_open else None
    if match is None:
        return entry
    marks, rest = entry.passage.cut(0, len(match[1])), entry.passage.cut(match.end())
    pieces = ((0, rest.start), *rest.seams)
    seams = (*marks.seams, *((at + len(marks.text), offset) for at, offset in pieces))
    passage = Passage(marks.text + rest.text, marks.start, rest.end, seams)
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

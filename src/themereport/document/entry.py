"""Entries: what stands in a section, with lines that only continue a sentence joined to it."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from themereport.document.breaks import BREAKS, NOTHING, drop_break, drop_line, is_break
from themereport.document.finding import cut_short
from themereport.document.foreign import is_nothing, reference_of, with_addresses
from themereport.document.label import begins_with_label, is_bold, is_bold_sentence, way_of_label
from themereport.document.marker import MARKER, behind_rank, is_bullet, number_of
from themereport.document.passage import ENDS, Passage, gap_between
from themereport.document.pattern import LazyPattern

if TYPE_CHECKING:
    from themereport.document.finding import Findings
    from themereport.document.foreign import Reference
    from themereport.document.line import Line

__all__ = [
    "Entry",
    "group_entries",
    "with_inner_marker",
    "with_inner_numbers",
    "with_inner_ranks",
]

# A fence, perhaps with the name of a language.
_BEGUN_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*[A-Za-z0-9+#._-]*[ \t]*")
# The title of what a page folds away, and a footnote: neither goes on in the sentence above.
_ASIDE = re.compile(r"<summary>.*</summary>[ \t]*|\[\^[^\[\]\s]{1,40}\]:.*", re.IGNORECASE)
_FOREIGN = frozenset("<[\u200b\u2060\ufeff")
_BULLETS = frozenset("*+-")
_COMMONMARK = re.compile(r"[*+-]|\d{1,9}[.)]")
# No sentence is broken in front of one.
_PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_BOLD = ("**", "__")
_BOLD_NUMBER = LazyPattern(
    rf"(\*\*|__)[ \t]*({MARKER}|[Ss]tep[ ]\d{{1,2}})[ \t]*\1[：:]?[ \t\u3000]*"
)
_BOLD_RANK = re.compile(r"(\*\*|__)(\d{1,2})\1(?:[：:｜．、)）]|\.(?!\d))?[ \t]*(?=\S)", re.ASCII)
_INNER = LazyPattern(rf"(\*\*|__)[ \t]*({MARKER})[ \t\u3000]*")


@define(eq=False)
class Entry:
    """One item, heading, table row or paragraph.

    `level` is the indentation, `start` the offset at which the first line begins. `inner` means
    that the marker stood behind the marks of bold text; it is not part of `passage`. `is_apart`
    means that a line across the page stands above.
    """

    kind: str
    level: int
    marker: str
    start: int
    passage: Passage
    inner: bool = False
    is_apart: bool = False
    _has_label: bool | None = field(default=None, init=False)

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.passage.end

    @property
    def has_label(self) -> bool:
        """Whether it begins with words that are set as a label."""
        if self._has_label is None:
            text = self.passage.text
            self._has_label = self.kind == "heading" or (
                begins_with_label(text) and not is_bold_sentence(text.rstrip())
            )
        return self._has_label

    @property
    def is_commonmark(self) -> bool:
        """Whether its marker is one to every Markdown parser."""
        passage = self.passage
        has_gap = passage.start - self.start > self.level + len(self.marker)
        # A bullet may stand alone in its line. A number that does may belong to a sentence.
        if not has_gap and self.marker in _BULLETS:
            has_gap = not passage.text or passage.offset(0) > passage.start
        return has_gap and _COMMONMARK.fullmatch(self.marker) is not None

    def as_text(self, findings: Findings) -> Passage:
        """Its words where a sentence is expected.

        What Markdown takes for a marker goes; `①` or `一、` is part of the words there.
        """
        is_word = self.kind == "item" and not self.is_commonmark
        return self.whole(findings) if is_word else self.passage

    def whole(self, findings: Findings) -> Passage:
        """Its words, and the marker in front of them if it has one."""
        if self.kind != "item":
            return self.passage
        source = findings.source.text
        # An inner marker stands behind the beginning.
        start = min(source.index(self.marker, self.start), self.passage.start)
        words = source[start : self.passage.start]
        seams = tuple((len(words) + at, offset) for at, offset in self.passage.seams)
        return Passage(words + self.passage.text, start, self.passage.end, seams)


def group_entries(
    lines: list[Line], findings: Findings, references: dict[str, Reference]
) -> list[Entry]:
    """Join lines to entries.

    What is dropped is reported: lines across the page, those that hold nothing to read, and those
    that say where links lead.
    """
    entries: list[Entry] = []
    more: dict[int, list[Passage]] = {}
    last_end = -1
    is_apart = False
    for line, below in zip_longest(lines, lines[1:]):
        kind, level, marker, start, content, text = line
        begin = text[:1]
        if begin in BREAKS and is_break(line, findings.source.text):
            drop_break(findings, start, line.end, line is lines[0])
            is_apart = True
            continue
        if kind == "line" and begin in _FOREIGN and _drop_foreign(line, findings, references):
            continue
        if kind == "code" and _is_lone_fence(lines, line):
            end = min(line.end + 1, len(findings.source.text))
            what, found = "a code fence", cut_short(text)
            findings.replace("TR318", "", start, end, "", what=what, found=found)
            continue
        passage = Passage(text, content, content + len(text))
        if "][" in text:
            passage = with_addresses(passage, references)
        is_bold_line = kind == "line" and passage.text.startswith(_BOLD)
        if is_bold_line and (number := _BOLD_NUMBER.match(passage.text)):
            rest = passage.cut(number.end())
            entries.append(Entry("item", level, number[2], start, rest, is_apart=is_apart))
            last_end, is_apart = passage.end, False
            continue
        if kind in ("line", "code"):
            if (
                entries
                and start == last_end + 1
                and entries[-1].kind in ("item", "text")
                and not begins_with_label(passage.text)
                and _PICTURE.match(passage.text) is None
                and not _begins_steps(entries, line, below)
                and not (is_bold_line and _counts_on(entries[-1].passage.text, passage.text))
                and not _begins_anew(entries[-1], more.get(len(entries) - 1), passage.text)
            ):
                others = more.setdefault(len(entries) - 1, [entries[-1].passage])
                others[-1] = _without_break(others[-1])
                _report_joined(others[-1], passage, findings)
                others.append(passage)
                last_end = passage.end
                continue
            kind = "text"
        entries.append(Entry(kind, level, marker, start, passage, is_apart=is_apart))
        last_end, is_apart = passage.end, False
    for at, (first, *others) in more.items():
        entries[at].passage = first.joined(*others, apart=_is_title)
    return entries


def with_inner_marker(entry: Entry) -> Entry:
    """`entry` as an item if its number stands inside of its bold text."""
    is_open = entry.kind == "text" or (entry.kind == "item" and is_bullet(entry.marker))
    text = entry.passage.text
    if not is_open or not text.startswith(_BOLD):
        return entry
    if number := _BOLD_NUMBER.match(text):
        return evolve(entry, kind="item", marker=number[2], passage=entry.passage.cut(number.end()))
    match = _INNER.match(text)
    return _taken_out(entry, match[1], match[2], match.end()) if match else entry


def _taken_out(entry: Entry, marks: str, marker: str, end: int) -> Entry:
    """`entry` as an item whose `marker` stood between the `marks` of bold text and an index."""
    opening, rest = entry.passage.cut(0, len(marks)), entry.passage.cut(end)
    pieces = ((0, rest.start), *rest.seams)
    seams = (*opening.seams, *((at + len(marks), offset) for at, offset in pieces))
    passage = Passage(marks + rest.text, opening.start, rest.end, seams)
    return Entry("item", entry.level, marker, entry.start, passage, inner=True)


def with_inner_ranks(entries: list[Entry]) -> list[Entry]:
    """`entries` as items where their words begin with ranks in order: `信号1：`, `- 1. `."""
    ranked: dict[int, Entry] = {}
    for at, entry in enumerate(entries):
        if (item := _with_rank(entry, len(ranked) + 1)) is not None:
            ranked[at] = item
    return (
        [ranked.get(at, entry) for at, entry in enumerate(entries)] if len(ranked) > 1 else entries
    )


def _with_rank(entry: Entry, rank: int) -> Entry | None:
    text = entry.passage.text
    bare = _BOLD_RANK.match(text)
    if bare is not None and int(bare[2]) == rank and entry.kind in {"item", "text"}:
        return evolve(entry, kind="item", marker=bare[2], passage=entry.passage.cut(bare.end()))
    marks = text[:2] if text.startswith(_BOLD) else ""
    begin = len(marks)
    end = begin + behind_rank(text[begin:], rank)
    if entry.kind not in {"item", "text"}:
        return None
    if end == begin:
        # As in `**Signal 1**: …`, where the mark stands outside of the bold.
        close = text.find(marks, 2) if marks else -1
        if close < 0:
            return None
        end = behind_rank(f"{text[2:close]}{text[close + 2 :]}", rank)
        if end <= close - 2:
            return None
        rest, marker = entry.passage.cut(end + 4), text[2:close]
        return evolve(entry, kind="item", marker=marker, passage=rest)
    marker = text[begin:end].strip()
    if marks and not text.startswith(marks, end):
        return _taken_out(entry, marks, marker, end)
    rest = entry.passage.cut(end + len(marks))
    blanks = len(rest.text) - len(rest.text.lstrip())
    return evolve(entry, kind="item", marker=marker, passage=rest.cut(blanks))


def with_inner_numbers(entries: list[Entry]) -> list[Entry]:
    """`entries` with the paragraphs as items whose labels are numbered from 1 in order."""
    numbered = {
        at: item
        for at, entry in enumerate(entries)
        if entry.kind == "text" and (item := with_inner_marker(entry)) is not entry
    }
    numbers = [number_of(item.marker) for item in numbered.values()]
    if numbers != list(range(1, len(numbers) + 1)):
        return entries
    return [numbered.get(at, entry) for at, entry in enumerate(entries)]


def _counts_on(above: str, text: str) -> bool:
    """Whether a line begins with the number in bold behind that of the line above."""
    before, number = _BOLD_RANK.match(above), _BOLD_RANK.match(text)
    return before is not None and number is not None and int(number[2]) == int(before[2]) + 1


def _begins_anew(entry: Entry, pieces: list[Passage] | None, text: str) -> bool:
    """Whether a line is a paragraph like the one above, which ended with a sentence."""
    above = pieces[-1] if pieces else entry.passage
    if entry.kind != "text" or above.text.rstrip()[-1:] not in ENDS:
        return False
    way = way_of_label(text)
    return way != "" and way == way_of_label(entry.passage.text)


def _begins_steps(entries: list[Entry], line: Line, below: Line | None) -> bool:
    """Whether a line below an item names another list, which stands right below it.

    Then numbers begin anew there, or all began with such a line.
    """
    first, above = entries[0], entries[-1]
    if below is None or below.kind != "item" or above.kind != "item" or line.level > above.level:
        return False
    if way_of_label(line.text) != "colon":
        return False
    is_like_first = first.kind == "text" and way_of_label(first.passage.text) == "colon"
    begins_anew = number_of(above.marker) is not None and number_of(below.marker) == 1
    return begins_anew or is_like_first


def _is_lone_fence(lines: list[Line], line: Line) -> bool:
    """Whether a line is a fence that was opened at the very end, so there is nothing in it."""
    is_last = line is lines[-1] and (len(lines) < 2 or lines[-2].kind != "code")
    return is_last and _BEGUN_FENCE.fullmatch(line.text) is not None


def _without_break(passage: Passage) -> Passage:
    """A line without the backslash that breaks it off from the next."""
    text = passage.text.rstrip()
    bare = text.rstrip("\\")
    return passage.cut(0, len(text) - 1) if (len(text) - len(bare)) % 2 else passage


def _report_joined(above: Passage, below: Passage, findings: Findings) -> None:
    bare = above.text.rstrip()
    gap = gap_between(bare, below.text.strip(), is_apart=_is_title(bare))
    findings.report_joined(above.offset(len(bare)), below.trimmed().start, gap)


def _is_title(text: str) -> bool:
    """Whether a line is bold from end to end, so that the next one does not go on in it."""
    return is_bold(text.strip())


def _drop_foreign(line: Line, findings: Findings, references: dict[str, Reference]) -> bool:
    """Drop a line that has no words for a sentence; False if it has some."""
    if is_nothing(line.text):
        drop_line(findings, line.start, line.end, NOTHING)
        return True
    if _ASIDE.fullmatch(line.text):
        after = min(line.end + 1, len(findings.source.text))
        findings.report_stray(line.start, after, line.text.strip())
        return True
    reference = reference_of(line.text, references)
    if reference is None:
        return False
    what, found = "the address of a link", cut_short(line.text.strip())
    if reference.is_used:
        # While it is needed, it stays.
        findings.report("TR318", "", line.start, line.end, what=what, found=found)
    else:
        after = min(line.end + 1, len(findings.source.text))
        findings.replace("TR318", "", line.start, after, "", safe=False, what=what, found=found)
    return True

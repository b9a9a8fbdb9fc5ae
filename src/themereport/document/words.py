"""Words put to fields: sentences with their places, what is joined to them, and what is left over."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import define, field

from themereport.document.bare import loses_words
from themereport.document.body import Body
from themereport.document.entry import (
    Entry,
    group_entries,
)
from themereport.document.finding import Findings, cut_short
from themereport.document.foreign import Reference
from themereport.document.grouping import filled
from themereport.document.inline import MARKUP, escape, escape_block, unescape
from themereport.document.line import Line
from themereport.document.part import Part, Scanner
from themereport.document.passage import Passage, gap_between
from themereport.document.row import with_bare_rows
from themereport.source.text import SourceText

if TYPE_CHECKING:
    from themereport.document.taken import Taken

__all__ = ["Words"]

_start = attrgetter("start")


@define
class Words:
    """Reads words out of one body; everything that takes a part of it shares this."""

    source: SourceText
    body: Body
    scanner: Scanner
    data: dict[str, object]
    """The fields of the report, by name."""
    offsets: dict[str, tuple[int, int]]
    """The places of fields, by path."""
    findings: Findings
    references: dict[str, Reference] = field(factory=dict)
    """Where links by reference lead, by label."""
    lines: list[Line] = field(factory=list)
    """All lines of the body, if they were needed before."""
    said: set[str] = field(factory=set)
    """The paths whose problems are covered by a diagnostic at another path."""

    def entries(self, part: Part) -> list[Entry]:
        """What stands in a part of the text, within the limits."""
        lines = self._lines_of(part)
        if self.source.text.find("|", part.start, part.end) >= 0:
            lines = with_bare_rows(lines, self.source.text)
        limits = self.source.limits
        deepest = 4 * limits.nesting
        deep = next((line for line in lines if line.level > deepest), None)
        if deep is not None and deep.kind != "heading":
            self.findings.report("TR009", part.key, deep.start, deep.content, limit=limits.nesting)
            return []
        entries = filled(group_entries(lines, self.findings, self.references))
        if len(entries) > limits.items:
            first = entries[limits.items]
            self.findings.report("TR008", part.key, first.start, first.end, limit=limits.items)
            return entries[: limits.items]
        return entries

    def _lines_of(self, part: Part) -> list[Line]:
        if not self.lines:
            return self.scanner.scan(self.source.text, part.start, part.end)
        first = bisect_left(self.lines, part.start, key=_start)
        return self.lines[first : bisect_left(self.lines, part.end, key=_start)]

    def put(self, taken: Taken) -> None:
        """Put what patterns have taken to the fields, and report what they noted."""
        self.data.update(taken.data)
        for paths, spans in taken.places:
            self.offsets.update(zip(paths, spans, strict=True))
        taken.report(self.findings)

    def stray(self, part: Part) -> None:
        """Report what stands outside of all sections; mostly nothing does."""
        if self.source.text[part.start : part.end].strip():
            begin = len(self.findings.diagnostics)
            entries = self.entries(part)
            # How their lines hang together is of no interest.
            found = self.findings.diagnostics[begin:]
            self.findings.diagnostics[begin:] = [f for f in found if f.code != "TR308"]
            for entry in entries:
                if not self.take_notice(entry):
                    self.report_stray(entry)

    def take_notice(self, entry: Entry) -> bool:
        """Take words outside of all fields that say that a machine wrote the text."""
        return self.body.notices.take(entry.start, entry.end, entry.passage.text)

    def report_stray(self, entry: Entry) -> None:
        """Report words that stand outside of every field."""
        end = min(entry.end + 1, len(self.source.text))
        self.findings.report_stray(entry.start, end, entry.passage.text)

    def report_two_readings(
        self, key: str, entry: Entry, reading: str, other: str, advice: str
    ) -> None:
        """Report that an entry of a section may be one thing or another, and is taken for neither."""
        found = cut_short(entry.passage.text)
        self.findings.report(
            "TR408",
            key,
            entry.start,
            entry.end,
            found=found,
            reading=reading,
            other=other,
            advice=advice,
        )

    def join(self, pieces: list[Passage], path: str) -> Passage:
        """`pieces`, of which all but the first have no place of their own, in order."""
        first, *others = pieces
        above = first
        for more in (piece.trimmed() for piece in others):
            bare = above.text.rstrip()
            gap = gap_between(bare, more.text, is_apart=True)
            start = above.offset(len(bare))
            self.findings.replace("TR322", path, start, more.start, gap, found=cut_short(more.text))
            above = more if more.text else above
        return first.joined(*others, apart=bool) if others else first

    def sentence(
        self, passage: Passage, path: str, *, is_block: bool = False, is_mended: bool = False
    ) -> str:
        """The plain text that `passage` shows; its place goes to `offsets`.

        Of a passage that another fix writes anew, `is_mended`, only lost words are reported.
        """
        trimmed = passage.text.strip()
        if trimmed != passage.text:
            if not is_mended:
                self._trim(passage, path)
            passage = passage.trimmed()
        self.offsets[path] = (passage.start, passage.end)
        if MARKUP.search(trimmed) is None:
            return trimmed
        plain, dropped = self.unescape(passage, path)
        plain = plain.strip()  # of blanks that were entities
        if dropped and is_mended:
            found = ", ".join(dropped)
            self.findings.report("TR307", path, passage.start, passage.end, found=found)
        elif dropped:
            self.findings.replace(
                "TR307",
                path,
                passage.start,
                passage.end,
                escape_block(plain) if is_block else escape(plain),
                safe=not any(map(loses_words, dropped)),
                found=", ".join(dropped),
            )
        return plain

    def unescape(self, passage: Passage, path: str) -> tuple[str, list[str]]:
        """The plain text of `passage`, and what was dropped; its links become sources."""
        plain, dropped = unescape(passage.text)
        if dropped and (taken := self.body.citations.take(path, passage)):
            links = {f"a link to {url}": name for url, name in taken.items()}
            dropped = [
                f"{what} (now the source {links[what]})" if what in links else what
                for what in dropped
            ]
        return plain, dropped

    def report_links(self, passage: Passage, path: str, dropped: list[str]) -> None:
        """Report links where the words around them are written anew by another fix."""
        if links := [what for what in dropped if what.startswith("a link to")]:
            found = ", ".join(links)
            self.findings.report("TR307", path, passage.start, passage.end, found=found)

    def check_count(self, key: str, count: int) -> None:
        """Report more than ten signals, whose ranks would be wrong one by one."""
        if count > 10:
            self.findings.report("TR206", key, *self.offsets[key], found=count, expected=10)
            self.said |= {f"{key}[{at}].rank" for at in range(10, count)}

    def _trim(self, passage: Passage, path: str) -> None:
        text = passage.text
        before = len(text) - len(text.lstrip())
        after = len(text) - len(text.rstrip()) if text.strip() else 0
        if before:
            self.findings.replace(
                "TR301",
                path,
                passage.start,
                passage.offset(before),
                "",
                found=f"{before + 1} blanks",
            )
        if after:
            self.findings.report_blanks_behind(path, passage.end - after, passage.end)

    def take_text(self, path: str, entries: list[Entry]) -> None:
        """One sentence or more: all that stands in the section, in order."""
        pieces = [entry.as_text(self.findings) for entry in entries]
        if not pieces:
            return
        first = entries[0]
        if first.start != first.passage.start and pieces[0] is first.passage:
            self.findings.check_marker(path, first.marker, first.start, first.passage.start, "")
        self.data[path] = self.sentence(self.join(pieces, path), path, is_block=True)

"""The parts of a text: what its headings name, and where what stands below them begins and ends."""

from __future__ import annotations

from typing import Protocol

from attrs import define, field

from themereport.document.dialect import Dialect
from themereport.document.finding import cut_short
from themereport.document.line import Line

__all__ = ["Layout", "Part", "Scanner"]


class Scanner(Protocol):
    """What cuts Markdown into lines; see `themereport.readers.scanner`."""

    def landmarks(self, text: str, start: int, stop: int) -> list[Line]:
        """The headings and the lines that begin in bold."""
        ...

    def scan(self, text: str, start: int, end: int) -> list[Line]:
        """All lines that are not blank."""
        ...


@define
class Part:
    """A part of the text: what its heading names, and where what stands below begins and ends.

    `key` is that of a section, a half, `disclaimer` or `appendix`; "" is what stands before the
    first heading. A disclaimer that begins in its own line has that line as heading and begins
    with it. One whose heading only sounds like its label `is_guessed`.
    """

    key: str
    heading: Line | None
    start: int
    end: int = 0
    is_guessed: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where the heading stands."""
        heading = self.heading
        return (heading.start, heading.end) if heading else (self.start, self.start)

    @property
    def words(self) -> str:
        """The heading, shortened."""
        return cut_short(self.heading.text) if self.heading else ""


@define
class Layout:
    """The title line, if there is one, the parts in order, and the language of the labels.

    Where there are no labels, `language` is empty.
    """

    title: Line | None
    parts: list[Part]
    language: str
    dialect: Dialect
    lines: list[Line] = field(factory=list)
    """All lines of the text, if the search for its headings took them all."""

    def missing(self) -> list[str]:
        """The keys of the sections that were not found, in order; the disclaimer last."""
        found = {part.key for part in self.parts}
        return [key for key in (*self.dialect.order, "disclaimer") if key not in found]

    def lacking(self) -> set[str]:
        """All that was not found: sections, halves, the disclaimer, and `title`."""
        lacking = {*self.dialect.parts}.difference([part.key for part in self.parts])
        return lacking if self.title is not None else lacking | {"title"}

"""A source text: its characters, its name, and where its lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from themereport.source.limits import DEFAULT_LIMITS, Limits
from themereport.source.span import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["BOM", "SourceText"]

BOM = "\ufeff"

_CRLF_OR_CR = re.compile(r"\r\n?")
_LINE_END = re.compile(r"\r\n|\r|\n")


class SourceText:
    """A decoded text and the places in it.

    `raw` is the text as it came. `text` is the same without a byte order mark and with every
    line ending in LF: what the scanners read. Offsets that scanners report are offsets into
    `text`; `span` translates them to offsets into `raw`.
    """

    can_be_mended = True
    """Whether fixes can be made in it one by one."""

    def __init__(self, raw: str, name: str = "<text>", limits: Limits = DEFAULT_LIMITS) -> None:
        self.raw = raw
        self.name = name
        self.limits = limits
        self.has_cr = "\r" in raw
        self.has_bom = raw.startswith(BOM)
        text = raw[1:] if self.has_bom else raw
        self.text = _CRLF_OR_CR.sub("\n", text) if self.has_cr else text

    def without(
        self, stretches: Sequence[tuple[int, int]], *, is_margin: bool = False
    ) -> SourceText:
        """The same source as if `stretches` of its text, in order and apart, were not there.

        While each line begins with one that `is_margin`, nothing else can be mended alone: a line
        that is added would have none, and one that is taken away would leave its own behind.
        """
        changes = [(start, end, "") for start, end in stretches]
        return _OtherText(self, changes, has_margin=is_margin) if changes else self

    def instead(self, changes: Sequence[tuple[int, int, str]]) -> SourceText:
        """The same source as if other words stood between some offsets, in order and apart.

        Their place is that of the words for which they stand.
        """
        return _OtherText(self, changes, has_margin=False) if changes else self

    @cached_property
    def _line_starts(self) -> list[int]:
        return _starts(self.text)

    @cached_property
    def _raw_line_starts(self) -> list[int]:
        if not (self.has_cr or self.has_bom):
            return self._line_starts
        _, *others = _starts(self.raw)
        return [int(self.has_bom), *others]

    def position(self, offset: int) -> Position:
        """The position of `offset`, which counts in `text`."""
        line = bisect_right(self._line_starts, offset) - 1
        column = offset - self._line_starts[line]
        return Position(self._raw_line_starts[line] + column, line + 1, column + 1)

    def raw_offset(self, offset: int) -> int:
        """The offset into `raw` of `offset`, which counts in `text`."""
        return self.position(offset).offset if self.has_cr or self.has_bom else offset

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets into `text`."""
        return Span(self.position(start), self.position(end))

    def bom_span(self) -> Span:
        """Where the byte order mark stands, if there is one; it takes up no column."""
        return Span(Position(0, 1, 1), Position(1, 1, 1))

    def carriage_returns(self) -> Iterator[tuple[Span, str]]:
        """Where each carriage return stands, and what to write for it."""
        for at, offset in enumerate(self._line_starts[1:], 2):
            begin = self._raw_line_starts[at - 1]
            is_alone = self.raw[begin - 1] == "\r"
            if not is_alone and self.raw[begin - 2 : begin] != "\r\n":
                continue
            behind = self.position(offset - 1)
            if is_alone:
                yield Span(behind, Position(begin, at, 1)), "\n"
            else:
                end = Position(behind.offset + 1, behind.line, behind.column + 1)
                yield Span(behind, end), ""

    def line(self, number: int) -> str:
        """Line `number`, counted from 1, without its line end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


class _OtherText(SourceText):
    """A source with other words at some stretches of its text; places are those in the whole."""

    def __init__(
        self, whole: SourceText, changes: Sequence[tuple[int, int, str]], *, has_margin: bool
    ) -> None:
        self.raw, self.name, self.limits = whole.raw, whole.name, whole.limits
        self.has_cr, self.has_bom = whole.has_cr, whole.has_bom
        self._whole = whole
        self.can_be_mended = whole.can_be_mended and not has_margin
        pieces: list[str] = []
        places: list[tuple[int, int]] = []
        done = 0
        for start, end, words in (*changes, (len(whole.text), len(whole.text), "")):
            pieces.append(whole.text[done:start])
            places.append((done, start))
            if words:
                pieces.append(words)
                places.append((start, end))
            done = end
        self._begins = list(accumulate(map(len, pieces[:-1]), initial=0))
        self._places = places
        # Of other words that are as long, each character stands for one.
        self._is_other = [
            end - start != len(piece) for piece, (start, end) in zip(pieces, places, strict=True)
        ]
        self.text = "".join(pieces)

    def _offset(self, offset: int) -> int:
        """The offset in the whole text."""
        piece = bisect_right(self._begins, offset) - 1
        start, _ = self._places[piece]
        return start if self._is_other[piece] else start + offset - self._begins[piece]

    def position(self, offset: int) -> Position:
        return self._whole.position(self._offset(offset))

    def raw_offset(self, offset: int) -> int:
        return self._whole.raw_offset(self._offset(offset))

    def span(self, start: int, end: int) -> Span:
        if start == end:
            return super().span(start, end)
        piece = bisect_right(self._begins, end - 1) - 1
        begin, behind = self._places[piece]
        if not self._is_other[piece]:
            behind = begin + end - self._begins[piece]
        return Span(self.position(start), self._whole.position(behind))

    def line(self, number: int) -> str:
        return self._whole.line(number)

    def carriage_returns(self) -> Iterator[tuple[Span, str]]:
        return self._whole.carriage_returns()


def _starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *[match.end() for match in _LINE_END.finditer(text)]]
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts

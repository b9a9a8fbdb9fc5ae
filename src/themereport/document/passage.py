"""A stretch of text that may have been put together from several lines, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from themereport.document.pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ENDS", "Passage", "gap_between"]

ENDS = frozenset("。.！!？?；;")
"""What ends a sentence."""

# Hangul, and the forms of Arabic letters that stand far behind them.
_SPACED = LazyPattern("[\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\ufb1d-\ufdff\ufe70-\ufefc]")

# What sets words apart from those that come behind, perhaps with something closed in between.
_MARKS = frozenset("。．.！!？?；;：:，,、…—–-～·|")
_CLOSING = "）)」』】》〉］]”’\"'*_~`"
_CLOSING_ALONE = frozenset("）)」』】》〉］]”’")
_REACH = 12


class Passage(NamedTuple):
    """`text`, and where its characters stand in the source.

    `start` and `end` are the offsets of its first character and behind its last. Where it has
    several pieces, `seams` holds for each but the first the index in `text` and the offset in the
    source at which it begins.
    """

    text: str
    start: int
    end: int
    seams: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str, offset: int) -> Passage:
        """A passage of one piece."""
        return cls(text, offset, offset + len(text))

    def offset(self, index: int) -> int:
        """The offset of the character at `index`."""
        if index >= len(self.text):
            return self.end
        piece = bisect_right(self.seams, index, key=_first)
        begin, offset = self.seams[piece - 1] if piece else (0, self.start)
        return offset + index - begin

    def cut(self, start: int, stop: int | None = None) -> Passage:
        """The part between two indices."""
        text, begin, _, seams = self
        if stop is None:
            stop = len(text)
        if not seams:
            return Passage(text[start:stop], begin + start, begin + stop)
        first = bisect_right(seams, start, key=_first)
        inside = tuple((at - start, offset) for at, offset in seams[first:] if at < stop)
        end = self.offset(stop - 1) + 1 if stop > start else self.offset(start)
        return Passage(text[start:stop], self.offset(start), end, inside)

    def replaced(self, changes: list[tuple[int, int, str]]) -> Passage:
        """With other words at some stretches of indices, which are in order and apart.

        The other words stand where those that they replace do.
        """
        parts: list[str] = []
        seams: list[tuple[int, int]] = []
        length = done = 0
        for start, stop, words in (*changes, (len(self.text), len(self.text), "")):
            kept = self.cut(done, start)
            # The last character stands at the end, so that what ends with it ends there.
            pieces = (
                (kept.text, kept.start),
                (words[:-1], self.offset(start)),
                (words[-1:], self.offset(stop - 1)),
            )
            for piece, offset in pieces:
                if piece:
                    seams.append((length, offset))
                    if piece is kept.text:
                        seams += [(length + at, other) for at, other in kept.seams]
                    parts.append(piece)
                    length += len(piece)
            done = stop
        begin = seams.pop(0)[1] if seams else self.start
        return Passage("".join(parts), begin, self.end, tuple(seams))

    def behind(self, marks: str) -> Passage:
        """With `marks` in front that do not stand there."""
        moved = ((at + len(marks), offset) for at, offset in self.seams)
        return Passage(marks + self.text, self.start, self.end, ((len(marks), self.start), *moved))

    def trimmed(self) -> Passage:
        """Without blanks at its ends."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.cut(start, max(len(text.rstrip()), start))

    def joined(self, *others: Passage, apart: Callable[[str], bool] | None = None) -> Passage:
        """`others` behind this: with a space between, unless a wide character is at the seam.

        `apart` tells of the text above a seam whether it is more than the line before: a title, a
        paragraph, a cell.
        """
        first = self.cut(0, len(self.text.rstrip()))
        parts = [first.text]
        seams = [*first.seams]
        length = len(first.text)
        above = first.text
        for passage in others:
            piece = passage.trimmed()
            is_apart = apart is not None and apart(above)
            if gap := gap_between(above, piece.text, is_apart=is_apart):
                parts.append(gap)
                length += len(gap)
            seams.append((length, piece.start))
            seams += [(length + at, offset) for at, offset in piece.seams]
            parts.append(piece.text)
            length += len(piece.text)
            above = piece.text or above
        end = others[-1].trimmed().end if others else self.end
        # Below a heading that is a label, nothing stands beside it.
        begins = first if first.text or not others else others[0].trimmed()
        return Passage("".join(parts), begins.start, end, tuple(seams))


def _first(seam: tuple[int, int]) -> int:
    return seam[0]


def gap_between(above: str, below: str, *, is_apart: bool) -> str:
    """What stands between two pieces of text on one line: a space or nothing.

    Scripts without blanks between words have one only where the pieces are apart, and no mark
    says so.
    """
    if not (_is_wide(above[-1:]) or _is_wide(below[:1])):
        return " "
    if not is_apart or not above or not below:
        return ""
    last = above[-_REACH:].rstrip(_CLOSING)[-1:]
    return "" if last in _MARKS or below[0] in _MARKS or below[0] in _CLOSING_ALONE else " "


def _is_wide(character: str) -> bool:
    """Whether a character is of a script that has no blanks between words."""
    return not character or (character >= "\u2e80" and not _SPACED.match(character))

"""A stretch of text that may have been put together from several lines, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

__all__ = ["Passage"]


class Passage(NamedTuple):
    """`text`, and where its characters stand in the source.

    `seams` holds for each piece the index in `text` and the offset in the source at which it
    begins; `end` is the offset behind the last piece.
    """

    text: str
    seams: tuple[tuple[int, int], ...]
    end: int

    @classmethod
    def of(cls, text: str, offset: int) -> Passage:
        """A passage of one piece."""
        return cls(text, ((0, offset),), offset + len(text))

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.seams[0][1]

    @property
    def is_whole(self) -> bool:
        """Whether the passage is one piece."""
        return len(self.seams) == 1

    def offset(self, index: int) -> int:
        """The offset of the character at `index`."""
        if index >= len(self.text):
            return self.end
        begin, offset = self.seams[bisect_right(self.seams, index, key=_first) - 1]
        return offset + index - begin

    def cut(self, start: int, stop: int | None = None) -> Passage:
        """The part between two indices."""
        stop = len(self.text) if stop is None else stop
        if len(self.seams) == 1:
            offset = self.seams[0][1]
            return Passage(self.text[start:stop], ((0, offset + start),), offset + stop)
        first = bisect_right(self.seams, start, key=_first) - 1
        seams = [(0, self.offset(start))]
        seams += [(at - start, offset) for at, offset in self.seams[first + 1 :] if at < stop]
        end = self.offset(stop - 1) + 1 if stop > start else self.offset(start)
        return Passage(self.text[start:stop], tuple(seams), end)

    def trimmed(self) -> Passage:
        """Without blanks at its ends."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.cut(start, max(len(text.rstrip()), start))

    def joined(self, *others: Passage) -> Passage:
        """`others` behind this: with a space between, unless a wide character is at the seam."""
        parts: list[str] = []
        seams: list[tuple[int, int]] = []
        length = 0
        last = ""
        for passage in (self, *others):
            piece = passage.trimmed() if parts else passage.cut(0, len(passage.text.rstrip()))
            if parts and not (_is_wide(last) or _is_wide(piece.text[:1])):
                parts.append(" ")
                length += 1
            seams += [(length + at, offset) for at, offset in piece.seams]
            parts.append(piece.text)
            length += len(piece.text)
            last = piece.text[-1:] or last
        end = others[-1].trimmed().end if others else self.end
        return Passage("".join(parts), tuple(seams), end)


def _first(seam: tuple[int, int]) -> int:
    return seam[0]


def _is_wide(character: str) -> bool:
    return not character or character >= "\u2e80"

"""Words that a fix writes anew as a whole: several texts that stand where one should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from themereport.document.bare import loses_words
from themereport.document.finding import cut_short
from themereport.document.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.passage import Passage

__all__ = ["Anew"]


@define
class Anew:
    """Takes texts to fields, and reports their places as what is to be written anew."""

    words: Words
    _places: list[tuple[int, int]] = field(factory=list, init=False)

    def take(
        self,
        pieces: dict[str, Passage],
        path: str,
        place: tuple[int, int],
        write: Callable[[list[str]], str],
    ) -> list[str]:
        """The texts of `pieces`, which have their paths; to be mended, `place` is written anew."""
        texts: list[str] = []
        dropped: list[str] = []
        for own, piece in pieces.items():
            plain, lost = self.words.unescape(piece, own)
            dropped += lost
            self.words.offsets[own] = (piece.start, piece.end)
            texts.append(plain.strip())
        expected = write(texts)
        start, end = place
        self._places.append(place)
        self.words.findings.replace(
            "TR309",
            path,
            start,
            end,
            expected,
            safe=not any(map(loses_words, dropped)),
            found=cut_short(self.words.source.text[start:end].strip()),
            expected=cut_short(expected.strip()),
        )
        return texts

    def cover(self, start: int, end: int) -> None:
        """Let what stands between two offsets be covered by another fix."""
        self._places.append((start, end))

    def withdraw_joints(self) -> None:
        """Withdraw what was reported of joints inside of what is written anew."""
        self.words.findings.withdraw_joints(sorted(self._places))
        self._places.clear()

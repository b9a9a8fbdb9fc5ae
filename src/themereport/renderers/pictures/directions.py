"""The bar of directions: which signals point which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from themereport.renderers.pictures.canvas import Canvas, tone_of
from themereport.renderers.pictures.measure import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.document.document import RankedList

__all__ = ["Way", "directions_in_words", "draw_directions", "ways_of"]

_ORDER = ("positive", "mixed", "neutral", "negative")
_HEIGHT = 30.0
_SIZE = 13.0


@frozen
class Way:
    """A direction, what it is called, and the ranks of the signals that it is of."""

    direction: str
    told: str
    ranks: tuple[int, ...]


def ways_of(signals: RankedList) -> list[Way]:
    """The directions that signals have, from good to bad; nothing if none has one."""
    found: dict[str, tuple[str, list[int]]] = {}
    for rank, notes in enumerate(signals.notes, 1):
        for note in notes:
            if note.kind == "direction":
                found.setdefault(note.value, (note.text, []))[1].append(rank)
    return [Way(key, found[key][0], tuple(found[key][1])) for key in _ORDER if key in found]


def draw_directions(canvas: Canvas, ways: Sequence[Way], count: int) -> None:
    """Draw a cell for each of `count` signals that has a direction, and what the cells mean."""
    cell = canvas.width / count
    x = 0.0
    for way in ways:
        wide = cell * len(way.ranks)
        canvas.box((x + 1, 0), (wide - 2, _HEIGHT), tone_of(way.direction), radius=4)
        for at, rank in enumerate(way.ranks):
            middle = (x + cell * (at + 0.5), (_HEIGHT - _SIZE * 1.45) / 2)
            canvas.text(middle, [str(rank)], _SIZE, "paper", is_bold=True, anchor="middle")
        x += wide
    _draw_key(canvas, ways)


def _draw_key(canvas: Canvas, ways: Sequence[Way]) -> None:
    x, y = 0.0, _HEIGHT + 8
    for way in ways:
        words = f"{way.told} {len(way.ranks)}"
        wide = 14 + width_of(words) * _SIZE + 16
        if x and x + wide > canvas.width:
            x, y = 0.0, y + 22
        canvas.mark(way.direction, (x + 5, y + 10))
        canvas.text((x + 14, y), [words], _SIZE, tone_of(way.direction))
        x += wide


def directions_in_words(ways: Sequence[Way]) -> str:
    """What the bar shows: each direction with the ranks of its signals."""
    return "; ".join(
        f"{way.told} {len(way.ranks)} ({', '.join(f'#{rank}' for rank in way.ranks)})"
        for way in ways
    )

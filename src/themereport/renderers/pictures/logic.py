"""The logic map: from drivers through their steps to impacts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from themereport.locales.labels import ARROWS
from themereport.renderers.pictures.canvas import LINE, WIDE, Canvas, tone_of
from themereport.renderers.pictures.measure import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.document.document import LabelledList, Note, SteppedList

__all__ = ["draw_logic", "is_drawable", "logic_in_words"]

_MOST = 40
"""Of steps or impacts; a map of more would be none."""

_NAME = 13.5
_WORDS = 12.5
_PAD = 10.0
_GAP = 10.0
_BETWEEN = 24.0
"""Between the lanes of two drivers."""
_BEAD = 9.5
"""The radius of the number of a step."""
_BOLD = 1.08
"""How much wider bold letters are."""


def is_drawable(drivers: SteppedList, impacts: LabelledList) -> bool:
    """Whether there are so few of all that a map can show them."""
    return max(sum(len(steps) for _, _, steps in drivers.items), len(impacts.items)) <= _MOST


def draw_logic(canvas: Canvas, drivers: SteppedList, impacts: LabelledList) -> None:
    """Draw a lane from each driver through its steps, and a line from all of them to the impacts.

    Where the canvas is wide, steps stand beside their driver, and impacts beside all; else below.
    """
    is_wide = canvas.width >= WIDE
    side = canvas.width * 0.27 if is_wide else canvas.width - 22
    bus = canvas.width - side - 30 if is_wide else canvas.width - 6
    top, ends = 0.0, []
    for at, (label, text, steps) in enumerate(drivers.items):
        card = _Card(label, text, *_direction(drivers.notes, at), side)
        card.draw(canvas, 0, top)
        if is_wide:
            start, below = side + 36, top + _PAD
            canvas.line((side, top + 19), (start - _BEAD - 2, top + 19), tone="soft", tip=True)
        else:
            start, below = 20.0, top + card.height + 20
            canvas.line((start, below - 20), (start, below - 2), tone="soft", tip=True)
        bottom = _draw_steps(canvas, steps, (start, below), bus - 12 - start)
        canvas.line((start, bottom), (bus, bottom), tone="soft")
        ends.append(bottom)
        top = max(bottom, top + card.height) + _BETWEEN
    effects = [
        _Card(label, "", *_direction(impacts.notes, at), side)
        for at, (label, _) in enumerate(impacts.items)
    ]
    stacked = sum(card.height for card in effects) + _GAP * (len(effects) - 1)
    if is_wide:
        top = max(0.0, (top - _BETWEEN - stacked) / 2)
    for card in effects:
        middle = top + card.height / 2
        card.draw(canvas, canvas.width - side if is_wide else 0, top)
        tip = canvas.width - side - 1 if is_wide else side + 1
        canvas.line((bus, middle), (tip, middle), tone="soft", tip=True)
        ends.append(middle)
        top += card.height + _GAP
    canvas.line((bus, min(ends)), (bus, max(ends)), tone="soft")


def logic_in_words(drivers: SteppedList, impacts: LabelledList, *, is_turned: bool) -> str:
    """What the map shows: each driver with its steps, then the impacts."""
    arrow = f" {ARROWS['rtl' if is_turned else 'ltr']} "
    lanes = [arrow.join([label, *steps]) for label, _, steps in drivers.items]
    end = " ⇐ " if is_turned else " ⇒ "
    return "; ".join([*lanes, end + ", ".join(label for label, _ in impacts.items)])


@frozen(slots=False)
class _Card:
    """A box with a name, what is said of it, and its direction, of a width."""

    name: str
    words: str
    direction: str
    told: str
    """The direction in the words of the frame."""
    width: float

    @cached_property
    def _names(self) -> list[str]:
        return wrapped(self.name, (self.width - 2 * _PAD) / (_NAME * _BOLD), 3)

    @cached_property
    def _lines(self) -> list[str]:
        return wrapped(self.words, (self.width - 2 * _PAD) / _WORDS, 4)

    @cached_property
    def height(self) -> float:
        """The height of the box."""
        lines = len(self._lines) + bool(self.told)
        return 2 * _PAD + (len(self._names) * _NAME + lines * _WORDS) * LINE

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its corner at a place."""
        canvas.box((x, y), (self.width, self.height), "wash", stroke="line")
        bottom = canvas.text((x + _PAD, y + _PAD), self._names, _NAME, is_bold=True)
        bottom = canvas.text((x + _PAD, bottom), self._lines, _WORDS)
        if self.told:
            canvas.mark(self.direction, (x + _PAD + 4, bottom + _WORDS * LINE / 2))
            canvas.text((x + _PAD + 14, bottom), [self.told], _WORDS, tone_of(self.direction))


def _draw_steps(
    canvas: Canvas, steps: Sequence[str], at: tuple[float, float], room: float
) -> float:
    """Draw numbers below each other with their words beside them; gives where they end."""
    (x, top), beads = at, []
    texts = [wrapped(step, (room - 20) / _WORDS, 3) for step in steps]
    height = _WORDS * LINE
    for lines in texts:
        beads.append(top + height / 2)
        top = canvas.text((x + 20, top), lines, _WORDS) + 6
    canvas.line((x, beads[0]), (x, top + 2), tone="soft")
    for number, y in enumerate(beads, 1):
        canvas.disc((x, y), _BEAD, "paper", "soft")
        label = (x, y - 10 * LINE / 2)
        canvas.text(label, [str(number)], 10, "soft", anchor="middle")
    return top + 2


def _direction(notes: Sequence[Sequence[Note]], at: int) -> tuple[str, str]:
    noted = notes[at] if at < len(notes) else ()
    return next(((note.value, note.text) for note in noted if note.kind == "direction"), ("", ""))

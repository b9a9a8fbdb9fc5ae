"""A timeline as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.archive.canvas import LEFT, RIGHT, Canvas, Time, cut
from themereport.archive.timeline import DIRECTIONS
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.pictures.measure import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themereport.archive.drawing import Captions
    from themereport.archive.timeline import RiskStay, Timeline, TimelineDay, Turn

__all__ = ["picture_of"]

_BARS, _ROW, _SIZE = 150, 34, 13
# All stays of a year of many risks would be a picture that nobody looks at.
_MOST_ROWS = 40
_RIGHT_TO_LEFT = "\u200f"


def picture_of(timeline: Timeline, captions: Captions, words: str) -> str:
    """The timeline as SVG, ending in one line end; `words` are for who cannot see it."""
    labels = captions.labels
    time = Time(timeline.days[0].date, timeline.days[-1].date)
    title = labels.title.replace("{theme}", timeline.theme)
    canvas = Canvas(is_right_to_left(labels.language))
    canvas.down(34)
    canvas.text(LEFT, cut(title, RIGHT - LEFT, 20), "title")
    canvas.down(24)
    notice = f" · {labels.notice}" if timeline.is_ai_generated else ""
    # Dates have no direction: a mark gives them that of the words around.
    mark = _RIGHT_TO_LEFT if canvas.is_turned else ""
    canvas.text(LEFT, f"{mark}{time.first} – {time.last}{notice}", "soft")
    canvas.down(34)
    canvas.text(LEFT, labels.signals, "head")
    _legend(canvas, captions)
    _bars(canvas, timeline.days, time)
    if timeline.turns:
        canvas.down(36)
        canvas.text(LEFT, labels.impacts, "head")
        _turns(canvas, timeline.turns, time, captions)
    canvas.down(36)
    canvas.text(LEFT, labels.risks, "head")
    _stays(canvas, timeline.risks, time)
    canvas.down(20)
    for line in wrapped(captions.label(labels.disclaimer, timeline.disclaimer), 70, 99):
        canvas.down(18)
        canvas.text(LEFT, line, "soft")
    canvas.down(24)
    return canvas.svg(title, words, labels.language)


def _legend(canvas: Canvas, captions: Captions) -> None:
    canvas.down(22)
    x = float(LEFT)
    for direction in (*DIRECTIONS, None):
        canvas.box(x, canvas.y - 10, 10, 10, direction or "none")
        canvas.text(x + 16, captions.direction(direction), "soft")
        x += 130
    canvas.down(16)


def _bars(canvas: Canvas, days: Iterable[TimelineDay], time: Time) -> None:
    """Ten signals a report, one upon the other by their direction."""
    top, unit = canvas.y, _BARS / 10
    width = max(1.0, min(26.0, time.step * 0.8))
    for level in (0, 5, 10):
        y = top + _BARS - level * unit
        canvas.line(LEFT, y, RIGHT, y)
        canvas.down(y + 4 - canvas.y)
        canvas.text(LEFT - 8, str(level), "soft", "end")
    for day in days:
        y = top + _BARS
        told = sum(day.directions.values())
        for direction, count in (*day.directions.items(), (None, 10 - told)):
            if count:
                y -= count * unit
                x = time.middle(day.date) - width / 2
                canvas.box(x, y, width, count * unit - 1, direction or "none")
    canvas.down(top + _BARS + 18 - canvas.y)
    canvas.dates(time)


def _turns(canvas: Canvas, turns: tuple[Turn, ...], time: Time, captions: Captions) -> None:
    """The latest turns, one a row."""
    for turn in turns[-_MOST_ROWS:]:
        words = f"{captions.direction(turn.old)} → {captions.direction(turn.new)}"
        canvas.down(_ROW * 0.75)
        x = time.middle(turn.date)
        canvas.box(x - 5, canvas.y - 10, 10, 10, turn.new or "none")
        _beside(canvas, x + 10, x - 10, captions.label(turn.target, words))
    _more(canvas, len(turns))


def _stays(canvas: Canvas, risks: tuple[RiskStay, ...], time: Time) -> None:
    """The risks that stayed longest, in the order in which they came."""
    numbered = sorted(enumerate(risks), key=lambda pair: (-pair[1].days, pair[0]))[:_MOST_ROWS]
    for _, risk in sorted(numbered, key=lambda pair: pair[0]):
        canvas.down(_ROW)
        x, end = time.left(risk.first), time.left(risk.last) + time.step - 1
        canvas.box(x, canvas.y + 5, max(2.0, end - x), 6, "stay")
        _beside(canvas, x, end, f"{risk.name} ({risk.days})")
    canvas.down(11)
    _more(canvas, len(risks))


def _more(canvas: Canvas, count: int) -> None:
    """How many of `count` rows there was no room for."""
    if count > _MOST_ROWS:
        canvas.down(20)
        canvas.text(LEFT, f"+ {count - _MOST_ROWS}", "soft")


def _beside(canvas: Canvas, start: float, end: float, words: str) -> None:
    """Words that begin at `start` or, in the right half, end at `end`."""
    if start < (LEFT + RIGHT) / 2:
        canvas.text(start, cut(words, RIGHT - start, _SIZE))
    else:
        canvas.text(end, cut(words, end - LEFT, _SIZE), anchor="end")

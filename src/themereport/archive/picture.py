"""A timeline as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.archive.canvas import LEFT, RIGHT, Canvas, Time, cut
from themereport.archive.timeline import DIRECTIONS, called_alike
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.pictures.measure import wrapped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from themereport.archive.drawing import Captions
    from themereport.archive.timeline import RiskStay, Timeline, TimelineDay
    from themereport.models.stance import Direction

__all__ = ["picture_of"]

# Names stand before the edge, days behind it.
_BARS, _EDGE, _SIZE = 150, 260, 13
# All risks of a year of many would be a picture that nobody looks at.
_MOST_ROWS = 40
_RIGHT_TO_LEFT = "\u200f"


def picture_of(timeline: Timeline, captions: Captions, words: str) -> str:
    """The timeline as SVG, ending in one line end; `words` are for who cannot see it."""
    labels = captions.labels
    time = Time(timeline.days[0].date, timeline.days[-1].date, _EDGE)
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
        _turns(canvas, timeline, time)
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
        canvas.mark(x + 5, canvas.y - 4, direction)
        canvas.text(x + 16, captions.direction(direction), "soft")
        x += 130
    canvas.down(16)


def _bars(canvas: Canvas, days: Iterable[TimelineDay], time: Time) -> None:
    """Ten signals a report, one upon the other by their direction."""
    top, unit = canvas.y, _BARS / 10
    width = max(1.0, min(26.0, time.step * 0.8))
    for level in (0, 5, 10):
        y = top + _BARS - level * unit
        canvas.line(_EDGE, y, RIGHT, y)
        canvas.down(y + 4 - canvas.y)
        canvas.text(_EDGE - 8, str(level), "soft", "end")
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


def _turns(canvas: Canvas, timeline: Timeline, time: Time) -> None:
    """A row an impact: a mark on each day of a turn, and on that of the report before.

    Those that turned last, in the order in which they began to.
    """
    days = sorted({day.date for day in timeline.days})
    before = dict(zip(days[1:], days, strict=False))
    rows = [*enumerate(called_alike(timeline.turns, lambda turn: turn.target))]
    latest = sorted(rows, key=lambda row: (row[1][-1].date, row[0]))[-_MOST_ROWS:]
    for _, turns in sorted(latest, key=lambda row: row[0]):
        _row(canvas, turns[-1].target)
        marks: dict[dt.date, Direction | None] = {}
        for turn in turns:
            marks[before.get(turn.date, turn.date)] = turn.old
            marks[turn.date] = turn.new
        for day, direction in marks.items():
            canvas.mark(time.middle(day), canvas.y - 4, direction)
    _end(canvas, len(rows), time)


def _stays(canvas: Canvas, risks: tuple[RiskStay, ...], time: Time) -> None:
    """A row a risk, however often it came: those that stayed longest, in the order of coming."""
    rows = [*enumerate(called_alike(risks, lambda stay: stay.name))]
    longest = sorted(rows, key=lambda row: (-_days(row[1]), row[0]))[:_MOST_ROWS]
    for _, stays in sorted(longest, key=lambda row: row[0]):
        _row(canvas, f"{stays[-1].name} ({_days(stays)})")
        for stay in stays:
            x, end = time.left(stay.first), time.left(stay.last) + time.step - 1
            canvas.box(x, canvas.y - 8, max(2.0, end - x), 8, "stay")
    _end(canvas, len(rows), time)


def _days(stays: Iterable[RiskStay]) -> int:
    return sum(stay.days for stay in stays)


def _row(canvas: Canvas, name: str) -> None:
    """What a row is called, and a line for the eye to follow; the row is at the last line."""
    canvas.down(10)
    for line in wrapped(name, (_EDGE - LEFT - 16) / _SIZE, 2):
        canvas.down(16)
        canvas.text(LEFT, line)
    canvas.line(_EDGE, canvas.y - 4, RIGHT, canvas.y - 4)


def _end(canvas: Canvas, count: int, time: Time) -> None:
    """The days below the rows, and how many of `count` rows there was no room for."""
    canvas.down(22)
    canvas.dates(time)
    if count > _MOST_ROWS:
        canvas.text(LEFT, f"+ {count - _MOST_ROWS}", "soft")

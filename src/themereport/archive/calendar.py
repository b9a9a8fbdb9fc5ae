"""Which days there are reports of, theme by theme."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args

from attrs import frozen

from themereport.archive.canvas import LEFT, RIGHT, Canvas, Time, cut
from themereport.archive.timeline import TimelineFormat
from themereport.errors import RenderError, choice
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.json import escape_traps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.archive.answer import Entry

__all__ = ["Calendar", "calendar_of"]

_EDGE, _ROW, _SIZE = 250, 26, 13
_COLUMNS = 60


@frozen
class Calendar:
    """The days of each theme's reports, in order; the themes in the order of their characters."""

    themes: Mapping[str, tuple[dt.date, ...]]

    def render(self, format: TimelineFormat = "text", *, language: str | None = None) -> str:
        """The calendar as a drawing of characters, as a picture (SVG), or as JSON.

        Args:
            format: `text`, `svg` or `json`.
            language: The language of the page around a picture: among words that run from right to
                left, days do so, too. There are no words but the themes.

        Raises:
            RenderError: There is no such format.
        """
        if format == "json":
            days = {theme: list(map(str, days)) for theme, days in self.themes.items()}
            return escape_traps(json.dumps({"themes": days}, ensure_ascii=False, indent=2)) + "\n"
        if format == "text":
            return "\n".join(_lines(self)) + "\n"
        if format == "svg":
            return _picture(self, is_right_to_left(language or "und"))
        raise RenderError(
            f"a calendar is not drawn as {format!r}: {choice(format, get_args(TimelineFormat))}"
        )

    @property
    def first(self) -> dt.date:
        """The first day of all."""
        return min(days[0] for days in self.themes.values())

    @property
    def last(self) -> dt.date:
        """The last day of all."""
        return max(days[-1] for days in self.themes.values())


def calendar_of(entries: Iterable[Entry]) -> Calendar:
    """The calendar of reports that come in the order of their days."""
    days: dict[str, list[dt.date]] = {}
    for entry in entries:
        days.setdefault(entry.theme, []).append(entry.date)
    return Calendar({theme: tuple(dict.fromkeys(days[theme])) for theme in sorted(days)})


def _lines(calendar: Calendar) -> Iterator[str]:
    """A line a theme: a mark where there is a report; a column is a day, or some."""
    if not calendar.themes:
        return
    first = calendar.first
    span = (calendar.last - first).days + 1
    width = min(span, _COLUMNS)
    yield f"{first} – {calendar.last}"
    for theme, days in calendar.themes.items():
        columns = {(day - first).days * width // span for day in days}
        bar = "".join("■" if at in columns else "·" for at in range(width))
        yield f"{bar}  {len(days):>4}  {theme}"


def _picture(calendar: Calendar, is_turned: bool) -> str:
    canvas = Canvas(is_turned)
    canvas.down(24)
    if calendar.themes:
        time = Time(calendar.first, calendar.last, _EDGE)
        width = max(2.0, min(14.0, time.step - 1))
        canvas.dates(time)
        for theme, days in calendar.themes.items():
            canvas.down(_ROW)
            canvas.line(_EDGE, canvas.y + 6, RIGHT, canvas.y + 6)
            words = f"{theme} ({len(days)})"
            canvas.text(LEFT, cut(words, _EDGE - LEFT - 12, _SIZE))
            for day in days:
                canvas.box(time.middle(day) - width / 2, canvas.y - 9, width, 12, "positive")
    canvas.down(24)
    title = f"{calendar.first} – {calendar.last}" if calendar.themes else "–"
    return canvas.svg(title, "\n".join(_lines(calendar)), "und")

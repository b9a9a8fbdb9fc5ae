"""A timeline as a picture: SVG that stands alone, without scripts, fonts or anything from outside."""

from __future__ import annotations

import datetime as dt
import re
from html import escape
from typing import TYPE_CHECKING

from attrs import field, frozen

from themereport.archive.timeline import DIRECTIONS
from themereport.renderers.pictures.measure import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themereport.archive.drawing import Captions
    from themereport.archive.timeline import RiskStay, Timeline, TimelineDay, Turn

__all__ = ["picture_of"]

_WIDTH, _LEFT, _RIGHT = 960, 56, 932
_BARS, _ROW, _SIZE = 150, 34, 13
_TICKS = 7
# All stays of a year of many risks would be a picture that nobody looks at.
_MOST_ROWS = 40
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Not red and green: which of these is good is another one from country to country.
_STYLE = """
svg{--ink:#1c2430;--soft:#5b6675;--line:#d5dae1;--page:#fff;
--positive:#1f7a8c;--negative:#c8553d;--mixed:#b58900;--neutral:#8a94a3;--none:#e3e7ec}
@media(prefers-color-scheme:dark){svg{--ink:#e8ebf0;--soft:#a3adba;--line:#39424e;--page:#151a21;
--positive:#4fb3c6;--negative:#e58a74;--mixed:#d9b44a;--neutral:#7f8a99;--none:#2b333d}}
text{font:13px system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;fill:var(--ink)}
.title{font-size:20px;font-weight:600}.head{font-weight:600}.soft{fill:var(--soft);font-size:12px}
.line{stroke:var(--line);fill:none}.stay{fill:var(--neutral)}
"""
_STYLE += "".join(f".{name}{{fill:var(--{name})}}" for name in (*DIRECTIONS, "none"))


@frozen
class _Time:
    """Where days stand from left to right."""

    first: dt.date
    last: dt.date

    @property
    def step(self) -> float:
        """The width of a day."""
        return (_RIGHT - _LEFT) / ((self.last - self.first).days + 1)

    def left(self, day: dt.date) -> float:
        """Where a day begins."""
        return _LEFT + (day - self.first).days * self.step

    def middle(self, day: dt.date) -> float:
        return self.left(day) + self.step / 2

    def ticks(self) -> list[dt.date]:
        """Some days from the first to the last, at even distances."""
        days = (self.last - self.first).days
        count = min(_TICKS, days + 1)
        return [self.first + dt.timedelta(days * at // max(1, count - 1)) for at in range(count)]


@frozen
class _Canvas:
    """Takes shapes from top to bottom; `y` is where the next ones go."""

    parts: list[str] = field(factory=list)
    _y: list[float] = field(factory=lambda: [0.0])

    @property
    def y(self) -> float:
        return self._y[0]

    def down(self, distance: float) -> None:
        self._y[0] += distance

    def text(self, x: float, words: str, kind: str = "", anchor: str = "start") -> None:
        shape = f'<text x="{_number(x)}" y="{_number(self.y)}"'
        shape += f' class="{kind}"' if kind else ""
        shape += f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.parts.append(f"{shape}>{_escaped(words)}</text>")

    def box(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        self.parts.append(
            f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" '
            f'height="{_number(height)}" class="{kind}"/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        ends = " ".join(map(_number, (x1, y1))), " ".join(map(_number, (x2, y2)))
        self.parts.append(f'<path d="M{ends[0]} L{ends[1]}" class="line"/>')


def picture_of(timeline: Timeline, captions: Captions) -> str:
    """The timeline as SVG, ending in one line end."""
    labels = captions.labels
    time = _Time(timeline.days[0].date, timeline.days[-1].date)
    title = labels.title.replace("{theme}", timeline.theme)
    canvas = _Canvas()
    canvas.down(34)
    canvas.text(_LEFT, _cut(title, _RIGHT - _LEFT, 20), "title")
    canvas.down(24)
    notice = f" · {labels.notice}" if timeline.is_ai_generated else ""
    canvas.text(_LEFT, f"{time.first} – {time.last}{notice}", "soft")
    canvas.down(34)
    canvas.text(_LEFT, labels.signals, "head")
    _legend(canvas, captions)
    _bars(canvas, timeline.days, time)
    if timeline.turns:
        canvas.down(36)
        canvas.text(_LEFT, labels.impacts, "head")
        _turns(canvas, timeline.turns, time, captions)
    canvas.down(36)
    canvas.text(_LEFT, labels.risks, "head")
    _stays(canvas, timeline.risks, time)
    canvas.down(20)
    for words in wrapped(captions.label(labels.disclaimer, timeline.disclaimer), 70, 99):
        canvas.down(18)
        canvas.text(_LEFT, words, "soft")
    canvas.down(24)
    height = _number(canvas.y)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" aria-labelledby="timeline-title timeline-words" lang="{labels.language}">\n'
        f'<title id="timeline-title">{_escaped(title)}</title>\n'
        f'<desc id="timeline-words">{_escaped(_in_words(timeline, captions))}</desc>\n'
        f"<style>{_STYLE}</style>\n"
        f'<rect width="{_WIDTH}" height="{height}" style="fill:var(--page)"/>\n'
        + "\n".join(canvas.parts)
        + "\n</svg>\n"
    )


def _legend(canvas: _Canvas, captions: Captions) -> None:
    canvas.down(22)
    x = float(_LEFT)
    for direction in (*DIRECTIONS, None):
        canvas.box(x, canvas.y - 10, 10, 10, direction or "none")
        canvas.text(x + 16, captions.direction(direction), "soft")
        x += 130
    canvas.down(16)


def _bars(canvas: _Canvas, days: Iterable[TimelineDay], time: _Time) -> None:
    """Ten signals a report, one upon the other by their direction."""
    top, unit = canvas.y, _BARS / 10
    width = max(1.0, min(26.0, time.step * 0.8))
    for level in (0, 5, 10):
        y = top + _BARS - level * unit
        canvas.line(_LEFT, y, _RIGHT, y)
        canvas.down(y + 4 - canvas.y)
        canvas.text(_LEFT - 8, str(level), "soft", "end")
    for day in days:
        y = top + _BARS
        told = sum(day.directions.values())
        for direction, count in (*day.directions.items(), (None, 10 - told)):
            if count:
                y -= count * unit
                x = time.middle(day.date) - width / 2
                canvas.box(x, y, width, count * unit - 1, direction or "none")
    canvas.down(top + _BARS + 18 - canvas.y)
    _dates(canvas, time)


def _dates(canvas: _Canvas, time: _Time) -> None:
    """Some dates below their days; none sticks out to the left or to the right."""
    first, *others = time.ticks()
    canvas.text(time.left(first), str(first), "soft")
    for date in others[:-1]:
        canvas.text(time.middle(date), str(date), "soft", "middle")
    for date in others[-1:]:
        canvas.text(time.left(date) + time.step, str(date), "soft", "end")


def _turns(canvas: _Canvas, turns: tuple[Turn, ...], time: _Time, captions: Captions) -> None:
    """The latest turns, one a row."""
    for turn in turns[-_MOST_ROWS:]:
        words = f"{captions.direction(turn.old)} → {captions.direction(turn.new)}"
        canvas.down(_ROW * 0.75)
        x = time.middle(turn.date)
        canvas.box(x - 5, canvas.y - 10, 10, 10, turn.new or "none")
        _beside(canvas, x + 10, x - 10, captions.label(turn.target, words))
    _more(canvas, len(turns))


def _stays(canvas: _Canvas, risks: tuple[RiskStay, ...], time: _Time) -> None:
    """The risks that stayed longest, in the order in which they came."""
    numbered = sorted(enumerate(risks), key=lambda pair: (-pair[1].days, pair[0]))[:_MOST_ROWS]
    for _, risk in sorted(numbered, key=lambda pair: pair[0]):
        canvas.down(_ROW)
        x, end = time.left(risk.first), time.left(risk.last) + time.step - 1
        canvas.box(x, canvas.y + 5, max(2.0, end - x), 6, "stay")
        _beside(canvas, x, end, f"{risk.name} ({risk.days})")
    canvas.down(11)
    _more(canvas, len(risks))


def _more(canvas: _Canvas, count: int) -> None:
    """How many of `count` rows there was no room for."""
    if count > _MOST_ROWS:
        canvas.down(20)
        canvas.text(_LEFT, f"+ {count - _MOST_ROWS}", "soft")


def _beside(canvas: _Canvas, start: float, end: float, words: str) -> None:
    """Words that begin at `start` or, in the right half, end at `end`."""
    if start < (_LEFT + _RIGHT) / 2:
        canvas.text(start, _cut(words, _RIGHT - start, _SIZE))
    else:
        canvas.text(end, _cut(words, end - _LEFT, _SIZE), anchor="end")


def _in_words(timeline: Timeline, captions: Captions) -> str:
    """What the picture shows, for who cannot see it."""
    from themereport.archive.drawing import lines_of

    return "\n".join(lines_of(timeline, captions))


def _cut(words: str, width: float, size: float) -> str:
    lines = wrapped(words, width / size, 1)
    return lines[0] if lines else ""


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _escaped(words: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", escape(words))

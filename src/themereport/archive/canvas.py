"""What pictures of an archive are drawn on: SVG that stands alone, or in a page, without scripts."""

from __future__ import annotations

import datetime as dt

from attrs import define, field, frozen

from themereport.archive.timeline import DIRECTIONS
from themereport.renderers.direction import isolated_lines
from themereport.renderers.pictures.canvas import MARKS, OTHER_END
from themereport.renderers.pictures.measure import wrapped
from themereport.renderers.xml_text import xml_escaped

__all__ = ["LEFT", "RIGHT", "Canvas", "Time", "cut"]

_WIDTH, LEFT, RIGHT = 960, 28, 932
_TICKS = 6
# Not red and green: which of these is good is another one from country to country.
# Each rule is for our pictures alone: a page may hold one among its own elements.
_STYLE = """
.timeline{--ink:#1c2430;--soft:#5b6675;--line:#d5dae1;--page:#fff;
--positive:#1f7a8c;--negative:#c8553d;--mixed:#b58900;--neutral:#8a94a3;--none:#e3e7ec}
@media(prefers-color-scheme:dark){.timeline{--ink:#e8ebf0;--soft:#a3adba;--line:#39424e;
--page:#151a21;--positive:#4fb3c6;--negative:#e58a74;--mixed:#d9b44a;--neutral:#7f8a99;
--none:#2b333d}}
.timeline text{font:13px system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;fill:var(--ink)}
.timeline text.title{font-size:20px;font-weight:600}.timeline text.head{font-weight:600}
.timeline text.soft{fill:var(--soft);font-size:12px}
.timeline .line{stroke:var(--line);fill:none}.timeline .stay{fill:var(--neutral)}
.timeline .page{fill:var(--page)}.timeline path.none{fill:var(--page);stroke:var(--soft)}
"""
_STYLE += "".join(f".timeline .{name}{{fill:var(--{name})}}" for name in (*DIRECTIONS, "none"))


@frozen
class Time:
    """Where days stand from left to right, from `edge` on."""

    first: dt.date
    last: dt.date
    edge: float = LEFT

    @property
    def step(self) -> float:
        """The width of a day."""
        return (RIGHT - self.edge) / ((self.last - self.first).days + 1)

    def left(self, day: dt.date) -> float:
        """Where a day begins."""
        return self.edge + (day - self.first).days * self.step

    def middle(self, day: dt.date) -> float:
        """Where the middle of a day is."""
        return self.left(day) + self.step / 2

    def ticks(self) -> list[dt.date]:
        """Some days from the first to the last, at even distances."""
        days = (self.last - self.first).days
        count = min(_TICKS, days + 1)
        return [self.first + dt.timedelta(days * at // max(1, count - 1)) for at in range(count)]


@define
class Canvas:
    """Takes shapes from top to bottom; `y` is where the next ones go.

    Where it `is_turned`, all is mirrored but letters: days run from right to left, as words do.
    """

    is_turned: bool = False
    parts: list[str] = field(factory=list)
    y: float = 0.0

    def down(self, distance: float) -> None:
        """Go on further down."""
        self.y += distance

    def text(self, x: float, words: str, kind: str = "", anchor: str = "start") -> None:
        """Put words on the line."""
        place = OTHER_END[anchor] if self.is_turned else anchor
        shape = f'<text x="{_number(self._mirrored(x))}" y="{_number(self.y)}"'
        shape += f' class="{kind}"' if kind else ""
        shape += f' text-anchor="{place}"' if place != "start" else ""
        (shown,) = isolated_lines([words], among_right_to_left=self.is_turned)
        self.parts.append(f"{shape}>{xml_escaped(shown)}</text>")

    def box(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        """Put a box anywhere."""
        x = self._mirrored(x + width) if self.is_turned else x
        self.parts.append(
            f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" '
            f'height="{_number(height)}" class="{kind}"/>'
        )

    def mark(self, x: float, y: float, direction: str | None) -> None:
        """Put the mark of a direction round a point: its form tells it, not its colour alone."""
        x = self._mirrored(x)
        if corners := MARKS.get(direction or ""):
            path = "L".join(f"{_number(x + right)} {_number(y + down)}" for right, down in corners)
        else:
            path = f"{_number(x - 4)} {_number(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"
        self.parts.append(f'<path d="M{path}Z" class="{direction or "none"}"/>')

    def dates(self, time: Time) -> None:
        """Some dates below their days; none sticks out to the left or to the right."""
        first, *others = time.ticks()
        self.text(time.left(first), str(first), "soft")
        for date in others[:-1]:
            self.text(time.middle(date), str(date), "soft", "middle")
        for date in others[-1:]:
            self.text(time.left(date) + time.step, str(date), "soft", "end")

    def svg(self, title: str, words: str, language: str) -> str:
        """The picture, with what it shows in words for who cannot see it."""
        height = _number(self.y)
        shapes = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            f'class="timeline" role="img" direction="ltr" aria-labelledby="timeline-title" '
            f'aria-describedby="timeline-words" lang="{language}">\n'
            f'<title id="timeline-title">{xml_escaped(title)}</title>\n'
            f'<desc id="timeline-words">{xml_escaped(words)}</desc>\n<style>{_STYLE}</style>\n'
            f'<rect width="{_WIDTH}" height="{height}" class="page"/>\n{shapes}\n</svg>\n'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Put a thin line anywhere."""
        ends = ((self._mirrored(x1), y1), (self._mirrored(x2), y2))
        path = " L".join(f"{_number(x)} {_number(y)}" for x, y in ends)
        self.parts.append(f'<path d="M{path}" class="line"/>')

    def _mirrored(self, x: float) -> float:
        return _WIDTH - x if self.is_turned else x


def cut(words: str, width: float, size: float) -> str:
    """`words` with an ellipsis if they are wider than `width` in letters of a size."""
    lines = wrapped(words, width / size, 1)
    return lines[0] if lines else ""


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

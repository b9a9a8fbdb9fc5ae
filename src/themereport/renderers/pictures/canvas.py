"""A canvas that becomes SVG: boxes, lines, texts and the marks of directions.

Colours are classes, which a page gives its own, and attributes for whoever knows no classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from themereport.renderers.direction import isolated_lines
from themereport.renderers.markup import escape
from themereport.renderers.pictures.picture import Picture
from themereport.renderers.xml_text import xml_escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LINE", "MARKS", "OTHER_END", "WIDE", "Canvas", "Tone", "tone_of"]

Tone = Literal[
    "ink", "soft", "line", "paper", "wash", "accent", "positive", "negative", "mixed", "neutral"
]

LINE = 1.45
"""The height of a line in units of its font's size."""

WIDE = 560
"""From that width on, a picture sets things beside each other and not below."""

# Those of the style sheet of pages in the light, and of PDF.
_COLOURS: dict[Tone, str] = {
    "ink": "#1d2330",
    "soft": "#59606f",
    "line": "#cbc6bb",
    "paper": "#ffffff",
    "wash": "#f6f3ec",
    "accent": "#8a3b12",
    "positive": "#1c6b3c",
    "negative": "#a32020",
    "mixed": "#755600",
    "neutral": "#59606f",
}
OTHER_END = {"start": "end", "end": "start", "middle": "middle"}
"""The anchor of a text in a mirrored picture."""

_Point = tuple[float, float]
MARKS: dict[str, list[_Point]] = {
    "positive": [(-4, 3.5), (0, -3.5), (4, 3.5)],
    "negative": [(-4, -3.5), (0, 3.5), (4, -3.5)],
    "mixed": [(-4.2, 0), (0, -4.2), (4.2, 0), (0, 4.2)],
}
"""The corners of the marks of directions; the others are round."""


def tone_of(direction: str) -> Tone:
    """The tone of a direction."""
    match direction:
        case "positive" | "negative" | "mixed":
            return direction
    return "neutral"


class Canvas:
    """Takes what is drawn, from left to right; where it `is_turned`, all is mirrored but letters.

    All lengths are those of the picture, whose width is `width`; its height follows from what is
    drawn. `name` begins its ids; `font` is a list of families, or nothing for that of the page.
    """

    def __init__(self, width: int, name: str, *, is_turned: bool = False, font: str = "") -> None:
        self.width = width
        self._name = name
        self._is_turned = is_turned
        self._font = font
        self._parts: list[str] = []
        self._bottom = 0.0

    def box(
        self,
        at: _Point,
        size: _Point,
        fill: Tone,
        *,
        radius: float = 6,
        opacity: float = 1,
        stroke: Tone | None = None,
    ) -> None:
        """A rectangle with its corner at a point."""
        (x, y), (wide, high) = at, size
        x = self._mirrored(x + wide) if self._is_turned else x
        faint = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._add(
            f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(wide)}" '
            f'height="{_number(high)}" rx="{_number(radius)}" {_look(fill, stroke)}{faint}/>',
            y + high,
        )

    def disc(self, at: _Point, radius: float, fill: Tone, stroke: Tone | None = None) -> None:
        """A circle round a point."""
        x, y = self._mirrored(at[0]), at[1]
        self._add(
            f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" '
            f"{_look(fill, stroke)}/>",
            y + radius,
        )

    def line(self, *points: _Point, tone: Tone = "line", tip: bool = False) -> None:
        """A line through points, with a tip at its end if it is an arrow."""
        drawn = [(self._mirrored(x), y) for x, y in points]
        path = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in drawn)
        self._add(f'<path d="{path}" {_look(None, tone)}/>', max(y for _, y in drawn))
        if tip:
            (before_x, before_y), (x, y) = drawn[-2:]
            along = ((x > before_x) - (x < before_x), (y > before_y) - (y < before_y))
            back = (x - 6 * along[0], y - 6 * along[1])
            side = (4 * along[1], 4 * along[0])
            self._shape(
                [
                    (x, y),
                    (back[0] + side[0], back[1] + side[1]),
                    (back[0] - side[0], back[1] - side[1]),
                ],
                tone,
            )

    def mark(self, direction: str, at: _Point) -> None:
        """The mark of a direction, round a point: it is told by its form, not by colour alone."""
        tone = tone_of(direction)
        if direction not in MARKS:
            self.disc(at, 3.2, tone)
            return
        x, y = self._mirrored(at[0]), at[1]
        self._shape([(x + right, y + down) for right, down in MARKS[direction]], tone)

    def text(
        self,
        at: _Point,
        lines: Sequence[str],
        size: float,
        tone: Tone = "ink",
        *,
        is_bold: bool = False,
        anchor: Literal["start", "middle", "end"] = "start",
    ) -> float:
        """Lines below a point; gives where they end."""
        x, top = self._mirrored(at[0]), at[1]
        place = OTHER_END[anchor] if self._is_turned else anchor
        placed = "" if place == "start" else f' text-anchor="{place}"'
        weight = ' font-weight="700"' if is_bold else ""
        shown = isolated_lines(lines, among_right_to_left=self._is_turned)
        for number, line in enumerate(shown):
            y = top + number * size * LINE + size * (LINE + 0.72) / 2
            self._add(
                f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}"{weight}{placed} '
                f"{_look(tone)}>{xml_escaped(line)}</text>",
                y,
            )
        bottom = top + len(lines) * size * LINE
        self._bottom = max(self._bottom, bottom)
        return bottom

    def picture(self, key: str, title: str, description: str) -> Picture:
        """The picture, with its words for those who do not see it."""
        names = f"{self._name}-title", f"{self._name}-desc"
        font = f' font-family="{escape(self._font)}"' if self._font else ""
        height = _number(self._bottom + 1)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" '
            f'width="{self.width}" height="{height}" role="img" direction="ltr" '
            f'aria-labelledby="{names[0]} {names[1]}"{font}>\n'
            f'<title id="{names[0]}">{xml_escaped(title)}</title>\n'
            f'<desc id="{names[1]}">{xml_escaped(description)}</desc>\n'
            + "\n".join(self._parts)
            + "\n</svg>"
        )
        return Picture(key, svg, f"{title}: {description}")

    def _shape(self, points: Sequence[_Point], tone: Tone) -> None:
        path = "L".join(f"{_number(x)} {_number(y)}" for x, y in points)
        self._add(f'<path d="M{path}Z" {_look(tone)}/>', max(y for _, y in points))

    def _mirrored(self, x: float) -> float:
        return self.width - x if self._is_turned else x

    def _add(self, part: str, bottom: float) -> None:
        self._parts.append(part)
        self._bottom = max(self._bottom, bottom)


def _look(fill: Tone | None, stroke: Tone | None = None) -> str:
    if stroke is None:
        assert fill is not None
        return f'class="fill-{fill}" fill="{_COLOURS[fill]}"'
    edge = f'stroke="{_COLOURS[stroke]}"'
    if fill is None:
        return f'class="stroke-{stroke}" fill="none" {edge}'
    return f'class="fill-{fill} stroke-{stroke}" fill="{_COLOURS[fill]}" {edge}'


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")

"""The matrix of risks: how bad against how likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from themereport.renderers.pictures.canvas import LINE, WIDE, Canvas
from themereport.renderers.pictures.measure import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.models.risk import Risk

__all__ = ["PlacedRisk", "draw_risks", "placed", "risks_in_words"]

_MOST = 5
"""Of severity and likelihood."""
_MOST_RISKS = 40
_SIZE = 12.5
_EDGE = 24.0
"""What stands left of the matrix and below it."""
_SMALL = 11.0


@frozen
class PlacedRisk:
    """A risk with a place in the matrix; `number` is that of the list, counted from 1."""

    number: int
    name: str
    severity: int
    likelihood: int


def placed(risks: Sequence[Risk]) -> list[PlacedRisk]:
    """The risks whose severity and likelihood are both given; none if there are far too many."""
    found = [
        PlacedRisk(number, risk.name, risk.severity, risk.likelihood)
        for number, risk in enumerate(risks, 1)
        if risk.severity is not None and risk.likelihood is not None
    ]
    return found if len(found) <= _MOST_RISKS else []


def draw_risks(canvas: Canvas, risks: Sequence[PlacedRisk], severity: str, likelihood: str) -> None:
    """Draw the matrix with the numbers of risks, and beside or below it their names.

    `severity` and `likelihood` are what the axes are called.
    """
    is_wide = canvas.width >= WIDE
    cell = 46.0 if is_wide else (canvas.width - 2 * _EDGE) / _MOST
    side = cell * _MOST
    left, top = _EDGE, _SMALL * LINE + 6
    canvas.text((0, 0), [severity], _SMALL, "soft")
    for column in range(_MOST):
        for row in range(_MOST):
            weight = (column + 1) * (_MOST - row)
            at = (left + column * cell, top + row * cell)
            canvas.box(at, (cell - 2, cell - 2), "wash", radius=3)
            canvas.box(at, (cell - 2, cell - 2), "negative", radius=3, opacity=weight / 60)
    for number in range(1, _MOST + 1):
        middle = top + (_MOST - number + 0.5) * cell
        canvas.text((0, middle - _SMALL * LINE / 2), [str(number)], _SMALL, "soft")
        across = (left + (number - 0.5) * cell, top + side + 2)
        canvas.text(across, [str(number)], _SMALL, "soft", anchor="middle")
    end = (left + side, top + side + 2 + _SMALL * LINE)
    bottom = canvas.text(end, [likelihood], _SMALL, "soft", anchor="end")
    _draw_numbers(canvas, risks, (left, top), cell)
    names = (left + side + 28, top) if is_wide else (0.0, bottom + 12)
    _draw_names(canvas, risks, names)


def _draw_numbers(
    canvas: Canvas, risks: Sequence[PlacedRisk], corner: tuple[float, float], cell: float
) -> None:
    """Draw the numbers of risks in their cells, up to nine in one."""
    cells: dict[tuple[int, int], list[int]] = {}
    for risk in risks:
        cells.setdefault((risk.likelihood, risk.severity), []).append(risk.number)
    for (likelihood, severity), numbers in cells.items():
        x = corner[0] + (likelihood - 0.5) * cell - 1
        y = corner[1] + (_MOST - severity + 0.5) * cell - 1
        rows = 1 if len(numbers) == 1 else 2 if len(numbers) <= 4 else 3
        shown = numbers if len(numbers) <= rows * rows else numbers[: rows * rows]
        radius = {1: 11.0, 2: 9.5, 3: 7.0}[rows]
        for at, number in enumerate(shown):
            column, row = at % rows, at // rows
            middle = (
                x + (column - (rows - 1) / 2) * radius * 2,
                y + (row - (rows - 1) / 2) * radius * 2,
            )
            _draw_number(canvas, number, middle, radius)


def _draw_number(canvas: Canvas, number: int, middle: tuple[float, float], radius: float) -> None:
    canvas.disc(middle, radius - 0.5, "ink")
    size = radius * (1.1 if number < 10 else 0.95)
    corner = (middle[0], middle[1] - size * LINE / 2)
    canvas.text(corner, [str(number)], size, "paper", is_bold=True, anchor="middle")


def _draw_names(canvas: Canvas, risks: Sequence[PlacedRisk], corner: tuple[float, float]) -> None:
    x, y = corner
    for risk in risks:
        _draw_number(canvas, risk.number, (x + 11, y + 10), 10)
        lines = wrapped(risk.name, (canvas.width - x - 30) / _SIZE, 3)
        y = canvas.text((x + 28, y), lines, _SIZE) + 8


def risks_in_words(risks: Sequence[PlacedRisk], severity: str, likelihood: str) -> str:
    """What the matrix shows: each risk with its place."""
    return "; ".join(
        f"{risk.number}. {risk.name}: {severity} {risk.severity}/{_MOST}, "
        f"{likelihood} {risk.likelihood}/{_MOST}"
        for risk in risks
    )

"""Fixes: which of the diagnostics' edits can be made together, and what came of it."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from attrs import field, frozen

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.source.edit import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themereport.source.edit import Edit

__all__ = ["FixResult", "apply_fixes"]


@frozen
class FixResult:
    """What fixing a text gave.

    `fixed` are the diagnostics that were mended, `remaining` those of the new `text`.
    """

    text: str
    fixed: tuple[Diagnostic, ...] = field(repr=False)
    remaining: tuple[Diagnostic, ...] = field(repr=False)


def apply_fixes(
    text: str, diagnostics: Iterable[Diagnostic], *, unsafe: bool
) -> tuple[str, list[Diagnostic]]:
    """Return `text` with as many fixes made as do not get in each other's way, and for what.

    A fix is made whole or not at all; of two that overlap, the first is made.
    """
    taken: list[tuple[int, int]] = []  # in order, and apart
    edits: list[Edit] = []
    fixed: list[Diagnostic] = []
    # Fixes in one place first: one that is all over the file would keep them all away.
    for found in sorted(diagnostics, key=_size):
        if found.fix is None or not (found.fix.safe or unsafe):
            continue
        places = [(edit.span.start.offset, edit.span.end.offset) for edit in found.fix.edits]
        if any(_is_taken(place, taken) for place in places):
            continue
        for place in places:
            insort(taken, place)
        edits += found.fix.edits
        fixed.append(found)
    return apply_edits(text, edits), fixed


def _is_taken(place: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a stretch shares a character with one in `taken`, or begins where one begins."""
    at = bisect_left(taken, place)
    neighbours = taken[max(at - 1, 0) : at + 1]
    return any(
        place[0] == other[0] or (place[0] < other[1] and other[0] < place[1])
        for other in neighbours
    )


def _size(diagnostic: Diagnostic) -> int:
    return len(diagnostic.fix.edits) if diagnostic.fix else 0

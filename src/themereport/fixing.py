"""Fixes: which of the diagnostics' edits can be made together, and what came of it."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from attrs import field, frozen

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.document.outline import SECTIONS
from themereport.source.edit import apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from themereport.readers.result import ReadResult
    from themereport.source.edit import Edit

__all__ = ["FixResult", "apply_fixes", "mend"]

_MOST_ROUNDS = 10
# How often a text is read to find out which fix changes the report, if one does.
_MOST_TRIALS = 32
_FEWEST_SECTIONS = 2
_LINE_ENDS = "TR319"


@frozen
class FixResult:
    """What fixing a text gave.

    `fixed` are the diagnostics that were mended, `remaining` those of the new `text`.
    """

    text: str
    fixed: tuple[Diagnostic, ...] = field(repr=False)
    remaining: tuple[Diagnostic, ...] = field(repr=False)


def mend(
    text: str,
    read: Callable[[str], ReadResult],
    *,
    unsafe: bool,
    read_undated: Callable[[str], ReadResult] | None = None,
) -> FixResult:
    """Make fixes and `read` again, until none is left to be made.

    `read_undated` reads a text that says no date as if it said one: whoever has it can read it.
    """
    fixed: list[Diagnostic] = []
    result = read(text)
    if _is_something_else(result):
        return FixResult(text, (), result.diagnostics)
    # One fix can make room for another, or show what it hid.
    for _ in range(_MOST_ROUNDS):
        changed, made = apply_fixes(text, result.diagnostics, unsafe=unsafe)
        if changed == text:
            break
        after = read(changed)
        if not unsafe:
            reader = read if result.report else read_undated or read
            before = result if result.report else reader(text)
            now = after if result.report else reader(changed)
            if before.report not in (None, now.report):
                changed, made = _keep_report(text, before, reader)
                if changed == text:
                    break
                after = read(changed)
        text, result = changed, after
        fixed += made
    return FixResult(text, tuple(fixed), result.diagnostics)


def _is_something_else(result: ReadResult) -> bool:
    """Whether a text has so little of a report that to mend it would be to spoil it.

    A folder may hold other texts, too; "Overview" and "Summary" are headings of many.
    """
    missing = sum(found.code == "TR401" for found in result.diagnostics)
    return missing > len(SECTIONS) - _FEWEST_SECTIONS


def _keep_report(
    text: str, result: ReadResult, read: Callable[[str], ReadResult]
) -> tuple[str, list[Diagnostic]]:
    """Make as many fixes as leave the report what it is; the others need a person.

    Two fixes that are safe can be unsafe together. Which ones are is found by halves, in so few
    trials that a text that is made to need many cannot take long.
    """
    taken: list[Diagnostic] = []
    waiting: list[Sequence[Diagnostic]] = [result.diagnostics]
    for _ in range(_MOST_TRIALS):
        if not waiting:
            break
        group = waiting.pop()
        changed, _ = apply_fixes(text, [*taken, *group], unsafe=False)
        if read(changed).report == result.report:
            taken += group
        elif len(group) > 1:
            half = len(group) // 2
            waiting += (group[half:], group[:half])
    return apply_fixes(text, taken, unsafe=False)


def apply_fixes(
    text: str, diagnostics: Iterable[Diagnostic], *, unsafe: bool
) -> tuple[str, list[Diagnostic]]:
    """Return `text` with as many fixes made as do not get in each other's way, and for what.

    A fix is made whole or not at all; of two that overlap, the first is made.
    """
    taken: list[tuple[int, int]] = []  # in order, and apart
    edits: list[Edit] = []
    fixed: list[Diagnostic] = []
    for found in sorted(diagnostics, key=_reach):
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
    """Whether a stretch shares a character with one in `taken`, or is as empty in its place.

    What is written in front of a stretch and what is written for it do not get in each other's way.
    """
    at = bisect_left(taken, place)
    return place in taken[at : at + 1] or any(
        place[0] < other[1] and other[0] < place[1] for other in taken[max(at - 1, 0) : at + 2]
    )


def _reach(diagnostic: Diagnostic) -> tuple[bool, int]:
    """Fixes in one place come first: one that is all over the file would keep them all away."""
    edits = len(diagnostic.fix.edits) if diagnostic.fix else 0
    return diagnostic.code == _LINE_ENDS, edits

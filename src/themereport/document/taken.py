"""What the express lane takes: fields, their places, and what is to be reported of their form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeAlias

from attrs import define, field

from themereport.document.finding import Findings
from themereport.document.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Fields", "Places", "Taken"]

Fields: TypeAlias = "dict[str, object]"
Places: TypeAlias = "list[tuple[Sequence[str], Sequence[tuple[int, int]]]]"
"""Paths of fields, and beside them where they stand; put together when somebody asks."""
_P = ParamSpec("_P")


@define
class Taken:
    """What was taken: fields, their places, and what of their form has drifted.

    `rest` are the parts whose words must be read more closely.
    """

    data: Fields
    places: Places = field(factory=list)
    rest: list[Part] = field(factory=list)
    _notes: list[tuple[Callable[..., None], tuple[object, ...]]] = field(factory=list, init=False)

    def note(
        self,
        report: Callable[Concatenate[Findings, _P], None],
        *arguments: _P.args,
        **_: _P.kwargs,
    ) -> None:
        """Note what `report` is to be called with if all is taken."""
        self._notes.append((report, arguments))

    def note_place(self, text: str, start: int, path: str) -> None:
        """Note what begins at an offset if no blank line stands above."""
        if text[start - 2] != "\n":
            self.note(Findings.check_apart, path, start)

    def add(self, other: Taken) -> None:
        """Add what `other` took."""
        self.data.update(other.data)
        self.places += other.places
        self._notes += other._notes

    def report(self, findings: Findings) -> None:
        """Report what was noted."""
        for report, arguments in self._notes:
            report(findings, *arguments)

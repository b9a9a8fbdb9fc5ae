"""What a rule is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from themereport.diagnostics.catalogue import Code
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.models.report import ThemeReport
    from themereport.rules.example import Example

__all__ = ["Rule"]


@runtime_checkable
class Rule(Protocol):
    """Says what is wrong with a valid report; registered as an entry point in `themereport.rules`.

    The entry's name is the rule's code. The docstring of its class is its reasoning.
    """

    @property
    def code(self) -> Code:
        """What its diagnostics are called: a code, its severity, its wording and its reason."""
        ...

    @property
    def profiles(self) -> Collection[str]:
        """The names of the profiles that it belongs to."""
        ...

    @property
    def valid(self) -> Collection[Example]:
        """Reports in which it finds nothing."""
        ...

    @property
    def invalid(self) -> Collection[Example]:
        """Reports in which it finds something, and where."""
        ...

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterable[Diagnostic]:
        """Say what is wrong with `report`, which stands in a file called `filename`, if in any.

        Diagnostics have the rule's own code, a path and arguments, but no span: whoever has the
        text knows the places.
        """
        ...

"""One finding about a text or a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import Factory, field, frozen

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.source.edit import Edit
from themereport.source.span import Span

__all__ = ["Diagnostic", "Fix", "Severity"]

Severity = Literal["error", "warning", "info"]


@frozen
class Fix:
    """How to mend what a diagnostic found.

    `safe` fixes never change what a reader would understand; the others need a look.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@frozen
class Diagnostic:
    """One finding: a stable `code`, the field it concerns, where it stands, and what to do.

    `path` is that of the field in the report, such as `signals[3].text`; "" means the whole.
    `span` is None when there is no source text or no place in it. `severity` is that of the
    code unless the reader's mode raised it.
    """

    code: str
    path: str = ""
    span: Span | None = None
    arguments: Mapping[str, object] = field(factory=dict, repr=False)
    fix: Fix | None = None
    severity: Severity = field(
        default=Factory(lambda self: CATALOGUE[self.code].severity, takes_self=True)
    )

    @property
    def message(self) -> str:
        """What is wrong, what was found, and what to do; on one line."""
        return CATALOGUE[self.code].format(self.path, self.arguments)

    def __str__(self) -> str:
        place = f"{self.span.start} " if self.span else ""
        return f"{place}{self.code} {self.message}"

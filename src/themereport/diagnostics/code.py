"""A kind of diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Code"]

_MAX_SHOWN = 240


@frozen
class Code:
    """One kind of diagnostic.

    `template` is filled by `str.format` with `path` and the diagnostic's arguments. `why` is
    the reasoning that the documentation shows.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    template: str
    why: str

    def format(self, path: str, arguments: Mapping[str, object]) -> str:
        """The message for one place."""
        shown = {name: _shortened(value) for name, value in arguments.items()}
        return printable(self.template.format(path=path or "the report", **shown))


def _shortened(value: object) -> object:
    """Long texts cut in the middle, so that a message stays a message."""
    if isinstance(value, str) and len(value) > _MAX_SHOWN:
        return f"{value[: _MAX_SHOWN - 20]}…{value[-19:]}"
    return value

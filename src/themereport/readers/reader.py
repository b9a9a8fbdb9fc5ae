"""What a reader is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.readers.result import ReadResult
    from themereport.source.text import SourceText

__all__ = ["Defaults", "DialectReader", "Mode", "Reader"]

Mode = Literal["repair", "strict"]
"""Whether drift from the canonical form is repaired and reported, or refused."""

Defaults: TypeAlias = Mapping[str, object]
"""Values for fields that the text does not state, by name."""


@runtime_checkable
class Reader(Protocol):
    """Reads one format into a report; registered as an entry point in `themereport.readers`.

    The entry's name is the name of the format, and the file suffix that it is read by.
    """

    def read(self, source: SourceText, *, defaults: Defaults) -> ReadResult:
        """Read `source`; what is wrong with it becomes diagnostics, never an exception."""
        ...


@runtime_checkable
class DialectReader(Reader, Protocol):
    """A reader of a format that publishers write in different ways."""

    def speaking(self, dialect: Dialect) -> Reader:
        """A reader of the same format in `dialect`."""
        ...

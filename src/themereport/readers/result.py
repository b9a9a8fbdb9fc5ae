"""What reading gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.models.report import ThemeReport
from themereport.source.text import SourceText

if TYPE_CHECKING:
    from themereport.document.taken import Places
    from themereport.source.span import Span

__all__ = ["ReadResult", "Spans"]


class Spans(Mapping[str, "Span"]):
    """Where each field stands, by its path such as `signals[3].text`.

    Lines and columns are counted when they are asked for.
    """

    def __init__(self, source: SourceText, places: Places) -> None:
        self._source = source
        self._places = places

    @cached_property
    def _offsets(self) -> dict[str, tuple[int, int]]:
        offsets: dict[str, tuple[int, int]] = {}
        for paths, spans in self._places:
            offsets.update(zip(paths, spans, strict=True))
        return offsets

    def __getitem__(self, path: str) -> Span:
        return self._source.span(*self._offsets[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._offsets)

    def __len__(self) -> int:
        return len(self._offsets)

    def __repr__(self) -> str:
        return f"<Spans of {len(self)} fields>"

    def nearest(self, path: str) -> Span | None:
        """The span of `path`, or of the innermost part of the report around it."""
        while path and path not in self._offsets:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self[path] if path else None


@frozen
class ReadResult:
    """What reading a text gave; `report` is None where there are errors.

    `spans` maps the path of each field to its place in the text.
    """

    report: ThemeReport | None
    diagnostics: tuple[Diagnostic, ...]
    spans: Spans = field(repr=False, eq=False)
    source: SourceText | None = field(default=None, repr=False, eq=False)

    @property
    def repairs(self) -> tuple[Diagnostic, ...]:
        """What had to be repaired or understood to read the text: its drift, in order."""
        return tuple(found for found in self.diagnostics if is_repair(found))


def is_repair(diagnostic: Diagnostic) -> bool:
    """Whether `diagnostic` is about drift: family TR3, and what else is no error of its own."""
    return CATALOGUE[diagnostic.code].severity != "error"

"""The findings of one reading: diagnostics with places and fixes, collected."""

from __future__ import annotations

from attrs import define

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.source.text import SourceText

__all__ = ["Findings", "cut_short"]


@define
class Findings:
    """Collects diagnostics about `source`; offsets are those of `source.text`."""

    source: SourceText
    diagnostics: list[Diagnostic]

    def report(self, code: str, path: str, start: int, end: int, **arguments: object) -> None:
        """Report something that has no fix."""
        place = (self.source, start, end)
        self.diagnostics.append(Diagnostic.found(code, path, place, arguments))

    def replace(
        self,
        code: str,
        path: str,
        start: int,
        end: int,
        text: str,
        *,
        safe: bool = True,
        **arguments: object,
    ) -> None:
        """Report something that writing `text` in its place would mend."""
        place = (self.source, start, end)
        self.diagnostics.append(Diagnostic.found(code, path, place, arguments, (text, safe)))


def cut_short(text: str) -> str:
    """`text`, or its beginning where it is long."""
    return text if len(text) <= 60 else f"{text[:57]}…"

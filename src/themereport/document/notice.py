"""The notice that a machine wrote the text: what readers see of `provenance.ai_generated`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from attrs import define, field

from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.document.finding import cut_short
from themereport.document.inline import unescape
from themereport.source.edit import Edit

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.document.finding import Findings

__all__ = ["Notices", "machine_made_patterns", "notice_line", "says_machine_made"]

_PATH = "provenance.ai_generated"
_LONGEST = 120


@cache
def machine_made_patterns() -> tuple[str, ...]:
    """The regular expressions that find what says that a machine wrote a text."""
    path = files("themereport.document") / "machine_made.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["patterns"])


@cache
def _says() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{it})" for it in machine_made_patterns()), re.IGNORECASE)


def says_machine_made(text: str) -> bool:
    """Whether a short text says that a machine wrote what it stands in."""
    return len(text) <= _LONGEST and _says().search(text) is not None


def notice_line(text: str) -> str:
    """The line of the notice in Markdown: a quotation, so that it is part of no section."""
    return f"> {text}"


@define
class Notices:
    """Takes notices among the words outside of all fields, and holds them against the annotations.

    `below` is where the notice goes: behind the title's line.
    """

    found: list[tuple[int, int, str]] = field(factory=list)
    below: int | None = None

    def take(self, start: int, end: int, text: str) -> bool:
        """Take the words between two offsets if they are a notice; says whether they were."""
        words = unescape(text.strip())[0].strip(" \t*_>[]（）()【】")
        if not says_machine_made(words):
            return False
        self.found.append((start, end, words))
        return True

    def enter(
        self,
        data: dict[str, object],
        offsets: dict[str, tuple[int, int]],
        findings: Findings,
        dialect: Dialect,
    ) -> None:
        """Put what the notices say to the provenance in `data`; report what is not canonical."""
        own = dialect.labels[dialect.nearest(str(data.get("language")))].notice
        provenance = data.get("provenance")
        is_annotated = isinstance(provenance, dict) and provenance.get("ai_generated") is not None
        if not self.found:
            if is_annotated:
                self._report_missing(findings, notice_line(own))
            return
        start, end, words = self.found[0]
        if not is_annotated and (provenance is None or isinstance(provenance, dict)):
            data["provenance"] = {**(provenance or {}), "ai_generated": {}}
            offsets[_PATH] = start, end
            findings.report("TR329", _PATH, start, end, found=cut_short(words))
        known = {labels.notice for labels in dialect.labels.values()}
        expected = notice_line(words if words in known else own)
        text = findings.source.text
        is_below = self.below is not None and not text[self.below : start].strip()
        if not is_below or text[start:end] != expected:
            self._report_other(findings, expected, is_below=is_below, safe=words in known)
        for again, stop, others in self.found[1:]:
            arguments = {"found": cut_short(others), "expected": expected}
            findings.replace("TR330", _PATH, again, stop, "", safe=others in known, **arguments)

    def _report_missing(self, findings: Findings, line: str) -> None:
        at = self.below
        if at is None:
            findings.report("TR328", _PATH, 0, 0, expected=line)
        else:
            findings.replace("TR328", _PATH, at, at, f"\n\n{line}", expected=line)

    def _report_other(
        self, findings: Findings, expected: str, *, is_below: bool, safe: bool
    ) -> None:
        start, end, words = self.found[0]
        arguments = {"found": cut_short(words), "expected": expected}
        if is_below or self.below is None:
            findings.replace("TR330", _PATH, start, end, expected, safe=safe, **arguments)
        else:
            source = findings.source
            span, below = source.span(start, end + 1), source.span(self.below, self.below)
            edits = (Edit(below, f"\n\n{expected}"), Edit(span, ""))
            fix = Fix("move it below the title", edits, safe) if source.can_be_mended else None
            findings.diagnostics.append(Diagnostic("TR330", _PATH, span, arguments, fix))

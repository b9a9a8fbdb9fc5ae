"""Examples of codes: a text that has the code, and the same without it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from attrs import Factory, frozen

from themereport.diagnostics.printable import printable

__all__ = ["CodeExample", "code_examples"]

_FOLDER = files("themereport.diagnostics") / "examples"
_FILES = {
    "jekyll": "report.md",
    "annotated": "annotated.md",
    "json": "report.json",
    "dialect": "tables.md",
}


@frozen
class CodeExample:
    """What a code objects to, and what it asks for instead.

    `good` is a part of a report that nothing is wrong with. In the format `path`, both are the
    paths of files; in `call`, they are calls in Python; in `dialect`, they are in that of the file
    `tables.toml`; `annotated` is a post with evidence. `limits` and `budget` are arguments of
    `read` that the code needs to be seen.
    """

    bad: str
    good: str
    format: Literal["jekyll", "annotated", "json", "path", "call", "dialect"] = "jekyll"
    escapes: bool = False
    encoding: str = "utf-8"
    limits: Mapping[str, int] = Factory(dict)
    budget: int | None = None

    def texts(self) -> tuple[str, str]:
        """The whole texts: the one that has the code, and the one that has not."""
        report = (_FOLDER / _FILES[self.format]).read_text(encoding="utf-8")
        bad = _unescaped(self.bad) if self.escapes else self.bad
        return report.replace(self.good, bad, 1), report

    def shown(self) -> tuple[str, str]:
        """The parts that differ, as lines to be printed, without blank lines around them."""
        bad, good = _shown(self.bad), _shown(self.good)
        if bad == good:  # but for line ends, so those are shown
            bad, good = (text.replace("\n", "\\n") for text in (self.bad, self.good))
        return bad, good

    @property
    def condition(self) -> str:
        """What `read` is given beside the text, in words, or nothing."""
        given = [f"limits: {name} = {limit:,}" for name, limit in self.limits.items()]
        if self.budget is not None:
            given.append(f"budget = {self.budget}")
        if self.format == "dialect":
            given.append("in a dialect with a table of risks")
        if self.encoding != "utf-8":
            given.append(f"saved as {self.encoding}")
        return ", ".join(given)


@cache
def code_examples() -> Mapping[str, CodeExample]:
    """The example of each code of reading."""
    tables = tomllib.loads((_FOLDER / "codes.toml").read_text(encoding="utf-8"))
    return {code: CodeExample(**table) for code, table in tables.items()}


def _unescaped(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("unicode_escape")


def _shown(text: str) -> str:
    """`text` line by line; line ends that make the difference are shown as escapes."""
    lines = text.replace("\ufeff", "\\ufeff").replace("\r", "\\r").strip("\n").split("\n")
    return "\n".join(map(printable, lines))
